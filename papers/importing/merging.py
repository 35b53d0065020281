"""A revised file, the last import and the working copy: three ways into one text, nothing overwritten unseen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from papers import markup, passages
from papers.document import Document, Note


@dataclass(frozen=True)
class Conflict:
    """Something changed in the file and in the working copy: its name for --take-file, and both texts."""

    name: str
    ours: str
    file: str


@dataclass
class Merged:
    """The merged document, what the file changed in it, and what was decided for the working copy."""

    document: Document
    changed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass
class _Ledger:
    """Decides one piece at a time and remembers what it decided."""

    take: Collection[str]
    trusted: bool
    changed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def decide(self, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Return the piece to keep; None stands for "not there"."""
        if theirs in (ours, base) and (self.trusted or theirs == ours):
            return ours
        if name in self.take or (self.trusted and ours == base):
            self.changed.append(name)
            return theirs
        self.conflicts.append(Conflict(name, _shown(ours), _shown(theirs)))
        return ours


def merge(
    base: Document, ours: Document, theirs: Document, *, take: Collection[str] = (), trusted: bool = True
) -> Merged:
    """Return the working copy with the file's changes; what changed on both sides stays ours and is a conflict.

    `theirs` carries the note keys of the paper and no passage ids. `take` names the conflicts that the file wins
    ("k3x", "note-n5", "title" …). `trusted` is false when no earlier import is known, so `base` is the working
    copy itself: then every difference is a conflict.
    """
    ledger = _Ledger(take, trusted)
    body = _merge_bodies(base.body, ours.body, theirs.body, ledger)
    document = replace(
        ours,
        body=body,
        notes=_merge_notes(base.notes, ours.notes, theirs.notes, ledger),
        **{
            name: ledger.decide(name, getattr(base, name), getattr(ours, name), getattr(theirs, name))
            for name in ("title", "subtitle", "abstract", "printed_date")
            # What a file does not say (a plain text without a date) it does not take away.
            if getattr(theirs, name)
        },
    )
    return Merged(document, ledger.changed, ledger.conflicts)


def _merge_notes(
    base: Sequence[Note], ours: Sequence[Note], theirs: Sequence[Note], ledger: _Ledger
) -> tuple[Note, ...]:
    """Return our notes with the file's changes; a note the file no longer has stays, its call decides."""
    old = {(note.key, note.language): note.html for note in base}
    kept = {(note.key, note.language): note for note in ours}
    for note in theirs:
        place = (note.key, note.language)
        if place not in kept and place not in old:
            kept[place] = note
            ledger.changed.append(f"note-{note.key}")
            continue
        mine = kept[place].html if place in kept else None
        html = ledger.decide(f"note-{note.key}", old.get(place), mine, note.html)
        if html is not None:
            kept[place] = replace(note, html=html)
    return tuple(kept.values())


def _merge_bodies(base: str, ours: str, theirs: str, ledger: _Ledger) -> str:
    """Return our body with the file's changed, new and dropped blocks."""
    old, mine = _Blocks.of(base), _Blocks.of(ours)
    new = _Blocks.matched(base, theirs, old.names)
    pieces: dict[str, str] = {}
    for name in {**old.html, **mine.html}:
        if name in old.html or name in new.html:
            kept = ledger.decide(name, old.bare.get(name), mine.bare.get(name), new.bare.get(name))
            if kept is not None:
                pieces[name] = _with_ids(kept, mine.ids.get(name) or old.ids.get(name, ""))
        else:
            pieces[name] = mine.html[name]
    for name in new.names:
        if name not in old.html:
            pieces[name] = new.html[name]
            ledger.changed.append(f"new: {markup.text(new.html[name])[:40]}")
    order = _order(old.names, mine.names, new.names)
    return "".join(pieces[name] for name in order if name in pieces)


def _order(old: Sequence[str], mine: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return all names in one order: the file's where it moved blocks, else ours; the rest after its neighbour."""
    shared = [name for name in old if name in set(mine) and name in set(new)]
    moved = [name for name in new if name in set(shared)] != shared
    first, second = (new, mine) if moved else (mine, new)
    order = list(first)
    for place, name in enumerate(second):
        if name not in order:
            before = next((order.index(near) for near in reversed(second[:place]) if near in order), -1)
            order.insert(before + 1, name)
    return order


@dataclass(frozen=True)
class _Blocks:
    """The blocks of one body under names that mean the same block in all three: html with ids, and without."""

    names: list[str]
    html: Mapping[str, str]
    bare: Mapping[str, str]
    ids: Mapping[str, str]

    @classmethod
    def of(cls, body: str) -> "_Blocks":
        """Name each block by the first id it lists; a second block with the same list by its turn as well."""
        names: list[str] = []
        elements = list(markup.parse(body))
        for place, element in enumerate(elements):
            listed = passages.ids(element)
            name = listed[0] if listed else f"at-{place}"
            names.append(name if name not in names else f"{name}.{names.count(name) + place}")
        return cls._named(names, elements)

    @classmethod
    def matched(cls, base: str, theirs: str, names: Sequence[str]) -> "_Blocks":
        """Name the file's blocks after the blocks of the last import they continue; new ones by their place."""
        numbered = "".join(
            _with_ids(markup.outer(element), f"b{place}") for place, element in enumerate(markup.parse(base))
        )
        elements = list(markup.parse(passages.carry(numbered, theirs)))
        found = []
        for place, element in enumerate(elements):
            listed = passages.ids(element)
            found.append(names[int(listed[0][1:])] if listed else f"new-{place}")
            element.attrib.pop("data-passage", "")
        return cls._named(found, elements)

    @classmethod
    def _named(cls, names: list[str], elements: Sequence[etree._Element]) -> "_Blocks":
        html = {name: markup.outer(element) for name, element in zip(names, elements, strict=True)}
        ids = {name: element.get("data-passage", "") for name, element in zip(names, elements, strict=True)}
        bare = {name: _with_ids(text, "") for name, text in html.items()}
        return cls(names, html, bare, ids)


def _with_ids(html: str, ids: str) -> str:
    """Return the one block with this list of passage ids, or with none."""
    body = markup.parse(html)
    for element in body:
        if ids:
            element.set("data-passage", ids)
        else:
            element.attrib.pop("data-passage", "")
    return markup.serialise(body)


def _shown(piece: Any) -> str:
    """Return a piece as an editor reads it in a report."""
    return "" if piece is None else markup.text(piece) if isinstance(piece, str) else str(piece)
