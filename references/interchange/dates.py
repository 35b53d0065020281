"""Dates as formats exchange them: EDTF (2002-09/2002-10) and whatever programs put in its place, ⇄ CSL dates."""

import re
from collections.abc import Mapping
from typing import Any

from references.notes import dates

Date = dict[str, Any]

DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:.]+Z?)?([~?%]?)")
# EDTF numbers the seasons on from the months.
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
SLASHED = re.compile(r"(\d{4})/(\d{0,2})/(\d{0,2})/?")
NUMBERED = re.compile(r"(\d{4})[-/.](\d\d?)(?:[-/.](\d\d?))?")
TWO_YEARS = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4})")
LONGEST = 100  # characters of a date that are kept when nothing is read in them


def as_edtf(date: Mapping[str, Any]) -> str:
    """Return the date in figures, empty when it has none; its season is no part of it."""
    mark = "~" if date.get("circa") else ""
    return "/".join(_figures(end) + mark for end in date.get("date-parts") or ())


def _figures(end: list[int]) -> str:
    year, *rest = (int(part) for part in end)
    sign = "-" if year < 0 else ""
    return "-".join([f"{sign}{abs(year):04}", *(f"{part:02}" for part in rest)])


def edtf(text: str) -> Date | None:
    """Return the date that the figures are, None when they are none."""
    ends = text.strip().split("/")
    found = [DAY.fullmatch(end.strip()) for end in ends if end.strip() not in ("", "..")]
    read = [end for end in found if end]
    if not 1 <= len(read) == len(found) <= 2:
        return None
    parts = [[int(part) for part in end.groups()[:3] if part] for end in read]
    circa: Date = {"circa": True} if any(end[4] in ("~", "%") for end in read) else {}
    if season := SEASONS.get(parts[0][1] if len(parts[0]) == 2 else 0):
        return {"date-parts": [end[:1] for end in parts], "season": season, **circa}
    return as_parts(*parts) | circa if as_parts(*parts) else None


def as_parts(*ends: list[int]) -> Date:
    """Return the CSL date of its figures, without months and days that no calendar has; empty without a year."""
    return {"date-parts": [_possible(end) for end in ends]} if ends and all(ends) else {}


def _possible(end: list[int]) -> list[int]:
    if len(end) > 1 and not 1 <= end[1] <= 12:
        return end[:1]
    return end[:2] if len(end) > 2 and not 1 <= end[2] <= 31 else end


def printed_date(text: str) -> Date | None:
    """Return the date in words or figures that a program wrote; what is not understood stays as it is said."""
    said = " ".join(text.split())[:LONGEST]
    if not said:
        return None
    return edtf(said) or _slashed(said) or _numbered(said) or dates.parse(said) or {"literal": said}


def _slashed(text: str) -> Date | None:
    """Return the date in the manner of RIS, year/month/day/, of which all but the year may be empty."""
    found = SLASHED.fullmatch(text)
    return as_parts([int(part) for part in found.groups() if part]) if found else None


def _numbered(text: str) -> Date | None:
    if found := TWO_YEARS.fullmatch(text):
        return as_parts([int(found[1])], [int(found[2])])
    found = NUMBERED.fullmatch(text)
    return as_parts([int(part) for part in found.groups() if part]) if found else None
