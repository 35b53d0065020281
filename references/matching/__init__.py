"""Knowing a work again: its signs, the Reference that holds them, and References that may be one work."""

from references.matching.known import Known, find, find_or_add, hold
from references.matching.nearness import keep_apart, near, note_near
from references.matching.remembering import absorb, remember
from references.matching.signs import signs

__all__ = [
    "Known",
    "absorb",
    "find",
    "find_or_add",
    "hold",
    "keep_apart",
    "near",
    "note_near",
    "remember",
    "signs",
]
