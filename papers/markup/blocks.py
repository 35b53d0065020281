"""A safe tree → canonical blocks: what stands where, as the declaration allows it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from papers.markup import inline
from papers.markup.characters import SPACES, line, visible
from papers.markup.declaration import (
    CALL,
    ELEMENTS,
    KEY,
    LEVELS,
    MARKS,
    NAMES,
    PASSAGE,
    PASSAGE_ID,
    SCOPES,
    SPAN,
    SRC,
    START,
)
from papers.markup.inline import Leaf, Marks
from papers.markup.reading import BREAK
from papers.markup.writing import tag

Attributes = dict[str, str]

# What a call may already print; it is numbered anew in every edition.
_NUMBER = re.compile(r"\s*[\[(（［]?\s*(?:\d{1,4}|[*†‡]+)\s*[\])）］]?\s*")


@dataclass
class Picture:
    """A figure that may still get its caption."""

    image: Attributes
    attributes: Attributes = field(default_factory=dict)
    caption: str = ""

    def html(self) -> str:
        caption = tag("figcaption", self.caption) if self.caption else ""
        return tag("figure", tag("img", attributes=self.image) + caption, self.attributes)


@dataclass
class Flow:
    """A run of blocks while it is read: the finished pieces, and the paragraph that is open."""

    holds: tuple[str, ...]
    level: int = 0
    is_body: bool = False  # passages may stand here
    calls: bool = True
    elsewhere: list[Picture] | None = None  # for pictures that may not stand here; None: nowhere
    pieces: list[str | Picture] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    waiting: Attributes = field(default_factory=dict)  # attributes of the next paragraph or figure

    def inside(self, name: str) -> "Flow":
        """Return an empty flow for what stands in a block of this name."""
        level = self.level + (name in ("li", "blockquote"))
        holds = ELEMENTS[name].holds if level < LEVELS else ("p",)
        return Flow(holds, level, calls=self.calls, elsewhere=self.elsewhere)

    def html(self) -> str:
        """Return the canonical blocks."""
        self.end()
        return "".join(piece if isinstance(piece, str) else piece.html() for piece in self.pieces)

    def walk(self, node: etree._Element, marks: Marks) -> None:
        """Read all that stands in the node."""
        self.text(node.text, marks)
        for child in node:
            self.child(child, marks)
            self.text(child.tail, marks)

    def child(self, node: etree._Element, marks: Marks) -> None:
        """Read one element, without the text after it."""
        name = _name(node)
        if name == "p" and self.is_body:
            _paragraph(self, node, marks)
        elif name == "figure" or (name in self.holds and name in _BLOCKS):
            _BLOCKS[name](self, node, marks)
        elif name in _LEAVES:
            _LEAVES[name](self, node, marks)
        elif name in MARKS:
            self.walk(node, inline.marked(marks, node))
        elif name == "small":
            self.small(node, marks)
        else:
            self.division(node, marks)

    def division(self, node: etree._Element, marks: Marks) -> None:
        """Read an element that is known here only as the end of a paragraph."""
        self.end()
        self.walk(node, marks)
        self.end()

    def small(self, node: etree._Element, marks: Marks) -> None:
        """Read small print, which means something only in a caption."""
        self.walk(node, marks)

    def text(self, text: str | None, marks: Marks) -> None:
        if text:
            self.leaves.append(Leaf("text", text, marks))

    def end(self) -> None:
        """End the paragraph that is open; one without visible text is dropped."""
        if html := inline.html(self.leaves):
            self.pieces.append(tag("p", html, self.take_waiting()))
        self.leaves = []

    def add(self, html: str) -> None:
        """Add a finished block, and after it the pictures that could not stand in it."""
        self.end()
        self.pieces.append(html)
        if self.is_body and self.elsewhere:
            self.pieces += self.elsewhere
            self.elsewhere.clear()

    def picture(self, picture: Picture) -> None:
        """Add a picture here, or where it may stand."""
        if "figure" in self.holds:
            self.end()
            picture.attributes = self.take_waiting() | picture.attributes
            self.pieces.append(picture)
        elif self.elsewhere is not None:
            self.elsewhere.append(picture)

    def passage(self, node: etree._Element) -> Attributes:
        """Return the passage ids of a block, where it may have any."""
        ids = node.get(PASSAGE, "").split() if self.is_body else []
        listed = " ".join(dict.fromkeys(id for id in ids if PASSAGE_ID.fullmatch(id)))
        return {PASSAGE: listed} if listed else {}

    def take_waiting(self) -> Attributes:
        """Return the attributes that wait for a block; the next one gets none."""
        waiting, self.waiting = self.waiting, {}
        return waiting


@dataclass
class Line(Flow):
    """A flow in which nothing but one line may stand: blocks in it are divided by line breaks."""

    credit: list[Leaf] | None = None

    def end(self) -> None:
        while self.leaves and self.leaves[-1].kind == "text" and self.leaves[-1].value.isspace():
            self.leaves.pop()
        if self.leaves and self.leaves[-1].kind != "br":
            self.leaves.append(Leaf("br"))

    def small(self, node: etree._Element, marks: Marks) -> None:
        if self.credit is None:
            return self.walk(node, marks)
        outside, self.leaves = self.leaves, [*self.credit, Leaf("text", " ")]
        self.walk(node, marks)
        self.credit, self.leaves = self.leaves, outside
        return None


def _line(flow: Flow, node: etree._Element, marks: Marks) -> list[Leaf]:
    line_of_text = Line((), calls=flow.calls, elsewhere=flow.elsewhere)
    line_of_text.walk(node, marks)
    return line_of_text.leaves


def _paragraph(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.end()
    flow.waiting = flow.passage(node)
    flow.walk(node, marks)
    flow.end()
    flow.waiting = {}


def _heading(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.end()
    html = inline.html(_line(flow, node, marks))
    flow.add(tag(NAMES[str(node.tag)], html, flow.passage(node)) if html else "")


def _quotation(flow: Flow, node: etree._Element, marks: Marks) -> None:
    inner = flow.inside("blockquote")
    inner.walk(node, marks)
    html = inner.html()
    flow.add(tag("blockquote", html, flow.passage(node)) if html else "")


def _list(flow: Flow, node: etree._Element, marks: Marks) -> None:
    name = NAMES[str(node.tag)]
    items: list[str] = []
    loose = flow.inside("li")
    loose.text(node.text, marks)
    for child in node:
        if child.tag == "li":
            _loose_item(items, loose)
            item = flow.inside("li")
            item.walk(child, marks)
            items.append(item.html())
            loose = flow.inside("li")
        else:
            loose.child(child, marks)
        loose.text(child.tail, marks)
    _loose_item(items, loose)
    start = _number(node.get("start", ""), START) if name == "ol" else None
    attributes = flow.passage(node) | ({"start": str(start)} if start not in (None, 1) else {})
    html = "".join(tag("li", item) for item in items if item)
    flow.add(tag(name, html, attributes) if html else "")


def _loose_item(items: list[str], loose: Flow) -> None:
    """Add what stands in a list but in no item of it to the item before, or as an item."""
    if html := loose.html():
        items.append((items.pop() if items else "") + html)


def _number(written: str, allowed: range) -> int | None:
    digits = written.strip()
    number = int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else None
    return number if number in allowed else None


def _table(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.end()
    table = _Table(flow, marks)
    table.section(node)
    attributes = flow.passage(node)
    flow.pieces += table.loose_pieces()
    caption = inline.html(table.caption)
    if rows := table.rows():
        flow.add(tag("table", (tag("caption", caption) if caption else "") + tag("tbody", rows), attributes))
    else:
        flow.add(tag("p", caption, attributes) if caption else "")


class _Table:
    """A table while it is read: its rows by section, its caption, and what stands in it by mistake."""

    def __init__(self, flow: Flow, marks: Marks) -> None:
        self.flow, self.marks = flow, marks
        self.caption: list[Leaf] = []
        self.loose = Flow(flow.holds, flow.level, calls=flow.calls, elsewhere=flow.elsewhere)
        # A browser shows the head first and the foot last, wherever they are written.
        self.read: dict[str, list[list[etree._Element]]] = {"thead": [], "tbody": [], "tfoot": []}

    def section(self, node: etree._Element, name: str = "tbody") -> None:
        """Read the captions, sections and rows of a table or of one section of it."""
        self.loose.text(node.text, self.marks)
        for child in node:
            tag_name = str(child.tag)
            if tag_name in self.read:
                self.section(child, tag_name)
            elif tag_name == "tr":
                self.read[name].append(self.cells(child))
            elif tag_name == "caption":
                self.caption += [*_line(self.flow, child, self.marks), Leaf("br")]
            else:
                self.loose.child(child, self.marks)
            self.loose.text(child.tail, self.marks)

    def cells(self, row: etree._Element) -> list[etree._Element]:
        """Return the cells of a row."""
        self.loose.text(row.text, self.marks)
        for child in row:
            if child.tag not in ("th", "td"):
                self.loose.child(child, self.marks)
            self.loose.text(child.tail, self.marks)
        return [child for child in row if child.tag in ("th", "td")]

    def loose_pieces(self) -> list[str | Picture]:
        """Return what stands in the table but in no cell: it is shown before the table."""
        self.loose.end()
        return self.loose.pieces

    def rows(self) -> str:
        """Return the rows, empty when there is nothing in any cell."""
        heads = len(self.read["thead"]) or 1
        rows = [row for section in self.read.values() for row in section if row]
        written = [[self.cell(cell, is_head=n < heads) for cell in row] for n, row in enumerate(rows)]
        if not any(inner for row in written for _, inner, _ in row):
            return ""
        return "".join(
            tag("tr", "".join(tag(name, inner or "<p></p>", attributes) for name, inner, attributes in row))
            for row in written
        )

    def cell(self, node: etree._Element, *, is_head: bool) -> tuple[str, str, Attributes]:
        """Return a cell's name, content and attributes; every header cell says what it heads."""
        name = str(node.tag)
        inner = self.flow.inside(name)
        inner.walk(node, self.marks)
        scope = node.get("scope", "").strip().lower().removesuffix("group")
        attributes = (
            {"scope": scope if scope in SCOPES else "col" if is_head else "row"} if name == "th" else {}
        )
        for key in ("colspan", "rowspan"):
            if span := _number(node.get(key, ""), SPAN):
                attributes[key] = str(span)
        return name, inner.html(), attributes


def _figure(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a figure: its caption goes to its last picture; without one, all is ordinary text."""
    flow.end()
    inside = Flow(flow.holds, flow.level, calls=flow.calls, elsewhere=None if flow.elsewhere is None else [])
    inside.waiting = flow.passage(node)
    captions = [child for child in node if child.tag == "figcaption"]
    inside.text(node.text, marks)
    for child in node:
        if child.tag != "figcaption":
            inside.child(child, marks)
        inside.text(child.tail, marks)
    inside.end()
    pictures = [piece for piece in inside.pieces if isinstance(piece, Picture)] + (inside.elsewhere or [])
    for caption in captions:
        if pictures:
            pictures[-1].caption += _caption(flow, caption, marks)
        else:
            inside.division(caption, marks)
    flow.pieces += inside.pieces
    for picture in inside.elsewhere or []:
        flow.picture(picture)
    flow.add("")


def _caption(flow: Flow, node: etree._Element, marks: Marks) -> str:
    caption = Line((), calls=flow.calls, elsewhere=flow.elsewhere, credit=[])
    caption.walk(node, marks)
    credit = inline.html(caption.credit or [])
    return inline.html(caption.leaves) + (tag("small", credit) if credit else "")


def _image(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read an image: one of ours is a figure of its own, of any other only the text instead of it stays."""
    source, instead = node.get("src", ""), line(node.get("alt", ""))
    if SRC.fullmatch(source) and ("figure" in flow.holds or flow.elsewhere is not None):
        flow.picture(Picture({"src": source, "alt": instead}))
    else:
        flow.text(instead, marks)


def _break(flow: Flow, node: etree._Element, marks: Marks) -> None:
    flow.leaves.append(Leaf("br", marks=marks))


def _call(flow: Flow, node: etree._Element, marks: Marks) -> None:
    if flow.calls:
        flow.leaves.append(Leaf("call", node.get(CALL, "")))
    if not _NUMBER.fullmatch(_words(node, 8)):
        flow.walk(node, marks)


def _ruby(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a ruby, each base with its own reading; what is neither text nor mark stands after it."""
    base = node.text or ""
    for child in node:
        words = _words(child)
        if NAMES.get(str(child.tag)) == "rt":
            _base(flow, base, words, marks)
            base = child.tail or ""
        else:
            base += words + (child.tail or "")
    flow.text(base, marks)
    for child in node.iter("img", "sup"):
        if child.tag == "img" or _name(child) == "call":
            flow.child(child, marks)


def _base(flow: Flow, base: str, reading: str, marks: Marks) -> None:
    words, said = SPACES.sub(" ", base).strip(" "), SPACES.sub(" ", reading).strip()
    if visible(words) and visible(said):
        before, after = base[: len(base) - len(base.lstrip())], base[len(base.rstrip()) :]
        flow.text(before, marks)
        flow.leaves.append(Leaf("ruby", words, marks, said))
        flow.text(after, marks)
    else:
        flow.text(base + reading, marks)


def _words(node: etree._Element, pieces: int | None = None) -> str:
    return "".join(str(words) for words in islice(node.itertext(), pieces))


def _name(node: etree._Element) -> str:
    if node.tag == "sup" and KEY.fullmatch(node.get(CALL, "")):
        return "call"
    return NAMES.get(str(node.tag), BREAK)


_BLOCKS: dict[str, Callable[[Flow, etree._Element, Marks], None]] = {
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "blockquote": _quotation,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "figure": _figure,
}
_LEAVES: dict[str, Callable[[Flow, etree._Element, Marks], None]] = {
    "img": _image,
    "br": _break,
    "call": _call,
    "ruby": _ruby,
    "rt": _ruby,
}
