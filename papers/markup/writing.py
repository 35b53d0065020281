"""Clean trees and pieces → canonical HTML, escaped as a browser's innerHTML is."""

from collections.abc import Mapping

from lxml import etree

VOID = frozenset({"br", "img", "hr"})

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\xa0": "&nbsp;"})
# HTML Standard §13.3 (since 2025): < and > are escaped in attributes too.
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;"}


def escape(text: str) -> str:
    """Return plain text as HTML text."""
    return text.translate(_TEXT)


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return a start tag with its attributes in the order given."""
    written = (f' {key}="{value.translate(_ATTRIBUTE)}"' for key, value in attributes.items())
    return f"<{name}{''.join(written)}>"


def tag(name: str, inner: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """Return one element around HTML that is already written."""
    opening = start_tag(name, attributes or {})
    return opening if name in VOID else f"{opening}{inner}</{name}>"


def outer(element: etree._Element) -> str:
    """Return one element of a clean body as canonical HTML, without the text after it."""
    return tag(str(element.tag), serialise(element), {str(k): str(v) for k, v in element.attrib.items()})


def serialise(body: etree._Element) -> str:
    """Return what stands in an element of a clean body as canonical HTML."""
    parts = [escape(body.text or "")]
    for child in body:
        parts += (outer(child), escape(child.tail or ""))
    return "".join(parts)
