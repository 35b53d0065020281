"""A stretch of a stored note, with the markup that stands on it."""

import re

from lxml import etree

from papers import markup
from papers.rendering.latin import UPRIGHT, is_latin
from references.notes.stored import BLOCKS, ITALIC

LATIN = re.compile(r"[A-Za-z]")


def cut(html: str, start: int, end: int) -> str:
    """Return what stands from `start` to `end` of a note, as HTML; places count as `references.notes.read_stored` has them.

    There every italic adds a star on both sides, and every block or line break but the first a space.
    """
    note = markup.parse(html)
    _Cutter(start, end).keep(note)
    return markup.clean_note(markup.serialise(note))


def language_of(fragment: str, language: str) -> str:
    """Return the language of what a note in `language` prints of a source.

    A Japanese note cites an English work in English: where nothing but Latin letters stands, those are it.
    """
    text = markup.text(fragment)
    is_english = is_latin(text) and LATIN.search(text) and language.split("-")[0] in UPRIGHT
    return "en" if is_english else language


class _Cutter:
    """Goes through a note and leaves of every text only what stands within the stretch."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end, self.place = start, end, 0

    def keep(self, element: etree._Element) -> None:
        if element.tag in ITALIC or (element.tag in BLOCKS and self.place):
            self.place += 1
        element.text = self._within(element.text)
        for child in list(element):
            before = self.place
            self.keep(child)
            child.tail = self._within(child.tail)
            if child.tag == "br" and not self.start < before < self.end:
                _unlink(child)
        if element.tag in ITALIC:
            self.place += 1

    def _within(self, text: str | None) -> str:
        told = text or ""
        begin, finish = (min(max(edge - self.place, 0), len(told)) for edge in (self.start, self.end))
        self.place += len(told)
        return told[begin:finish]


def _unlink(line_break: etree._Element) -> None:
    """Take a line break out and leave the text after it where it stands."""
    parent, tail = line_break.getparent(), line_break.tail or ""
    before = line_break.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(line_break)
