"""Any HTML → a safe tree of bounded depth; clean HTML → its tree."""

import html as entities
import re

import nh3
from lxml import etree

from papers.markup.characters import legal
from papers.markup.declaration import (
    CALL,
    DIVISIONS,
    ELEMENTS,
    HREF_LENGTH,
    LANG_LENGTH,
    MARKS,
    NAMES,
    PASSAGE,
    SCHEMES,
    SILENT,
)
from papers.markup.taming import tame

DEPTH = 100  # what is nested deeper only ends a paragraph, or is nothing
BREAK = "hr"  # the end of a paragraph where nothing else is known

_LINED = frozenset({"pre", "listing", "xmp"})  # where a line break is one
_VOID = frozenset({"br", "hr", "img"})
_INLINE = frozenset(
    {"q", "ruby", "rt", "rb", "rtc", "small", *(name for name in NAMES if NAMES[name] in MARKS)}
)
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*/?>|([^<]+|<)')
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


def _attributes() -> dict[str, set[str]]:
    """Return nh3's list of attributes."""
    allowed = {name: set(ELEMENTS[known].attributes) for name, known in NAMES.items() if known in ELEMENTS}
    allowed |= {name: {MARKS[known].attribute} - {""} for name, known in NAMES.items() if known in MARKS}
    return allowed | {"*": {"lang", CALL, PASSAGE}}


def _bounded(tag: str, attribute: str, value: str) -> str | None:
    # An element left open is repeated in every paragraph after it: its attributes must be short.
    limit = {"lang": LANG_LENGTH, "href": HREF_LENGTH}.get(attribute)
    return None if limit and len(value) > limit else value


_sanitiser = nh3.Cleaner(
    tags={*NAMES, *DIVISIONS},
    clean_content_tags=set(SILENT),
    attributes=_attributes(),
    attribute_filter=_bounded,
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def read(html: str) -> etree._Element:
    """Return a <body> of known elements without scripts, at most 100 deep; all visible text is in it."""
    return _tree(legal(_sanitiser.clean(tame(legal(html)))), breaks=frozenset(DIVISIONS))


def parse(html: str) -> etree._Element:
    """Return the <body> element of a clean body."""
    return _tree(html, breaks=frozenset())


def _tree(html: str, breaks: frozenset[str]) -> etree._Element:
    # Not lxml's HTML parser: that moves elements about and drops text below some 250 levels.
    tree = _Tree(breaks)
    for slash, name, attributes, text in _TOKEN.findall(html):
        if not name:
            tree.data(entities.unescape(text))
        elif slash:
            tree.end(name)
        else:
            tree.start(name, {key: entities.unescape(value) for key, value in _ATTRIBUTE.findall(attributes)})
    return tree.close()


class _Tree:
    """A body under construction; elements that are too deep, or only divide, become breaks in it."""

    def __init__(self, breaks: frozenset[str]) -> None:
        self.builder = etree.TreeBuilder()
        self.builder.start("body", {})
        self.breaks = breaks
        self.opened: list[tuple[str, bool]] = []
        self.depth = 0
        self.lined = 0

    def data(self, text: str) -> None:
        first, *lines = text.split("\n") if self.lined else [text]
        self.builder.data(first)
        for line in lines:
            self.start("br", {})
            self.builder.data(line)

    def start(self, name: str, attributes: dict[str | bytes, str | bytes]) -> None:
        if name in _VOID:
            self.builder.start(name, attributes)
            self.builder.end(name)
            return
        stands = self.depth < DEPTH and name not in self.breaks
        self.opened.append((name, stands))
        self.depth += stands
        self.lined += name in _LINED and name in self.breaks
        if stands:
            self.builder.start(name, attributes)
        else:
            self._divide(name)

    def end(self, name: str) -> None:
        if not self.opened or self.opened[-1][0] != name:
            return
        _, stood = self.opened.pop()
        self.depth -= stood
        self.lined -= name in _LINED and name in self.breaks
        if stood:
            self.builder.end(name)
        else:
            self._divide(name)

    def _divide(self, name: str) -> None:
        if name not in _INLINE:
            self.builder.start(BREAK, {})
            self.builder.end(BREAK)

    def close(self) -> etree._Element:
        while self.opened:
            self.end(self.opened[-1][0])
        self.builder.end("body")
        return self.builder.close()
