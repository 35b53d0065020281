"""Two changes of one text that began from the same state: who changed which field, passage and note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from papers import footnotes, markup, passages
from papers.document import Document, Note
from papers.revisions.comparing import NAMES, Row, bare, field_row, note_name, note_row, passage_row
from papers.revisions.pieces import Blocks

UNCHANGED, MINE, THEIRS, BOTH, ALIKE = "unchanged", "mine", "theirs", "both", "alike"
BODY, NOTES = "body", "notes"

# The places of a passage's blocks in the base, in theirs and in mine.
Places = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Change:
    """One field, passage or note: who changed it, what each made of the base, and theirs as the form would hold it.

    `target` is the field of the form that it stands in; `ids` are those of its blocks in any of the three texts, or
    the key of a note.
    """

    target: str
    state: str
    theirs: Row
    mine: Row
    value: str
    ids: tuple[str, ...] = ()
    note: Note | None = None

    @property
    def unchanged(self) -> bool:
        return self.state == UNCHANGED


def compare_three(base: Document, theirs: Document, mine: Document) -> list[Change]:
    """Return each field that has a text, each passage and each note with both changes, in reading order."""
    texts = (base, theirs, mine)
    return [*_fields(texts), *_passages(texts), *_notes(texts)]


def moved(base: Document, theirs: Document) -> bool:
    """Return whether passages stand in another order than they did, which no comparison by passage shows."""
    before, after = (
        [name for listed in passages.every(text.body) for name in listed] for text in (base, theirs)
    )
    stay = set(before) & set(after)
    return [name for name in before if name in stay] != [name for name in after if name in stay]


def _state(base: Any, theirs: Any, mine: Any) -> str:
    if theirs == mine:
        return UNCHANGED if mine == base else ALIKE
    if theirs == base:
        return MINE
    return THEIRS if mine == base else BOTH


def _fields(texts: Sequence[Document]) -> Iterator[Change]:
    base, theirs, mine = texts
    for name in NAMES:
        values = [getattr(text, name) for text in texts]
        if any(values):
            rows = field_row(name, base, theirs), field_row(name, base, mine)
            yield Change(name, _state(*values), *rows, value=str(values[1] or ""))


def _passages(texts: Sequence[Document]) -> Iterator[Change]:
    bodies = [list(markup.parse(text.body)) for text in texts]
    numbers = [footnotes.numbers(text.body) for text in texts]
    lists = [[passages.ids(block) for block in body] for body in bodies]
    lineage = {name: to for text in texts for name, to in text.lineage.items()}
    for group in _in_reading_order(passages.joined(lists, lineage)):
        sides = [
            Blocks([body[place] for place in places], printed)
            for body, places, printed in zip(bodies, group, numbers, strict=True)
        ]
        yield _passage(*sides)


def _passage(base: Blocks, theirs: Blocks, mine: Blocks) -> Change:
    state = _state(*(bare(side.blocks) for side in (base, theirs, mine)))
    rows = passage_row(base, theirs), passage_row(base, mine)
    ids = dict.fromkeys(
        name for side in (mine, theirs, base) for block in side.blocks for name in passages.ids(block)
    )
    return Change(BODY, state, *rows, value=_html(theirs.blocks), ids=tuple(ids))


def _html(blocks: Sequence[etree._Element]) -> str:
    return "".join(markup.outer(block) for block in blocks)


def _in_reading_order(groups: Sequence[Places]) -> list[Places]:
    """Return the groups in the order of mine; what mine lacks stands behind its neighbour in theirs, or in the base."""
    homes = [{place: group for group in groups for place in group[side]} for side in range(3)]

    def order(group: Places) -> tuple[int, int, int]:
        if group[2]:
            return min(group[2]), 0, 0
        side = 1 if group[1] else 0
        first = min(group[side])
        before = (homes[side][place] for place in reversed(range(first)) if homes[side][place][2])
        return max(next(before, ((), (), (-1,)))[2]), 1, first

    return sorted(groups, key=order)


def _notes(texts: Sequence[Document]) -> Iterator[Change]:
    books = [{note.key: note for note in text.notes} for text in texts]
    numbers = [footnotes.numbers(text.body) for text in reversed(texts)]
    for key in {**books[2], **books[1], **books[0]}:
        base, theirs, mine = (notes.get(key) for notes in books)
        name = note_name(next(note for note in (mine, theirs, base) if note), *numbers)
        rows = note_row(name, base, theirs), note_row(name, base, mine)
        value = theirs.html if theirs else ""
        yield Change(NOTES, _state(base, theirs, mine), *rows, value=value, ids=(key,), note=theirs)
