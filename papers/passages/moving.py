"""Blocks that stand elsewhere in the translation: found among those that the way through both texts left alone."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from papers.passages.path import STEPS, Bead, band, best
from papers.passages.scoring import Scoring

LEAST = 2.0  # what a moved run must score: that something moved at all is unlikely
TOLL = 2.0  # and each of its passages more than this
SHARES = {step: share - TOLL if all(step) else 0.0 for step, share in STEPS.items()}


Move = tuple[float, tuple[Bead, ...]]  # what two runs of lone blocks have in common, and how much it is


def moved(beads: Sequence[Bead], scoring: Scoring) -> tuple[list[Bead], list[Bead]]:
    """Return the beads that stay, without the lone blocks that belong together elsewhere; and those as beads."""
    lefts = {bead.lefts[0] for bead in beads if not bead.rights}
    rights = {bead.rights[0] for bead in beads if not bead.lefts}
    found: list[Bead] = []
    while moves := sorted(_moves(_runs(lefts), _runs(rights), scoring), key=lambda move: -move[0]):
        for _, pieces in moves:
            ours, theirs = (
                {n for bead in pieces for n in bead.lefts},
                {n for bead in pieces for n in bead.rights},
            )
            # A better move may have used some of these; what is left of them comes next time.
            if ours <= lefts and theirs <= rights:
                found += pieces
                lefts -= ours
                rights -= theirs
    return [bead for bead in beads if _stays(bead, lefts, rights)], found


def _stays(bead: Bead, lefts: Container[int], rights: Container[int]) -> bool:
    """Return whether a bead has blocks of both sides, or its lone one is still alone."""
    if bead.lefts and bead.rights:
        return True
    return bead.lefts[0] in lefts if bead.lefts else bead.rights[0] in rights


def _runs(places: Iterable[int]) -> list[range]:
    """Return the runs of numbers that follow each other."""
    runs: list[range] = []
    for place in sorted(places):
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
        for left, right in scoring.evidence.met
        if left in homes[0] and right in homes[1]
    }
    for one, other in sorted(shared, key=lambda runs: (runs[0].start, runs[1].start)):
        move = _compare(one, other, scoring)
        if move[0] >= LEAST:
            yield move


def _compare(lefts: range, rights: range, scoring: Scoring) -> Move:
    """Return the best way through two runs, on which lone blocks cost nothing and every pair its toll."""

    def score(left: int, left_stop: int, right: int, right_stop: int) -> float:
        one, other = lefts.start, rights.start
        return scoring(left + one, left_stop + one, right + other, right_stop + other)

    value, found = 0.0, []
    for bead in best(band(len(lefts), len(rights), []), score, SHARES):
        if bead.lefts and bead.rights:
            step = SHARES[len(bead.lefts), len(bead.rights)]
            value += step + score(bead.lefts.start, bead.lefts.stop, bead.rights.start, bead.rights.stop)
            found.append(
                Bead(_shift(bead.lefts, lefts.start), _shift(bead.rights, rights.start), bead.margin)
            )
    return value, tuple(found)


def _shift(places: range, by: int) -> range:
    return range(places.start + by, places.stop + by)
