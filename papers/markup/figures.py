"""Figures as they are found → one picture each, with its alternative text, caption and credit."""

from lxml import etree

from papers.markup import inline
from papers.markup.characters import line
from papers.markup.declaration import PASSAGE, SRC
from papers.markup.flow import Flow, Picture
from papers.markup.inline import Marks


def figure(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a figure: its caption goes to its last picture; without one, to its table, or all of it is ordinary text."""
    if (
        not _holds_picture(flow, node)
        and (table := next(node.iter("table"), None)) is not None
        and flow.takes("table")
    ):
        _hand_over(node, table)
        flow.division(node, marks)
        return
    marks = inline.spoken(marks, node)
    inside = flow.beside()
    passage = flow.passage(node)
    inside.waiting = {} if _holds_picture(flow, node) else passage
    inside.text(node.text, marks)
    for child in node:
        if child.tag != "figcaption":
            inside.child(child, marks)
        inside.text(child.tail, marks)
    inside.end()
    pictures = [piece for piece in inside.pieces if isinstance(piece, Picture)] + (inside.elsewhere or [])
    for picture in pictures[:1]:
        picture.attributes = passage | picture.attributes
    for caption in node.iterchildren("figcaption"):
        if pictures:
            _caption(pictures[-1], flow, caption, marks)
        else:
            inside.division(caption, marks)
    flow.join(inside)
    flow.place_pictures({})


def _holds_picture(flow: Flow, node: etree._Element) -> bool:
    return flow.takes_pictures and any(SRC.fullmatch(image.get("src", "")) for image in node.iter("img"))


def _hand_over(node: etree._Element, table: etree._Element) -> None:
    """Make the captions of a figure captions of the table in it, and its passage that of the table."""
    for caption in list(node.iterchildren("figcaption")):
        after = etree.Element("span")
        after.text, caption.tail = caption.tail, None
        node.replace(caption, after)
        caption.tag = "caption"
        table.append(caption)
    if node.get(PASSAGE) and not table.get(PASSAGE):
        table.set(PASSAGE, node.get(PASSAGE, ""))


def _caption(picture: Picture, flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a caption; a second one is a second line of the first."""
    caption = flow.line()
    caption.leaves, caption.credit = picture.caption, picture.credit
    caption.division(node, marks)
    picture.caption, picture.credit = caption.leaves, caption.credit


def image(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read an image: one of ours is a figure of its own, of any other the text instead of it stays."""
    source, instead = node.get("src", ""), line(node.get("alt", ""))
    if SRC.fullmatch(source) and flow.takes_pictures:
        flow.picture(Picture({"src": source, "alt": instead}))
    else:
        flow.text(instead, marks)
