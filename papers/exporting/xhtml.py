"""Clean HTML as XHTML in its namespace: what a page of an EPUB is made of."""

from collections.abc import Container, Mapping
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from papers import markup

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# lxml takes None for the default namespace; its stubs do not know.
NAMESPACES: Any = {None: XHTML[1:-1], "epub": EPUB[1:-1]}
# What only a page in a browser has a use for.
DROPPED = ("loading", "decoding", "srcset", "sizes", "tabindex", "class", "data-passage", "data-note")
KEPT_CLASSES = {"note-call", "nb", "latin", "figures", "url"}


def page(title: str, language: str) -> tuple[etree._Element, etree._Element]:
    """Return the root of an empty page, and its body."""
    root = etree.Element(f"{XHTML}html", nsmap=NAMESPACES)
    root.set("lang", language)
    root.set(f"{XML}lang", language)
    head = add(root, "head")
    add(head, "title", {}, title)
    add(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    return root, add(root, "body")


def add(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None
) -> etree._Element:
    """Add an element, its language said in both ways."""
    element = etree.SubElement(parent, f"{XHTML}{name}", dict(attributes or {}))
    if language := element.get("lang"):
        element.set(f"{XML}lang", language)
    element.text = text
    return element


def take_over(parent: etree._Element, html: str, pictures: Container[str]) -> None:
    """Add HTML of ours to an element; a picture that is not at hand is left to its words."""
    for block in markup.parse(html):
        _add_copy(parent, block, pictures)


def _add_copy(parent: etree._Element, block: etree._Element, pictures: Container[str]) -> None:
    attributes = _attributes(block)
    name = str(block.tag)
    if name == "img":
        file = PurePosixPath(block.get("src", "")).name
        attributes["src"] = f"images/{file}"
        if file not in pictures:
            name, attributes = "span", {}
    copy = add(parent, name, attributes, block.text)
    if name == "span" and block.tag == "img":
        copy.text = block.get("alt")
    for child in block:
        _add_copy(copy, child, pictures)
    copy.tail = block.tail


def _attributes(block: etree._Element) -> dict[str, str]:
    kept = {str(key): str(value) for key, value in block.attrib.items() if key not in DROPPED}
    classes = KEPT_CLASSES & set(block.get("class", "").split())
    if classes:
        kept["class"] = " ".join(sorted(classes))
    # A table that scrolls sideways is a region of a page in a browser, of no page in a book.
    if kept.get("role") == "region":
        del kept["role"]
        kept.pop("aria-label", None)
    return kept
