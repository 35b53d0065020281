"""The numbers that a text names, whatever they are written in: 36 million, 3,600万, 三千六百万."""

import re
from decimal import Decimal

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12, "만": 10**4, "억": 10**8, "조": 10**12}
# fmt: off
_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
# fmt: on
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_UNITS)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
_TIMES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

LONGEST = 60  # signs; what is longer is no number that a text names

_LARGE_SIGN = "".join(_LARGE)
_ARABIC = r"\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_KANJI = "[〇一二三四五六七八九十百千]+"
_EAST = re.compile(rf"(?:(?:{_ARABIC}|{_KANJI})[{_LARGE_SIGN}]?)+")
_EAST_PART = re.compile(rf"({_ARABIC}|{_KANJI})([{_LARGE_SIGN}]?)")
_COUNTED = re.compile(r"(?<![〇一二三四五六七八九十百千])([三四五六七八九])つ(?!目)")  # three, not third
_WORD = "|".join(sorted([*_WORDS, *_TIMES], key=len, reverse=True))  # eighty before eight
_WEST = re.compile(
    rf"(?<![a-z\d{_LARGE_SIGN}])(?<!\d[,.])(?:{_ARABIC}|{_WORD})(?:(?:[ -]|[ ]and[ ])(?:{_WORD}))*"
    rf"(?:(?<=\d)(?:s|st|nd|rd|th))?"
    rf"(?![a-z\d{_LARGE_SIGN}]|[,.]\d)"
)
_WEST_PART = re.compile(rf"{_ARABIC}|{_WORD}")


def figures(text: str) -> set[str]:
    """Return the numbers in a text, written in one way; `text` is levelled (NFKC, lower case).

    English and East Asian numerals are read. One and two in words, and single East Asian numerals that count nothing,
    say too little.
    """
    found = {value for match in _WEST.finditer(text) if (value := _western(match[0])) is not None}
    found |= {value for match in _EAST.finditer(text) if (value := _eastern(match[0])) is not None}
    found |= {Decimal(_DIGITS[match[1]]) for match in _COUNTED.finditer(text)}
    return {f"{value.normalize():f}" for value in found}


def _western(phrase: str) -> Decimal | None:
    parts = _WEST_PART.findall(phrase) if len(phrase) <= LONGEST else []
    if not parts or parts in (["zero"], ["one"], ["two"]) or all(part in _TIMES for part in parts):
        return None
    total = current = Decimal(0)
    for part in parts:
        if part == "hundred":
            current *= 100
        elif part in _TIMES:
            total, current = total + current * _TIMES[part], Decimal(0)
        else:
            current += _WORDS[part] if part in _WORDS else _arabic(part)
    return total + current


def _eastern(phrase: str) -> Decimal | None:
    if not 1 < len(phrase) <= LONGEST or not any(sign in phrase for sign in (*_DIGITS, *_SMALL, *_LARGE)):
        return None
    total = Decimal(0)
    for number, unit in _EAST_PART.findall(phrase):
        value = _arabic(number) if number[0].isdecimal() else Decimal(_kanji(number))
        total += value * _LARGE.get(unit, 1)
    return total


def _arabic(number: str) -> Decimal:
    """Return the value of digits, with points, commas or spaces between thousands and before decimals."""
    groups = re.split(r"[,. ]", number)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
        return Decimal("".join(groups))
    whole, fraction = ("".join(groups[:-1]), groups[-1]) if len(groups) > 1 else (groups[0], "0")
    return Decimal(f"{whole}.{fraction}")


def _kanji(number: str) -> int:
    """Return the value of kanji numerals: 二〇二二 digit by digit, 百九十四 by its units."""
    if not any(sign in _SMALL for sign in number):
        return int("".join(str(_DIGITS[sign]) for sign in number))
    total = current = 0
    for sign in number:
        if sign in _SMALL:
            total, current = total + (current or 1) * _SMALL[sign], 0
        else:
            current = current * 10 + _DIGITS[sign]
    return total + current
