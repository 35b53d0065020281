"""What a reading gives: items with their cited places, and the words around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from references.notes.source import Fields, Source


@dataclass(frozen=True)
class Item:
    """One source as a CSL item, where in it is cited, and how sure each field is, between 0 and 1.

    An item in short form has no type. `span` is where its source stands in the note that was read.
    """

    item: Fields
    locator: str = ""
    label: str = "page"
    ibid: bool = False
    op_cit: bool = False
    note_number: int | None = None
    others: bool = False
    confidence: Mapping[str, float] = field(default_factory=dict)
    span: tuple[int, int] = (0, 0)

    @property
    def short(self) -> bool:
        return "type" not in self.item


@dataclass(frozen=True)
class Note:
    """What a printed note says: its sources in order, words around them, and what was not understood."""

    items: tuple[Item, ...] = ()
    comment: str = ""
    unread: str = ""

    @property
    def is_short(self) -> bool:
        """Every source is in short form."""
        return bool(self.items) and all(item.short for item in self.items)


def item(source: Source, span: tuple[int, int]) -> Item:
    fields = {name: value for name, value in source.fields.items() if name not in ("locator", "label")}
    return Item(
        item=fields,
        locator=source.fields.get("locator", ""),
        label=source.fields.get("label", "page"),
        ibid="ibid" in source.marks,
        op_cit="op_cit" in source.marks,
        note_number=source.marks.get("note_number"),
        others="others" in source.marks,
        confidence={name: source.sure[name] for name in source.fields},
        span=span,
    )
