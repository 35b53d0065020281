"""The facets beside a list: what it can be narrowed by, with counts, and what it is narrowed by already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from papers import search
from papers.metadata import address, own_name
from papers.models import Author, Label
from papers.search import Catalogue, Filters, Names
from papers.views.cards import author_name

MOST_OPTIONS = 12
# The pages that list every value of the facets that may leave some out.
LISTS = {"series": "series_list", "tag": "tags", "author": "authors"}


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many papers it would leave, and the address that adds it or takes it off."""

    label: Label
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its options; how many are left out, and where all of them are."""

    name: str
    text: str
    options: Sequence[Option]
    more: int
    more_url: str


@dataclass(frozen=True)
class Choice:
    """A filter that is on, and the address without it."""

    label: Label
    facet: str
    url: str


@dataclass(frozen=True)
class Facets:
    """The facets of one narrowed list: `bits` are its papers, `authors` the rows of the authors that are named."""

    path: str
    language: str
    catalogue: Catalogue
    filters: Filters
    names: Names
    bits: int
    authors: Mapping[int, Author]

    def every(self) -> list[Facet]:
        """Return the facets that offer something."""
        return [facet for name in search.FACETS if (facet := self._facet(name)).options]

    def choices(self) -> list[Choice]:
        """Return what the list is narrowed by, the search words first."""
        words = [
            Choice(Label(self.filters.q, self.language), _("Search"), self._url(self.filters.without_words()))
        ]
        chosen = [
            Choice(
                self._label(facet, value), facet_text(facet), self._url(self.filters.without(facet, value))
            )
            for facet, value in self.filters.chosen
        ]
        return (words if self.filters.q else []) + chosen

    def _url(self, filters: Filters) -> str:
        return self.path + filters.query()

    def _facet(self, name: str) -> Facet:
        counts, more = offered(self.catalogue, name, self.bits)
        more_url = address(LISTS[name], self.language) if more else ""
        return Facet(name, facet_text(name), list(self._options(name, counts)), more, more_url)

    def _options(self, name: str, counts: Sequence[tuple[Any, int]]) -> Iterator[Option]:
        for key, count in counts:
            value = self._value(name, key)
            if not value:
                continue
            chosen = (name, value) in self.filters.chosen
            filters = self.filters.without(name, value) if chosen else self.filters.with_value(name, value)
            yield Option(self._named(name, key, value), count, self._url(filters), chosen)

    def _value(self, name: str, key: int | str) -> str:
        """Return how a key of the catalogue is written in an address."""
        if isinstance(key, str):
            return key
        if name == "author":
            return self.authors[key].slug if key in self.authors else ""
        return self.names.slugs.get((name, key), "")

    def _label(self, facet: str, value: str) -> Label:
        """Return what a value is called; what names nothing that is public is shown as it was typed."""
        if facet == "lang" and value in dict(settings.LANGUAGES):
            return Label(own_name(value), value)
        key = self.names.keys.get((facet, value), 0)
        if (facet, key) not in self.catalogue.bits:
            return Label(value, self.language)
        return self._named(facet, key, value)

    def _named(self, facet: str, key: Any, value: str) -> Label:
        """Return what a key of the catalogue is called."""
        if facet == "lang":
            return Label(own_name(value), value)
        if facet == "author" and key in self.authors:
            return author_name(self.authors[key], self.language)
        return self.names.labels.get((facet, key)) or Label(value, self.language)


def offered(catalogue: Catalogue, name: str, bits: int) -> tuple[Sequence[tuple[Any, int]], int]:
    """Return the options of a facet with their counts, and how many are left out.

    Years newest first, languages in the site's order, all others by their number of papers.
    """
    counts = list(search.counted(catalogue, name, bits))
    if name == "year":
        return sorted(counts, reverse=True), 0
    if name == "lang":
        order = [code for code, _name in settings.LANGUAGES]
        return sorted(counts, key=lambda pair: order.index(str(pair[0]))), 0
    return search.largest(counts, MOST_OPTIONS)


def facet_text(name: str) -> str:
    return {
        "series": _("Series"),
        "tag": _("Subject"),
        "author": _("Author"),
        "year": _("Year"),
        "lang": _("Available in"),
    }[name]
