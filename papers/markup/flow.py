"""What stands in a body while it is read: finished blocks, and the paragraph that is open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from papers.markup import inline
from papers.markup.declaration import BLOCKS, CALL, ELEMENTS, KEY, LEVELS, MARKS, NAMES, PASSAGE, PASSAGE_ID
from papers.markup.inline import Leaf, Marks
from papers.markup.reading import BREAK
from papers.markup.writing import tag

Attributes = dict[str, str]
Reader = Callable[["Flow", etree._Element, Marks], None]


@dataclass
class Picture:
    """A figure that may still get its caption."""

    image: Attributes
    attributes: Attributes = field(default_factory=dict)
    caption: list[Leaf] = field(default_factory=list)
    credit: list[Leaf] = field(default_factory=list)

    def html(self) -> str:
        caption, credit = inline.html(self.caption), inline.html(self.credit)
        said = caption + (tag("small", credit) if credit else "")
        shown = tag("img", attributes=self.image) + (tag("figcaption", said) if said else "")
        return tag("figure", shown, self.attributes)


@dataclass
class Flow:
    """A run of blocks, and how each kind of element in it is read."""

    holds: tuple[str, ...]
    readers: Mapping[str, Reader]
    level: int = 0
    is_body: bool = False  # passages may stand here
    elsewhere: list[Picture] | None = None  # for pictures that may not stand here; None: nowhere
    pieces: list[str | Picture] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    waiting: Attributes = field(default_factory=dict)  # attributes of the next paragraph or figure

    def inside(self, name: str) -> "Flow":
        """Return an empty flow for what stands in a block of this name."""
        level = self.level + (name in ("li", "blockquote"))
        holds = ELEMENTS[name].holds if level < LEVELS else ("p",)
        return Flow(holds, self.readers, level, elsewhere=self.elsewhere)

    def beside(self) -> "Flow":
        """Return an empty flow for what stands here too, but is kept apart for now."""
        return Flow(self.holds, self.readers, self.level, elsewhere=None if self.elsewhere is None else [])

    def line(self) -> "Line":
        """Return an empty line for what stands in a heading or caption."""
        return Line((), self.readers, self.level, elsewhere=self.elsewhere)

    def html(self) -> str:
        """Return the canonical blocks."""
        self.end()
        return "".join(piece if isinstance(piece, str) else piece.html() for piece in self.pieces)

    def walk(self, node: etree._Element, marks: Marks) -> None:
        """Read all that stands in the node, in its language when it says one."""
        marks = inline.spoken(marks, node)
        self.text(node.text, marks)
        for child in node:
            self.child(child, marks)
            self.text(child.tail, marks)

    def child(self, node: etree._Element, marks: Marks) -> None:
        """Read one element, without the text after it."""
        name = kind(node)
        if name in MARKS:
            self.walk(node, inline.marked(marks, node))
        elif name in self.readers and (name not in BLOCKS or self.takes(name)):
            self.readers[name](self, node, marks)
        else:
            self.division(node, marks)

    def takes(self, block: str) -> bool:
        """Return whether a block is read as such here; a figure finds its own place."""
        return block == "figure" or (self.is_body if block == "p" else block in self.holds)

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

    def add(self, name: str, html: str, attributes: Attributes) -> None:
        """Add a finished block, and after it the pictures that could not stand in it.

        Where nothing else stood in it, the first of them is the passage.
        """
        self.end()
        if html:
            self.pieces.append(tag(name, html, attributes))
        self.place_pictures({} if html else attributes)

    def place_pictures(self, attributes: Attributes) -> None:
        """Add the pictures that wait for a place, if it is here; the first gets the attributes."""
        if self.is_body and self.elsewhere:
            self.elsewhere[0].attributes = attributes | self.elsewhere[0].attributes
            self.pieces += self.elsewhere
            self.elsewhere.clear()

    def join(self, other: "Flow") -> None:
        """Add what was kept apart."""
        self.end()
        other.end()
        self.pieces += other.pieces
        for picture in other.elsewhere or []:
            self.picture(picture)

    def picture(self, picture: Picture) -> None:
        """Add a picture here, or where it may stand."""
        if "figure" in self.holds:
            self.end()
            picture.attributes = self.take_waiting() | picture.attributes
            self.pieces.append(picture)
        elif self.elsewhere is not None:
            self.elsewhere.append(picture)

    @property
    def takes_pictures(self) -> bool:
        return "figure" in self.holds or self.elsewhere is not None

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
    """One line of text: blocks in it are divided by line breaks, and a caption's small print is its credit."""

    credit: list[Leaf] | None = None

    def takes(self, block: str) -> bool:
        return False

    def end(self) -> None:
        while self.leaves and self.leaves[-1].kind == "text" and self.leaves[-1].value.isspace():
            self.leaves.pop()
        if self.leaves and self.leaves[-1].kind != "br":
            self.leaves.append(Leaf("br"))

    def small(self, node: etree._Element, marks: Marks) -> None:
        if self.credit is None:
            return super().small(node, marks)
        outside, self.leaves = self.leaves, self.credit
        self.text(" ", marks)
        self.walk(node, marks)
        self.credit, self.leaves = self.leaves, outside
        return None


def kind(node: etree._Element) -> str:
    """Return the declared name of an element, "call" for a call, BREAK for what is not declared."""
    if node.tag == "sup" and KEY.fullmatch(node.get(CALL, "")):
        return "call"
    return NAMES.get(str(node.tag), BREAK)
