"""Tables as they are found → rows whose header cells say what they head."""

from lxml import etree

from papers.markup import inline
from papers.markup.blocks import number
from papers.markup.declaration import SCOPES, SPAN
from papers.markup.flow import Attributes, Flow
from papers.markup.inline import Leaf, Marks
from papers.markup.writing import tag

_CELLS = ("th", "td")


def table(flow: Flow, node: etree._Element, marks: Marks) -> None:
    """Read a table; what stands in it but in no cell is shown before it, as a browser does."""
    read = _Table(flow, inline.spoken(marks, node))
    read.section(node)
    flow.join(read.loose)
    attributes = flow.passage(node)
    caption = inline.html(read.caption)
    if rows := read.rows():
        flow.add("table", (tag("caption", caption) if caption else "") + tag("tbody", rows), attributes)
    else:
        flow.add("p", caption, attributes)


class _Table:
    """A table while it is read: its rows by section, its caption, and what stands in it by mistake."""

    def __init__(self, flow: Flow, marks: Marks) -> None:
        self.flow, self.marks = flow, marks
        self.caption: list[Leaf] = []
        self.loose = flow.beside()
        # A browser shows the head first and the foot last, wherever they are written.
        self.found: dict[str, list[list[etree._Element]]] = {"thead": [], "tbody": [], "tfoot": []}

    def section(self, node: etree._Element, name: str = "tbody") -> None:
        """Read the captions, sections and rows of a table or of one section of it."""
        self.loose.text(node.text, self.marks)
        for child in node:
            if child.tag in self.found:
                self.section(child, str(child.tag))
            elif child.tag == "tr":
                self.found[name].append(self.cells(child))
            elif child.tag == "caption":
                self.title(child)
            else:
                self.loose.child(child, self.marks)
            self.loose.text(child.tail, self.marks)

    def title(self, node: etree._Element) -> None:
        """Read a caption; a second one is a second line of the first."""
        line = self.flow.line()
        line.leaves = self.caption
        line.division(node, self.marks)
        self.caption = line.leaves

    def cells(self, row: etree._Element) -> list[etree._Element]:
        """Return the cells of a row."""
        self.loose.text(row.text, self.marks)
        for child in row:
            if child.tag not in _CELLS:
                self.loose.child(child, self.marks)
            self.loose.text(child.tail, self.marks)
        return [child for child in row if child.tag in _CELLS]

    def rows(self) -> str:
        """Return the rows, empty when there is nothing in any cell."""
        heads = sum(map(bool, self.found["thead"])) or 1
        rows = [row for section in self.found.values() for row in section if row]
        read = [[self.cell(cell, is_head=n < heads) for cell in row] for n, row in enumerate(rows)]
        if not any(inner for row in read for _, inner, _ in row):
            return ""
        # An empty cell keeps its paragraph: the editor needs a place for the cursor.
        written = (
            "".join(tag(name, inner or "<p></p>", attributes) for name, inner, attributes in row)
            for row in read
        )
        return "".join(tag("tr", row) for row in written)

    def cell(self, node: etree._Element, *, is_head: bool) -> tuple[str, str, Attributes]:
        """Return a cell's name, content and attributes."""
        name = str(node.tag)
        inner = self.flow.inside(name)
        inner.walk(node, self.marks)
        attributes = {"scope": _scope(node, is_head=is_head)} if name == "th" else {}
        for key in ("colspan", "rowspan"):
            if span := number(node.get(key, ""), SPAN):
                attributes[key] = str(span)
        return name, inner.html(), attributes


def _scope(cell: etree._Element, *, is_head: bool) -> str:
    said = cell.get("scope", "").strip().lower().removesuffix("group")
    return said if said in SCOPES else "col" if is_head else "row"
