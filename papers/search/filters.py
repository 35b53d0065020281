"""What a list is narrowed by: the filters in an address, and the facets that offer further ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.http import QueryDict

from papers import markup
from papers.models import Author, Label, Series, Tag, Version, column, first_label, printed_name, searchable
from papers.search.catalogue import Catalogue

FACETS = ("series", "tag", "author", "year", "lang")
QUERY_LENGTH = 200
MOST_FILTERS = 20
VALUE_LENGTH = 120


@dataclass(frozen=True)
class Filters:
    """The search words and the chosen facet values, as they stand in an address."""

    facets: ClassVar[Sequence[str]] = FACETS

    q: str = ""
    chosen: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Return the filters of an address; what is not a filter is left out, long values are cut."""
        values = (
            (facet, markup.line(value[:VALUE_LENGTH]))
            for facet in cls.facets
            for value in query.getlist(facet)
        )
        chosen = dict.fromkeys((facet, value) for facet, value in values if value)
        return cls(markup.line(query.get("q", "")[:QUERY_LENGTH]), tuple(chosen)[:MOST_FILTERS])

    def __bool__(self) -> bool:
        return bool(self.q or self.chosen)

    def with_value(self, facet: str, value: str) -> Self:
        chosen = {*self.chosen, (facet, value)}
        ordered = sorted(chosen, key=lambda pair: (self.facets.index(pair[0]), pair[1]))
        return replace(self, chosen=tuple(ordered))

    def without(self, facet: str, value: str) -> Self:
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair != (facet, value)))

    def without_words(self) -> Self:
        return replace(self, q="")

    def query(self, **more: str | int) -> str:
        """Return them as the query of an address, "?" included; empty when there is nothing to say."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [*self.chosen, *((name, str(value)) for name, value in more.items())]
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True)
class Names:
    """How facet values are called: address words of rows, and their labels in the page's language."""

    keys: Mapping[tuple[str, str], int]
    slugs: Mapping[tuple[str, int], str]
    labels: Mapping[tuple[str, int], Label]

    def key(self, facet: str, value: str) -> tuple[str, int | str]:
        """Return the catalogue's key of a value in an address; one that names no row names no paper either."""
        return (facet, value if facet in ("year", "lang") else self.keys.get((facet, value), 0))

    def chosen(self, facet: str, filters: Filters) -> list[int]:
        """Return the keys of the rows that a list is narrowed by."""
        return [
            key for name, value in filters.chosen if name == facet and (key := self.keys.get((name, value)))
        ]


def names(language: str, filters: Filters) -> Names:
    """Return what all series and tags are called, and the keys of the chosen authors, in one query."""
    codes = [code for code, _ in settings.LANGUAGES]
    columns = [column("name", code) for code in codes]
    # Plain querysets: modeltranslation's own put the columns in an order of their own, and a union pairs them by place.
    series = QuerySet(Series).order_by().values_list(Value("series", CharField()), "pk", "slug", *columns)
    tags = QuerySet(Tag).order_by().values_list(Value("tag", CharField()), "pk", "slug", *columns)
    chosen = [value for facet, value in filters.chosen if facet == "author"]
    blanks = {f"no_{code}": Value("", CharField()) for code in codes}
    authors = QuerySet(Author).order_by().filter(slug__in=chosen).annotate(**blanks)
    rows = list(
        series.union(tags, authors.values_list(Value("author", CharField()), "pk", "slug", *blanks), all=True)
    )
    labels = {
        (facet, key): first_label(dict(zip(codes, texts, strict=True)), language)
        for facet, key, _, *texts in rows
    }
    return Names(
        keys={(facet, slug): key for facet, key, slug, *_ in rows},
        slugs={(facet, key): slug for facet, key, slug, *_ in rows},
        labels={name: label for name, label in labels.items() if name[0] != "author"},
    )


def found(catalogue: Catalogue, filters: Filters, names: Names, now: datetime) -> int:
    """Return the places of the papers that every filter lets through."""
    bits = catalogue.narrowed((names.key(*pair) for pair in filters.chosen), catalogue.all)
    words = searchable(filters.q)
    if bits and words:
        versions, authors = matching(words, now)
        of_authors = (catalogue.bits.get(("author", key), 0) for key in authors)
        bits &= reduce(or_, of_authors, catalogue.holding(versions))
    return bits


def matching(words: str, now: datetime) -> tuple[set[int], set[int]]:
    """Return the live versions whose title, printed authors or text hold the words, and the authors whose names do.

    A name is read as it is now, in every language, with its space and without. One query, as a list has few.
    """
    codes = [code for code, _ in settings.LANGUAGES]
    columns = [column(name, code) for code in codes for name in ("family_name", "given_name")]
    blanks = {f"no_{name}": Value("", CharField()) for name in ("order", *columns)}
    live = Version.objects.live(now).filter(page__text__contains=words).order_by().annotate(**blanks)
    versions = live.values_list(Value("version", CharField()), "pk", *blanks)
    authors = QuerySet(Author).order_by()
    named = authors.values_list(Value("author", CharField()), "pk", "name_order", *columns)
    found: dict[str, set[int]] = {"version": set(), "author": set()}
    for kind, key, order, *names in versions.union(named, all=True):
        if kind == "version" or words in searchable("\n".join(_forms(codes, names, order))):
            found[kind].add(key)
    return found["version"], found["author"]


def _forms(codes: Sequence[str], names: Sequence[str | None], order: str) -> Iterator[str]:
    """Yield each language's name as it is printed and as it is typed in one word; `names` are its parts in turn."""
    for code, family, given in zip(codes, names[::2], names[1::2], strict=True):
        if family:
            yield printed_name(family, given or "", code, order)
            yield family + (given or "")


def counted(catalogue: Catalogue, facet: str, bits: int) -> Iterator[tuple[int | str, int]]:
    """Yield each value of a facet that papers here have, with their number."""
    for value, of_value in catalogue.filed(facet):
        if count := (bits & of_value).bit_count():
            yield value, count


def largest(counts: Iterable[tuple[Any, int]], most: int) -> tuple[Sequence[tuple[int | str, int]], int]:
    """Return the values with the most papers, and how many are left out; equal ones in the order they were made."""
    ordered = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    return ordered[:most], max(len(ordered) - most, 0)
