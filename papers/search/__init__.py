"""Finding papers: the catalogue of the public record, filters, facets and their counts."""

from papers.search.catalogue import Catalogue, catalogue, places
from papers.search.cited import MOST_COUNTED, MOST_NAMED, MOST_SHARING, Cited, beside, sources_of
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
from papers.search.works import SORTS, WorkFilters, Works, found_works, works

__all__ = [
    "FACETS",
    "MOST_COUNTED",
    "MOST_NAMED",
    "MOST_SHARING",
    "QUERY_LENGTH",
    "SORTS",
    "Catalogue",
    "Cited",
    "Filters",
    "Names",
    "WorkFilters",
    "Works",
    "beside",
    "catalogue",
    "counted",
    "found",
    "found_works",
    "largest",
    "matching",
    "names",
    "places",
    "sources_of",
    "works",
]
