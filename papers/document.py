"""The JSON document of a Revision or a Version: its schema, writing it, and reading every schema ever shipped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

# Raised whenever the JSON changes shape; UPGRADES then says how the former shape becomes this one.
SCHEMA = 1


@dataclass(frozen=True)
class Text:
    """A piece of text and the language it is in."""

    text: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Note:
    """A note as shown: its key, kind, and clean HTML in whichever language it is shown in."""

    key: str
    kind: str
    language: str
    html: str


@dataclass(frozen=True)
class Person:
    """An author or translator as printed; `id` is the row of the author's page."""

    id: int
    family: Text
    given: Text
    name: Text
    affiliation: Text = field(default_factory=Text)
    position: Text = field(default_factory=Text)
    note: Text = field(default_factory=Text)


@dataclass(frozen=True)
class SeriesHead:
    """What is printed of the series at the head of a paper; notice, disclaimer and partners are clean HTML.

    `id` is the row of the series page.
    """

    id: int
    name: Text
    number: Text = field(default_factory=Text)
    genre: Text = field(default_factory=Text)
    publisher: Text = field(default_factory=Text)
    place: Text = field(default_factory=Text)
    issn: str = ""
    partners: Text = field(default_factory=Text)
    notice_title: Text = field(default_factory=Text)
    notice: Text = field(default_factory=Text)
    disclaimer: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Picture:
    """The size of an image of the body, in pixels, by its address."""

    width: int
    height: int


@dataclass(frozen=True)
class Document:
    """One edition's text at one moment.

    A Revision holds the text alone; a Version also what is frozen beside it (authors, translators, series head,
    licence, pictures, the public note of a correction per language).
    """

    language: str
    original_language: str
    title: str = ""
    subtitle: str = ""
    abstract: str = ""
    body: str = ""
    notes: tuple[Note, ...] = ()
    printed_date: date | None = None
    translated_from: str = ""
    lineage: Mapping[str, str] = field(default_factory=dict)
    volume: str = ""
    licence: str = ""
    authors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    series: SeriesHead | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    correction: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_original(self) -> bool:
        return self.language == self.original_language


class UnknownSchemaError(ValueError):
    """The document was written by a later Taiyaku, or is none."""


# schema n → the function that turns its JSON into that of n + 1.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def write(document: Document) -> dict[str, Any]:
    """Return the document as JSON values of the current SCHEMA."""
    return {"schema": SCHEMA, **_plain(document)}


def read(stored: Mapping[str, Any]) -> Document:
    """Return the document of any schema up to SCHEMA; raise UnknownSchemaError for any other."""
    values = dict(stored)
    schema = values.pop("schema", None)
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        raise UnknownSchemaError(f"This document has schema {schema!r}; this site reads 1 to {SCHEMA}.")
    for step in range(schema, SCHEMA):
        values = UPGRADES[step](values)
    day = values.get("printed_date")
    return Document(
        **{
            **values,
            "printed_date": date.fromisoformat(day) if day else None,
            "notes": tuple(Note(**note) for note in values.get("notes", ())),
            "authors": tuple(_person(person) for person in values.get("authors", ())),
            "translators": tuple(_person(person) for person in values.get("translators", ())),
            "series": _series(values.get("series")),
            "pictures": {name: Picture(**size) for name, size in values.get("pictures", {}).items()},
        }
    )


def without_text(document: Document) -> Document:
    """Return what an expunged Version keeps: its languages and printed date, no word of its text."""
    return replace(
        Document(language=document.language, original_language=document.original_language),
        printed_date=document.printed_date,
        volume=document.volume,
    )


def _plain(value: Any) -> Any:
    """Return the value as JSON values, fields in their order, without what is empty."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        named = ((name, getattr(value, name)) for name in value.__dataclass_fields__)
        return {
            name: _plain(item) for name, item in named if item not in (None, "", (), {}) and item != Text()
        }
    return value


def _person(values: Mapping[str, Any]) -> Person:
    texts: dict[str, Any] = {
        name: Text(**item) if isinstance(item, Mapping) else item for name, item in values.items()
    }
    return Person(**{"family": Text(), "given": Text(), "name": Text(), **texts})


def _series(values: Mapping[str, Any] | None) -> SeriesHead | None:
    if values is None:
        return None
    texts: dict[str, Any] = {
        name: Text(**item) if isinstance(item, Mapping) else item for name, item in values.items()
    }
    return SeriesHead(**{"name": Text(), **texts})
