"""What the exchange formats write alike: dates in figures, names in one line, keys of entries, ranges of pages."""

from references.interchange.dates import as_edtf, as_parts, edtf, printed_date
from references.interchange.keys import keyed
from references.interchange.names import Name, in_line, of_line, of_words
from references.interchange.texts import one_line, with_dash

__all__ = [
    "Name",
    "as_edtf",
    "as_parts",
    "edtf",
    "in_line",
    "keyed",
    "of_line",
    "of_words",
    "one_line",
    "printed_date",
    "with_dash",
]
