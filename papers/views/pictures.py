"""The picture of works by type and year, in words and links: of a series, of a paper, of any list of works."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from papers import rendering
from papers.metadata import address
from papers.search import WorkFilters, Works
from references import wording

# The types that the description of the picture names.
MOST_TOLD = 3


@dataclass(frozen=True)
class Kind:
    """A type of works: what it is called, the list of its works here, and what is said of it to those who hear it."""

    text: str
    url: str
    said: str


@dataclass(frozen=True)
class Cell:
    count: int
    url: str
    said: str


@dataclass(frozen=True)
class Line:
    """A year of the table; an empty year is the works that have none."""

    year: str
    cells: Sequence[Cell | None]
    total: int


@dataclass(frozen=True)
class Drawn:
    drawing: rendering.Picture
    kinds: Sequence[Kind]
    description: str
    lines: Sequence[Line]
    total: int


def drawn(listed: Works, bits: int, filters: WorkFilters, language: str) -> Drawn | None:
    """Return the picture of the works at these places, with the filters that lead to each part; None without works."""
    counts = listed.by_type_and_year(bits)
    if not counts:
        return None
    drawing = rendering.picture(counts)
    path = address("references", language)
    kinds = [kind(row, path + filters.with_value("type", row.kind).query()) for row in drawing.rows]
    years = sorted({year for _kind, year in counts}, key=lambda year: (year is None, -(year or 0)))
    lines = []
    for year in years:
        row = [counts.get((each.kind, year), 0) for each in drawing.rows]
        cells = [
            cell(count, each.kind, year, path, filters) if count else None
            for count, each in zip(row, drawing.rows, strict=True)
        ]
        lines.append(Line("" if year is None else str(year), cells, sum(row)))
    return Drawn(drawing, kinds, described(drawing, kinds), lines, bits.bit_count())


def kind(row: rendering.PictureRow, url: str) -> Kind:
    text = wording.kind_text(row.kind)
    count = ngettext("%(total)s source", "%(total)s sources", row.count) % {"total": row.count}
    years = [mark.year for mark in row.marks if mark.year is not None]
    said = [
        text,
        count,
        f"{min(years)}–{max(years)}" if len(set(years)) > 1 else str(years[0]) if years else "",
    ]
    return Kind(text, url, _(", ").join(filter(None, said)))


def cell(count: int, kind: str, year: int | None, path: str, filters: WorkFilters) -> Cell:
    """Return a figure of the table; works without a year have no list of their own, for no facet says so."""
    text, when = wording.kind_text(kind), _("no year") if year is None else str(year)
    narrowed = filters.with_value("type", kind)
    url = "" if year is None else path + narrowed.with_value("year", str(year)).query()
    return Cell(count, url, _("%(count)s: %(kind)s, %(year)s") % {"count": count, "kind": text, "year": when})


def described(drawing: rendering.Picture, kinds: Sequence[Kind]) -> str:
    """Return what the picture shows, for those who do not see it."""
    shown = _("; ").join(each.said for each in kinds[:MOST_TOLD])
    return _("Each brick is a source, in the row of its type, over its year. Most are: %(kinds)s.") % {
        "kinds": shown
    }
