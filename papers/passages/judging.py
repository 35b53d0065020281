"""What of an alignment is sure, and why; and why the rest is not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from papers.passages.evidence import Evidence
from papers.passages.path import Bead
from papers.passages.scoring import HEADINGS, Scoring

MARGIN = 4.0  # by how much a sure pair beats every other way
PROOF = 1.0  # how strongly it must be proved by what both sides alone show
FIT = 1.5  # usual deviations of length within which a sure pair lies
FIT_CLOSELY = 1.0  # ... and one of several blocks, or one that stands elsewhere
FIT_BETWEEN = 2.2  # ... and a heading, a list or a table between sure pairs
CUT = 1.2  # what two neighbours' lengths may gain by being taken as one: their border may lie elsewhere

# How strongly a token proves a pair that alone shows it, and speaks against one where it stands elsewhere.
PROOFS = {
    "text": 3.0,
    "note": 2.0,
    "picture": 2.0,
    "shape": 1.0,
    "number": 1.0,
    "month": 0.75,
    "ordinal": 0.5,
    "name": 1.0,
    "place": 0.75,
    "sound": 0.75,
}


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


class Proof(NamedTuple):
    """What the tokens prove of a bead: for it, against it, the least for one of its blocks, and the best sort."""

    speaks: float
    against: float
    weakest: float
    sort: str
    calls: bool  # the notes speak against it


PROVED = frozenset({Reason.TEXT, Reason.NOTES, Reason.PICTURES, Reason.NAMES, Reason.BETWEEN})
_SORTS = {"text": Reason.TEXT, "note": Reason.NOTES, "picture": Reason.PICTURES}


def judged(beads: Sequence[Bead], apart: Sequence[Bead], scoring: Scoring) -> list[Pair]:
    """Return the beads as pairs; `apart` are those that stand elsewhere in the translation."""
    proofs = _proofs([*beads, *apart], scoring.evidence)
    reasons = [_reason(bead, proofs[bead], scoring) for bead in beads]
    for place, (one, other) in enumerate(pairwise(beads)):
        if _shifted(one, other, scoring):
            for at in (place, place + 1):
                reasons[at] = Reason.CUT if reasons[at] in PROVED else reasons[at]
    # Another paragraph may have taken the place of one; so may a block of a kind of which one stands alone or moved.
    kinds = [_kinds(bead, scoring) for bead in beads]
    alone = (bead for bead, reason in zip(beads, reasons, strict=True) if reason is Reason.ALONE)
    loose = {"p"}.union(*(_kinds(bead, scoring) for bead in (*alone, *apart)))
    for run in _runs([reason in PROVED for reason in reasons]):
        if all(_calm(beads[at], proofs[beads[at]], scoring) for at in run):
            for at in run:
                if proofs[beads[at]].speaks >= PROOF / 2 or loose.isdisjoint(kinds[at]):
                    reasons[at] = Reason.BETWEEN
    pairs = [_pair(bead, reason) for bead, reason in zip(beads, reasons, strict=True)]
    return pairs + [_moved(bead, proofs[bead], scoring) for bead in apart]


def _pair(bead: Bead, reason: Reason) -> Pair:
    return Pair(tuple(bead.lefts), tuple(bead.rights), sure=reason in PROVED, reason=reason)


def _moved(bead: Bead, proof: Proof, scoring: Scoring) -> Pair:
    single = len(bead.lefts) == 1 == len(bead.rights)
    fits = single and _stretch(bead.lefts, bead.rights, scoring) <= FIT_CLOSELY
    sure = fits and not proof.against and proof.speaks >= 2 * PROOF and _like(bead, scoring)
    return Pair(tuple(bead.lefts), tuple(bead.rights), sure=sure, reason=Reason.MOVED)


def _reason(bead: Bead, proof: Proof, scoring: Scoring) -> Reason:
    """Return why the bead is sure by its own proofs, or what keeps it from that."""
    if not bead.lefts or not bead.rights:
        return Reason.ALONE
    if proof.calls:
        return Reason.CALLS
    several = len(bead.lefts) + len(bead.rights) > 2
    if _stretch(bead.lefts, bead.rights, scoring) > (FIT_CLOSELY if several else FIT):
        return Reason.LENGTH
    if min(len(bead.lefts), len(bead.rights)) > 1:
        # Cut elsewhere, or two passages: nobody knows.
        return Reason.UNLIKE
    if bead.margin < MARGIN or proof.against > proof.speaks / 3 or not _like(bead, scoring):
        return Reason.UNLIKE
    if proof.speaks < PROOF or (several and proof.weakest < PROOF):
        return Reason.PLACE
    return _SORTS.get(proof.sort, Reason.NAMES)


def _shifted(one: Bead, other: Bead, scoring: Scoring) -> bool:
    """Return whether the lengths of two neighbours fit much better when they are taken as one."""
    if not (one.lefts and one.rights and other.lefts and other.rights):
        return False
    lefts, rights = range(one.lefts.start, other.lefts.stop), range(one.rights.start, other.rights.stop)
    apart = _misfit(one.lefts, one.rights, scoring) + _misfit(other.lefts, other.rights, scoring)
    return apart - _misfit(lefts, rights, scoring) > CUT


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
    return len(kinds) == 1 and _stretch(bead.lefts, bead.rights, scoring) <= fit


def _like(bead: Bead, scoring: Scoring) -> bool:
    """Return whether all blocks are of one kind, headings of any level."""
    kinds = _kinds(bead, scoring)
    return len(kinds) == 1 or kinds.issubset(HEADINGS)


def _kinds(bead: Bead, scoring: Scoring) -> set[str]:
    return {scoring.lefts[n].kind for n in bead.lefts} | {scoring.rights[n].kind for n in bead.rights}


def _proofs(beads: Iterable[Bead], evidence: Evidence) -> dict[Bead, Proof]:
    tokens: tuple[dict[int, list[str]], dict[int, list[str]]] = (defaultdict(list), defaultdict(list))
    for side, places in zip(tokens, (evidence.lefts, evidence.rights), strict=True):
        for token, found in places.items():
            for place in found:
                side[place].append(token)
    return {bead: _proof(bead, tokens, evidence) for bead in beads}


def _proof(
    bead: Bead, tokens: tuple[Mapping[int, Sequence[str]], Mapping[int, Sequence[str]]], evidence: Evidence
) -> Proof:
    shown = {
        token
        for side, places in zip(tokens, bead[:2], strict=True)
        for place in places
        for token in side.get(place, ())
    }
    speaks: dict[str, float] = {}
    against: dict[str, float] = {}
    for token in shown:
        lefts, rights = set(evidence.lefts[token]), set(evidence.rights[token])
        own_left, own_right = lefts.issubset(bead.lefts), rights.issubset(bead.rights)
        if not lefts.isdisjoint(bead.lefts) and not rights.isdisjoint(bead.rights):
            # What stands here alone proves most; the more other blocks have it too, the less.
            here = len(lefts.intersection(bead.lefts)) * len(rights.intersection(bead.rights))
            speaks[token] = _weight(token) * here / (len(lefts) * len(rights))
        elif (own_left and rights.isdisjoint(bead.rights)) or (own_right and lefts.isdisjoint(bead.lefts)):
            against[token] = _weight(token)
    blocks = [side.get(place, ()) for side, places in zip(tokens, bead[:2], strict=True) for place in places]
    return Proof(
        speaks=sum(speaks.values()),
        against=sum(against.values()),
        weakest=min(
            (sum(_alone(token) * speaks.get(token, 0.0) for token in block) for block in blocks), default=0.0
        ),
        sort=max((_sort(token) for token in speaks), key=lambda sort: PROOFS[sort], default=""),
        calls=any(_sort(token) == "note" for token in against),
    )


def _sort(token: str) -> str:
    return token.partition(" ")[0]


def _alone(token: str) -> float:
    """Return how much of its weight a token keeps for one block of several: there a misplaced call would mislead."""
    return 0.25 if _sort(token) == "note" else 1.0


def _weight(token: str) -> float:
    """Return how strongly a token proves; a number of one digit stands anywhere."""
    sort, _, what = token.partition(" ")
    return PROOFS[sort] / 2 if sort == "number" and len(what) == 1 else PROOFS[sort]
