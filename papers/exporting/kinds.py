"""The kinds of files: what each is called, and who makes it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from papers.exporting import docx, epub, facing, jats, pdf, plain, preview
from papers.exporting.printing import Printing
from papers.exporting.storing import Order

Editions = tuple[Printing, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending of its name, its content type, and whether browsers show it in place.

    `whole` is a file that holds every live edition of the paper, not only the one whose address it has.
    """

    extension: str
    content_type: str
    make: Callable[[Editions], bytes]
    inline: bool = False
    whole: bool = False


def _alone(write: Callable[[Printing], bytes]) -> Callable[[Editions], bytes]:
    """Return a maker of files that need one edition only."""
    return lambda editions: write(editions[0])


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: dict[str, Kind] = {
    "pdf": Kind("pdf", "application/pdf", _alone(pdf.write), inline=True),
    "epub": Kind("epub", "application/epub+zip", _alone(epub.write)),
    "docx": Kind("docx", WORD, _alone(docx.write)),
    "xml": Kind("xml", "application/xml; charset=utf-8", jats.write, inline=True, whole=True),
    "txt": Kind("txt", "text/plain; charset=utf-8", _alone(plain.write), inline=True),
    # No file to keep, but what stands beside a link to the edition elsewhere.
    "png": Kind("png", "image/png", _alone(preview.write), inline=True),
}

# Two editions on facing pages: it has an address of its own, below that of the parallel page.
FACING = "facing"
EVERY: dict[str, Kind] = {**KINDS, FACING: Kind("pdf", "application/pdf", facing.write, inline=True)}


def order(kind: str, edition: Printing, others: Sequence[Printing] = ()) -> Order:
    """Return the order for a file of an edition; `others` are the paper's other live editions."""
    known = KINDS[kind]
    return Order(kind, (edition, *(others if known.whole else ())), known.make)


def facing_order(left: Printing, right: Printing, language: str) -> Order:
    """Return the order for two editions on facing pages, `language` being that of the right one."""
    return Order(FACING, (left, right), EVERY[FACING].make, beside=language)


def orders(edition: Printing, others: Sequence[Printing] = ()) -> Iterator[Order]:
    """Yield the orders for every file that an edition has by itself."""
    for kind in KINDS:
        yield order(kind, edition, others)
