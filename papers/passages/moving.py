"""Blocks that stand elsewhere in the translation: found among those that the way through both texts left alone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from papers.passages.path import STEPS, Bead, band, best
from papers.passages.scoring import Scoring

LEAST = 2.0  # what a moved run must score: that something moved at all is unlikely
TOLL = 2.0  # and each of its passages more than this


class Move(NamedTuple):
    """What two runs of lone blocks have in common."""

    value: float
    beads: tuple[Bead, ...]


def moved(beads: Sequence[Bead], scoring: Scoring) -> tuple[list[Bead], list[Bead]]:
    """Return the beads that stay, without the lone blocks that belong together elsewhere; and those as beads."""
    alone = [[bead[side][0] for bead in beads if bead[side] and not bead[1 - side]] for side in (0, 1)]
    found: list[Bead] = []
    while moves := list(_moves(_runs(alone[0]), _runs(alone[1]), scoring)):
        best_move = max(moves, key=lambda move: move.value)
        found += best_move.beads
        gone = [{place for bead in found for place in bead[side]} for side in (0, 1)]
        alone = [[place for place in alone[side] if place not in gone[side]] for side in (0, 1)]
    kept = [set(side) for side in alone]
    stay = [
        bead
        for bead in beads
        if (bead.lefts and bead.rights)
        or (kept[0].issuperset(bead.lefts) and kept[1].issuperset(bead.rights))
    ]
    return stay, found


def _runs(places: Iterable[int]) -> list[range]:
    """Return the runs of numbers that follow each other."""
    runs: list[range] = []
    for place in places:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _moves(lefts: Collection[range], rights: Collection[range], scoring: Scoring) -> Iterator[Move]:
    """Yield what every two runs that share a token have in common, where that is enough."""
    homes = [{place: run for run in side for place in run} for side in (lefts, rights)]
    shared = {
        (homes[0][left], homes[1][right])
        for left, right in scoring.evidence.together
        if left in homes[0] and right in homes[1]
    }
    for one, other in sorted(shared, key=lambda runs: (runs[0].start, runs[1].start)):
        move = _compare(one, other, scoring)
        if move.value >= LEAST:
            yield move


def _compare(lefts: range, rights: range, scoring: Scoring) -> Move:
    """Return the best way through two runs, on which lone blocks cost nothing and every pair its toll."""

    def score(one: range, other: range) -> float:
        if not one or not other:
            return -STEPS[len(one), len(other)]
        return scoring(_shift(one, lefts.start), _shift(other, rights.start)) - TOLL

    beads, value = [], 0.0
    for bead in best(band(len(lefts), len(rights), []), score):
        if bead.lefts and bead.rights:
            value += score(bead.lefts, bead.rights) + STEPS[len(bead.lefts), len(bead.rights)]
            beads.append(
                Bead(_shift(bead.lefts, lefts.start), _shift(bead.rights, rights.start), bead.margin)
            )
    return Move(value, tuple(beads))


def _shift(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by)
