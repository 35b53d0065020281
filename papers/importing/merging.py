"""A revised file, the last import and the working copy: three ways into one text, nothing overwritten unseen."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from papers import markup, passages
from papers.document import Document, Note
from papers.importing import units
from papers.importing.units import Block, Unit

# What stands beside the body and is decided whole.
FIELDS = ("title", "subtitle", "abstract", "printed_date")


@dataclass(frozen=True)
class Conflict:
    """Something changed in the file and in the working copy: its name for --take-file, and both texts."""

    name: str
    ours: str
    file: str


@dataclass
class Merged:
    """The merged document, what the file changed in it, and what was decided for the working copy.

    `agreed` is what the next import is compared with: the file, but where a conflict is open still the last import.
    `new` says which of its blocks stand, without an id yet, at which place of the merged body. `taken` are the names
    for which the file won because it was told to.
    """

    document: Document
    agreed: Document
    new: Mapping[int, int]
    changed: list[str]
    conflicts: list[Conflict]
    taken: set[str]

    def base(self, body: str) -> Document:
        """Return `agreed` with the ids that the new blocks have in `body`, the merged one as it is stored."""
        given = passages.every(body)
        found = units.blocks(self.agreed.body)
        named = (
            units.with_ids(block.html, given[self.new[place]] if place in self.new else block.ids)
            for place, block in enumerate(found)
        )
        return replace(self.agreed, body="".join(named))


class Decision(NamedTuple):
    """The piece that is kept, and the one that the next import is compared with."""

    kept: Any
    agreed: Any


@dataclass
class _Ledger:
    """Decides one piece at a time and remembers what it decided."""

    take: Collection[str]
    trusted: bool
    changed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def decide(self, name: str, base: Any, ours: Any, theirs: Any) -> Decision:
        """Return the piece to keep; None or an empty list stands for "not there"."""
        if theirs == ours:
            return Decision(ours, theirs)
        if name in self.take:
            self.taken.add(name)
        elif self.trusted and theirs == base:
            return Decision(ours, theirs)
        elif not self.trusted or ours != base:
            self.conflicts.append(Conflict(name, _shown(ours), _shown(theirs)))
            return Decision(ours, base)
        self.changed.append(name)
        return Decision(theirs, theirs)


def merge(
    base: Document, ours: Document, theirs: Document, *, take: Collection[str] = (), trusted: bool = True
) -> Merged:
    """Return the working copy with the file's changes; what changed on both sides stays ours and is a conflict.

    `theirs` carries the note keys of the paper and no passage ids. `take` names the pieces that the file wins
    ("k3x", "note-n5", "title" …). `trusted` is false when no earlier import is known, so `base` is the working
    copy itself: then every difference is a conflict.
    """
    ledger = _Ledger(take, trusted)
    # What a file does not say (a plain text without a date) it does not take away.
    said = [name for name in FIELDS if getattr(theirs, name)]
    fields = {
        name: ledger.decide(name, *(getattr(text, name) for text in (base, ours, theirs))) for name in said
    }
    body = _Body(base.body, ours, theirs.body, ledger)
    notes, agreed = _merge_notes(base.notes, ours.notes, theirs.notes, ledger)
    unsaid = {name: getattr(base, name) for name in FIELDS if name not in said}
    return Merged(
        replace(
            ours, body=body.merged, notes=notes, **{name: decision.kept for name, decision in fields.items()}
        ),
        replace(
            theirs,
            body=body.agreed,
            notes=agreed,
            **unsaid,
            **{name: decision.agreed for name, decision in fields.items()},
        ),
        body.new,
        ledger.changed,
        ledger.conflicts,
        ledger.taken,
    )


def _merge_notes(
    base: Sequence[Note], ours: Sequence[Note], theirs: Sequence[Note], ledger: _Ledger
) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
    """Return our notes with the file's changes, and those that the next import is compared with.

    A note the file no longer has stays; its call decides.
    """
    old = {(note.key, note.language): note.html for note in base}
    kept = {(note.key, note.language): note for note in ours}
    agreed = []
    for note in theirs:
        place = (note.key, note.language)
        if place not in kept and place not in old:
            kept[place] = note
            agreed.append(note)
            ledger.changed.append(f"note-{note.key}")
            continue
        mine = kept[place].html if place in kept else None
        decision = ledger.decide(f"note-{note.key}", old.get(place), mine, note.html)
        if decision.kept is not None:
            kept[place] = replace(note, html=decision.kept)
        if decision.agreed is not None:
            agreed.append(replace(note, html=decision.agreed))
    return tuple(kept.values()), tuple(agreed)


class _Body:
    """Three bodies while they become one: block by block, under names that mean the same piece in all three."""

    def __init__(self, base: str, ours: Document, theirs: str, ledger: _Ledger) -> None:
        self.old, self.mine, self.file = units.blocks(base), units.blocks(ours.body), units.blocks(theirs)
        self.follows = units.follow(self.old, self.file)
        self.ledger = ledger
        self.kept: dict[str, str] = {}
        self.next: dict[str, str] = {}
        self.names: tuple[dict[int, str], ...] = ({}, {}, {})
        self.unnamed: list[str] = []
        for unit in units.find(self.old, self.mine, self.file, self.follows, ours.lineage):
            self._settle(unit)
        old, mine, new = ([names[place] for place in sorted(names)] for names in self.names)
        order = [name for name in _order(old, mine, new) if name in self.kept]
        after = [name for name in _woven(new, old) if name in self.next]
        self.merged = "".join(self.kept[name] for name in order)
        self.agreed = "".join(self.next[name] for name in after)
        self.new = {after.index(name): order.index(name) for name in self.unnamed}

    def _settle(self, unit: Unit) -> None:
        """Decide one unit: which side's blocks are kept, and which the next import is compared with."""
        sides = (unit.base, unit.ours, unit.theirs)
        for names, places in zip(self.names, sides, strict=True):
            names.update((place, _turn(unit.name, turn)) for turn, place in enumerate(places, start=1))
        old, mine, file = (
            [blocks[place].html for place in places]
            for blocks, places in zip((self.old, self.mine, self.file), sides, strict=True)
        )
        if unit.base or (unit.ours and unit.theirs):
            decision = self.ledger.decide(unit.name, old, mine, file)
            takes_file, is_open = decision.kept is file, decision.agreed is old
        else:
            takes_file, is_open = bool(unit.theirs), False
        if takes_file and not unit.base:
            self.ledger.changed.append(f"new: {markup.text(file[0])[:40]}")
            self.unnamed.append(unit.name)
        if takes_file:
            self._put(self.kept, 2, unit.theirs, self.file, lambda place: self._ids(unit, place))
        else:
            self._put(self.kept, 1, unit.ours, self.mine, lambda place: self.mine[place].ids)
        if is_open:
            self._put(self.next, 0, unit.base, self.old, lambda place: self.old[place].ids)
        else:
            self._put(self.next, 2, unit.theirs, self.file, lambda place: self._ids(unit, place))

    def _put(
        self,
        pieces: dict[str, str],
        side: int,
        places: Sequence[int],
        blocks: Sequence[Block],
        ids: Callable[[int], Sequence[str]],
    ) -> None:
        for place in places:
            pieces[self.names[side][place]] = units.with_ids(blocks[place].html, ids(place))

    def _ids(self, unit: Unit, place: int) -> Sequence[str]:
        """Return the ids of a block of the file: ours where one block became one, else those it was imported with."""
        if len(unit.ours) == len(unit.theirs) == 1:
            return self.mine[unit.ours[0]].ids
        return self.old[self.follows[place]].ids if place in self.follows else ()


def _turn(name: str, turn: int) -> str:
    return name if turn == 1 else f"{name}#{turn}"


def _order(old: Sequence[str], mine: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return all names in one order: the file's where it moved blocks, else ours; the rest after its neighbour."""
    shared = [name for name in old if name in set(mine) and name in set(new)]
    moved = [name for name in new if name in set(shared)] != shared
    return _woven(new, mine) if moved else _woven(mine, new)


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the first order with what only the second has, each behind its neighbour there."""
    known = set(first)
    behind: dict[str, list[str]] = defaultdict(list)
    near = ""
    for name in second:
        if name in known:
            near = name
        else:
            behind[near].append(name)
    return [*behind[""], *(each for name in first for each in (name, *behind[name]))]


def _shown(piece: Any) -> str:
    """Return a piece as an editor reads it in a report."""
    if piece is None:
        return ""
    if isinstance(piece, list):
        return " / ".join(map(markup.text, piece))
    return markup.text(piece) if isinstance(piece, str) else str(piece)
