"""What of an alignment is sure, and why; and why the rest is not."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from papers.passages.path import Bead
from papers.passages.proof import Proof, proofs
from papers.passages.scoring import HEADINGS, Scoring

MARGIN = 4.0  # by how much a sure pair beats every other way
MARGIN_NOTED = 6.0  # ... and one whose notes must make up for its length
PROOF = 1.75  # how strongly it must be proved by what both sides show
PROOF_BETWEEN = 1.5  # ... between sure pairs
PROOF_HEADING = 0.4  # ... and of a heading between them, among headings: it says little
MET = 0.5  # more than this share of what both sides should show must be met ...
PROOF_HALF = 2.5  # ... or just so much, with so strong a proof
FIT = 1.5  # usual deviations of length within which a sure pair lies
FIT_CLOSELY = 1.0  # ... and one of several blocks, or one that stands elsewhere
FIT_BETWEEN = 2.2  # ... and a heading, a list or a table between sure pairs
FIT_NOTED = 3.0  # ... and one that calls the same notes, where no block around it is alone
CUT = 1.2  # what two neighbours' lengths may gain by being taken as one: their border may lie elsewhere
CUT_NOTED = 2.5  # ... and where both call the same notes


class Reason(StrEnum):
    """Why a pair is sure, or what makes it unsure; in English, for the doors to translate."""

    TEXT = "same text"
    NOTES = "same notes"
    PICTURES = "same pictures"
    NAMES = "same numbers and names"
    BETWEEN = "between sure passages"
    MOVED = "moved"
    PLACE = "only place and length agree"
    LENGTH = "the lengths differ"
    CUT = "a border may lie elsewhere"
    CALLS = "the notes differ"
    UNLIKE = "something else is as likely"
    ALONE = "no counterpart"


class Pair(NamedTuple):
    """Blocks that translate each other, by their places; one side may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    sure: bool
    reason: str

    def shifted(self, by: int) -> "Pair":
        """Return the pair as of texts with so many more blocks at their beginnings."""
        return self._replace(left=tuple(n + by for n in self.left), right=tuple(n + by for n in self.right))


PROVED = frozenset({Reason.TEXT, Reason.NOTES, Reason.PICTURES, Reason.NAMES, Reason.BETWEEN})
_SORTS = {"text": Reason.TEXT, "note": Reason.NOTES, "picture": Reason.PICTURES}


def judged(beads: Sequence[Bead], apart: Sequence[Bead], scoring: Scoring) -> list[Pair]:
    """Return the beads as pairs; `apart` are those that stand elsewhere in the translation."""
    proved = proofs([*beads, *apart], scoring)
    reasons = [_reason(bead, proved[bead], scoring) for bead in beads]
    for place, (one, other) in enumerate(pairwise(beads)):
        if _gain(one, other, scoring) > CUT:
            for at in (place, place + 1):
                reasons[at] = Reason.CUT if reasons[at] in PROVED else reasons[at]
    for run in _in_order(beads, reasons):
        for at in run:
            if reasons[at] in (Reason.LENGTH, Reason.CUT) and _noted(at, beads, proved, scoring):
                reasons[at] = Reason.NOTES
    for run in _runs([reason in PROVED for reason in reasons]):
        if all(_calm(beads[at], proved[beads[at]], scoring) for at in run):
            for at in run:
                proof, is_heading = proved[beads[at]], _kinds(beads[at], scoring).issubset(HEADINGS)
                if proof.alike >= PROOF_HEADING if is_heading else proof.speaks >= PROOF_BETWEEN:
                    reasons[at] = Reason.BETWEEN
    pairs = [_pair(bead, reason) for bead, reason in zip(beads, reasons, strict=True)]
    return pairs + [_moved(bead, proved[bead], scoring) for bead in apart]


def _pair(bead: Bead, reason: Reason) -> Pair:
    return Pair(tuple(bead.lefts), tuple(bead.rights), sure=reason in PROVED, reason=reason)


def _moved(bead: Bead, proof: Proof, scoring: Scoring) -> Pair:
    single = len(bead.lefts) == 1 == len(bead.rights)
    fits = single and _stretch(bead.lefts, bead.rights, scoring) <= FIT_CLOSELY
    # A call may have been moved alone.
    proved = proof.speaks >= PROOF + 1 and _shown(proof) and not proof.against
    return Pair(
        tuple(bead.lefts),
        tuple(bead.rights),
        sure=fits and proved and _like(bead, scoring),
        reason=Reason.MOVED,
    )


def _reason(bead: Bead, proof: Proof, scoring: Scoring) -> Reason:
    """Return why the bead is sure by its own proofs, or what keeps it from that."""
    if not bead.lefts or not bead.rights:
        return Reason.ALONE
    if proof.calls:
        return Reason.CALLS
    several = len(bead.lefts) + len(bead.rights) > 2
    if _stretch(bead.lefts, bead.rights, scoring) > (FIT_CLOSELY if several else FIT):
        return Reason.LENGTH
    # Two on either side: cut elsewhere, or two passages, nobody knows.
    if min(len(bead.lefts), len(bead.rights)) > 1 or not _undisputed(bead, proof, scoring):
        return Reason.UNLIKE
    if proof.speaks - proof.against < PROOF or (several and proof.weakest < PROOF):
        return Reason.PLACE
    return _SORTS.get(proof.sort, Reason.NAMES)


def _undisputed(bead: Bead, proof: Proof, scoring: Scoring) -> bool:
    """Return whether nothing else is as likely as this bead, and nothing in it speaks against it."""
    return (
        _shown(proof) and proof.against <= proof.speaks / 3 and bead.margin >= MARGIN and _like(bead, scoring)
    )


def _shown(proof: Proof) -> bool:
    """Return whether enough of what both sides should show is met."""
    return proof.met > MET or (proof.met == MET and proof.speaks >= PROOF_HALF)


def _in_order(beads: Sequence[Bead], reasons: Sequence[Reason]) -> Iterator[range]:
    """Yield the runs of single pairs that an end of both texts or a proved pair closes on either side."""
    start = 0
    for place in range(len(beads) + 1):
        if place < len(beads) and len(beads[place].lefts) == 1 == len(beads[place].rights):
            continue
        firm = [at for at in range(start, place) if reasons[at] in PROVED]
        first = start if not start else min(firm, default=place)
        stop = place if place == len(beads) else max(firm, default=start)
        yield range(first, stop)
        start = place + 1


def _noted(at: int, beads: Sequence[Bead], proved: Mapping[Bead, Proof], scoring: Scoring) -> bool:
    """Return whether its notes hold a pair in its place, though its length is unusual."""
    bead = beads[at]
    near = [_gain(*pair, scoring) for pair in pairwise(beads[max(at - 1, 0) : at + 2])]
    fits = _stretch(bead.lefts, bead.rights, scoring) <= FIT_NOTED and max(near, default=0.0) <= CUT_NOTED
    held = proved[bead].noted and bead.margin >= MARGIN_NOTED
    return fits and held and _undisputed(bead, proved[bead], scoring)


def _gain(one: Bead, other: Bead, scoring: Scoring) -> float:
    """Return how much better the lengths of two neighbours fit when they are taken as one."""
    if not (one.lefts and one.rights and other.lefts and other.rights):
        return 0.0
    lefts, rights = range(one.lefts.start, other.lefts.stop), range(one.rights.start, other.rights.stop)
    apart = _misfit(one.lefts, one.rights, scoring) + _misfit(other.lefts, other.rights, scoring)
    return apart - _misfit(lefts, rights, scoring)


def _misfit(lefts: range, rights: range, scoring: Scoring) -> float:
    return _stretch(lefts, rights, scoring) ** 2 / 2


def _stretch(lefts: range, rights: range, scoring: Scoring) -> float:
    """Return how far the lengths are from the ratio; a loose translator does not get the benefit of it."""
    return abs(scoring.stretch(lefts, rights)) * max(scoring.looseness, 1.0)


def _runs(sure: Sequence[bool]) -> Iterator[range]:
    """Yield the runs of unsure places that a sure one, or an end of the text with a sure one opposite, encloses."""
    start = 0
    for place, is_sure in enumerate([*sure, True]):
        if is_sure:
            if place > start and any(sure[max(start - 1, 0) : place + 1]):
                yield range(start, place)
            start = place + 1


def _calm(bead: Bead, proof: Proof, scoring: Scoring) -> bool:
    """Return whether nothing speaks against a bead of one block each: then those around it hold it in place."""
    if len(bead.lefts) != 1 or len(bead.rights) != 1 or proof.against or bead.margin < MARGIN:
        return False
    kinds = _kinds(bead, scoring)
    fit = FIT if kinds == {"p"} else FIT_BETWEEN
    return len(kinds) == 1 and _shown(proof) and _stretch(bead.lefts, bead.rights, scoring) <= fit


def _like(bead: Bead, scoring: Scoring) -> bool:
    """Return whether all blocks are of one kind, headings of any level."""
    kinds = _kinds(bead, scoring)
    return len(kinds) == 1 or kinds.issubset(HEADINGS)


def _kinds(bead: Bead, scoring: Scoring) -> set[str]:
    return {scoring.lefts[n].kind for n in bead.lefts} | {scoring.rights[n].kind for n in bead.rights}
