"""Rubies as they are found → each base with its own reading."""

from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from papers.markup import inline
from papers.markup.characters import SPACES, visible
from papers.markup.declaration import MARKS
from papers.markup.flow import Flow, kind
from papers.markup.inline import Leaf, Marks
from papers.markup.leaves import apart

Run = tuple[str, Marks]


def ruby(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a ruby, each base with its own reading; what is neither text nor mark stands after it."""
    read = _Ruby(flow, inline.spoken(marks, node))
    read.base([(node.text or "", read.marks)])
    for child in node:
        if child.tag == "rtc" and child.find("rt") is not None:
            read.readings += [_words(reading) for reading in child.iterchildren("rt")]
        elif kind(child) == "rt":
            read.readings.append(_words(child))
        else:
            read.base(list(_runs(child, read.marks)), is_own=child.tag == "rb")
            read.inner += "".join(_readings(child))
        read.base([(child.tail or "", read.marks)])
    read.end()
    for child in apart(node):
        flow.child(child, marks)


class _Ruby:
    """A ruby while it is read: the bases that wait for their readings."""

    def __init__(self, flow: Flow, marks: Marks) -> None:
        self.flow, self.marks = flow, marks
        self.bases: list[list[Run]] = []
        self.readings: list[str] = []
        self.inner = ""  # the readings of a ruby in the base

    def base(self, runs: list[Run], *, is_own: bool = False) -> None:
        """Take more of the base; a base of its own when it is written so."""
        if not any(text for text, _ in runs):
            return
        if self.readings and any(visible(text) for text, _ in runs):
            self.end()
        if is_own or not self.bases:
            self.bases.append(runs)
        else:
            self.bases[-1] += runs

    def end(self) -> None:
        """Write the bases with their readings; with fewer readings, all of the base has them together."""
        bases, readings = self.bases, self.readings
        if len(readings) < len(bases):
            bases = [[run for base in bases for run in base]]
        if self.inner:
            bases, readings = [[run for base in bases for run in base]], [" ".join([self.inner, *readings])]
        for base, reading in zip_longest(bases, readings):
            self.write(base or [], reading or "")
        self.bases, self.readings, self.inner = [], [], ""

    def write(self, base: list[Run], reading: str) -> None:
        """Write one base with its reading; with the marks that all of it has."""
        text = "".join(text for text, _ in base)
        words, said = (SPACES.sub(" ", part).strip() for part in (text, reading))
        if visible(words) and visible(said):
            marks = inline.shared(marks for text, marks in base if visible(text))
            self.flow.text(text[: len(text) - len(text.lstrip())], self.marks)
            self.flow.leaves.append(Leaf("ruby", words, marks, said))
            self.flow.text(text[len(text.rstrip()) :], self.marks)
        else:
            for run in base:
                self.flow.text(*run)
            self.flow.text(reading, self.marks)


def _runs(node: etree._Element, marks: Marks) -> Iterator[Run]:
    """Yield the text in a part of a base with its marks, a line break as a space, no readings."""
    if node.tag == "br":
        yield " ", marks
    elif node.tag != "img" and kind(node) not in ("call", "rt"):
        marks = inline.marked(marks, node) if kind(node) in MARKS else inline.spoken(marks, node)
        yield node.text or "", marks
        for child in node:
            yield from _runs(child, marks)
            yield child.tail or "", marks


def _readings(node: etree._Element) -> Iterator[str]:
    """Yield the readings in a part of a base."""
    for child in node:
        if kind(child) == "rt":
            yield _words(child)
        else:
            yield from _readings(child)


def _words(node: etree._Element) -> str:
    return "".join(str(words) for words in node.itertext())
