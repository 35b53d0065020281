"""The best way through two texts, block by block: dynamic programming in a band."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

# How often translators do it, as logarithms of shares of all passages: (left blocks, right blocks) → log share.
STEPS: Mapping[tuple[int, int], float] = {
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
WIDTH = 20  # blocks on each side of the line that the anchors draw; shorter texts are searched whole
CLEAR = 20.0  # a way that is worse by this much is no rival

# The score of the left blocks from the first number up to the second, and the right ones likewise.
Score = Callable[[int, int, int, int], float]
Point = tuple[int, int]
Step = tuple[Point, float]


class Bead(NamedTuple):
    """A step of the way: the blocks it pairs, and by how much it beats every other way through each of them."""

    lefts: range
    rights: range
    margin: float = 0.0


def band(lefts: int, rights: int, anchors: Iterable[Point]) -> list[range]:
    """Return for each number of left blocks passed which numbers of right blocks may have been passed.

    The line runs through the anchors (pairs of places, rising on both sides) and is straight between them.
    """
    corners = [(0, 0), *anchors, (lefts, rights)]
    low, high = [rights] * (lefts + 1), [0] * (lefts + 1)
    for (left, right), (next_left, next_right) in pairwise(corners):
        slope = (next_right - right) / max(next_left - left, 1)
        for row in range(left, next_left + 1):
            line = right + slope * (row - left)
            ends = (right, next_right) if left == next_left else (int(line), int(line + slope) + 1)
            low[row] = min(low[row], max(ends[0] - WIDTH, 0))
            high[row] = max(high[row], min(ends[1] + WIDTH, rights))
    return [range(start, end + 1) for start, end in zip(low, high, strict=True)]


def best(rows: Sequence[range], score: Score, shares: Mapping[tuple[int, int], float] = STEPS) -> list[Bead]:
    """Return the best way from the beginning of both texts to the end, each step with its margin."""
    steps, after = _backward(rows, score, shares)
    point, end = (0, 0), (len(rows) - 1, rows[-1][-1])
    chosen: dict[Point, Point] = {}
    while point != end:
        _, chosen[point] = max((value + after[target], target) for target, value in steps[point])
        point = chosen[point]
    rivals = _rivals(rows, steps, after, chosen)
    beads = []
    for start, target in chosen.items():
        lefts, rights = range(start[0], target[0]), range(start[1], target[1])
        strongest = max([rivals[0][left] for left in lefts] + [rivals[1][right] for right in rights])
        beads += [Bead(*blocks, after[0, 0] - strongest) for blocks in _apart(lefts, rights)]
    return beads


def _backward(
    rows: Sequence[range], score: Score, shares: Mapping[tuple[int, int], float]
) -> tuple[dict[Point, list[Step]], dict[Point, float]]:
    """Return the steps out of every point with their scores, and the best score from there to the end."""
    steps: dict[Point, list[Step]] = {}
    after: dict[Point, float] = {(len(rows) - 1, rows[-1][-1]): 0.0}
    for left in range(len(rows) - 1, -1, -1):
        for right in reversed(rows[left]):
            out = []
            for (down, along), share in shares.items():
                target = (left + down, right + along)
                if target in after:
                    value = score(left, left + down, right, right + along) if down and along else 0.0
                    out.append((target, share + value))
            if out:
                steps[left, right] = out
                after[left, right] = max([value + after[target] for target, value in out])
    return steps, after


def _rivals(
    rows: Sequence[range],
    steps: Mapping[Point, Sequence[Step]],
    after: Mapping[Point, float],
    chosen: Mapping[Point, Point],
) -> tuple[list[float], list[float]]:
    """Return for each left and right block the score of the best way that takes another step through it."""
    least = after[0, 0] - CLEAR
    rivals = ([least] * (len(rows) - 1), [least] * rows[-1][-1])
    before: dict[Point, float] = {(0, 0): 0.0}
    for left, row in enumerate(rows):
        for right in row:
            here = (left, right)
            if here not in before:
                continue
            for target, value in steps.get(here, ()):
                reached = before[here] + value
                if reached > before.get(target, reached - 1):
                    before[target] = reached
                whole = reached + after[target]
                if whole > least and chosen.get(here) != target:
                    _raise(rivals[0], here[0], target[0], whole)
                    _raise(rivals[1], here[1], target[1], whole)
    return rivals


def _raise(values: list[float], start: int, stop: int, least: float) -> None:
    for place in range(start, stop):
        values[place] = max(values[place], least)


def _apart(lefts: range, rights: range) -> list[tuple[range, range]]:
    """Return the blocks of a step; lone ones each by itself."""
    if lefts and rights:
        return [(lefts, rights)]
    return [(range(n, n + 1), rights) for n in lefts] + [(lefts, range(n, n + 1)) for n in rights]
