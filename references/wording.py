"""What the interface calls the types of works, their fields, and the places that are cited in them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from references.citing import places
from references.forms.kinds import kind_name


def kind_text(kind: str) -> str:
    """Return the name of a type as it begins a line."""
    return capfirst(kind_name(kind))


# The fields of a work in the order in which they are told, as far as an item has them.
FIELDS = {
    "author": _("Author"),
    "interviewer": _("Interviewer"),
    "container-title": _("Published in"),
    "container-author": _("Author of the whole"),
    "editor": _("Editor"),
    "collection-editor": _("Series editor"),
    "translator": _("Translator"),
    "contributor": _("Contributor"),
    "event-title": _("Event"),
    "event-place": _("Place of the event"),
    "event-date": _("Date of the event"),
    "authority": _("Authority"),
    "genre": _("Kind"),
    "number": _("Number"),
    "collection-title": _("Series"),
    "collection-number": _("Number in the series"),
    "volume": _("Volume"),
    "issue": _("Issue"),
    "edition": _("Edition"),
    "page": _("Page range"),
    "section": _("Section"),
    "publisher": _("Publisher"),
    "publisher-place": _("Place"),
    "issued": _("Date"),
    "original-date": _("First published"),
    "original-title": _("Original title"),
    "medium": _("Medium"),
    "archive": _("Archive"),
    "archive_location": _("Place in the archive"),
    "jurisdiction": _("Jurisdiction"),
    "references": _("References of the law"),
    "language": _("Language"),
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "DOI": "DOI",
    "URL": _("Address"),
    "accessed": _("Accessed"),
    "note": _("Remark"),
}


def located(locator: str, label: str, language: str) -> str:
    """Return a cited place by itself in words of the language: p. 24, pp. 24–25, chap. 3, 24頁; empty without a locator."""
    if language.split("-")[0] == "ja":
        return unescape(places.japanese(locator, label))
    text = unescape(places.english(locator, label))
    # A note leaves the word for a page out (CMOS 14.22); a place that stands alone has it.
    word = "pp. " if places.SEVERAL.search(text) else "p. "
    return word + text if label == "page" and text[:1].isdigit() else text


def field_names(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the fields that the item has, each with what it is called, in the order in which they are told."""
    return [(name, str(text)) for name, text in FIELDS.items() if item.get(name)]


_KANA, _HANGUL = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7af]")


def language_of(item: Mapping[str, Any]) -> str:
    """Return the language that a work is in: as the item says, else by the letters of its title."""
    if said := str(item.get("language") or "").split("-")[0].strip().casefold():
        return said
    title = str(item.get("title") or "")
    if _HANGUL.search(title) and not _KANA.search(title):
        return "ko"
    return "ja" if _is_eastern(title) or _KANA.search(title) else "en"


def listed(names: Sequence[str], language: str, most: int = 0) -> str:
    """Return names in a row as the language of the work writes them; of more than `most` the first ones, and others."""
    shown = names[:most] if most else names
    is_eastern = language in ("ja", "zh")
    row = ("、" if is_eastern else ", ").join(shown)
    return row + ("ほか" if is_eastern else " et al.") if len(names) > len(shown) else row


def people(names: object) -> list[str]:
    """Return names as running text writes them: Rush Doshi, 見本 花子; a body by its name."""
    found = (name for name in names if isinstance(name, dict)) if isinstance(names, list) else ()
    return [text for name in found if (text := _person(name))]


def _person(name: Mapping[str, Any]) -> str:
    if literal := str(name.get("literal") or ""):
        return literal
    particles = [str(name[part]) for part in ("dropping-particle", "non-dropping-particle") if name.get(part)]
    family = " ".join([*particles, str(name.get("family") or "")]).strip()
    given, suffix = str(name.get("given") or ""), str(name.get("suffix") or "")
    if _is_eastern(family + given):
        return f"{family} {given}".strip()
    return " ".join(filter(None, (given, family, suffix)))


def _is_eastern(name: str) -> bool:
    return bool(re.search(r"[\u3005-\u3007\u4e00-\u9fff\uac00-\ud7af]", name))


def dated(value: object) -> str:
    """Return a CSL date in words of the active language; what is no date in figures stands as it is written."""
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    days = [_day(part) for part in parts if isinstance(part, list)] if isinstance(parts, list) else []
    if days := list(filter(None, days)):
        text = "–".join(days[:2])
        return gettext("about %(date)s") % {"date": text} if value.get("circa") else text
    return str(value.get("literal") or value.get("raw") or "")


def _day(parts: Sequence[Any]) -> str:
    """Return year, month and day, as many of them as there are and mean something."""
    numbers = [int(part) for part in parts[:3] if str(part).lstrip("-").isdecimal()]
    try:
        day = date(*[*numbers, 1, 1][:3]) if numbers else None
    except ValueError:
        return "-".join(map(str, numbers))
    if day is None:
        return ""
    if len(numbers) == 1:
        return gettext("%(year)d") % {"year": day.year}
    if len(numbers) == 2:
        return formats.date_format(day, "YEAR_MONTH_FORMAT")
    return formats.date_format(day, gettext("F j, Y"))
