"""What the notes of one text say: their sources in order, and which of them a short cite means."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from papers import markup
from papers.document import Note
from papers.sources.fragments import cut, language_of
from references import notes
from references.notes import Item, Open
from references.notes.stored import Plain

_OF_CITATION = ("locator", "label")
SURE_OF_LANGUAGE = 0.7
# As many characters as the columns hold.
LOCATOR, LABEL = 100, 20


class Place(NamedTuple):
    """Where a source stands: the key of its note, and its order in it, counted from 1."""

    note: str
    order: int


@dataclass(frozen=True)
class Told:
    """One source as a note prints it: the work, the locator, how sure the reading is of both, and what a short cite means.

    `meant` is the place of the full source, or why there is none; None for what is printed in full. Words that were not
    understood have no item.
    """

    printed: str
    item: Mapping[str, Any] = field(default_factory=dict)
    locator: str = ""
    label: str = "page"
    sure_of_item: Mapping[str, float] = field(default_factory=dict)
    sure_of_place: Mapping[str, float] = field(default_factory=dict)
    is_short: bool = False
    meant: Place | Open | None = None

    @property
    def is_unread(self) -> bool:
        return not self.item


def digest(html: str) -> str:
    """Return the digest of a stored note: italics and links count, for they are read."""
    return hashlib.sha256(html.encode()).hexdigest()


def said(item: Mapping[str, Any]) -> str:
    """Return all that an item says, as text that can be compared."""
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def told(printed: Sequence[Note]) -> dict[Place, Told]:
    """Return what stands at each place of the notes of one text, given in the order of their numbers."""
    readings = [notes.read_stored(note.html, note.language) for note in printed]
    meant = {
        at: Place(printed[goal.note].key, goal.item + 1) if isinstance(goal, notes.Place) else goal
        for at, goal in notes.resolve(readings).items()
    }
    found: dict[Place, Told] = {}
    for number, (note, reading) in enumerate(zip(printed, readings, strict=True)):
        text = Plain(note.html).text
        for order, item in enumerate(reading.items, start=1):
            goal = meant.get(notes.Place(number, order - 1))
            found[Place(note.key, order)] = _source(note, text, item, goal)
        if reading.unread:
            found[Place(note.key, len(reading.items) + 1)] = Told(_as_note(reading.unread))
    return found


def by_note(found: Mapping[Place, Told]) -> dict[str, dict[int, Told]]:
    """Return what each note says, by order."""
    grouped: defaultdict[str, dict[int, Told]] = defaultdict(dict)
    for place, said in found.items():
        grouped[place.note][place.order] = said
    return grouped


def _source(note: Note, text: str, item: Item, meant: Place | Open | None) -> Told:
    """Return one source of a note; `text` is what was read of its HTML, with the spaces that it may begin with."""
    lead = len(text) - len(text.lstrip())
    start, end = (edge + lead for edge in item.span)
    is_whole = start <= lead and end >= len(text.rstrip())
    fragment = note.html if is_whole else cut(note.html, start, end)
    # Nothing but the words themselves says in which language a work is.
    language = {} if item.short else {"language": language_of(fragment, note.language)}
    return Told(
        printed=fragment,
        item={**language, **item.item},
        locator=_fitting(item.locator, LOCATOR),
        label=_fitting(item.label, LABEL),
        sure_of_item={
            **dict.fromkeys(language, SURE_OF_LANGUAGE),
            **{name: sure for name, sure in item.confidence.items() if name not in _OF_CITATION},
        },
        sure_of_place={name: sure for name, sure in item.confidence.items() if name in _OF_CITATION},
        is_short=item.short,
        meant=meant,
    )


def _fitting(text: str, most: int) -> str:
    return markup.shortened(markup.line(text), most)


def _as_note(text: str) -> str:
    return markup.clean_note(markup.escape(text))
