"""The catalogue of the library: all works that the public record cites, how often, and what each is filed under.

As in the catalogue of papers, what a facet value names is one whole number, a bit for each place. It is the same for
every language of the lists, and made once for each state of the public record.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import compress, groupby, islice
from operator import and_, itemgetter
from typing import Any, NamedTuple
from unicodedata import normalize

from django.conf import settings
from django.db.models import Q

from papers.models import Version, VersionCitation
from papers.search.catalogue import Key, as_bits
from papers.search.filters import Filters
from references import csl
from references.models import Reference

FACETS = ("type", "year", "source", "lang", "series", "paper")
# Words of a search that are looked for; nobody types more.
MOST_WORDS = 12
SORTS = ("cited", "year", "title", "author")
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True)
class WorkFilters(Filters):
    """What a list of works is narrowed by, and its order; "paper" is a paper's address word, and no facet offers it."""

    facets = FACETS

    sort: str = SORTS[0]

    @classmethod
    def read(cls, query: Any) -> "WorkFilters":
        """Return the filters and the order of an address; an order that there is not is the usual one."""
        read, sort = super().read(query), query.get("sort", "")
        return cls(read.q, read.chosen, sort if sort in SORTS else SORTS[0])

    def sorted_by(self, sort: str) -> "WorkFilters":
        return replace(self, sort=sort)

    def query(self, **more: str | int) -> str:
        return super().query(**({"sort": self.sort} if self.sort != SORTS[0] else {}), **more)


@dataclass(frozen=True)
class Works:
    """The cited works by place, the one cited most first: how many notes and papers cite each, and where it is filed."""

    keys: Sequence[int]
    notes: Sequence[int]
    papers: Sequence[int]
    bits: Mapping[Key, int]
    # Most sources have one work or two: a number for each place costs less than bits for each source.
    sources: Sequence[str]
    source_of: Sequence[int]
    # Another order than that of the places → the places in it.
    orders: Mapping[str, Sequence[int]]

    @property
    def all(self) -> int:
        """Every place."""
        return (1 << len(self.keys)) - 1

    def of_source(self, name: str) -> int:
        """Return the places of what was published in or by this source."""
        if name not in self.sources:
            return 0
        number = self.sources.index(name)
        return as_bits(place for place, source in enumerate(self.source_of) if source == number)

    def having(self, keys: Collection[int]) -> int:
        """Return the places of these References, of those that are here."""
        return as_bits(place for place, key in enumerate(self.keys) if key in keys) if keys else 0

    def counted(self, facet: str, bits: int) -> Iterator[tuple[Any, int]]:
        """Yield each value of a facet that works at these places have, with their number."""
        if facet == "source":
            numbers = Counter(compress(self.source_of, self._flags(bits)))
            yield from ((self.sources[number], count) for number, count in numbers.items() if number)
            return
        for (name, value), of_value in self.bits.items():
            if name == facet and (count := (bits & of_value).bit_count()):
                yield value, count

    def page(self, bits: int, sort: str, start: int, stop: int) -> list[int]:
        """Return the places from the start-th to before the stop-th in this order."""
        flags = self._flags(bits)
        if sort in self.orders:
            return list(islice((place for place in self.orders[sort] if flags[place]), start, stop))
        return list(islice(compress(range(len(flags)), flags), start, stop))

    def by_type_and_year(self, bits: int) -> dict[tuple[str, int | None], int]:
        """Return how many works at these places each type has in each year; None stands for no year."""
        found: dict[tuple[str, int | None], int] = {}
        for kind, _count in self.counted("type", bits):
            of_kind = bits & self.bits["type", kind]
            years = list(self.counted("year", of_kind))
            found.update({(kind, int(year)): count for year, count in years})
            if undated := of_kind.bit_count() - sum(count for _year, count in years):
                found[kind, None] = undated
        return found

    def _flags(self, bits: int) -> bytes:
        """Return a byte for each place, 1 where its bit is set."""
        digits = f"{bits:0{len(self.keys)}b}"[::-1] if self.keys else ""
        return digits.encode().translate(_FLAGS)


_made: list[tuple[Hashable, Works]] = []


def works(now: datetime, stamp: Hashable) -> Works:
    """Return the catalogue of works; `stamp` names the state of the public record at `now`, None says nothing of it."""
    if stamp is None or not _made or _made[0][0] != stamp:
        _made[:] = [(stamp, build(now))]
    return _made[0][1]


class _Row(NamedTuple):
    key: int
    kind: str
    year: int | None
    source: str
    language: str
    title: str
    author: str
    notes: int
    papers: int
    series: frozenset[int]


def build(now: datetime) -> Works:
    """Read the public record: three queries, whatever its size."""
    rows = sorted(_rows(now), key=lambda row: (-row.notes, -row.papers, row.title, row.key))
    names = ["", *sorted({row.source for row in rows if row.source})]
    numbers = {name: number for number, name in enumerate(names)}
    return Works(
        keys=array("q", (row.key for row in rows)),
        notes=array("L", (row.notes for row in rows)),
        papers=array("L", (row.papers for row in rows)),
        bits={key: as_bits(of_key) for key, of_key in _filed(rows).items()},
        sources=names,
        source_of=array("L", (numbers[row.source] for row in rows)),
        orders={name: array("L", _ordered(rows, by)) for name, by in _ORDERS.items()},
    )


# By year the newest first, what has none last; by name what has none last.
_ORDERS: Mapping[str, Callable[[_Row], Any]] = {
    "year": lambda row: (-(row.year if row.year is not None else -9999), row.title, row.key),
    "title": lambda row: (row.title, row.year or 0, row.key),
    "author": lambda row: (not row.author, row.author, row.title, row.key),
}


def _ordered(rows: Sequence[_Row], by: Callable[[_Row], Any]) -> list[int]:
    return sorted(range(len(rows)), key=lambda place: by(rows[place]))


def _filed(rows: Sequence[_Row]) -> Mapping[Key, Any]:
    """Return the places by type, year, language, and the series of the citing papers."""
    filed: dict[Key, Any] = defaultdict(lambda: array("L"))
    for place, row in enumerate(rows):
        filed["type", row.kind].append(place)
        if row.year is not None:
            filed["year", str(row.year)].append(place)
        if row.language:
            filed["lang", row.language].append(place)
        for series in row.series:
            filed["series", series].append(place)
    return filed


def _rows(now: datetime) -> Iterator[_Row]:
    cited = dict(_cited(now))
    columns = ("pk", "kind", "year", "source", "language", "title", "author")
    for key, kind, year, source, language, title, author in (
        Reference.objects.order_by().values_list(*columns).iterator()
    ):
        if key in cited:
            base = language.split("-")[0].casefold()
            yield _Row(key, kind, year, source, base, sorting(title), sorting(author), *cited[key])


def _cited(now: datetime) -> Iterator[tuple[int, tuple[int, int, frozenset[int]]]]:
    """Yield each cited Reference with how many notes and papers cite it, and the series of these.

    A note that stands in two editions is one.
    """
    codes = [code for code, _ in settings.LANGUAGES]
    live = Version.objects.live(now).filter(language__in=codes).order_by()
    editions = {
        version: (paper, series)
        for version, paper, series in live.values_list("pk", "paper_id", "page__series_id").iterator()
    }
    # These three columns alone, in this order, are read from one index.
    rows = VersionCitation.objects.order_by("reference_id", "version_id", "note")
    columns = rows.values_list("reference_id", "version_id", "note").iterator()
    for reference, group in groupby(columns, key=itemgetter(0)):
        found = [(*editions[version], note) for _reference, version, note in group if version in editions]
        if found:
            papers, series = {paper for paper, _series, _note in found}, {each[1] for each in found}
            notes = {(paper, note) for paper, _series, note in found}
            yield reference, (len(notes), len(papers), frozenset(filter(None, series)))


# What stands before the first letter that a title is sorted by: marks, and the English article.
_BEFORE = re.compile(r"^[\W_]*(?:(?:the|an?)\s+(?=\w))?[\W_]*")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")


def sorting(text: str) -> str:
    """Return what a title or name is sorted by: without marks before it, article, case and accents."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", normalize("NFKD", folded))
    return _BEFORE.sub("", folded) or folded


def found_works(listed: Works, filters: WorkFilters, series: Mapping[str, int], now: datetime) -> int:
    """Return the places of the works that every filter lets through; `series` has the keys of the address words."""
    bits = listed.all
    for facet, value in filters.chosen:
        bits &= _filtered(listed, facet, value, series, now)
    if bits and (words := csl.folded(filters.q).split()):
        # Every word, wherever it stands: a name and a word of the title are asked for together.
        every = reduce(and_, (Q(words__contains=word) for word in words[:MOST_WORDS]))
        holding = Reference.objects.order_by().filter(every)
        bits &= listed.having(set(holding.values_list("pk", flat=True)))
    return bits


def _filtered(listed: Works, facet: str, value: str, series: Mapping[str, int], now: datetime) -> int:
    if facet == "source":
        return listed.of_source(value)
    if facet == "paper":
        return listed.having(cited_by(value, now))
    return listed.bits.get((facet, series.get(value, 0) if facet == "series" else value), 0)


def cited_by(slug: str, now: datetime) -> set[int]:
    """Return the keys of the works that a paper's live editions cite."""
    rows = VersionCitation.objects.live(now).filter(version__paper__slug=slug)
    return set(rows.order_by().values_list("reference_id", flat=True))
