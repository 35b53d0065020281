"""Works by type and year as a picture: where each mark, line and word of it stands.

What is across is told in hundredths of the width, what is down in pixels: the picture takes the width it is given, and
its words keep their size. Each type has a row; in it stands a brick for each work, piled up over its year.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[tuple[str, int | None], int]

# Down: a row's words, the space below its line, the words of the years.
WORDS, BETWEEN, AXIS = 24, 12, 26
# A brick with the joint above it, when there is room; the height of the highest pile when there is not.
BRICK, JOINT, HIGHEST = 7.0, 1.5, 60
# Below this a pile is one bar, because nobody would count its bricks.
THINNEST = 3.0
# Across: at least so many years, so that a single one is a brick and no wall; the room of what has no year.
FEWEST_YEARS = 12
DATED, UNDATED = 88.0, 95.0
# Words of years further on would touch those of what has no year.
LAST_WORDS = 80.0
WIDEST = 1.6
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
MOST_TICKS = 6


@dataclass(frozen=True)
class Mark:
    """Some works of one type and year: a brick, or a bar of several; `count` is how many the year has in all."""

    x: float
    y: float
    width: float
    height: float
    year: int | None
    count: int


@dataclass(frozen=True)
class Row:
    """A type: the line that its piles stand on, and its words above them."""

    kind: str
    count: int
    top: float
    words: float
    line: float
    marks: Sequence[Mark]


@dataclass(frozen=True)
class Tick:
    """A year under the picture; None stands for no year."""

    year: int | None
    x: float
    anchor: str


@dataclass(frozen=True)
class Picture:
    rows: Sequence[Row]
    ticks: Sequence[Tick]
    height: float
    # Where the rows end.
    floor: float


@dataclass(frozen=True)
class Scale:
    """Where years stand: from `first` on, each as wide as `slot`."""

    first: int
    last: int
    slot: float

    @classmethod
    def of(cls, years: Iterable[int | None]) -> "Scale":
        dated = sorted(year for year in years if year is not None) or [0]
        first = min(dated[0], dated[-1] - FEWEST_YEARS + 1)
        room = DATED if None in set(years) else 100.0
        return cls(first, dated[-1], room / (dated[-1] - first + 1))

    @property
    def width(self) -> float:
        """The width of a brick."""
        return min(0.72 * self.slot, WIDEST)

    def middle(self, year: int | None) -> float:
        return UNDATED if year is None else (year - self.first + 0.5) * self.slot


def picture(counts: Counts) -> Picture:
    """Return the picture of how many works each type has in each year, the type with most first; None is no year."""
    totals: Counter[str] = Counter()
    for (kind, _year), count in counts.items():
        totals[kind] += count
    scale = Scale.of([year for _kind, year in counts])
    pitch = _pitch(max(counts.values(), default=1))
    rows: list[Row] = []
    top = 0.0
    for kind, total in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])):
        of_kind = {year: count for (name, year), count in counts.items() if name == kind}
        rows.append(_row(kind, total, of_kind, scale, pitch, top))
        top = rows[-1].line + BETWEEN
    floor = rows[-1].line if rows else 0.0
    return Picture(rows, list(_ticks(scale, counts)) if rows else [], floor + AXIS, floor)


def _pitch(highest: int) -> float:
    """Return how high one work is: a brick as long as the highest pile stays low enough."""
    return min(BRICK, HIGHEST / highest)


def _row(
    kind: str, total: int, of_kind: Mapping[int | None, int], scale: Scale, pitch: float, top: float
) -> Row:
    line = top + WORDS + max(of_kind.values()) * pitch
    dated = sorted(of_kind.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
    marks = [mark for year, count in dated for mark in _pile(year, count, scale, pitch, line)]
    return Row(kind, total, round(top, 2), round(top + 15, 2), round(line, 2), marks)


def _pile(year: int | None, count: int, scale: Scale, pitch: float, line: float) -> Iterator[Mark]:
    """Yield the bricks of a year from the line up, or one bar where they would be too thin."""
    x, width = round(scale.middle(year) - scale.width / 2, 3), round(scale.width, 3)
    if pitch < THINNEST:
        yield Mark(x, round(line - count * pitch, 2), width, round(count * pitch, 2), year, count)
        return
    for place in range(1, count + 1):
        yield Mark(
            x, round(line - place * pitch, 2), width, round(pitch - min(JOINT, pitch / 3), 2), year, count
        )


def _ticks(scale: Scale, counts: Counts) -> Iterator[Tick]:
    """Yield the years that are written: round ones, as many as there is room for on a telephone."""
    span = scale.last - scale.first + 1
    step = next((step for step in STEPS if span / step <= MOST_TICKS), STEPS[-1])
    years = {year for _kind, year in counts}
    for year in range(-(-scale.first // step) * step, scale.last + 1, step) if years - {None} else ():
        x = round(scale.middle(year), 3)
        if None not in years or x <= LAST_WORDS:
            yield Tick(year, x, "start" if x < 4 else "end" if x > 96 else "middle")
    if None in years:
        yield Tick(None, UNDATED, "middle")
