"""Finding papers: the catalogue of the public record, filters, facets and their counts."""

from papers.search.bonds import MOST_COUNTED, MOST_SHARING, Bonds, Volume, bonds
from papers.search.catalogue import Catalogue, catalogue, places
from papers.search.cited import MOST_NAMED, Cited, cited_in, titles
from papers.search.filters import (
    FACETS,
    QUERY_LENGTH,
    Filters,
    Names,
    counted,
    found,
    largest,
    matching,
    names,
)
from papers.search.works import SORTS, WorkFilters, Works, cited_by, found_works, works

__all__ = [
    "FACETS",
    "MOST_COUNTED",
    "MOST_NAMED",
    "MOST_SHARING",
    "QUERY_LENGTH",
    "SORTS",
    "Bonds",
    "Catalogue",
    "Cited",
    "Filters",
    "Names",
    "Volume",
    "WorkFilters",
    "Works",
    "bonds",
    "catalogue",
    "cited_by",
    "cited_in",
    "counted",
    "found",
    "found_works",
    "largest",
    "matching",
    "names",
    "places",
    "titles",
    "works",
]
