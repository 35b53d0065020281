"""What a body may contain: the one table that drives the cleaner and the editor."""

import re
from typing import NamedTuple

LEVELS = 8  # lists and quotations may stand in one another this deep


class Element(NamedTuple):
    """One element: what may stand in it, its attributes in order, and the other names that are read as it."""

    holds: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    read_as: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A mark on a stretch of text: the attribute that it carries, and the other names that are read as it."""

    attribute: str = ""
    read_as: tuple[str, ...] = ()


# Outer to inner: the order in which marks are always nested.
MARKS: dict[str, Mark] = {
    "a": Mark("href"),
    "span": Mark("lang"),
    "strong": Mark(read_as=("b",)),
    "em": Mark(read_as=("i", "cite")),
    "sub": Mark(),
    "sup": Mark(),
}

# A call is <sup data-note="KEY"></sup>: empty, and never inside a mark.
INLINE = ("text", "br", "call", "ruby", *MARKS)

BLOCKS = ("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "table", "figure")
PASSAGE = "data-passage"  # on top-level blocks only
CALL = "data-note"

ELEMENTS: dict[str, Element] = {
    "body": Element(BLOCKS),
    "p": Element(INLINE),
    "h2": Element(INLINE, read_as=("h1",)),
    "h3": Element(INLINE),
    "h4": Element(INLINE, read_as=("h5", "h6")),
    "blockquote": Element(("p", "ul", "ol")),
    "ul": Element(("li",), read_as=("menu", "dir")),
    "ol": Element(("li",), ("start",)),
    "li": Element(("p", "ul", "ol", "blockquote")),
    "table": Element(("caption", "tbody")),
    "caption": Element(INLINE),
    "tbody": Element(("tr",), read_as=("thead", "tfoot")),
    "tr": Element(("th", "td")),
    "th": Element(("p", "ul", "ol"), ("scope", "colspan", "rowspan")),
    "td": Element(("p", "ul", "ol"), ("colspan", "rowspan")),
    "figure": Element(("img", "figcaption")),
    "img": Element((), ("src", "alt")),
    "figcaption": Element((*INLINE, "small")),
    "small": Element(INLINE),
    "br": Element(),
    "ruby": Element(("text", "rt"), read_as=("rb",)),
    "rt": Element(("text",), read_as=("rtc",)),
}

# What a note, an abstract, a notice, a biography may contain: paragraphs, without calls.
NOTE_BLOCKS = ("p",)

SCHEMES = ("http", "https", "mailto")
HREF = re.compile(r"(?:https?://[^/?#\s]|mailto:\S)\S*", re.IGNORECASE)
HREF_LENGTH = 2000
# BCP 47 (RFC 5646 §2.1) without extensions and grandfathered tags, in its canonical case.
LANG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
LANG_LENGTH = 35
SRC = re.compile(r"/media/[0-9a-f]{64}\.(?:png|jpg|gif|webp)")
KEY = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(?:-[a-z0-9]+)*", re.DOTALL)
PASSAGE_ID = re.compile(r"[a-z0-9]{1,12}")
START = range(100_000)
SPAN = range(2, 101)
SCOPES = ("col", "row")

# Dropped with all that stands in them: never seen by a reader.
SILENT = (
    "script",
    "style",
    "template",
    "title",
    "iframe",
    "noscript",
    "noembed",
    "noframes",
    "rp",
    "datalist",
    # MathML's other ways of writing a formula, as taming.py names them.
    "x-annotation",
    "x-annotation-xml",
)

# Known only as the end of a paragraph; what stands in them is kept.
DIVISIONS = (
    "address",
    "article",
    "aside",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "header",
    "hgroup",
    "hr",
    "legend",
    "listing",
    "main",
    "nav",
    "optgroup",
    "option",
    "pre",
    "search",
    "section",
    "summary",
    "xmp",
)

# Every name that is read as a declared element or mark → that name; a quotation in a line is read as text.
NAMES: dict[str, str] = {
    "q": "q",
    **{name: name for name in (*ELEMENTS, *MARKS) if name != "body"},
    **{other: name for name, element in ELEMENTS.items() for other in element.read_as},
    **{other: name for name, mark in MARKS.items() for other in mark.read_as},
}
