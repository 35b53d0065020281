"""A work, a place in it and a language → the printed note or bibliography line: Chicago (17th ed.) or the Japanese form.

A Japanese work on a Japanese page is printed in the Japanese form, every other work in Chicago's English one. What comes
back is HTML: escaped text, <em> for italics, `lang` where a piece is in another language than the page.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any

from references.citing import chicago, japanese, names
from references.citing import sist02 as standard
from references.citing.filing import sort_key as sort_key
from references.citing.work import Work, base, is_japanese
from references.citing.work import script as script
from references.citing.work import with_english as with_english

Item = Mapping[str, Any]


def note(item: Item, locator: str = "", label: str = "page", *, language: str) -> str:
    """Return the full note of a work for a page in this language (CMOS 14.19–305)."""
    if _in_japanese(item, language):
        return with_english(japanese.note(Work(item, language), locator, label), language)
    return _english(chicago.note(Work(item, "en"), locator, label), language)


def short_note(item: Item, locator: str = "", label: str = "page", *, language: str) -> str:
    """Return the note of a work that was cited before (CMOS 14.29–36; 前掲)."""
    if _in_japanese(item, language):
        return with_english(japanese.short(Work(item, language), locator, label), language)
    return _english(chicago.short(Work(item, "en"), locator, label), language)


def bibliography(item: Item, language: str) -> str:
    """Return the line of a work in the list of a page's sources (CMOS 14.61–71)."""
    return _line(json.dumps(dict(item)), language)


# A page lists many works and asks for the same lines at every request; what a record says is their whole key.
@lru_cache(maxsize=8192)
def _line(stored: str, language: str) -> str:
    item = json.loads(stored)
    if _in_japanese(item, language):
        return with_english(japanese.line(Work(item, language)), language)
    return _english(chicago.line(Work(item, "en")), language)


def sist02(item: Item, language: str) -> str:
    """Return the reference of a report or book by the Japanese standard SIST 02-2007."""
    return with_english(standard.line(Work(item, language)), language)


def called(item: Item) -> str:
    """Return what a work is called: its title, else its line in a list, for a section of a code has no other name.

    Empty for an item that says nothing.
    """
    title = item.get("title")
    if isinstance(title, str) and title.strip():
        return title
    return unescape(_ELEMENT.sub("", bibliography(item, "en"))).removesuffix(".")


_ELEMENT = re.compile(r"<[^<>]*>")


def in_letters(item: Item) -> dict[str, Any]:
    """Return an item whose names of persons in Japanese, Chinese or Korean letters are whole ones.

    Other people's styles would part them by a comma, shorten them to an initial or turn them round.
    """
    roles = ("author", "editor", "translator")
    whole = {role: [names.whole(name) for name in item[role]] for role in roles if item.get(role)}
    return {**item, **whole}


def _in_japanese(item: Item, language: str) -> bool:
    return base(language) == "ja" and is_japanese(item)


def _english(html: str, language: str) -> str:
    """Mark a line in English where it stands on a page of another language."""
    return html if base(language) == "en" else f'<span lang="{escape("en")}">{html}</span>'
