"""The kinds of files: what each is called, and who makes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from papers.exporting import docx, epub, pdf, plain
from papers.exporting.printing import Printing
from papers.exporting.storing import Order


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending of its name, its content type, and whether browsers show it in place."""

    extension: str
    content_type: str
    make: Callable[[Printing], bytes]
    inline: bool = False


KINDS: dict[str, Kind] = {
    "pdf": Kind("pdf", "application/pdf", pdf.write, inline=True),
    "epub": Kind("epub", "application/epub+zip", epub.write),
    "docx": Kind(
        "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.write
    ),
    "txt": Kind("txt", "text/plain; charset=utf-8", plain.write, inline=True),
}


def order(kind: str, edition: Printing) -> Order:
    """Return the order for a file of one edition."""
    return Order(kind, (edition,), lambda editions: KINDS[kind].make(editions[0]))


def orders(edition: Printing) -> Sequence[Order]:
    """Return the orders for every file that the edition has by itself."""
    return [order(kind, edition) for kind in KINDS]
