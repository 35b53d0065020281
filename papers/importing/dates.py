"""Dates as papers print them."""

import re
import unicodedata
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR, _NUMBER, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
# The first year of each era (Gregorian), less one.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_WORDS = "date|published|posted|publication date|公開日?|掲載日?|発行日?|発表日?|日付|게재일|발행일"
_LABEL = rf"(?:(?:{_WORDS})\s*(?:on)?\s*:?\s*)?"
_FORMS = tuple(
    re.compile(rf"{_LABEL}{form}", re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*[/.\-]\s*{_NUMBER}\s*[/.\-]\s*{_DAY}\.?",
        rf"{_YEAR}\s*年\s*{_NUMBER}\s*月\s*{_DAY}\s*日",
        rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<era_year>\d{{1,2}}|元)\s*年\s*{_NUMBER}\s*月\s*{_DAY}\s*日",
        rf"{_YEAR}\s*년\s*{_NUMBER}\s*월\s*{_DAY}\s*일",
        rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?\s*,?\s*{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?\s*{_MONTH}\s*,?\s*{_YEAR}",
    )
)
_WEEKDAY = re.compile(
    r"\s*\([月火水木金土日]\)$|^(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,\s*", re.IGNORECASE
)


def read(line: str) -> date | None:
    """Return the date when a whole line is one, in brackets or not; None for every other line."""
    plain = unicodedata.normalize("NFKC", line).strip()
    if len(plain) > 60:
        return None
    if plain[:1] in "([<【" and plain[-1:] in ")]>】":
        plain = plain[1:-1].strip()
    plain = _WEEKDAY.sub("", plain)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _date(found.groupdict())
    return None


def _date(parts: dict[str, str | None]) -> date | None:
    name, era = parts.get("name"), parts.get("era")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"] or 0)
    if era:
        era_year = parts["era_year"] or ""
        year = _ERAS[era] + (1 if era_year == "元" else int(era_year))
    else:
        year = int(parts["year"] or 0)
    try:
        return date(year, month, int(parts["day"] or 0))
    except ValueError:
        return None
