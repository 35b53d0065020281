"""Forms of works: an item by its variables, dates and names as people type them, and what all of them are called."""

from references.forms.checking import wrongs
from references.forms.item import WEAK, ItemFields, ItemForm
from references.forms.kinds import KINDS, PLACES, kind_name, label, ordered, shown_first
from references.forms.reference import ReferenceForm

__all__ = [
    "KINDS",
    "PLACES",
    "WEAK",
    "ItemFields",
    "ItemForm",
    "ReferenceForm",
    "kind_name",
    "label",
    "ordered",
    "shown_first",
    "wrongs",
]
