"""Comparing two states of a text, passage by passage: words in Latin script, signs in Japanese, notes by themselves."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from lxml import etree

from papers import footnotes, markup, passages
from papers.document import Document, Note

SAME, GONE, NEW = "same", "gone", "new"
# A word of a script with spaces, a run of spaces, or any other sign by itself: 漢字 and かな are compared sign by sign.
_TOKEN = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "tr", "caption", "figcaption", "small"})
NAMES = {
    "title": _("title"),
    "subtitle": _("subtitle"),
    "abstract": _("abstract"),
    "printed_date": _("printed date"),
    "translated_from": _("translated from"),
}


class Piece(NamedTuple):
    """A stretch of text that stayed (same), went (gone) or came (new)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """One passage, note or field in both states, in pieces; `name` says which field or note, empty for a passage.

    Where the words are the same and only their form differs (emphasis, links, header cells), `form_only` says so.
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


class Blocks(NamedTuple):
    """Some blocks of a body, and the printed numbers of the notes that its calls call."""

    blocks: Sequence[etree._Element]
    numbers: Mapping[str, int]


class _Token(NamedTuple):
    """What is compared, and what is shown of it: a call is the same note under any number."""

    sign: str
    shown: str


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
    old, new = (markup.text(text) if name == "abstract" else str(text or "") for text in (old, new))
    return Row(str(NAMES[name]), *_pieces(_plain(old), _plain(new)))


def _passages(before: Document, after: Document) -> Iterator[Row]:
    olds, news = (list(markup.parse(side.body)) for side in (before, after))
    left, right = ([passages.ids(block) for block in side] for side in (olds, news))
    numbers = [footnotes.numbers(side.body) for side in (before, after)]
    for group in passages.groups(left, right, {**before.lineage, **after.lineage}):
        one = Blocks([olds[place] for place in group.left], numbers[0])
        yield passage_row(one, Blocks([news[place] for place in group.right], numbers[1]))


def passage_row(before: Blocks, after: Blocks) -> Row:
    """Return the blocks of one passage in both states; one side may have none."""
    pieces = _pieces(_read(before), _read(after))
    ids = dict.fromkeys(name for block in after.blocks or before.blocks for name in passages.ids(block))
    form_only = _is_same(pieces) and bare(before.blocks) != bare(after.blocks)
    return Row("", *pieces, form_only=form_only, ids=tuple(ids))


def _notes(before: Document, after: Document) -> Iterator[Row]:
    old, new = ({note.key: note for note in side.notes} for side in (before, after))
    for key in {**new, **old}:
        yield note_row(key, old.get(key), new.get(key))


def note_row(key: str, before: Note | None, after: Note | None) -> Row:
    """Return one note in both states; None where it is not shown."""
    one, other = (markup.text(note.html) if note else "" for note in (before, after))
    form_only = bool(before and after and one == other and before.html != after.html)
    return Row(str(_("note %s")) % key, *_pieces(_plain(one), _plain(other)), form_only=form_only)


def bare(blocks: Iterable[etree._Element]) -> str:
    """Return the blocks as HTML without the ids of passages."""
    return "".join(re.sub(r' data-passage="[^"]*"', "", markup.outer(block)) for block in blocks)


def _is_same(pieces: tuple[tuple[Piece, ...], ...]) -> bool:
    return all(piece.kind == SAME for side in pieces for piece in side)


def _plain(text: str) -> list[_Token]:
    return [_Token(sign, sign) for sign in _TOKEN.findall(text)]


def _read(text: Blocks) -> list[_Token]:
    """Return what an editor reads of the blocks: their words, calls by their numbers, pictures by their words."""
    tokens = [token for block in text.blocks for token in _tokens(block, text.numbers)]
    while tokens and tokens[-1].sign == "\n":
        tokens.pop()
    return tokens


def _tokens(element: etree._Element, numbers: Mapping[str, int]) -> Iterator[_Token]:
    if element.get(markup.CALL):
        key = element.get(markup.CALL, "")
        yield _Token(f"\0{key}", f"[{numbers.get(key, key)}]")
        return
    if element.tag == "img":
        yield _Token(f"\0{element.get('src')}", "▧ ")
        yield from _plain(element.get("alt", ""))
    if element.tag == "rt":
        yield from _plain(f"（{element.text or ''}）")
        return
    yield from _plain(element.text or "")
    for child in element:
        yield from _tokens(child, numbers)
        yield from _plain(child.tail or "")
    if element.tag in _BLOCKS or element.tag == "br":
        yield _Token("\n", "\n")
    elif element.tag in ("td", "th"):
        yield _Token("\t", " | ")


def _pieces(before: list[_Token], after: list[_Token]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sides in pieces, neighbouring ones of a kind joined."""
    matcher = SequenceMatcher(None, [t.sign for t in before], [t.sign for t in after], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for what, start, end, begin, until in matcher.get_opcodes():
        kinds = (SAME, SAME) if what == "equal" else (GONE, NEW)
        for side, kind, tokens in (
            (left, kinds[0], before[start:end]),
            (right, kinds[1], after[begin:until]),
        ):
            if tokens:
                side.append(Piece(kind, "".join(token.shown for token in tokens)))
    return tuple(left), tuple(right)
