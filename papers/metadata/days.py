"""Dates for machines and for readers."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import formats, timezone, translation

# English months in full; other languages as Django's formats have them.
DAY_FORMATS = {"en": "F j, Y"}


@dataclass(frozen=True)
class Day:
    """A date for machines and for readers."""

    iso: str
    text: str

    @classmethod
    def of(cls, day: date | datetime | None, language: str) -> "Day | None":
        """Return the day, of an instant the site's day, as the language writes it."""
        if day is None:
            return None
        if isinstance(day, datetime):
            day = timezone.localtime(day, timezone.get_default_timezone()).date()
        return _day(day, language)


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> Day:
    with translation.override(language):
        return Day(day.isoformat(), formats.date_format(day, DAY_FORMATS.get(language, "DATE_FORMAT")))
