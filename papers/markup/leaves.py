"""What stands in a line beside text, as it is found: line breaks, calls, rubies, small print."""

import re
from itertools import islice

from lxml import etree

from papers.markup.characters import SPACES, visible
from papers.markup.declaration import CALL
from papers.markup.flow import Flow, kind
from papers.markup.inline import Leaf, Marks

# What a call may print where it comes from; here it is numbered anew in every edition.
_NUMBER = re.compile(r"\s*[\[(（［]?\s*(?:\d{1,4}|[*†‡]+)\s*[\])）］]?\s*")


def line_break(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.leaves.append(Leaf("br", marks=marks))


def call(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.leaves.append(Leaf("call", node.get(CALL, "")))
    dropped_call(flow, node, marks)


def dropped_call(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read what a call holds by mistake: one that was not closed has swallowed the text after it."""
    if not _NUMBER.fullmatch(_words(node, 8)):
        flow.walk(node, marks)


def ruby(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a ruby, each base with its own reading; what is neither text nor mark stands after it."""
    base = node.text or ""
    for child in node:
        if kind(child) == "rt":
            _base(flow, base, _words(child), marks)
            base = child.tail or ""
        else:
            base += _words(child) + (child.tail or "")
    flow.text(base, marks)
    for child in node.iter("img", "sup"):
        if child.tag == "img" or kind(child) == "call":
            flow.child(child, marks)


def _base(flow: Flow, base: str, reading: str, marks: Marks) -> None:
    words, said = (SPACES.sub(" ", text).strip() for text in (base, reading))
    if visible(words) and visible(said):
        flow.text(base[: len(base) - len(base.lstrip())], marks)
        flow.leaves.append(Leaf("ruby", words, marks, said))
        flow.text(base[len(base.rstrip()) :], marks)
    else:
        flow.text(base + reading, marks)


def small(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.small(node, marks)


def _words(node: etree._Element, pieces: int | None = None) -> str:
    return "".join(str(words) for words in islice(node.itertext(), pieces))
