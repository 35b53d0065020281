"""What stands in a line beside text, as it is found: line breaks, calls, quotations, small print."""

import re
from collections.abc import Iterator

from lxml import etree

from papers.markup import inline
from papers.markup.characters import visible
from papers.markup.declaration import CALL
from papers.markup.flow import Flow, kind
from papers.markup.inline import Leaf, Marks

# What a call may print where it comes from; here it is numbered anew in every edition.
_NUMBER = re.compile(r"\s*(?:[\[(（［]?\s*(?:\d{1,3}|[*†‡]+)\s*[\])）］]?)?\s*")
_LONGEST = 20  # characters of it


def line_break(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.leaves.append(Leaf("br", marks=marks))


def call(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.leaves.append(Leaf("call", node.get(CALL, "")))
    dropped_call(flow, node, marks)


def dropped_call(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read what a call holds by mistake: one that was not closed has swallowed what comes after it."""
    if next(apart(node), None) is not None or not _NUMBER.fullmatch(_beginning(node)):
        flow.walk(node, marks)


def quoted(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a quotation in a line: a browser draws its marks, here they are text."""
    marks = inline.spoken(marks, node)
    language = marks[inline.ORDER.index("span")] or ""
    is_seen = visible("".join(str(words) for words in node.itertext()))
    first, last = ("「」" if language.split("-")[0] == "ja" else "“”") if is_seen else ("", "")
    flow.text(first, marks)
    flow.walk(node, marks)
    flow.text(last, marks)


def small(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.small(node, marks)


def _beginning(node: etree._Element) -> str:
    """Return the text in a node, of a long one what is enough to see that it is."""
    said = ""
    for words in node.itertext():
        said = said.lstrip() + str(words)
        if len(said) > _LONGEST:
            break
    return said


def apart(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the calls and pictures in a node that stand in no other call."""
    for child in node:
        if child.tag == "img" or kind(child) == "call":
            yield child
        else:
            yield from apart(child)
