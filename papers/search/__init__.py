"""Finding papers: the catalogue of the public record, filters, facets and their counts."""

from papers.search.catalogue import Catalogue, catalogue, places
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
    "QUERY_LENGTH",
    "SORTS",
    "Catalogue",
    "Filters",
    "Names",
    "WorkFilters",
    "Works",
    "catalogue",
    "counted",
    "found",
    "found_works",
    "largest",
    "matching",
    "names",
    "places",
    "works",
]
