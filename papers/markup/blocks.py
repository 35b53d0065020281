"""Paragraphs, headings, quotations and lists as they are found → canonical blocks."""

import re

from lxml import etree

from papers.markup import inline
from papers.markup.declaration import START
from papers.markup.flow import Attributes, Flow, kind
from papers.markup.inline import Marks
from papers.markup.writing import tag


def paragraph(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a paragraph; where a picture divides it, the passage stays with the first part."""
    flow.end()
    flow.waiting = flow.passage(node)
    flow.division(node, marks)
    flow.waiting = {}


def heading(flow: Flow, node: etree._Element, marks: Marks) -> None:
    line = flow.line()
    line.walk(node, marks)
    flow.add(kind(node), inline.html(line.leaves), flow.passage(node))


def quotation(flow: Flow, node: etree._Element, marks: Marks) -> None:
    inner = flow.inside("blockquote")
    inner.walk(node, marks)
    flow.add("blockquote", inner.html(), flow.passage(node))


def items(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a list; what stands in it but in no item belongs to the item before."""
    marks = inline.spoken(marks, node)
    found = [flow.inside("li")]
    found[-1].text(node.text, marks)
    for child in node:
        if child.tag == "li":
            found.append(flow.inside("li"))
            found[-1].division(child, marks)
        else:
            found[-1].child(child, marks)
        found[-1].text(child.tail, marks)
    html = "".join(tag("li", item) for item in (each.html() for each in found) if item)
    flow.add(kind(node), html, flow.passage(node) | (_start(node) if html else {}))


def _start(node: etree._Element) -> Attributes:
    first = number(node.get("start", ""), START) if kind(node) == "ol" else 1
    return {} if first in (None, 1) else {"start": str(first)}


def number(written: str, allowed: range) -> int | None:
    """Return the number that an attribute says, None where it says none that is allowed."""
    digits = written.strip()
    said = int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None
    return said if said in allowed else None
