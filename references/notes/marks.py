"""The signs of a printed note: quotes and brackets of both scripts, italics, addresses, and the text between them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from references.notes.dates import MONTH
from references.notes.vocabulary import ABBREVIATIONS, STATES

PAIRS = {
    "“": "”", "„": "“", "«": "»", '"': '"', "'": "'", "「": "」", "『": "』", "*": "*",
    "(": ")", "（": "）", "[": "]", "{": "}",
    "［": "］", "【": "】", "〔": "〕", "〈": "〉", "《": "》", "<": ">", "＜": "＞",
    "‘": "’",
}  # fmt: skip
KINDS = {
    "“": "quote", "„": "quote", "«": "quote", '"': "quote", "「": "quote", "‘": "quote", "'": "quote",
    "『": "book", "*": "italic",
    "(": "round", "（": "round", "[": "square", "{": "square", "［": "square", "【": "square", "〔": "square",
    "〈": "angle", "《": "angle", "<": "angle", "＜": "angle",
}  # fmt: skip
CLOSING = set(PAIRS.values())
TOGGLES = {'"', "*", "'"}

ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|doi:\s?(?=10\.))[^\s<>\"“”　-鿿＀-￯]+", re.IGNORECASE)
# A comma that belongs to what it stands in: a date, a state, a suffix, a figure.
INNER_COMMA = re.compile(
    rf",(?=\s?(?:{STATES})\b)|(?<=\d),(?=\d\d\d\b)|,(?= (?:Jr|Sr)\.)|, (?=\d{{4}}\b)|,(?= Inc\b| Ltd\b| LLC\b)"
)
BEFORE_YEAR = re.compile(
    rf"(?:^|[\s(“*]){MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?(?:[–-]\d{{1,2}})?)?$", re.IGNORECASE
)
# Polish quotes open as German ones and close as English ones.
POLISH = re.compile(r"„([^“”„]*)”")
SEPARATOR = re.compile(r"[,，、;；。．]|\.(?=\s|$)")
WORD_BEFORE = re.compile(r"[^\s(（,;]+$")
# A year or a letter set solid with a number, and what a section has below it: 44(2), § 3(a)(3).
SYMBOL_YEAR = re.compile(
    r"(?<=\w)\((?:\d{1,4}|[IVX]+|[a-z]{1,3})\)|(?<=\(\w\))\((?:\d{1,2}|[a-z]{1,3}|[A-Z])\)"
)
ORDINAL = re.compile(r"\b(?:im|des|dem|am|vom|zum|der|das) \d{1,2}$")
AFTER_ADDRESS = ".,;:*’'"
# American printers put the sentence's comma inside the inner quotes too: “…: ‘The Spirit of the Quad,’”
INNER_COMMA_AT_END = re.compile(r",(?=[’'”\"]$)")
TITLE_END = " ,，、.。"


class Token(NamedTuple):
    """A group with its inner text, a stretch of text, or one separator; where it stands in the note."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def is_title(self) -> bool:
        return self.kind in ("quote", "italic", "book")


def scan(text: str) -> list[Token]:
    """Return the outermost groups, addresses, texts and separators of a note, in order; the cost is linear."""
    tokens: list[Token] = []
    position = 0
    for start, end, kind in _groups(text):
        tokens.extend(_between(text, position, start))
        inner = text[start:end] if kind == "address" else text[start + 1 : end - 1]
        tokens.append(Token(kind, inner, start, end))
        position = end
    tokens.extend(_between(text, position, len(text)))
    return tokens


def _groups(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the outermost groups and the addresses outside of them."""
    addresses = dict(_addresses(text))
    pairs = dict(_matched(text, addresses))
    position = 0
    for start in sorted([*pairs, *addresses]):
        if start < position:
            continue
        position = pairs.get(start) or addresses[start]
        yield start, position, KINDS[text[start]] if start in pairs else "address"


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for found in ADDRESS.finditer(text):
        yield found.start(), found.start() + len(_trimmed(found.group()))


def _trimmed(address: str) -> str:
    """Return the address without the sentence's signs at its end; a bracket stays that it opened itself."""
    address = address.rstrip(AFTER_ADDRESS)
    opened, closed = Counter(address), len(address)
    while closed and address[closed - 1] in ")]":
        close = address[closed - 1]
        if opened["(["[")]".index(close)]] >= opened[close]:
            break
        opened[close] -= 1
        closed = len(address[: closed - 1].rstrip(AFTER_ADDRESS))
    return address[:closed]


def _matched(text: str, addresses: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of every pair; a sign without its partner is text."""
    text = POLISH.sub(r"“\1”", text)
    waiting: list[int] = []
    open_signs: Counter[str] = Counter()
    position = 0
    while position < len(text):
        if position in addresses:
            position = addresses[position]
            continue
        sign = text[position]
        if sign in CLOSING and open_signs[sign] and _may_close(text, position):
            while text[opened := waiting.pop()] not in PAIRS or PAIRS[text[opened]] != sign:
                open_signs[PAIRS[text[opened]]] -= 1
            open_signs[sign] -= 1
            yield opened, position + 1
        elif sign in PAIRS and _may_open(text, position):
            waiting.append(position)
            open_signs[PAIRS[sign]] += 1
        position += 1


def _may_open(text: str, position: int) -> bool:
    """Tell an opening sign from one inside a word: the year in JOIN(2023), the issue in 44(2)."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if text[position] in TOGGLES or text[position] == "‘":
        return not after.isspace() and after != "" and not before.isalnum()
    if text[position] == "(":
        return not SYMBOL_YEAR.match(text, position)
    return text[position] != "<" or not after.isspace()


def _may_close(text: str, position: int) -> bool:
    """Tell a closing ’ from an apostrophe, and a closing toggle from an opening one."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if text[position] in "’'":
        return not after.isalnum() and (before in ",.?!" or not after.isspace() or before.isalnum())
    return text[position] not in TOGGLES or not before.isspace()


def _between(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the texts and separators of a stretch without groups."""
    position = start
    for found in SEPARATOR.finditer(text, start, end):
        kind = _separator(text, found.start())
        if kind:
            yield from _text(text, position, found.start())
            yield Token(kind, found.group(), found.start(), found.end())
            position = found.end()
    yield from _text(text, position, end)


def _text(text: str, start: int, end: int) -> Iterator[Token]:
    printed = text[start:end]
    if stripped := printed.strip():
        offset = start + len(printed) - len(printed.lstrip())
        yield Token("text", stripped, offset, offset + len(stripped))


def _separator(text: str, position: int) -> str:
    """Return what the sign separates, or nothing when it belongs to a word, a date or a place."""
    sign = text[position]
    if sign in ";；":
        return "semicolon"
    if sign in ",，、":
        return "" if sign == "," and _is_inner_comma(text, position) else "comma"
    if sign in "。．":
        return "stop"
    return "stop" if _ends_sentence(text, position) else ""


def _is_inner_comma(text: str, position: int) -> bool:
    found = INNER_COMMA.match(text, position)
    if found and found.group() == ", ":
        return bool(BEFORE_YEAR.search(text[max(0, position - 24) : position]))
    return bool(found)


def _ends_sentence(text: str, position: int) -> bool:
    after = text[position + 1 : position + 40].lstrip()
    if after and not any(char.isalnum() or char in "([" for char in after):
        return True
    word = WORD_BEFORE.search(text[max(0, position - 24) : position])
    before = word.group() if word else ""
    if not after:
        return not (before.lower() in ABBREVIATIONS or _is_initial(before))
    if (
        before.lower().strip("*") in ABBREVIATIONS
        or _is_initial(before)
        or ORDINAL.search(text[max(0, position - 12) : position])
    ):
        return False
    if before and before[-1] > "぀":
        # No Japanese word is shortened with a stop.
        return True
    return (
        after[0].isupper()
        or after[0] in '“"‘*[{「『<〈'
        or after[0] > "぀"
        or after.startswith(("http", "doi", "Ø"))
    )


def _is_initial(word: str) -> bool:
    """ "J", "U.S", "H.R": letters with stops between them."""
    return bool(word) and all(len(part) == 1 and part.isupper() for part in word.split("."))


def title(text: str) -> str:
    """Return a title without what the sentence around it put at its end; its own ?, ! and ellipsis stay."""
    bare = text.strip().strip("*").rstrip(" ,，、")
    bare = INNER_COMMA_AT_END.sub("", bare)
    last = bare.rpartition(" ")[2]
    if bare.endswith((". . .", "...")) or (last.count(".") > 1 and _is_initial(last.rstrip("."))):
        return bare.lstrip()
    return bare.rstrip(TITLE_END).lstrip()
