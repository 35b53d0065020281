"""What speaks for and against two blocks being one passage, as logarithms of odds."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from papers.passages.features import Features

# How often a translated passage shows the token of its original, by the sort of token.
SHARED = {
    "note": 0.93,
    "text": 0.98,
    "picture": 0.98,
    "shape": 0.8,
    "number": 0.75,
    "month": 0.8,
    "ordinal": 0.6,
    "name": 0.65,
    "place": 0.65,
    "sound": 0.5,
}
# A note's key or a picture is never chance; numbers and names come in company, and a second says less than a first.
WEIGHT = {
    "note": 1.5,
    "text": 1.5,
    "picture": 1.5,
    "shape": 1.0,
    "number": 0.8,
    "month": 0.7,
    "ordinal": 0.7,
    "name": 0.8,
    "place": 0.7,
    "sound": 0.7,
}

FEWEST = 12  # blocks: in a shorter text a shared token is no smaller wonder
CROWD = 400  # pairs: a token that stands almost everywhere is not counted
SWAPPED = 20.0
MOST_FOR, MOST_AGAINST = 12.0, 5.0


@dataclass
class Evidence:
    """The tokens that two texts share, and what they say about each pair of blocks."""

    lefts: Mapping[str, Sequence[int]]  # token → the blocks it stands in
    rights: Mapping[str, Sequence[int]]
    count: int
    # What speaks against a block where none of its shared tokens is met, on each side.
    lonely: tuple[list[float], list[float]]
    # What the tokens of a pair speak for it, and what they take away from what speaks against its blocks.
    met: dict[tuple[int, int], tuple[float, float, float]] = field(default_factory=dict)
    noted: set[tuple[int, int]] = field(default_factory=set)  # the pairs that share a note
    counted: set[tuple[int, int]] = field(
        default_factory=set
    )  # ... that alone share a number of several digits

    def weigh(self, left: int, left_stop: int, right: int, right_stop: int) -> float:
        """Return what the tokens say of the left blocks from `left` on and the right ones being one passage."""
        if left_stop - left == 2 == right_stop - right and self._swapped(left, right):
            return -SWAPPED
        speaks = relief_left = relief_right = 0.0
        for pair in product(range(left, left_stop), range(right, right_stop)):
            if pair in self.met:
                odds, one, other = self.met[pair]
                speaks += odds
                relief_left += one
                relief_right += other
        against = max(sum(self.lonely[0][left:left_stop]) - relief_left, 0.0)
        against += max(sum(self.lonely[1][right:right_stop]) - relief_right, 0.0)
        return min(speaks, MOST_FOR) - min(against, MOST_AGAINST)

    def _swapped(self, left: int, right: int) -> bool:
        """Return whether two blocks on either side change places: they are two passages, not one of four blocks.

        So they are when they call each other's notes, a slip, or when they name each other's numbers alone.
        """
        crossed = {(left, right + 1), (left + 1, right)}
        straight = {(left, right), (left + 1, right + 1)}
        alone = straight.isdisjoint(self.noted) and straight.isdisjoint(self.counted)
        return crossed <= self.noted or (crossed <= self.counted and alone)

    def odds(self, token: str) -> float:
        """Return how much it says that two blocks share this token."""
        sort = token.partition(" ")[0]
        rare = max(len(self.lefts[token]), len(self.rights[token])) / self.count
        return WEIGHT[sort] * max(math.log(SHARED[sort] / rare), 0.0)

    def loss(self, token: str) -> float:
        """Return how much it says that a block lacks this token of the other."""
        sort = token.partition(" ")[0]
        rare = min(max(len(self.lefts[token]), len(self.rights[token])) / self.count, 0.9)
        return min(WEIGHT[sort], 1.0) * max(math.log((1 - rare) / (1 - SHARED[sort])), 0.0)


def gather(lefts: Sequence[Features], rights: Sequence[Features]) -> Evidence:
    """Return what two texts share."""
    places = [_places(side, other) for side, other in ((lefts, rights), (rights, lefts))]
    shared = sorted(token for token in places[0].keys() & places[1].keys())
    evidence = Evidence(
        {token: places[0][token] for token in shared},
        {token: places[1][token] for token in shared},
        max(len(lefts), len(rights), FEWEST),
        ([0.0] * len(lefts), [0.0] * len(rights)),
    )
    for token in shared:
        _count(evidence, token)
    return evidence


def _places(side: Sequence[Features], other: Sequence[Features]) -> dict[str, list[int]]:
    """Return token → blocks of a side; a Latin word sounds only as katakana of the other side does."""
    sounding = {token for block in other for token in block.tokens if token.startswith("sound ")}
    places: dict[str, list[int]] = defaultdict(list)
    for place, block in enumerate(side):
        for token in sorted(_heard(block.tokens, sounding)):
            places[token].append(place)
    return places


def _heard(tokens: Iterable[str], sounding: Collection[str]) -> set[str]:
    own = {token for token in tokens if not token.startswith("heard ")}
    heard = {token.replace("heard", "sound", 1) for token in tokens if token.startswith("heard ")}
    return own | (heard & set(sounding))


def _count(evidence: Evidence, token: str) -> None:
    lefts, rights = evidence.lefts[token], evidence.rights[token]
    if len(lefts) * len(rights) > CROWD:
        return
    odds, loss = evidence.odds(token), evidence.loss(token)
    for left in lefts:
        evidence.lonely[0][left] += loss
    for right in rights:
        evidence.lonely[1][right] += loss
    for pair in product(lefts, rights):
        speaks, one, other = evidence.met.get(pair, (0.0, 0.0, 0.0))
        evidence.met[pair] = (speaks + odds, one + loss, other + loss)
        if token.startswith("note "):
            evidence.noted.add(pair)
    if token.startswith("number ") and len(token) > len("number 1") and len(lefts) == 1 == len(rights):
        evidence.counted.add((lefts[0], rights[0]))
