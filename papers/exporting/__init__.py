"""A Version → PDF, EPUB, DOCX, JATS, text: made once, on demand or by an operator, and stored."""

from papers.exporting.cards import drawn, of_series, of_site
from papers.exporting.kinds import EVERY, FACING, KINDS, Kind, facing_order, order, orders
from papers.exporting.pdf import missing_fonts
from papers.exporting.printing import Printing, own_address, printing_of
from papers.exporting.storing import (
    MAKER,
    BusyError,
    Order,
    UnmakeableError,
    for_operator,
    for_reader,
    remove,
    stored,
)
from papers.exporting.wanted import everything, readable

__all__ = [
    "EVERY",
    "FACING",
    "KINDS",
    "MAKER",
    "BusyError",
    "Kind",
    "Order",
    "Printing",
    "UnmakeableError",
    "drawn",
    "everything",
    "facing_order",
    "for_operator",
    "for_reader",
    "missing_fonts",
    "of_series",
    "of_site",
    "order",
    "orders",
    "own_address",
    "printing_of",
    "readable",
    "remove",
    "stored",
]
