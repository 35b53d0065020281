"""CSL-JSON as text: items out, one after the other, and in again, with each entry's line at hand for a refusal."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from references.csl.refusing import Refused
from references.csl.vocabulary import DATES, NAMES, OLD_NAMES, PARTS_OF_NAMES, TEXTS, TYPES

Item = dict[str, Any]

# Not the white space of str.strip: JSON has these four only.
SPACE = re.compile(r"[ \t\n\r]*")
OPENING = re.compile(r"""[ \t\n\r]*(?:\{[ \t\n\r]*"(?:items|references)"[ \t\n\r]*:[ \t\n\r]*)?\[""")
DECODER = json.JSONDecoder(parse_constant=lambda name: None)
KNOWN = NAMES | DATES | TEXTS | {"type"}
FIGURES = re.compile(r"-?[0-9]{1,9}")


def write(items: Iterable[Mapping[str, Any]]) -> str:
    """Return the items as a CSL-JSON array, each on lines of its own."""
    return "".join(lines(items))


def lines(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the array in pieces; an item without an id, which the schema asks for, gets its place."""
    yield "["
    for place, item in enumerate(items, start=1):
        whole = {"id": str(item.get("id") or place), **shaped(item)}
        yield ("," if place > 1 else "") + "\n" + json.dumps(whole, ensure_ascii=False, indent=1)
    yield "\n]\n"


def read(text: str) -> list[Item]:
    """Return the items of a CSL-JSON text: of an array, of `{"items": […]}`, or one item by itself.

    What CSL has no variable for is left out; a value of the wrong shape is refused.
    """
    return [_item(raw, line, place) for place, (raw, line) in enumerate(_entries(text), start=1)]


def shaped(item: Mapping[str, Any]) -> Item:
    """Return what of the item CSL has a variable for, each value in its shape; what has another shape is left out."""
    found = ((name, _read(name, value)) for name, value in _renamed(item) if name in KNOWN and value)
    return {name: value for name, value in found if value is not None}


def _renamed(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the variables under their names of today; one that has both keeps the new one."""
    for name, value in item.items():
        today = OLD_NAMES.get(name, name)
        if today == name or not item.get(today):
            yield today, value


def _entries(text: str) -> Iterator[tuple[Any, int]]:
    """Yield each entry as it stands, with its line."""
    opening = OPENING.match(text)
    at, line = (opening.end() if opening else 0), 1
    seen = 0
    while True:
        at = _after(SPACE, text, at)
        line, seen = line + text.count("\n", seen, at), at
        if opening and text.startswith("]", at):
            return
        value, at = _value(text, at, line)
        yield value, line
        at = _after(SPACE, text, at)
        if not opening:
            return _ended(text, at, line)
        if text.startswith("]", at):
            return
        if not text.startswith(",", at):
            line += text.count("\n", seen, at)
            raise Refused(_("a comma or the end of the list is missing."), line)
        at += 1


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _ended(text: str, at: int, line: int) -> None:
    if text[at:]:
        raise Refused(_("there is something after the end of the JSON value."), line)


def _value(text: str, at: int, line: int) -> tuple[Any, int]:
    try:
        return DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise Refused(_("this is not JSON (%(what)s).") % {"what": error.msg}, error.lineno) from error
    except (RecursionError, ValueError) as error:
        # Braces in braces without end, or a number of thousands of figures.
        raise Refused(_("this JSON is no list of citations."), line) from error


def _item(raw: Any, line: int, place: int) -> Item:
    if not isinstance(raw, dict):
        raise Refused(_("an entry is a JSON object with “type” and “title”."), line, str(place))
    name = str(raw.get("id") or raw.get("title") or place)
    found: Item = {"id": str(raw["id"])} if _is_text(raw.get("id")) else {}
    for variable, value in _renamed(raw):
        if value in (None, "", [], {}) or variable not in KNOWN:
            continue
        read = _read(variable, value)
        if read is None:
            words = {"variable": variable}
            raise Refused(_("“%(variable)s” has a value that CSL-JSON does not know.") % words, line, name)
        found[variable] = read
    if not str(found.get("title", "")).strip() or "type" not in found:
        raise Refused(_("type or title is missing."), line, name)
    return found


def _read(variable: str, value: Any) -> Any:
    """Return the value as CSL has it, None when it cannot be one."""
    if variable == "type":
        return value if isinstance(value, str) and value in TYPES else None
    if variable in NAMES:
        names = [_name(each) for each in value] if isinstance(value, list) else [None]
        return None if None in names else names
    if variable in DATES:
        return _date(value)
    return str(value) if _is_text(value) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _name(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not value.keys() & {"family", "given", "literal"}:
        return None
    parts = {part: value[part] for part in PARTS_OF_NAMES if value.get(part) not in (None, "")}
    return parts if all(isinstance(part, str | int | bool) for part in parts.values()) else None


def _date(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    found = {
        part: value[part]
        for part in ("season", "circa", "literal", "raw")
        if value.get(part) not in (None, "")
    }
    if any(not isinstance(part, str | int | bool) for part in found.values()):
        return None
    ends = value.get("date-parts")
    if not ends:
        return found or None
    if not isinstance(ends, list) or not 1 <= len(ends) <= 2 or not all(_is_end(end) for end in ends):
        return None
    return {"date-parts": [[int(part) for part in end if part != ""] for end in ends], **found}


def _is_end(end: Any) -> bool:
    """Whether it is a year, a month of a year or a day of a month, in figures or as text of figures."""
    if not isinstance(end, list) or len(end) > 3 or not end or end[0] == "":
        return False
    return all(_is_text(part) and FIGURES.fullmatch(str(part)) for part in end if part != "")
