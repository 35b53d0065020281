"""The parts of a .docx as trees, safely parsed, and the few questions every reader of them asks."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing import marks
from papers.importing.manuscript import Refused

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": WORD,
    "r": RELATIONS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
}

# ISO 29500 "strict" files say the same under other names; everything after this knows one set.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


def q(name: str) -> str:
    """Return the qualified name of a prefixed one: w:p → {…}p."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


W = f"{{{WORD}}}"
_TEXT = {W + "t": None, W + "tab": " ", W + "br": " ", W + "cr": " ", W + "noBreakHyphen": "‑"}


def parse(name: str, data: bytes) -> etree._Element:
    """Return the root of one XML part; raise Refused for broken XML and for a document type."""
    for strict, ordinary in STRICT.items():
        data = data.replace(strict, ordinary)
    # The marks of a declaration may stand in any encoding; the parser finds those that bytes do not show.
    declared = b"<!DOCTYPE" in data
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(b"<w/>" if declared else data, parser)
    except etree.XMLSyntaxError as broken:
        raise Refused(_("“%(name)s” is damaged and cannot be read.") % {"name": name}) from broken
    information: Any = root.getroottree().docinfo
    if declared or information.doctype:
        raise Refused(
            _("“%(name)s” declares a document type, which no word processor writes.") % {"name": name}
        )
    return root


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute w:NAME, or the empty string."""
    return element.get(W + name, "")


def each(root: etree._Element, *names: str) -> list[etree._Element]:
    """Return the elements of these prefixed names in document order, safe to change while walking."""
    return list(root.iter(*map(q, names)))


def text(element: etree._Element) -> str:
    """Return the text that a reader would see in an element, paragraphs apart by a space."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    for inner in element.iter(W + "p", W + "delText", *_TEXT):
        if inner.tag == W + "p":
            yield " "
        else:
            yield _TEXT.get(inner.tag) or marks.strip(inner.text or "")


def text_of_runs(runs: list[etree._Element]) -> str:
    """Return the text of a row of runs, which may lie in several paragraphs."""
    pieces: list[str] = []
    before: etree._Element | None = None
    for piece in runs:
        paragraph = next(piece.iterancestors(W + "p"), None)
        pieces += ["" if paragraph is before else " ", *_pieces(piece)]
        before = paragraph
    return " ".join("".join(pieces).split())


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Return whether a switch such as w:b is on among these properties."""
    switch = properties.find(W + name) if properties is not None else None
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off", "none")


def remove(element: etree._Element) -> None:
    """Take an element out, with what stands in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Take an element out and leave its children in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def run(content: str) -> etree._Element:
    """Return a new run of plain text."""
    made = etree.Element(W + "r")
    words = etree.SubElement(made, W + "t")
    words.text = content
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def insert_first(paragraph: etree._Element, element: etree._Element) -> None:
    """Put an element at the head of a paragraph, after its properties."""
    has_properties = len(paragraph) > 0 and paragraph[0].tag == W + "pPr"
    paragraph.insert(1 if has_properties else 0, element)
