"""The HTML a body may contain: one declaration, for the editor and for the cleaner."""

from papers.markup.blocks import Flow
from papers.markup.characters import line
from papers.markup.declaration import (
    BLOCKS,
    CALL,
    ELEMENTS,
    INLINE,
    KEY,
    LANG,
    MARKS,
    NOTE_BLOCKS,
    PASSAGE,
    PASSAGE_ID,
    SCHEMES,
    SRC,
    Element,
    Mark,
)
from papers.markup.inline import PLAIN
from papers.markup.plain import paragraphs, text
from papers.markup.reading import parse, read
from papers.markup.writing import escape, outer, serialise

__all__ = [
    "BLOCKS",
    "CALL",
    "ELEMENTS",
    "INLINE",
    "KEY",
    "LANG",
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
    "text",
]


def clean(html: str) -> str:
    """Return any HTML as a canonical body, with all its visible text; cleaning twice changes nothing."""
    body = Flow(BLOCKS, is_body=True, elsewhere=[])
    body.walk(read(html), PLAIN)
    return body.html()


def clean_note(html: str) -> str:
    """Return any HTML as the text of a note: paragraphs with inline text, without calls and passages."""
    note = Flow(NOTE_BLOCKS, calls=False)
    note.walk(read(html), PLAIN)
    return note.html()
