"""The facets beside the list of works: what it can be narrowed by, and what it is narrowed by already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from papers import rendering, search
from papers.metadata import language_name
from papers.models import Label
from papers.search import Names, WorkFilters, Works
from papers.views.facets import MOST_OPTIONS, Choice, Facet, Option
from references import wording
from references.forms import KINDS

# The facets that a list offers; that of one paper is only ever chosen, on the paper's page.
OFFERED = ("type", "year", "source", "lang", "series")
# The most that a facet shows when all of it is asked for.
MOST_UNFOLDED = 500


@dataclass(frozen=True)
class WorkFacets:
    """The facets of one narrowed list of works; `titles` are those of the papers it is narrowed by."""

    path: str
    language: str
    listed: Works
    filters: WorkFilters
    names: Names
    bits: int
    titles: Mapping[str, Label]

    def every(self, unfolded: str) -> list[Facet]:
        """Return the facets that offer something; the unfolded one with all its values."""
        return [facet for name in OFFERED if (facet := self._facet(name, is_whole=name == unfolded)).options]

    def choices(self) -> list[Choice]:
        """Return what the list is narrowed by, the search words first."""
        words = Choice(
            Label(self.filters.q, self.language), _("Search"), self._url(self.filters.without_words())
        )
        chosen = [
            Choice(
                self._label(facet, value), facet_text(facet), self._url(self.filters.without(facet, value))
            )
            for facet, value in self.filters.chosen
        ]
        return ([words] if self.filters.q else []) + chosen

    def _url(self, filters: WorkFilters, **more: str) -> str:
        return self.path + filters.query(**more)

    def _facet(self, name: str, *, is_whole: bool) -> Facet:
        counts = list(self.listed.counted(name, self.bits))
        options, more = offered(name, counts, MOST_UNFOLDED if is_whole else MOST_OPTIONS)
        more_url = self._url(self.filters, all=name) + f"#facet-{name}" if more and not is_whole else ""
        return Facet(name, facet_text(name), list(self._options(name, options)), more, more_url)

    def _options(self, name: str, counts: Sequence[tuple[Any, int]]) -> Iterator[Option]:
        for key, count in counts:
            value = self.names.slugs.get((name, key), "") if name == "series" else str(key)
            if not value:
                continue
            chosen = (name, value) in self.filters.chosen
            filters = self.filters.without(name, value) if chosen else self.filters.with_value(name, value)
            yield Option(self._label(name, value), count, self._url(filters), chosen)

    def _label(self, facet: str, value: str) -> Label:
        """Return what a value is called; what names nothing that is cited is shown as it was typed."""
        words = rendering.interface_language(self.language)
        if facet == "series":
            key = self.names.keys.get(("series", value), 0)
            known = self.names.labels.get(("series", key)) if ("series", key) in self.listed.bits else None
            return known or Label(value, self.language)
        if facet == "paper":
            return self.titles.get(value) or Label(value, self.language)
        if facet == "type" and value in KINDS:
            return Label(wording.kind_text(value), words)
        if facet == "lang":
            return Label(language_name(value), words)
        return Label(value, wording.language_of({"title": value}) if facet == "source" else self.language)


def offered(name: str, counts: Sequence[tuple[Any, int]], most: int) -> tuple[Sequence[tuple[Any, int]], int]:
    """Return the options of a facet with their counts, and how many are left out: years newest first, others by number."""
    if name == "year":
        ordered = sorted(counts, key=lambda pair: -int(pair[0]))
        return ordered[:most], max(len(ordered) - most, 0)
    return search.largest(counts, most)


def facet_text(name: str) -> str:
    return {
        "type": _("Type"),
        "year": _("Year"),
        "source": _("Published in or by"),
        "lang": _("Language of the source"),
        "series": _("Cited in the series"),
        "paper": _("Cited in"),
    }[name]
