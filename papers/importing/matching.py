"""Which note of a file is which note of the paper: by text first, then by number inside an aligned passage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from papers import footnotes, markup, passages
from papers.document import Note
from papers.passages import Pair

# Two texts in one language are taken for one note, revised, from this similarity on.
ALIKE = 0.6


@dataclass(frozen=True)
class Matched:
    """Keys of the file's notes → keys of the paper's notes; and the pairs that share no more than a number."""

    keys: Mapping[str, str]
    unlike: tuple[tuple[str, str], ...] = ()


def by_text(known: Iterable[Note], found: Iterable[Note]) -> dict[str, str]:
    """Return file key → paper key of the notes that read the same; a translator's note is never another's."""
    keys: dict[str, str] = {}
    known, found = list(known), list(found)
    for kind in ("author", "translator", "editor"):
        keys |= footnotes.match_texts(
            {note.key: note.html for note in known if note.kind == kind},
            {note.key: note.html for note in found if note.kind == kind},
        )
    return keys


def by_number(
    pairs: Sequence[Pair],
    original: Sequence[str],
    translated: Sequence[str],
    known: Mapping[str, Note],
    found: Mapping[str, Note],
    keys: Mapping[str, str],
) -> Matched:
    """Return `keys` with the notes added that hold the same place inside an aligned passage.

    `original` and `translated` are the HTML of the two texts' top-level blocks. Notes of one language whose texts
    are unlike share a number only: they are returned in `unlike`, never merged.
    """
    matched, unlike = dict(keys), []
    for pair in pairs:
        left = [key for key in _called(original, pair.left) if key in known and key not in matched.values()]
        right = [key for key in _called(translated, pair.right) if key in found and key not in matched]
        left = [key for key in left if known[key].kind == "author"]
        right = [key for key in right if found[key].kind == "author"]
        if len(left) != len(right):
            continue
        for ours, theirs in zip(left, right, strict=True):
            if may_be_one(known[ours], found[theirs]):
                matched[theirs] = ours
            else:
                unlike.append((ours, theirs))
    return Matched(matched, tuple(unlike))


def may_be_one(known: Note, found: Note) -> bool:
    """Return whether nothing speaks against two notes being one: another language, or like texts."""
    return known.language != found.language or similarity(known.html, found.html) >= ALIKE


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, markup.text(one), markup.text(other), autojunk=False).ratio()


def continued(before: str, after: str) -> tuple[int, int]:
    """Return how many blocks of `after` continue one of `before`, and how many it has."""
    carried = passages.every(passages.carry(passages.give(before), after)) if before else []
    return sum(map(bool, carried)), len(carried)


def fresh(taken: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """Return a key of the paper for each wanted key: its own where that is free, else the next free number."""
    used, given = set(taken), {}
    number = 1
    for key in wanted:
        name = key
        while name in used:
            name, number = f"n{number}", number + 1
        used.add(name)
        given[key] = name
    return given


def _called(blocks: Sequence[str], places: Iterable[int]) -> list[str]:
    """Return the keys called in these blocks, each once, in reading order."""
    return list(dict.fromkeys(key for place in places for key in footnotes.keys(blocks[place])))
