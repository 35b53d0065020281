"""What is compared of an item: who made it, who brought it out, when; whatever is said oddly is not said."""

from collections.abc import Mapping
from typing import Any

from references.matching.words import is_wide, joined, words

Item = Mapping[str, Any]

# Who answers for a work, the most telling first; the first that is named is compared.
_MAKERS = ("author", "editor", "director", "interviewer", "composer", "container-author")
# Who brought it out, where nobody is named; else where it is filed.
_SOURCES = (
    "container-title",
    "publisher",
    "authority",
    "event-title",
    "collection-title",
    "number",
    "archive",
)


def said(item: Item, name: str) -> str:
    """Return what the item says as text; empty when it says nothing, or no text."""
    value = item.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def title(item: Item) -> str:
    return joined(words(said(item, "title")))


def maker(item: Item) -> str:
    """Return the first of those who answer for the work; empty when nobody is named.

    Of a name in kana or Chinese characters all is compared, for it is printed without a space as often as with one;
    of any other the family name, for given names are shortened.
    """
    people = (item.get(role) for role in _MAKERS)
    first = next((each[0] for each in people if isinstance(each, list) and each), None)
    return joined(words(_name(first))) if isinstance(first, Mapping) else ""


def _name(person: Mapping[str, Any]) -> str:
    literal, family, given, particle = (
        said(person, part) for part in ("literal", "family", "given", "non-dropping-particle")
    )
    if not family:
        return literal or given
    return f"{family}{given}" if is_wide(family) else f"{particle} {family}"


def source(item: Item) -> str:
    """Return who brought the work out: the container, else the publisher, the court, the meeting, or its number."""
    found = (joined(words(said(item, name))) for name in _SOURCES)
    return next(filter(None, found), "")


def date(item: Item, name: str = "issued") -> tuple[int, ...]:
    """Return year, month and day, as many of them as are said in figures."""
    match item.get(name):
        case {"date-parts": [[*parts], *_]}:
            figures = [str(part).strip() for part in parts]
        case _:
            return ()
    known = []
    for figure in figures[:3]:
        if not (figure.removeprefix("-").isdecimal() and len(figure) <= 5):
            break
        known.append(int(figure))
    return tuple(known)
