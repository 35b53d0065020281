"""The HTML a body may contain: one declaration, for the editor and for the cleaner."""

from papers.markup import blocks, figures, leaves, rubies, tables
from papers.markup.characters import line
from papers.markup.declaration import (
    BLOCKS,
    CALL,
    ELEMENTS,
    INLINE,
    KEY,
    LANG,
    LEVELS,
    MARKS,
    NOTE_BLOCKS,
    PASSAGE,
    PASSAGE_ID,
    SCHEMES,
    SRC,
    Element,
    Mark,
)
from papers.markup.flow import Flow, Reader
from papers.markup.inline import PLAIN
from papers.markup.plain import paragraphs, shortened, text
from papers.markup.reading import parse, read
from papers.markup.writing import escape, outer, serialise

__all__ = [
    "BLOCKS",
    "CALL",
    "ELEMENTS",
    "INLINE",
    "KEY",
    "LANG",
    "LEVELS",
    "MARKS",
    "NOTE_BLOCKS",
    "PASSAGE",
    "PASSAGE_ID",
    "SCHEMES",
    "SRC",
    "Element",
    "Mark",
    "clean",
    "clean_note",
    "escape",
    "line",
    "outer",
    "paragraphs",
    "parse",
    "serialise",
    "shortened",
    "text",
]


# How each kind of element is read; marks are read alike, and all else ends a paragraph.
_READERS: dict[str, Reader] = {
    "p": blocks.paragraph,
    "h2": blocks.heading,
    "h3": blocks.heading,
    "h4": blocks.heading,
    "blockquote": blocks.quotation,
    "ul": blocks.items,
    "ol": blocks.items,
    "table": tables.table,
    "figure": figures.figure,
    "img": figures.image,
    "br": leaves.line_break,
    "call": leaves.call,
    "q": leaves.quoted,
    "ruby": rubies.ruby,
    "rt": rubies.ruby,
    "small": leaves.small,
}
_NOTE_READERS = _READERS | {"call": leaves.dropped_call}


def clean(html: str) -> str:
    """Return any HTML as a canonical body, with all its visible text; cleaning twice changes nothing."""
    body = Flow(BLOCKS, _READERS, is_body=True, elsewhere=[])
    body.walk(read(html), PLAIN)
    return body.html()


def clean_note(html: str) -> str:
    """Return any HTML as the text of a note: paragraphs with inline text, without calls and passages."""
    note = Flow(NOTE_BLOCKS, _NOTE_READERS)
    note.walk(read(html), PLAIN)
    return note.html()
