"""The words of a clean body as plain text, and plain text as a body."""

import re
from collections.abc import Iterator

from lxml import etree

from papers.markup import inline
from papers.markup.characters import legal, unwrap
from papers.markup.declaration import ELEMENTS
from papers.markup.inline import Leaf
from papers.markup.reading import parse
from papers.markup.writing import tag

_BLANK_LINE = re.compile(r"\n[ \t\u3000]*\n")
_HOLDERS = frozenset(name for name, element in ELEMENTS.items() if "text" not in element.holds)


def text(html_or_element: str | etree._Element) -> str:
    """Return plain text: a line for each block, in a table for each row with tabs between its cells.

    A line break stays one; calls and readings (rt) say nothing.
    """
    element = parse(html_or_element) if isinstance(html_or_element, str) else html_or_element
    return "\n".join(_lines(element))


def _lines(element: etree._Element) -> Iterator[str]:
    if element.tag not in _HOLDERS:
        yield "".join(_words(element))
    elif element.tag == "tr":
        yield "\t".join(" ".join(_lines(cell)).replace("\n", " ") for cell in element)
    else:
        yield from _loose(element.text)
        for child in element:
            yield from _lines(child)
            yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield text.strip()


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        elif child.tag == "small":
            yield from (" ", *_words(child))
        elif child.tag != "rt":
            yield from _words(child)
        yield child.tail or ""


def shortened(text: str, limit: int) -> str:
    """Return the beginning of a text that is longer, with "…": cut at a word or sentence where one ends near."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    ends = max(cut.rfind(mark) for mark in ("。", "、", " "))
    return (cut[: ends + 1] if ends > limit // 2 else cut).rstrip(" 、,") + "…"


def paragraphs(text: str) -> str:
    """Return plain text as canonical paragraphs; a blank line stands between two, a single one is a space."""
    chunks = _BLANK_LINE.split(legal(text.replace("\r\n", "\n").replace("\r", "\n")))
    written = (inline.html([Leaf("text", unwrap(chunk))]) for chunk in chunks)
    return "".join(tag("p", html) for html in written if html)
