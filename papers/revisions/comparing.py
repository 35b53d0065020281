"""Comparing two states of a text, passage by passage: words in Latin script, signs in Japanese, notes by themselves."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from papers import footnotes, markup, passages
from papers.document import Document, Note
from papers.revisions.pieces import GONE, SAME, Blocks, Piece, compared, pieces, plain, words

EXCERPT = 40  # signs of a note that has no number
NAMES = {
    "title": gettext_lazy("title"),
    "subtitle": gettext_lazy("subtitle"),
    "abstract": gettext_lazy("abstract"),
    "printed_date": gettext_lazy("printed date"),
    "translated_from": gettext_lazy("translated from"),
}


@dataclass(frozen=True)
class Row:
    """One passage, note or field in both states, in pieces; `name` says which field or note, empty for a passage.

    Where the words are the same and only their form differs (emphasis, links, kinds of blocks), `form_only` says so.
    """

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    form_only: bool = False
    ids: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        return self.form_only or any(piece.kind != SAME for piece in (*self.before, *self.after))

    @property
    def marked(self) -> list[Piece]:
        """Return both states as one text: what went stands before what came in its place."""
        olds, run = deque(self.before), []
        for piece in self.after:
            while olds and olds[0].kind == GONE:
                run.append(olds.popleft())
            if piece.kind == SAME and olds:
                olds.popleft()
            run.append(piece)
        return [*run, *olds]


def compare(before: Document, after: Document) -> list[Row]:
    """Return a row for each field that has a text, each group of passages and each note, in reading order."""
    return [*_fields(before, after), *_passages(before, after), *_notes(before, after)]


def _fields(before: Document, after: Document) -> Iterator[Row]:
    for name in NAMES:
        if getattr(before, name) or getattr(after, name):
            yield field_row(name, before, after)


def field_row(name: str, before: Document, after: Document) -> Row:
    """Return one of the fields of NAMES in both states."""
    old, new = (getattr(side, name) for side in (before, after))
    label = str(NAMES[name])
    if name == "abstract":
        return _row(label, _blocks(old), _blocks(new))
    return Row(label, *pieces(plain(str(old or "")), plain(str(new or ""))))


def _passages(before: Document, after: Document) -> Iterator[Row]:
    olds, news = (list(markup.parse(side.body)) for side in (before, after))
    left, right = ([passages.ids(block) for block in side] for side in (olds, news))
    numbers = [footnotes.numbers(side.body) for side in (before, after)]
    for group in passages.groups(left, right, {**before.lineage, **after.lineage}):
        one = Blocks([olds[place] for place in group.left], numbers[0])
        yield passage_row(one, Blocks([news[place] for place in group.right], numbers[1]))


def passage_row(before: Blocks, after: Blocks) -> Row:
    """Return the blocks of one passage in both states; one side may have none."""
    ids = dict.fromkeys(name for block in after.blocks or before.blocks for name in passages.ids(block))
    return _row("", before, after, ids=tuple(ids))


def _notes(before: Document, after: Document) -> Iterator[Row]:
    old, new = ({note.key: note for note in side.notes} for side in (before, after))
    numbers = [footnotes.numbers(side.body) for side in (after, before)]
    for key in {**new, **old}:
        name = note_name(new.get(key) or old[key], *numbers)
        yield note_row(name, old.get(key), new.get(key))


def note_row(name: str, before: Note | None, after: Note | None) -> Row:
    """Return one note in both states; None where it is not shown."""
    old, new = (_blocks(note.html if note else "") for note in (before, after))
    return _row(name, old, new)


def note_name(note: Note, numbers: Mapping[str, int], *others: Mapping[str, int]) -> str:
    """Return what editors know a note by: its printed number, else the one in another text, else how it begins."""
    if note.key in numbers:
        return _("note %s") % numbers[note.key]
    if number := next((other[note.key] for other in others if note.key in other), None):
        return _("note %s of the other text") % number
    return _("note without a call: %s") % Truncator(markup.text(note.html)).chars(EXCERPT)


def bare(blocks: Iterable[etree._Element]) -> str:
    """Return the blocks as HTML without the ids of passages."""
    return "".join(re.sub(r' data-passage="[^"]*"', "", markup.outer(block)) for block in blocks)


def _blocks(html: str) -> Blocks:
    """Return the paragraphs of a text without calls."""
    return Blocks(list(markup.parse(html)), {})


def _row(name: str, before: Blocks, after: Blocks, ids: tuple[str, ...] = ()) -> Row:
    old, new = compared(before, after)
    form_only = words(old) == words(new) and bare(before.blocks) != bare(after.blocks)
    return Row(name, *pieces(old, new), form_only=form_only, ids=ids)
