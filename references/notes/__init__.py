"""Printed notes, read: their sources as CSL items, the places cited in them, and what was said around them."""

from references.notes.items import Item, Note
from references.notes.reading import read
from references.notes.resolving import Open, Place, resolve
from references.notes.stored import read_stored

__all__ = ["Item", "Note", "Open", "Place", "read", "read_stored", "resolve"]
