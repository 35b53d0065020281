"""Figures as they are found → one picture each, with its alternative text, caption and credit."""

from lxml import etree

from papers.markup import inline
from papers.markup.characters import line
from papers.markup.declaration import SRC
from papers.markup.flow import Flow, Picture
from papers.markup.inline import Marks
from papers.markup.writing import tag


def figure(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a figure: its caption goes to its last picture; without one, all of it is ordinary text."""
    inside = flow.beside()
    inside.waiting = flow.passage(node)
    inside.text(node.text, marks)
    for child in node:
        if child.tag != "figcaption":
            inside.child(child, marks)
        inside.text(child.tail, marks)
    inside.end()
    pictures = [piece for piece in inside.pieces if isinstance(piece, Picture)] + (inside.elsewhere or [])
    for caption in node.iterchildren("figcaption"):
        if pictures:
            pictures[-1].caption += _caption(flow, caption, marks)
        else:
            inside.division(caption, marks)
    flow.join(inside)
    flow.add("")


def _caption(flow: Flow, node: etree._Element, marks: Marks) -> str:
    caption = flow.line()
    caption.credit = []
    caption.walk(node, marks)
    credit = inline.html(caption.credit)
    return inline.html(caption.leaves) + (tag("small", credit) if credit else "")


def image(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read an image: one of ours is a figure of its own, of any other the text instead of it stays."""
    source, instead = node.get("src", ""), line(node.get("alt", ""))
    if SRC.fullmatch(source) and flow.takes_pictures:
        flow.picture(Picture({"src": source, "alt": instead}))
    else:
        flow.text(instead, marks)
