"""What the tokens of two passages prove: that they translate each other, or that they do not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from papers.passages.evidence import Evidence
from papers.passages.path import Bead
from papers.passages.scoring import Scoring

# How strongly a token proves a pair that alone shows it, and speaks against one where it stands elsewhere. One
# number or name may stand in two paragraphs that have nothing else in common: it takes two to prove.
PROOFS = {
    "text": 3.0,
    "note": 2.0,
    "picture": 2.0,
    "shape": 0.4,
    "number": 1.0,
    "month": 0.4,
    "ordinal": 0.5,
    "name": 1.0,
    "place": 0.4,
    "sound": 0.75,
}

Tokens = Mapping[int, Sequence[str]]


class Proof(NamedTuple):
    """What the tokens prove of a bead: for it, against it, the least for one of its blocks, and the best sort."""

    speaks: float
    against: float
    weakest: float
    sort: str
    calls: bool  # the notes speak against it
    noted: bool  # its blocks call the same notes, and no other block calls one of them
    alike: float  # what speaks for it among blocks of its kinds alone
    met: float  # which share of what a translation hardly ever leaves out stands on both sides


def proofs(beads: Iterable[Bead], scoring: Scoring) -> dict[Bead, Proof]:
    """Return what the tokens prove of each bead."""
    evidence = scoring.evidence
    tokens: tuple[dict[int, list[str]], dict[int, list[str]]] = (defaultdict(list), defaultdict(list))
    for side, places in zip(tokens, (evidence.lefts, evidence.rights), strict=True):
        for token, found in places.items():
            for place in found:
                side[place].append(token)
    strong = tuple([block.strong for block in side] for side in (scoring.lefts, scoring.rights))
    kinds = tuple([block.kind for block in side] for side in (scoring.lefts, scoring.rights))
    return {bead: _proof(bead, tokens, strong, kinds, evidence) for bead in beads}


def _proof(
    bead: Bead,
    tokens: tuple[Tokens, Tokens],
    strong: Sequence[Sequence[frozenset[str]]],
    kinds: Sequence[Sequence[str]],
    evidence: Evidence,
) -> Proof:
    blocks = [side.get(place, ()) for side, places in zip(tokens, bead[:2], strict=True) for place in places]
    speaks, against = _spoken(bead, {token for block in blocks for token in block}, evidence)
    shown = [[side[place] for place in places] for side, places in zip(strong, bead[:2], strict=True)]
    alone = {token for token in speaks if speaks[token] == PROOFS["note"] and _sort(token) == "note"}
    return Proof(
        speaks=sum(speaks.values()),
        against=sum(against.values()),
        weakest=min(
            (sum(_alone(token) * speaks.get(token, 0.0) for token in block) for block in blocks), default=0.0
        ),
        sort=max((_sort(token) for token in speaks), key=lambda sort: PROOFS[sort], default=""),
        calls=any(_sort(token) == "note" for token in against),
        noted=bool(alone)
        and alone == {token for side in shown for block in side for token in block if _sort(token) == "note"},
        alike=sum(_alike(token, bead, kinds, evidence) for token in speaks),
        met=_met(shown, speaks),
    )


def _spoken(
    bead: Bead, shown: Iterable[str], evidence: Evidence
) -> tuple[dict[str, float], dict[str, float]]:
    """Return how strongly each token speaks for a bead, and against it."""
    speaks: dict[str, float] = {}
    against: dict[str, float] = {}
    for token in shown:
        lefts, rights = evidence.lefts[token], evidence.rights[token]
        here = [
            sum(place in places for place in found)
            for found, places in ((lefts, bead.lefts), (rights, bead.rights))
        ]
        if all(here):
            # What stands here alone proves most; the more other blocks have it too, the less.
            speaks[token] = _weight(token) * here[0] * here[1] / (len(lefts) * len(rights))
        elif here in ([len(lefts), 0], [0, len(rights)]):
            against[token] = _weight(token)
    return speaks, against


def _alike(token: str, bead: Bead, kinds: Sequence[Sequence[str]], evidence: Evidence) -> float:
    """Return how strongly a token speaks for a bead when only blocks of its kinds count."""
    share = 1.0
    for found, places, side in zip((evidence.lefts, evidence.rights), bead[:2], kinds, strict=True):
        here = {side[place] for place in places}
        alike = [place in places for place in found[token] if side[place] in here]
        share *= sum(alike) / len(alike)
    return share * _weight(token)


def _met(sides: Sequence[Sequence[Collection[str]]], speaks: Collection[str]) -> float:
    """Return the least share of these tokens, in a block or on a side, that both sides show, by weight.

    As many notes that only one side knows as the other has of its own may be the same ones, not known to be.
    """
    notes = [
        {token for block in side for token in block if _sort(token) == "note" and token not in speaks}
        for side in sides
    ]
    shares = [1.0]
    for side, own, others in zip(sides, notes, reversed(notes), strict=True):
        lost = max(len(own) - len(others), 0)
        shares += [_share(block, speaks, 0) for block in side]
        shares.append(_share(frozenset[str]().union(*side), speaks, lost))
    return min(shares)


def _share(tokens: Collection[str], speaks: Collection[str], lost: int) -> float:
    """Return which share of the tokens speaks; `lost` notes do not, others that do not are not counted."""
    met = sum(_weight(token) for token in tokens if token in speaks)
    unmet = sum(_weight(token) for token in tokens if token not in speaks and _sort(token) != "note") + lost
    return met / (met + unmet) if met + unmet else 1.0


def _sort(token: str) -> str:
    return token.partition(" ")[0]


def _alone(token: str) -> float:
    """Return how much of its weight a token keeps for one block of several: there a misplaced call would mislead."""
    return 0.25 if _sort(token) == "note" else 1.0


def _weight(token: str) -> float:
    """Return how strongly a token proves; a number of one digit stands anywhere."""
    sort, _, what = token.partition(" ")
    return PROOFS[sort] / 2 if sort == "number" and len(what) == 1 else PROOFS[sort]
