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

__all__ = [
    "FACETS",
    "QUERY_LENGTH",
    "Catalogue",
    "Filters",
    "Names",
    "catalogue",
    "counted",
    "found",
    "largest",
    "matching",
    "names",
    "places",
]
