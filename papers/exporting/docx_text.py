"""The text of a Word document: clean HTML → paragraphs, tables and footnotes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from papers import markup
from papers.document import Document, Note
from papers.exporting import printing, tree, wordml
from papers.exporting.wordml import Look, element, paragraph, run, words
from papers.rendering.endnotes import kind_label

HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
BULLETS, NUMBERS = 1, 2  # the abstract lists of numbering.xml
PER_PIXEL, WIDEST = 9525, 5_400_000  # English Metric Units; 15 cm
NOTE_STYLES = {"translator": "TaiyakuTranslator", "editor": "TaiyakuEditor"}
BOOKMARK = "_passage_"
LANGUAGE_STYLE = "TaiyakuLanguage"


@dataclass
class Relations:
    """What one part of the file names outside itself: id → (kind, target), links to the web marked as such."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, kind: str, target: str) -> str:
        for known, pair in self.found.items():
            if pair == (kind, target):
                return known
        name = f"rId{len(self.found) + 100}"
        self.found[name] = (kind, target)
        return name


@dataclass
class Text:
    """A text being written: its notes in the order of their calls, its lists, pictures and links."""

    document: Document
    numbers: Mapping[str, int]
    relations: Relations = field(default_factory=Relations)
    pictures: dict[str, bytes] = field(default_factory=dict)
    # Note key → the number of its footnote in the file; list → where it starts.
    called: dict[str, int] = field(default_factory=dict)
    lists: list[tuple[int, int]] = field(default_factory=list)
    marks: int = 0
    taken: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)

    # -- blocks ------------------------------------------------------------------------------

    def body(self, html: str) -> Iterator[etree._Element]:
        """Yield the blocks of a body, each under the bookmarks of its passage."""
        for block in markup.parse(html):
            made = list(self.block(block))
            ids = block.get(markup.PASSAGE, "").split()
            first = next((each for part in made for each in part.iter(f"{wordml.W}p")), None)
            if ids and first is not None:
                self._bookmark(first, ids)
            yield from made

    def _bookmark(self, paragraph: etree._Element, ids: Iterable[str]) -> None:
        place = 1 if len(paragraph) and paragraph[0].tag == f"{wordml.W}pPr" else 0
        for name in ids:
            bookmark = f"{BOOKMARK}{name}"
            while bookmark in self.taken:
                bookmark += "_"
            self.taken.add(bookmark)
            self.marks += 1
            paragraph.insert(place, element("bookmarkStart", {"id": self.marks, "name": bookmark}))
            paragraph.insert(place + 1, element("bookmarkEnd", {"id": self.marks}))
            place += 2

    def blocks(self, holder: etree._Element, style: str = "") -> Iterator[etree._Element]:
        for block in holder:
            yield from self.block(block, style)

    def block(
        self, block: etree._Element, style: str = "", numbering: etree._Element | None = None, level: int = 0
    ) -> Iterator[etree._Element]:
        if block.tag in ("ul", "ol"):
            yield from self.items(block, level, "TaiyakuQuotedList" if style == "Quote" else "ListParagraph")
        elif block.tag == "blockquote":
            yield from self.blocks(block, "Quote")
        elif block.tag == "table":
            yield from self.table(block)
        elif block.tag == "figure":
            yield from self.figure(block)
        else:
            named = HEADINGS.get(str(block.tag), style)
            made = paragraph(named, *([numbering] if numbering is not None else []))
            made.extend(self.inline(block, Look()))
            yield made

    def items(self, block: etree._Element, level: int, style: str) -> Iterator[etree._Element]:
        kind = NUMBERS if block.tag == "ol" else BULLETS
        self.lists.append((kind, int(block.get("start", "1"))))
        number = len(self.lists)
        for item in block:
            fresh = True
            for child in item:
                if child.tag in ("ul", "ol"):
                    yield from self.items(child, level + 1, style)
                    continue
                # A further paragraph of an item stands below it without a number of its own.
                mark = (
                    element("numPr", {}, element("ilvl", {"val": level}), element("numId", {"val": number}))
                    if fresh
                    else element("ind", {"left": 480 * (level + 1)})
                )
                named = style if fresh or level else "TaiyakuContinued"
                yield from self.block(child, named, mark, level)
                fresh = False

    def figure(self, block: etree._Element) -> Iterator[etree._Element]:
        image, caption = block.find("img"), block.find("figcaption")
        if image is not None:
            shown = paragraph()
            shown.append(self.image(image))
            yield shown
        if caption is not None:
            yield self.caption(caption)

    def caption(self, caption: etree._Element) -> etree._Element:
        made = paragraph("Caption")
        made.extend(self.inline(caption, Look()))
        return made

    def image(self, image: etree._Element) -> etree._Element:
        source, alt = image.get("src", ""), image.get("alt", "")
        name = PurePosixPath(source).name
        data = self.pictures.get(name) or printing.picture(source)
        if data is None:
            return run(Look(), words(f"[{alt}]"))
        self.pictures[name] = data
        size = self.document.pictures.get(source)
        width, height = (size.width, size.height) if size else (600, 400)
        scale = min(1.0, WIDEST / (width * PER_PIXEL))
        relation = self.relations.add("image", f"media/{name}")
        self.marks += 1
        across, down = (int(length * PER_PIXEL * scale) for length in (width, height))
        return wordml.picture(relation, self.marks, alt, across, down)

    # -- tables ------------------------------------------------------------------------------

    def table(self, block: etree._Element) -> Iterator[etree._Element]:
        caption, rows = block.find("caption"), block.findall("tbody/tr")
        if caption is not None:
            yield self.caption(caption)
        count, heads = tree.width(rows), tree.heads(rows)
        row_heads = any(row[0].get("scope") == "row" for row in rows if len(row))
        look = {"firstRow": int(heads > 0), "firstColumn": int(row_heads), "noHBand": 1, "noVBand": 1}
        made = element(
            "tbl",
            {},
            element(
                "tblPr",
                {},
                element("tblStyle", {"val": "TaiyakuTable"}),
                element("tblW", {"w": 5000, "type": "pct"}),
                element("tblLook", look),
            ),
            element("tblGrid", {}, *(element("gridCol", {"w": 9000 // count}) for _ in range(count))),
        )
        made.extend(self._rows(rows, heads))
        yield made
        # Word needs a paragraph between two tables, and one at the end of a cell or file.
        yield paragraph("TaiyakuRecord")

    def _rows(self, rows: list[etree._Element], heads: int) -> Iterator[etree._Element]:
        # Column → how many columns a cell from above takes there, and how many rows from here.
        above: dict[int, tuple[int, int]] = {}
        for place, row in enumerate(rows):
            made = element("tr")
            if place < heads:
                made.append(element("trPr", {}, element("tblHeader")))
            above = self._row(made, list(row), above)
            yield made

    def _row(
        self, made: etree._Element, cells: list[etree._Element], above: Mapping[int, tuple[int, int]]
    ) -> dict[int, tuple[int, int]]:
        """Write the cells of a row among those that reach into it from above; return what reaches on."""
        below: dict[int, tuple[int, int]] = {}
        column = 0
        while cells or column in above:
            if column in above:
                across, down = above[column]
                made.append(self._cell(across, "continue", [paragraph()]))
            else:
                cell = cells.pop(0)
                across, down = tree.spans(cell)
                content = list(self._cell_blocks(cell)) or [paragraph()]
                made.append(self._cell(across, "restart" if down > 1 else "", content))
            if down > 1:
                below[column] = (across, down - 1)
            column += across
        return below

    def _cell_blocks(self, cell: etree._Element) -> Iterator[etree._Element]:
        return self.blocks(cell, "TaiyakuRowHead" if cell.get("scope") == "row" else "")

    def _cell(self, across: int, merge: str, content: Iterable[etree._Element]) -> etree._Element:
        properties = element("tcPr")
        if across > 1:
            properties.append(element("gridSpan", {"val": across}))
        if merge:
            properties.append(element("vMerge", {"val": merge}))
        return element("tc", {}, properties, *content)

    # -- inline ------------------------------------------------------------------------------

    def inline(self, holder: etree._Element, look: Look) -> Iterator[etree._Element]:
        yield from _said(holder.text, look)
        for child in holder:
            yield from self.node(child, look)
            yield from _said(child.tail, look)

    def node(self, child: etree._Element, look: Look) -> Iterator[etree._Element]:
        key = child.get(markup.CALL)
        if key is not None:
            if tree.beside_another(child):
                yield run(Look(style="TaiyakuBetweenCalls"), words(","))
            yield from self.call(key)
        elif child.tag == "br":
            yield run(look, element("br"))
        elif child.tag == "ruby":
            reading = "".join(rt.text or "" for rt in child.iter("rt"))
            yield wordml.ruby(tree.ruby_base(child), reading, look, look.language or self.document.language)
        elif child.tag == "a":
            link = element("hyperlink")
            link.set(f"{wordml.R}id", self.relations.add("hyperlink", child.get("href", "")))
            link.extend(self.inline(child, look.but(style="Hyperlink")))
            yield link
        else:
            if code := child.get("lang"):
                self.languages.add(code)
            yield from self.inline(child, _marked(child, look))

    def call(self, key: str) -> Iterator[etree._Element]:
        """Yield the call of a note: its footnote at the first, a reference to that at every later one."""
        raised = Look(style="FootnoteReference")
        if key not in self.numbers:
            yield run(raised, words("?"))
        elif key in self.called:
            yield from wordml.field(f"NOTEREF {_note_mark(key)} \\h", str(self.numbers[key]), raised)
        else:
            self.called[key] = len(self.called) + 1
            self.marks += 1
            mark = self.marks
            yield element("bookmarkStart", {"id": mark, "name": _note_mark(key)})
            yield run(raised, element("footnoteReference", {"id": self.called[key]}))
            yield element("bookmarkEnd", {"id": mark})

    # -- notes -------------------------------------------------------------------------------

    def note(self, note: Note) -> etree._Element:
        """Return the footnote of a note, its text in its own language."""
        look = Look(language=note.language if note.language != self.document.language else "")
        made = element("footnote", {"id": self.called[note.key]})
        for place, block in enumerate(markup.parse(note.html or "<p></p>")):
            line = paragraph("FootnoteText")
            if place == 0:
                line.append(run(Look(style="FootnoteReference"), element("footnoteRef")))
                self.languages.add(note.language)
                line.append(run(Look(style=f"{LANGUAGE_STYLE}{note.language}"), words(" ")))
                line.extend(_kind(note))
            line.extend(self.inline(block, look))
            made.append(line)
        return made


def _kind(note: Note) -> Iterator[etree._Element]:
    label = kind_label(note.kind)
    if label and not markup.text(note.html).casefold().startswith(label.casefold()):
        yield run(Look(style=NOTE_STYLES[note.kind]), words(f"{label} "))


def _note_mark(key: str) -> str:
    return f"_note_{key.replace('-', '_')}"[:40]


def _said(text: str | None, look: Look) -> Iterator[etree._Element]:
    if text:
        yield run(look, words(text))


def _marked(child: etree._Element, look: Look) -> Look:
    match child.tag:
        case "strong":
            return look.but(bold=True)
        case "em":
            return look.but(italic=True)
        case "sub" | "sup":
            return look.but(raised="subscript" if child.tag == "sub" else "superscript")
        case "small":
            return look.but(style="TaiyakuCredit")
    code = child.get("lang", "")
    return look.but(language=code, style=look.style or f"{LANGUAGE_STYLE}{code}") if code else look
