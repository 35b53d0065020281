"""Months, ordinals and places: what English and Japanese each name in words of their own."""

import re
from collections.abc import Iterator

# fmt: off
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]
# fmt: on
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_KANJI = "一二三四五六七八九十"

# May is a month only beside a number.
_ENGLISH_MONTH = re.compile(rf"\b(?!may\b)({'|'.join(_MONTHS)})\b|\b(may)\b(?= \d)|(?<=\d )(may)\b")
_EASTERN_MONTH = re.compile(rf"(?<![\d{_KANJI}])(1[0-2]|[1-9]|十[一二]|[{_KANJI}])(?:月|월)(?!間)")
_ENGLISH_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_EASTERN_ORDINAL = re.compile(rf"第([1-9]|[{_KANJI}])(?![\d{_KANJI}])|([1-9]|[{_KANJI}])(?:番目|度目|つ目)")

# Japanese writes these places in kanji, so that no sound gives them away.
_PLACES = {
    "日本": r"japan",
    "韓国": r"(?<!north )korea",
    "北朝鮮": r"north korea|pyongyang",
    "平壌": r"pyongyang",
    "中国": r"china|chinese",
    "北京": r"beijing",
    "台湾": r"taiwan",
    "米国": r"united states|america",
    "英国": r"united kingdom|britain|british",
    "豪州": r"australia",
    "欧州": r"europe",
    "東京": r"tokyo",
    "沖縄": r"okinawa",
    "北極": r"arctic",
    "太平洋": r"pacific",
    "大西洋": r"atlantic",
    "地中海": r"mediterranean",
    "国連": r"united nations",
}
_ENGLISH_PLACES = {place: re.compile(rf"\b(?:{words})") for place, words in _PLACES.items()}


def terms(text: str) -> set[str]:
    """Return the months, ordinals and places named in a levelled text, each under one name for both languages."""
    return {*_months(text), *_ordinals(text), *_places(text)}


def _months(text: str) -> Iterator[str]:
    for match in _ENGLISH_MONTH.finditer(text):
        yield f"month {_MONTHS.index(match[0]) + 1}"
    for match in _EASTERN_MONTH.finditer(text):
        yield f"month {_value(match[1])}"


def _ordinals(text: str) -> Iterator[str]:
    for match in _ENGLISH_ORDINAL.finditer(text):
        yield f"ordinal {_ORDINALS.index(match[1]) + 1}"
    for match in _EASTERN_ORDINAL.finditer(text):
        yield f"ordinal {_value(match[1] or match[2])}"


def _places(text: str) -> Iterator[str]:
    for place, english in _ENGLISH_PLACES.items():
        if place in text or english.search(text):
            yield f"place {place}"


def _value(sign: str) -> int:
    if sign.isdecimal():
        return int(sign)
    return sum(_KANJI.index(one) + 1 for one in sign)
