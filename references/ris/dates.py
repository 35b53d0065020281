"""Dates of RIS: year/month/day/words, where the words tell the season, the end of a range, or all there is."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from references.interchange import as_edtf, as_parts, edtf, printed_date

Date = dict[str, Any]

SLASHED = re.compile(r"(\d{4})?/(\d{0,2})/(\d{0,2})/(.*)")
END = re.compile(r"(?:(.*), )?to (\d{4}(?:-\d\d)*)")
ABOUT = "circa"


def written(date: Mapping[str, Any]) -> str:
    """Return the date with its words; a reader that knows none of them still has the first day."""
    ends = as_edtf({**date, "circa": False}).split("/")
    year, month, day = (*ends[0].split("-"), "", "", "")[:3]
    return f"{year}/{month}/{day}/" + ", ".join(_words(date, ends[1:]))


def _words(date: Mapping[str, Any], ends: list[str]) -> Iterator[str]:
    if not date.get("date-parts"):
        yield str(date.get("literal") or date.get("raw") or "")
    if date.get("circa"):
        yield ABOUT
    if date.get("season"):
        yield str(date["season"])
    if ends:
        yield f"to {ends[0]}"


def read(text: str) -> Date | None:
    """Return the date of a tag, however it is written."""
    found = SLASHED.fullmatch(" ".join(text.split()))
    if not found:
        return printed_date(text)
    begin, words = [int(part) for part in found.groups()[:3] if part], found[4].strip()
    if not found[1]:
        return {"literal": words} if words else None
    end = END.fullmatch(words)
    ends = ((edtf(end[2]) or {}).get("date-parts") or []) if end else []
    words = (end[1] or "") if end else words
    circa: Date = {"circa": True} if words.split(", ")[0] == ABOUT else {}
    season = words.removeprefix(ABOUT).removeprefix(", ")
    return as_parts(begin, *ends) | ({"season": season} if season else {}) | circa
