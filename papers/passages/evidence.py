"""What speaks for and against two blocks being one passage, as logarithms of odds."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
# A note's key is never chance; numbers and names come in company, and a second one says less than a first.
WEIGHT = {
    "note": 1.5,
    "text": 1.0,
    "picture": 1.0,
    "shape": 1.0,
    "number": 0.8,
    "month": 0.7,
    "ordinal": 0.7,
} | {
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
    together: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    # What speaks against a block where none of its shared tokens is met, and what each pair takes away from that.
    lonely: tuple[dict[int, float], dict[int, float]] = field(
        default_factory=lambda: (defaultdict(float), defaultdict(float))
    )
    met: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    noted: set[tuple[int, int]] = field(default_factory=set)  # the pairs that share a note

    def weigh(self, lefts: range, rights: range) -> float:
        """Return what the tokens say of these blocks being one passage."""
        if self.swapped(lefts, rights):
            return -SWAPPED
        speaks = relief_left = relief_right = 0.0
        for left in lefts:
            for right in rights:
                if (left, right) in self.together:
                    speaks += self.together[left, right]
                    one, other = self.met[left, right]
                    relief_left += one
                    relief_right += other
        against = max(sum(self.lonely[0].get(left, 0.0) for left in lefts) - relief_left, 0.0)
        against += max(sum(self.lonely[1].get(right, 0.0) for right in rights) - relief_right, 0.0)
        return min(speaks, MOST_FOR) - min(against, MOST_AGAINST)

    def swapped(self, lefts: range, rights: range) -> bool:
        """Return whether two blocks on either side call each other's notes: a slip, not one passage of four blocks."""
        return len(lefts) == 2 == len(rights) and self.noted.issuperset(
            {(lefts[0], rights[1]), (lefts[1], rights[0])}
        )

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
    for left in lefts:
        for right in rights:
            one, other = evidence.met.get((left, right), (0.0, 0.0))
            evidence.together[left, right] += odds
            evidence.met[left, right] = (one + loss, other + loss)
            if token.startswith("note "):
                evidence.noted.add((left, right))
