"""Points between the pieces of a Western line: none twice, and inside the quotation marks (CMOS 6.9, 6.124)."""

import re
from collections.abc import Iterable

# What closes a piece: our quotation mark, a mark of language or italics.
_ENDS = re.compile(r"(?:</(?:em|span)>|”)*\Z")
_FIRST_LETTER = re.compile(r"[a-zà-ÿ]")
_ADDRESS = re.compile(r"\w+://")
_OURS = ".?!"


def pointed(html: str, mark: str) -> str:
    """Return the piece with a point after it: inside its quotation marks, and none where one stands already.

    After ? and ! a full stop is left out (CMOS 6.124), a comma is not (CMOS 6.125).
    """
    if not html:
        return ""
    found = _ENDS.search(html)
    at = found.start() if found else len(html)
    inner, ends = html[:at].rstrip(","), html[at:]
    is_quoted = "”" in ends
    inner, single = _without_single(inner) if is_quoted else (inner, "")
    inner = inner.rstrip(",")
    if mark == "." and inner.endswith(tuple(_OURS)):
        return inner + single + ends
    if is_quoted:
        return inner + mark + single + ends
    return inner + single + ends + mark


def _without_single(inner: str) -> tuple[str, str]:
    """Part off the mark of a quotation inside the title that ends with it: the point goes before both."""
    if inner.endswith("’") and "‘" in inner:
        return inner[:-1], "’"
    return inner, ""


def commas(pieces: Iterable[str]) -> str:
    """Return the pieces that say something, with commas between them."""
    return _joined(pieces, ",")


def sentences(pieces: Iterable[str]) -> str:
    """Return the pieces as sentences, each begun with a capital and ended with one full stop."""
    return " ".join(pointed(capital(piece), ".") for piece in pieces if piece)


def capital(piece: str) -> str:
    """Return a piece that begins a sentence; titles, which stand in italics or marks, and addresses keep their letters."""
    return piece[0].upper() + piece[1:] if _FIRST_LETTER.match(piece) and not _ADDRESS.match(piece) else piece


def _joined(pieces: Iterable[str], mark: str) -> str:
    joined = ""
    for piece in pieces:
        if piece:
            joined = f"{pointed(joined, mark)} {piece}" if joined else piece
    return joined
