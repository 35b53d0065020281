"""A Version → PDF, EPUB, DOCX, JATS, text: made once, on demand or by an operator, and stored."""

from papers.exporting.kinds import KINDS, Kind, order, orders
from papers.exporting.printing import Printing, own_address, printing
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

__all__ = [
    "KINDS",
    "MAKER",
    "BusyError",
    "Kind",
    "Order",
    "Printing",
    "UnmakeableError",
    "for_operator",
    "for_reader",
    "order",
    "orders",
    "own_address",
    "printing",
    "remove",
    "stored",
]
