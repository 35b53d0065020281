"""Saved states of a Translation: reading the working copy, saving it without losing another's, comparing, restoring."""

from papers.revisions.comparing import Row, compare
from papers.revisions.pieces import Piece
from papers.revisions.reading import NoteInBook, book, last, shown_notes, shown_text, working_copy
from papers.revisions.restoring import restore
from papers.revisions.saving import (
    StaleError,
    change_note,
    cleaned,
    edit,
    hold,
    relink,
    save,
    settled,
    stale_notes,
)
from papers.revisions.sources import ids_ever, remember_sources
from papers.revisions.three_way import Change, compare_three, moved

__all__ = [
    "Change",
    "NoteInBook",
    "Piece",
    "Row",
    "StaleError",
    "book",
    "change_note",
    "cleaned",
    "compare",
    "compare_three",
    "edit",
    "hold",
    "ids_ever",
    "last",
    "moved",
    "relink",
    "remember_sources",
    "restore",
    "save",
    "settled",
    "shown_notes",
    "shown_text",
    "stale_notes",
    "working_copy",
]
