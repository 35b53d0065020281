"""Marks that travel through pandoc inside the text, for what pandoc itself would lose.

They are noncharacters, which no text may contain: what a file brings of them is removed first,
and whatever is left over at the end falls to the cleaner.
"""

import re
from html import escape

NOTE, CALL, RUBY, READING, END, REST = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
PART, PASSAGE = "\ufdd6", "\ufdd7"

_WRITTEN = re.compile(
    r"&#(?:x0*(?P<entity>[0-9a-f]{1,8})|0*(?P<decimal>[0-9]{1,9}));?|\\u(?:0000)?(?P<escape>[0-9a-f]{4})",
    re.IGNORECASE,
)
_ALL = re.compile("[\ufdd0-\ufdef]")
_NOTE = re.compile(f"{NOTE}([a-z0-9-]+){END}")
CALLED = re.compile(f"{CALL}([a-z0-9-]+){END}")
_PART = re.compile(f"{PART}([a-z]+){END}")
_PASSAGE = re.compile(f"{PASSAGE}([a-z0-9]+){END}")
_RUBY = re.compile(f"{RUBY}([^{READING}]*){READING}([^{END}]*){END}")


def strip(text: str) -> str:
    """Return the text without any mark."""
    return _ALL.sub("", text)


def strip_written(text: str) -> str:
    """Return source text without any mark, spelled out as an entity or an escape either."""
    return strip(_WRITTEN.sub(_unless_mark, text))


def _unless_mark(found: re.Match[str]) -> str:
    number = int(found["decimal"]) if found["decimal"] else int(found["entity"] or found["escape"], 16)
    return "" if 0xFDD0 <= number <= 0xFDEF else found[0]


def bare(text: str) -> str:
    """Return the text as a reader sees it: without calls and openings of notes, ruby without its reading."""
    text = _RUBY.sub(r"\1", CALLED.sub("", _NOTE.sub("", text)))
    return strip(_PASSAGE.sub("", _PART.sub("", text)))


def part(name: str) -> str:
    """Return the mark that opens a paragraph which is the title, the subtitle or an author."""
    return f"{PART}{name}{END}"


def part_of(html: str) -> str:
    """Return which part of the record opens in this text, the empty string for none."""
    found = _PART.match(html)
    return found[1] if found else ""


def passage(name: str) -> str:
    """Return the mark of the passage whose text begins here."""
    return f"{PASSAGE}{name}{END}"


def take_passages(html: str) -> tuple[str, list[str]]:
    """Return the HTML without the marks of passages, and the ids that they name, each once."""
    return _PASSAGE.sub("", html), list(dict.fromkeys(_PASSAGE.findall(html)))


def note(key: str) -> str:
    """Return the mark that opens the text of the note `key`."""
    return f"{NOTE}{key}{END}"


def call(key: str) -> str:
    """Return the mark of a call of the note `key`."""
    return f"{CALL}{key}{END}"


def ruby(base: str, reading: str) -> str:
    """Return the mark of a base text and its reading."""
    return f"{RUBY}{base}{READING}{reading}{END}"


def key_of(html: str) -> str | None:
    """Return the key of the note that opens in this text, or None."""
    found = _NOTE.search(html)
    return found[1] if found else None


def resolve(html: str) -> str:
    """Return HTML in which calls and ruby are elements and no mark is left."""
    html = CALLED.sub(lambda found: call_html(found[1]), html)
    html = _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", html)
    return strip(_PART.sub("", _NOTE.sub("", html)))


def call_html(key: str) -> str:
    """Return a call as every body writes it."""
    return f'<sup data-note="{escape(key)}"></sup>'
