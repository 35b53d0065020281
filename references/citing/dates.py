"""CSL dates as English and Japanese lines print them."""

from collections.abc import Mapping, Sequence
from typing import Any

from references.notes.vocabulary import ERAS

MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]  # fmt: skip
SEASONS = {"1": "Spring", "2": "Summer", "3": "Autumn", "4": "Winter"}
SEASONS_JA = {"1": "春", "2": "夏", "3": "秋", "4": "冬"}
# The first day of each era, to which its first year counts.
ERA_DAYS = {"令和": (2019, 5, 1), "平成": (1989, 1, 8), "昭和": (1926, 12, 25), "大正": (1912, 7, 30)}

Parts = list[int]


def english(date: Any) -> str:
    """Return a date in words: "June 13, 2019", "Summer 2019", "September/October 2002"; empty without one."""
    ends = parts(date)
    if not ends:
        return spoken(date)
    season = SEASONS.get(_season(date), _season(date))
    if season:
        return f"{season} {_years(ends)}"
    circa = "ca. " if isinstance(date, Mapping) and date.get("circa") else ""
    return circa + (_english_range(*ends[:2]) if len(ends) > 1 else _english(ends[0]))


def japanese(date: Any) -> str:
    """Return a date as 2019年6月13日, 2019年夏; empty without one."""
    ends = parts(date)
    if not ends:
        return spoken(date)
    season = SEASONS_JA.get(_season(date), _season(date))
    if season:
        return f"{'～'.join(f'{end[0]}年' for end in ends)}{season}"
    if len(ends) < 2:
        return _japanese(ends[0])
    first, last = ends[:2]
    shared = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(map(len, ends))
    )
    signs = "年月日"
    return (
        _japanese(first)
        + "～"
        + "".join(f"{n}{sign}" for n, sign in list(zip(last, signs, strict=False))[shared:])
    )


def era(date: Any) -> str:
    """Return a day as courts date it, 昭和34年12月16日; without a day, or before the eras, as any other."""
    ends = parts(date)
    if not ends or len(ends[0]) < 3:
        return japanese(date)
    year, month, day = ends[0]
    name = next((name for name, first in ERA_DAYS.items() if (year, month, day) >= first), "")
    if not name:
        return japanese(date)
    count = year - ERAS[name] + 1
    return f"{name}{'元' if count == 1 else count}年{month}月{day}日"


def year(date: Any) -> str:
    """Return the year, or the years of a range; what is no date in figures, as it is said."""
    ends = parts(date)
    return _years(ends) if ends else spoken(date)


def parts(date: Any) -> list[Parts]:
    """Return year, month and day of a date and of its end, as far as it has them."""
    given = date.get("date-parts") if isinstance(date, Mapping) else None
    try:
        return [[int(part) for part in end][:3] for end in given or () if end and end[0] not in (None, "")]
    except (TypeError, ValueError, LookupError):
        return []


def spoken(date: Any) -> str:
    """Return a date that is kept in words."""
    said = (date.get(name) for name in ("literal", "raw")) if isinstance(date, Mapping) else ()
    return str(next(filter(None, said), ""))


def _season(date: Any) -> str:
    return str(date.get("season") or "") if isinstance(date, Mapping) else ""


def _years(ends: Sequence[Parts]) -> str:
    """Return 2019, 2009/10."""
    first, last = str(ends[0][0]), str(ends[-1][0])
    if first == last:
        return first
    return f"{first}/{last[2:] if first[:2] == last[:2] else last}"


def _english(end: Parts) -> str:
    day = _month_and_day(end)
    return f"{day}, {end[0]}" if len(end) == 3 else f"{day} {end[0]}".strip()


def _month_and_day(end: Parts) -> str:
    month = MONTHS[end[1] - 1] if len(end) > 1 and 1 <= end[1] <= 12 else ""
    return f"{month} {end[2]}" if len(end) == 3 else month


def _english_range(first: Parts, last: Parts) -> str:
    """Return a range, saying once what both ends share (CMOS 6.78, 9.64)."""
    if first[:1] != last[:1]:
        return f"{_english(first)}{'–' if len(first) > 1 else '/'}{_english(last)}"
    if first[:2] == last[:2] and len(first) == len(last) == 3:
        return f"{_month_and_day(first)}–{last[2]}, {last[0]}"
    if len(first) == len(last) == 2:
        return f"{_month_and_day(first)}/{_month_and_day(last)} {last[0]}"
    return f"{_month_and_day(first)}–{_english(last)}"


def _japanese(end: Parts) -> str:
    return "".join(f"{number}{sign}" for number, sign in zip(end, "年月日", strict=False))
