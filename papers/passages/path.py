"""The best way through two texts, block by block: dynamic programming in a band."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# How often translators do it, as logarithms of shares of all passages: (left blocks, right blocks) → log share.
STEPS: dict[tuple[int, int], float] = {
    (1, 1): -0.1,
    (1, 0): -3.4,
    (0, 1): -3.4,
    (1, 2): -3.4,
    (2, 1): -3.4,
    (2, 2): -7.0,
    (1, 3): -5.0,
    (3, 1): -5.0,
    # Where one block is missing the next may well be: sections are left out whole.
    (2, 0): -5.0,
    (0, 2): -5.0,
    (3, 0): -6.5,
    (0, 3): -6.5,
}
WIDTH = 24  # blocks on each side of the line that the anchors draw; shorter texts are searched whole

Score = Callable[[range, range], float]
Point = tuple[int, int]


class Bead(NamedTuple):
    """A step of the way: the blocks it pairs, and by how much it beats every other way through each of them."""

    lefts: range
    rights: range
    margin: float = 0.0


def band(lefts: int, rights: int, anchors: Iterable[Point]) -> list[range]:
    """Return for each number of left blocks passed which numbers of right blocks may have been passed.

    The line runs through the anchors (pairs of places, rising on both sides) and is straight between them.
    """
    corners = [(0, 0), *((left, right) for left, right in anchors), (lefts, rights)]
    low, high = [rights] * (lefts + 1), [0] * (lefts + 1)
    for (left, right), (next_left, next_right) in pairwise(corners):
        for row in range(left, next_left + 1):
            slope = (next_right - right) / max(next_left - left, 1)
            line = right + slope * (row - left)
            ends = (right, next_right) if left == next_left else (int(line), int(line + slope) + 1)
            low[row] = min(low[row], max(ends[0] - WIDTH, 0))
            high[row] = max(high[row], min(ends[1] + WIDTH, rights))
    return [range(start, end + 1) for start, end in zip(low, high, strict=True)]


def best(rows: Sequence[range], score: Score) -> list[Bead]:
    """Return the best way from the beginning of both texts to the end, each step with its margin."""
    steps, after = _backward(rows, score)
    chosen: list[tuple[Point, Point]] = []
    point = (0, 0)
    end = (len(rows) - 1, rows[-1][-1])
    while point != end:
        _, target = max((value + after[target], target) for target, value in steps[point])
        chosen.append((point, target))
        point = target
    rivals = _rivals(rows, steps, after, set(chosen))
    return [
        Bead(
            lefts,
            rights,
            after[0, 0] - max(map(rivals.__getitem__, _names(lefts, rights)), default=float("-inf")),
        )
        for lefts, rights in (_blocks(*step) for step in chosen)
    ]


def _backward(
    rows: Sequence[range], score: Score
) -> tuple[dict[Point, list[tuple[Point, float]]], dict[Point, float]]:
    """Return the steps out of every point with their scores, and the best score from there to the end."""
    steps: dict[Point, list[tuple[Point, float]]] = {}
    after: dict[Point, float] = {(len(rows) - 1, rows[-1][-1]): 0.0}
    for left in range(len(rows) - 1, -1, -1):
        for right in reversed(rows[left]):
            out = []
            for (down, along), share in STEPS.items():
                target = (left + down, right + along)
                if target in after:
                    value = score(range(left, left + down), range(right, right + along))
                    out.append((target, share + value))
            if out:
                steps[left, right] = out
                after[left, right] = max(value + after[target] for target, value in out)
    return steps, after


def _rivals(
    rows: Sequence[range],
    steps: dict[Point, list[tuple[Point, float]]],
    after: dict[Point, float],
    chosen: set[tuple[Point, Point]],
) -> dict[int, float]:
    """Return for each block the score of the best way that takes another step through it."""
    rivals: dict[int, float] = defaultdict(lambda: float("-inf"))
    before: dict[Point, float] = {(0, 0): 0.0}
    for left, row in enumerate(rows):
        for right in row:
            here = (left, right)
            if here not in before:
                continue
            for target, value in steps.get(here, ()):
                reached = before[here] + value
                before[target] = max(before.get(target, reached), reached)
                if (here, target) not in chosen:
                    for name in _names(*_blocks(here, target)):
                        rivals[name] = max(rivals[name], reached + after[target])
    return rivals


def _blocks(start: Point, target: Point) -> tuple[range, range]:
    return range(start[0], target[0]), range(start[1], target[1])


def _apart(lefts: range, rights: range) -> list[tuple[range, range]]:
    """Return the blocks of a step; lone ones each by itself."""
    if lefts and rights:
        return [(lefts, rights)]
    return [(range(n, n + 1), rights) for n in lefts] + [(lefts, range(n, n + 1)) for n in rights]


def _names(lefts: range, rights: range) -> Iterator[int]:
    """Yield a number of its own for every block: the left ones from 0 up, the right ones from -1 down."""
    yield from lefts
    yield from (-1 - right for right in rights)
