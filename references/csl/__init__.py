"""CSL-JSON: the one shape in which a citation crosses the wall."""

import re
from collections.abc import Mapping
from typing import Any

from references.csl.reading import KNOWN, lines, read, shaped, write
from references.csl.refusing import Refused, decoded
from references.csl.vocabulary import DATES, NAMES, TEXTS, TYPES
from references.csl.words import folded, words

__all__ = [
    "DATES",
    "KNOWN",
    "NAMES",
    "TEXTS",
    "TYPES",
    "Refused",
    "beside",
    "credit",
    "decoded",
    "facts",
    "folded",
    "lines",
    "problems",
    "read",
    "shaped",
    "words",
    "write",
    "year",
]


def problems(item: Mapping[str, object]) -> list[str]:
    """Return what keeps the item from being a CSL item, one name of a variable each; none when it is one."""
    found = []
    if item.get("type") not in TYPES:
        found.append("type")
    if not isinstance(item.get("title"), str) or not str(item["title"]).strip():
        found.append("title")
    return found


def beside(item: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what an item says for one format only: `pdf`, `report-number` as it is printed, `translation-of` (an id).

    It stands under `custom`, which CSL leaves to each program; no file of CSL-JSON has it.
    """
    custom = item.get("custom")
    return custom if isinstance(custom, Mapping) else {}


def credit(item: Mapping[str, Any]) -> str:
    """Return the first author and the year, which tell works of one title apart; what the item does not say is left out."""
    match item.get("author"):
        case [{"family": str(name)} | {"literal": str(name)}, *_]:
            pass
        case _:
            name = ""
    match item.get("issued"):
        case {"date-parts": [[int() | str() as year, *_], *_]}:
            pass
        case _:
            year = ""
    return f"{name} {year}".strip()


# Years of the calendar, those before our era with a minus.
YEAR = re.compile(r"-?\d{1,4}")


def year(item: Mapping[str, Any]) -> int | None:
    """Return the year of issue; None when the item has none in figures."""
    match item.get("issued"):
        case {"date-parts": [[int() | str() as first, *_], *_]} if YEAR.fullmatch(str(first)):
            return int(first)
        case _:
            return None


def facts(item: Mapping[str, Any]) -> dict[str, str | int | None]:
    """Return what lists of works ask: kind, title, first author, year, container or publisher, language, search words."""

    def said(name: str, most: int) -> str:
        return str(item.get(name) or "")[:most]

    return {
        "kind": said("type", 40),
        "title": said("title", 500),
        "author": credit({"author": item.get("author")})[:300],
        "year": year(item),
        "source": said("container-title", 300) or said("publisher", 300),
        "language": said("language", 20),
        "words": words(item),
    }
