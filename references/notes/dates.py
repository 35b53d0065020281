"""Dates as notes print them, in English, French, German and Japanese, into CSL dates."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from references.notes.vocabulary import ERAS, MONTHS, SEASONS

Date = dict[str, Any]

# Before the unit of a date: positional, 二〇〇八年, or with ten, 三十四年.
KANJI = re.compile(
    r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]{1,4})(?=[年月日巻])"
)
KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
SPACED = re.compile(r"(?<=\d)[ 　](?=[年月日号巻頁章条項面])|(?<=[第年月])[ 　](?=\d)")
# Years before the first newspaper and after the next century are figures of something else.
YEAR = r"(1[5-9]\d\d|20\d\d)"
DASH = r"\s?[-–—/~～〜‐‒―－]\s?"
MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
SEASON = "(" + "|".join(SEASONS) + ")"
DAY = r"(\d{1,2})(?:st|nd|rd|th|er|\.)?"
# An era may be printed with its first character: 昭和51年8月5日, 昭51・8・5.
ERA_NAMES = "(" + "|".join([*ERAS, *(era[0] for era in ERAS)]) + ")"
ERA = ERA_NAMES + r"(\d{1,2}|元)年(?:度)?"
YEAR_JA = r"(?:(\d{4})年(?:度)?|" + ERA + ")"
# What a document, a survey or a post went through on its day.
DONE_JA = (
    "(?:に?(?:付け?|更新|公表|発表|掲載|配信|発行|公開|付記事|一部改正|改正|改訂|改定|策定|採択|署名|締結|発効|施行|調査|実施"
    "|投稿|現在|時点|確定|刊行?|出版|作成|提出|版|分))?"
)


def numerals(text: str) -> str:
    """Return the text with the kanji numerals of a date as figures: 二〇〇八年, 昭和三十四年."""
    return KANJI.sub(lambda found: str(_number(found.group())), text)


def _number(kanji: str) -> int:
    """Return the number that the numerals are: positional ones, 一九六〇, or with ten, 三十四."""
    digits = kanji.translate(KANJI_DIGITS)
    tens, ten, ones = digits.partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(digits)


def figures(text: str) -> str:
    """Return the text with its full-width figures as plain ones, set solid with their Japanese units."""
    return SPACED.sub("", text.translate(FIGURES))


def date(*ends: Sequence[int], season: str = "") -> Date:
    """Return the CSL date of one day, month or year, or of the two ends of a range."""
    return {"date-parts": [list(end) for end in ends], **({"season": season} if season else {})}


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def _japanese_year(western: str | None, era: str | None, count: str | None) -> int:
    if western:
        return int(western)
    first = next(year for name, year in ERAS.items() if name.startswith(era or ""))
    return first + (1 if count == "元" else int(count or 1)) - 1


def _later_year(year: str, end: str) -> int:
    """Return 2010 for 2009/10."""
    return int(year[: 4 - len(end)] + end)


# One rule a line: the printed shape, and what it means.
RULES: list[tuple[str, Callable[..., Date]]] = [
    (YEAR, lambda y: date([int(y)])),
    (rf"{MONTH} {DAY},? {YEAR}", lambda m, d, y: date([int(y), _month(m), int(d)])),
    (rf"{DAY} {MONTH},? {YEAR}", lambda d, m, y: date([int(y), _month(m), int(d)])),
    (rf"{MONTH},? {YEAR}", lambda m, y: date([int(y), _month(m)])),
    (rf"{SEASON},? {YEAR}", lambda s, y: date([int(y)], season=s)),
    (
        rf"{SEASON},? {YEAR}[/–-](\d\d(?:\d\d)?)",
        lambda s, y, e: date([int(y)], [_later_year(y, e)], season=s),
    ),
    (
        rf"{MONTH} {DAY}{DASH}{DAY},? {YEAR}",
        lambda m, d, e, y: date([int(y), _month(m), int(d)], [int(y), _month(m), int(e)]),
    ),
    (
        rf"{DAY}{DASH}{DAY} {MONTH},? {YEAR}",
        lambda d, e, m, y: date([int(y), _month(m), int(d)], [int(y), _month(m), int(e)]),
    ),
    (
        rf"{MONTH} {DAY}{DASH}{MONTH} {DAY},? {YEAR}",
        lambda m, d, n, e, y: date([int(y), _month(m), int(d)], [int(y), _month(n), int(e)]),
    ),
    (rf"{MONTH}{DASH}{MONTH},? {YEAR}", lambda m, n, y: date([int(y), _month(m)], [int(y), _month(n)])),
    (
        rf"{MONTH} {YEAR}{DASH}{MONTH} {YEAR}",
        lambda m, y, n, z: date([int(y), _month(m)], [int(z), _month(n)]),
    ),
    (rf"{YEAR}[-/.](\d\d?)[-/.](\d\d?)", lambda y, m, d: date([int(y), int(m), int(d)])),
    (rf"{YEAR}[.](\d\d?)", lambda y, m: date([int(y), int(m)])),
    # Day first, as everywhere but in the United States, unless the second figure can only be a day.
    (
        rf"(\d\d?)[/.](\d\d?)[/.]{YEAR}",
        lambda d, m, y: date([int(y), int(m), int(d)] if int(m) <= 12 else [int(y), int(d), int(m)]),
    ),
    (rf"{YEAR_JA}{DONE_JA}", lambda w, e, c: date([_japanese_year(w, e, c)])),
    (rf"{YEAR_JA}(\d\d?)月(?:号|{DONE_JA})", lambda w, e, c, m: date([_japanese_year(w, e, c), int(m)])),
    (
        ERA_NAMES + r"(\d\d?|元)[・.](\d\d?)[・.](\d\d?)",
        lambda e, c, m, d: date([_japanese_year(None, e, c), int(m), int(d)]),
    ),
    (
        rf"{YEAR_JA}(\d\d?)月(\d\d?)日{DONE_JA}",
        lambda w, e, c, m, d: date([_japanese_year(w, e, c), int(m), int(d)]),
    ),
    (
        rf"{YEAR_JA}(\d\d?)[・/~～–-](\d\d?)月(?:合併)?号?",
        lambda w, e, c, m, n: date([_japanese_year(w, e, c), int(m)], [_japanese_year(w, e, c), int(n)]),
    ),
    (rf"{YEAR_JA}([春夏秋冬])季?号?", lambda w, e, c, s: date([_japanese_year(w, e, c)], season=s)),
]
COMPILED = [(re.compile(shape, re.IGNORECASE), meaning) for shape, meaning in RULES]
LONGEST = 40  # characters of a printed date
HAS_YEAR = re.compile(r"\d{4}|年|[昭平令大明]")
PARENTHESIS = re.compile(r"(?<=\d)[（(](?:平成|昭和|令和|大正|明治)?(?:\d{1,4}|元)年?[)）](?=年|\d)")


def parse(text: str) -> Date | None:
    """Return the date that the whole text is, or None; "2014（平成26）年7月1日" is one day, said twice."""
    printed = PARENTHESIS.sub("", numerals(figures(" ".join(text.split()))).strip(" .,、"))
    if len(printed) > LONGEST or not HAS_YEAR.search(printed):
        return None
    for shape, meaning in COMPILED:
        if found := shape.fullmatch(printed):
            made = meaning(*found.groups())
            return made if _is_possible(made) else None
    return None


def _is_possible(made: Date) -> bool:
    return all(
        (len(end) < 2 or 1 <= end[1] <= 12) and (len(end) < 3 or 1 <= end[2] <= 31)
        for end in made["date-parts"]
    )
