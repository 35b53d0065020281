"""Which full source each short cite of a paper means: by title first, then by author; what is ambiguous stays open."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from references.notes.items import Item, Note

# A word, or one character of Japanese, which has no spaces.
WORD = re.compile(r"[぀-ヿ一-鿿々]|[^\W_぀-ヿ一-鿿々]+")
ARTICLES = {"the", "a", "an"}


class Place(NamedTuple):
    """Where an item stands: its note, counted from 0 in the order of the paper, and its place in the note."""

    note: int
    item: int


class Open(StrEnum):
    """Why a short cite has no source."""

    NONE = "none"
    SEVERAL = "several"


def resolve(readings: Sequence[Note]) -> dict[Place, Place | Open]:
    """Return for every short item the place of the full item that it means, or why that is open.

    Ibid. and 同上 mean the source right before, when that is one; 前掲注12 and supra note 12 a source of that note
    (CMOS 14.34, 14.36); op. cit. and 前掲 the only work of that author. Nothing is guessed.
    """
    resolved: dict[Place, Place | Open] = {}
    works = _works(readings)
    for place, item in _items(readings):
        if item.short:
            resolved[place] = _meant(place, item, readings, works, resolved)
    return resolved


def _items(readings: Sequence[Note]) -> Iterator[tuple[Place, Item]]:
    for note, reading in enumerate(readings):
        for at, item in enumerate(reading.items):
            yield Place(note, at), item


class Work(NamedTuple):
    """A full source where it is cited first, with the words of its title and of each of its names."""

    place: Place
    title: list[str]
    names: list[set[str]]


def _works(readings: Sequence[Note]) -> list[Work]:
    """Return the full sources; a work that is cited in full again is one work."""
    found: dict[tuple[str, ...], Work] = {}
    for place, item in _items(readings):
        if not item.short:
            work = Work(place, _words(item.item.get("title", "")), _names(item))
            key = (*work.title, "|", *sorted(word for name in work.names for word in name))
            found.setdefault(key if work.title else (str(place),), work)
    return list(found.values())


def _meant(
    place: Place,
    item: Item,
    readings: Sequence[Note],
    works: Sequence[Work],
    resolved: Mapping[Place, Place | Open],
) -> Place | Open:
    if item.ibid:
        return _before(place, readings, resolved)
    if item.note_number:
        return _in_note(item, item.note_number - 1, readings, works, resolved)
    return _only(_fitting(item, works))


def _before(place: Place, readings: Sequence[Note], resolved: Mapping[Place, Place | Open]) -> Place | Open:
    """Return the source right before: in the same note, else the only one of the note before."""
    if place.item:
        return _full(Place(place.note, place.item - 1), resolved)
    sources = len(readings[place.note - 1].items) if place.note else 0
    if sources != 1:
        return Open.SEVERAL if sources else Open.NONE
    return _full(Place(place.note - 1, 0), resolved)


def _full(place: Place, resolved: Mapping[Place, Place | Open]) -> Place | Open:
    """Return the place itself, or what a short cite there means."""
    return resolved.get(place, place)


def _in_note(
    item: Item,
    note: int,
    readings: Sequence[Note],
    works: Sequence[Work],
    resolved: Mapping[Place, Place | Open],
) -> Place | Open:
    """Return the source of the note that is named, the one that fits when it has several."""
    count = len(readings[note].items) if note < len(readings) else 0
    meant = {_full(Place(note, at), resolved) for at in range(count)}
    places = {
        each for each in meant if isinstance(each, Place) and not readings[each.note].items[each.item].short
    }
    if len(places) > 1:
        places &= {work.place for work in _fitting(item, [_work(each, readings) for each in places])}
    return next(iter(places)) if len(places) == 1 else Open.SEVERAL if len(meant) > 1 else Open.NONE


def _work(place: Place, readings: Sequence[Note]) -> Work:
    item = readings[place.note].items[place.item]
    return Work(place, _words(item.item.get("title", "")), _names(item))


def _only(works: Sequence[Work]) -> Place | Open:
    if len(works) == 1:
        return works[0].place
    return Open.SEVERAL if works else Open.NONE


def _fitting(item: Item, works: Sequence[Work]) -> list[Work]:
    """Return the works whose title begins with the short one, else those that have its words in order; by its author."""
    title, names = _words(item.item.get("title", "")), _names(item)
    if not title and not names:
        return []
    by_author = [work for work in works if _agree(names, work.names)]
    if not title:
        return by_author
    beginning = [work for work in by_author if work.title[: len(title)] == title]
    return beginning or [work for work in by_author if _in_order(title, work.title)]


def _agree(short: Sequence[set[str]], full: Sequence[set[str]]) -> bool:
    """Tell whether every name of a short cite is one of the work's, by family or given name, whichever is printed."""
    return not short or not full or all(any(name <= other for other in full) for name in short)


def _in_order(short: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return all(word in rest for word in short)


def _words(title: str) -> list[str]:
    """Return the words of a title without its article."""
    found = [word.casefold() for word in WORD.findall(title)]
    return found[1:] if found and found[0] in ARTICLES else found


def _names(item: Item) -> list[set[str]]:
    people = [*item.item.get("author", []), *item.item.get("editor", [])]
    parts = ([part for part in name.values() if isinstance(part, str)] for name in people)
    return [{word.casefold() for part in of_one for word in WORD.findall(part)} for of_one in parts]
