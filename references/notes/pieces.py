"""The pieces of one source: what stands between its commas, and the titles, parentheses and addresses in it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from references.notes.marks import Token, scan, title

# A role after a name stands in parentheses or after a comma: "Hal Brands (ed.)".
READ = re.compile(r"(?<=\w )(?:Last )?(?:Accessed|Retrieved) (?=.{0,40}\d{4}).*$")
ROLE = re.compile(r"(?:eds?|hrsg|dir|trans)\.?", re.IGNORECASE)


# The reports of the Supreme Court before 1875, and those of the man who made them.
REPORTER = re.compile(r"\d{1,3} [A-Z][A-Za-z.]*\.")
EDITORS_VOLUME = re.compile(r"\d{1,2} [A-Z][A-Za-z.]+")


class Piece(NamedTuple):
    """A piece with where it stands; a glued one follows the piece before it without a comma, a fresh one a stop."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool
    fresh: bool = False

    @property
    def is_title(self) -> bool:
        return self.kind in ("quote", "italic", "book")


def pieces(tokens: Iterable[Token]) -> list[Piece]:
    return list(_pieces(tokens))


def _pieces(tokens: Iterable[Token]) -> Iterator[Piece]:
    glued = fresh = False
    for token in tokens:
        if token.kind in ("comma", "stop", "semicolon"):
            glued, fresh = False, token.kind == "stop"
            continue
        # German and French put a colon between names and title.
        text = title(token.text) if token.is_title else token.text.removesuffix(":").strip()
        if text and token.kind == "round" and ROLE.fullmatch(text):
            yield Piece("text", text, token.start, token.end, glued=False)
        elif token.kind == "text" and (read := READ.search(text)):
            # "RAND Corporation 2017 Accessed May 3 2021"
            at = token.start + read.start()
            yield Piece("text", text[: read.start()].rstrip(), token.start, at, glued, fresh)
            yield Piece("text", read.group(), at, token.end, glued=False)
        elif text:
            yield Piece(token.kind, text, token.start, token.end, glued, fresh)
        fresh = False
        # A comma that stands inside the quotes separates as one after them (CMOS 6.9).
        glued = not (token.is_title and token.text.rstrip().endswith((",", "，")))


def unfolded(found: list[Piece]) -> list[Piece]:
    """Return the pieces with what a parenthesis holds after a title in quotes: 「論文」（『雑誌』1986年10月号）."""
    opened: list[Piece] = []
    for piece in found:
        is_place = piece.kind == "round" and "『" in piece.text and opened and opened[-1].kind == "quote"
        opened.extend(_inside(piece) if is_place else [piece])
    return opened


def _inside(piece: Piece) -> list[Piece]:
    at = piece.start + 1
    return [each._replace(start=each.start + at, end=each.end + at) for each in pieces(scan(piece.text))]


def with_reporters(found: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with an early reporter in one, with the volume of its editor: "5 U.S. (1 Cranch) 137"."""
    whole: list[Piece] = []
    for piece in found:
        if piece.glued and piece.text.isdigit() and _is_reporter(whole[-2:]):
            volume, reporter = whole.pop(), whole.pop()
            text = f"{reporter.text} ({volume.text}) {piece.text}"
            piece = reporter._replace(text=text, end=piece.end)
        whole.append(piece)
    return whole


def _is_reporter(found: list[Piece]) -> bool:
    if len(found) < 2 or found[1].kind != "round" or not found[1].glued:
        return False
    return bool(REPORTER.fullmatch(found[0].text) and EDITORS_VOLUME.fullmatch(found[1].text))


def after(found: list[Piece], position: int) -> list[Piece]:
    """Return the pieces after a position in the note; the one that spans it begins there."""
    rest = []
    for piece in found:
        if piece.start >= position:
            rest.append(piece)
        elif piece.end > position and piece.kind == "text":
            text = piece.text[position - piece.start :]
            start = position + len(text) - len(text.lstrip())
            if text.strip():
                rest.append(Piece("text", text.strip(), start, piece.end, glued=False))
    return rest
