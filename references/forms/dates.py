"""Dates of an item as people type them: 2024, 2024-05, 2024-05-31, a range with a slash, a season after the year."""

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SEASONS = (
    *("Spring", "Summer", "Autumn", "Fall", "Winter"),
    *("春", "夏", "秋", "冬"),
    *("1", "2", "3", "4"),
)
# What stands where a work has no date, or none yet.
_UNDATED = frozenset(
    (
        *("in press", "forthcoming", "to appear", "submitted", "accepted", "ongoing", "unpublished"),
        *("n.d.", "n.d", "nd", "no date", "undated", "s.d.", "unknown"),
        *("近刊", "刊行予定", "印刷中", "投稿中", "未刊", "年不詳", "刊行年不詳", "日付なし", "不明"),
    )
)
_DATE = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_WRONG = _("“%(written)s” is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring.")


def shown(value: Any) -> str:
    """Return a CSL date as it is typed; one of another shape by its own words."""
    if not isinstance(value, Mapping):
        return str(value or "")
    parts = value.get("date-parts")
    if not isinstance(parts, list) or not all(isinstance(end, list) for end in parts):
        return str(value.get("literal") or value.get("raw") or "")
    ends = "/".join("-".join(_padded(part, at) for at, part in enumerate(end)) for end in parts)
    return f"{ends} {value['season']}" if value.get("season") else ends


def _padded(part: Any, at: int) -> str:
    return str(part).zfill(2) if at else str(part)


def read(written: str) -> dict[str, Any]:
    """Return the CSL date that was typed; raise ValidationError when it is none."""
    date, _space, season = written.partition(" ")
    ends = [_end(end) for end in date.split("/")]
    known = {name.casefold(): name for name in SEASONS}
    if len(ends) > 2 or not all(ends) or (season and season.casefold() not in known):
        raise ValidationError(_WRONG, params={"written": written[:80]})
    if len(ends) == 2 and ends[0] > ends[1]:
        raise ValidationError(_("The range “%(written)s” ends before it begins.") % {"written": written[:80]})
    parts = {"date-parts": ends}
    return {**parts, "season": known[season.casefold()]} if season else parts


def check(value: Any) -> None:
    """Raise ValidationError when a CSL date is no date: a day that no calendar has, or words that tell of no time."""
    if not isinstance(value, Mapping):
        return
    if value.get("date-parts"):
        read(shown({"date-parts": value["date-parts"]}))
        return
    words = " ".join(str(value.get("literal") or value.get("raw") or "").split())
    if words and not _tells_a_time(words):
        raise ValidationError(_WRONG, params={"written": words[:80]})


def _tells_a_time(words: str) -> bool:
    has_figures = any(sign.isnumeric() for sign in words) or "元年" in words
    return has_figures or words.strip("[]()（）").casefold() in _UNDATED


def _end(written: str) -> list[int]:
    """Return year, month and day as far as they are given; nothing when there is no such day."""
    found = _DATE.fullmatch(written)
    parts = [int(part) for part in found.groups() if part] if found else []
    year, month, day = [*parts, 1, 1][:3] if parts else (0, 0, 0)
    is_day = year != 0 and 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1]
    return parts if is_day else []


class DateField(forms.CharField):
    """A date, cleaned to its CSL form; None when nothing is typed. What stays as it was shown is not looked at."""

    def __init__(self, *, stands: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"size": 24, "inputmode": "text"}))
        super().__init__(required=False, max_length=max(40, len(stands)), **kwargs)
        self.stands = stands

    def clean(self, value: Any) -> Any:
        written = " ".join(super().clean(value).split())
        return read(written) if written and written != self.stands else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return " ".join(str(data or "").split()) != " ".join(self.stands.split())
