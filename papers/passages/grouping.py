"""Which blocks of two editions belong together, and which DOM anchors stand at which block."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from papers.passages.ids import every
from papers.passages.lineage import ancestry, arrivals, roots

ANCHOR = "p-"  # the DOM id of passage k3x is p-k3x

Lists = Sequence[Sequence[str]]


class Group(NamedTuple):
    """Blocks of two editions that translate each other, by their places; one side may be empty."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def groups(left: str | Lists, right: str | Lists, lineage: Mapping[str, str] | None = None) -> list[Group]:
    """Return the connected groups of blocks in the order of the left edition; every block is in exactly one.

    Each side is a body, or the lists of ids of its blocks. A group of the right edition alone stands after the
    group of the nearest block before it. An id that the other side lacks stands for the one it leads to there.
    """
    sides = [every(side) if isinstance(side, str) else side for side in (left, right)]
    return in_order(Group(*group) for group in joined(sides, lineage or {}))


def joined(sides: Sequence[Lists], lineage: Mapping[str, str]) -> list[tuple[tuple[int, ...], ...]]:
    """Return the connected groups of blocks of several texts, each group by its places in every text."""
    parts = _Parts()
    for left, right in combinations(sides, 2):
        for one, other in _meetings(left, right, lineage):
            parts.join(one, other)
    blocks = [(side, place) for side, lists in enumerate(sides) for place in range(len(lists))]
    for number, (side, place) in enumerate(blocks):
        for name in sides[side][place]:
            parts.join(number, name)
    return [
        tuple(
            tuple(blocks[number][1] for number in part if blocks[number][0] == side)
            for side in range(len(sides))
        )
        for part in parts.members(len(blocks))
    ]


def anchors(body: str, lineage: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return for each block the DOM ids that stand there; in the whole document each stands once.

    An id stands at the first block that lists it. Ids of the lineage that no block lists stand where they lead to,
    else at the first block that leads to them: an old address, or one of another edition, still arrives.
    """
    lists = every(body)
    first = _first_places(lists)
    anchored: list[list[str]] = [[] for _ in lists]
    for name, place in [*first.items(), *_led(first, lineage or {})]:
        anchored[place].append(ANCHOR + name)
    return anchored


def _first_places(lists: Lists) -> dict[str, int]:
    first: dict[str, int] = {}
    for place, listed in enumerate(lists):
        for name in listed:
            first.setdefault(name, place)
    return first


def _led(first: Mapping[str, int], lineage: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the absent ids of the lineage with the place of the block that stands for them."""
    below: dict[str, int] = {}
    for name, place in first.items():
        for older in ancestry(name, lineage):
            if older in below:
                break
            below[older] = place
    known = [name for name in dict.fromkeys([*lineage, *lineage.values()]) if name not in first]
    above = arrivals(known, lineage, first)
    for name in known:
        if name in above or name in below:
            yield name, first[above[name]] if name in above else below[name]


def _meetings(left: Lists, right: Lists, lineage: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield ids that differ and mean each other: what one side lists, and the nearest it leads to on the other.

    Only what the other side lacks leads on: two halves that were both translated anew stay two groups.
    """
    sides = [{name for listed in side for name in listed} for side in (left, right)]
    lost: list[dict[str, list[str]]] = [defaultdict(list), defaultdict(list)]
    for here, there, ends in zip(sides, reversed(sides), lost, strict=True):
        met = arrivals(here, lineage, there)
        yield from met.items()
        last = roots(here - met.keys(), lineage)
        for name in here - met.keys():
            ends[last[name]].append(name)
    for end in lost[0].keys() & lost[1].keys():
        first, *others = lost[0][end] + lost[1][end]
        yield from ((first, other) for other in others)


class _Parts:
    """Places and ids that fall into parts: which are joined, directly or through others."""

    def __init__(self) -> None:
        self.parent: dict[int | str, int | str] = {}

    def root(self, one: int | str) -> int | str:
        self.parent.setdefault(one, one)
        while self.parent[one] != one:
            self.parent[one] = one = self.parent[self.parent[one]]
        return one

    def join(self, one: int | str, other: int | str) -> None:
        self.parent[self.root(one)] = self.root(other)

    def members(self, count: int) -> Iterable[list[int]]:
        """Return the parts of the first `count` places, without the ids."""
        parts: dict[int | str, list[int]] = defaultdict(list)
        for place in range(count):
            parts[self.root(place)].append(place)
        return parts.values()


def in_order(groups: Iterable[Group]) -> list[Group]:
    """Return groups in the order of the left edition, those of the right one after that of the block before them."""
    found = sorted(groups)
    home = {place: group for group in found for place in group.right}
    after: dict[Group | None, list[Group]] = defaultdict(list)
    nearest = None
    for place in sorted(home):
        group = home[place]
        if group.left:
            nearest = group
        elif place == group.right[0]:
            after[nearest].append(group)
    lefts = (group for group in found if group.left)
    return [*after[None], *(one for group in lefts for one in (group, *after[group]))]
