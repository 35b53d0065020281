"""Two editions side by side: their passages in groups, and their notes once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from papers import passages
from papers.rendering.calls import back_labels
from papers.rendering.words import safe


@dataclass(frozen=True)
class Side:
    """One edition of the parallel page: its passages as (ids, HTML), its notes as its reading page lists them."""

    language: str
    passages: Sequence[tuple[Sequence[str], str]]
    notes: Sequence[Mapping[str, Any]]
    lineage: Mapping[str, str] = field(default_factory=dict)
    # What the edition is called on the page.
    name: str = ""


@dataclass(frozen=True)
class Pair:
    """Passages that stand beside each other; either side may have none."""

    id: str
    anchors: tuple[str, ...]
    left: tuple[SafeString, ...]
    right: tuple[SafeString, ...]


@dataclass(frozen=True)
class ShownText:
    lang: str
    html: SafeString


@dataclass(frozen=True)
class Way:
    """A link from a note back to one of its calls."""

    url: str
    label: str


@dataclass(frozen=True)
class SharedNote:
    """A note of either edition: its number in each, and its text once where both show the same."""

    id: str
    kind: str
    left_number: int | None
    right_number: int | None
    texts: tuple[ShownText, ...]
    left_calls: tuple[Way, ...]
    right_calls: tuple[Way, ...]


def parallel(left: Side, right: Side) -> tuple[list[Pair], list[SharedNote]]:
    """Return the groups of passages in the order of the left edition, and the notes of both.

    A DOM anchor stands once, at the first group that has the passage.
    """
    lineage = {**right.lineage, **left.lineage}
    groups = passages.groups([ids for ids, _ in left.passages], [ids for ids, _ in right.passages], lineage)
    taken: set[str] = set()
    pairs = []
    for group in groups:
        ids = [f"p-{name}" for name in _names(group, left, right) if name not in taken]
        taken.update(_names(group, left, right))
        pairs.append(
            Pair(
                id=ids[0] if ids else "",
                anchors=tuple(ids[1:]),
                left=tuple(safe(left.passages[place][1]) for place in group.left),
                right=tuple(safe(right.passages[place][1]) for place in group.right),
            )
        )
    return pairs, list(_notes(left, right))


def _names(group: passages.Group, left: Side, right: Side) -> list[str]:
    """Return the passage ids of a group, each once."""
    sides = ((left, group.left), (right, group.right))
    return list(
        dict.fromkeys(name for side, places in sides for place in places for name in side.passages[place][0])
    )


def _notes(left: Side, right: Side) -> Iterator[SharedNote]:
    """Yield the notes in the left edition's order, then those of the right one alone."""
    lefts = {note["key"]: note for note in left.notes}
    rights = {note["key"]: note for note in right.notes}
    for key in dict.fromkeys([*lefts, *rights]):
        here, there = lefts.get(key), rights.get(key)
        yield SharedNote(
            id=f"note-{key}",
            kind=(here or there or {})["kind"],
            left_number=here["number"] if here else None,
            right_number=there["number"] if there else None,
            texts=_texts(here, there),
            left_calls=_ways(here, left),
            right_calls=_ways(there, right),
        )


def _texts(*notes: Mapping[str, Any] | None) -> tuple[ShownText, ...]:
    shown = dict.fromkeys((note["language"], note["html"]) for note in notes if note)
    return tuple(ShownText(lang, safe(html)) for lang, html in shown)


def _ways(note: Mapping[str, Any] | None, side: Side) -> tuple[Way, ...]:
    """Return the ways back, each named by its edition first, as it is seen: English 9."""
    if note is None:
        return ()
    seen = f"{side.name} {note['number']}: " if side.name else ""
    names = back_labels(note["number"], len(note["calls"]))
    return tuple(
        Way(f"#{side.language}-{call}", seen + name) for call, name in zip(note["calls"], names, strict=True)
    )
