"""The text of a JATS article: clean HTML → sections, paragraphs, lists, tables, figures; calls → cross-references."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from papers import markup
from papers.exporting import tree
from papers.exporting.printing import Printing
from papers.metadata import absolute

XML = "{http://www.w3.org/XML/1998/namespace}"
XLINK = "{http://www.w3.org/1999/xlink}"
LEVELS = {"h2": 1, "h3": 2, "h4": 3}
MARKS = {"strong": "bold", "em": "italic", "sub": "sub", "sup": "sup"}


def sub(
    parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None
) -> etree._Element:
    made = etree.SubElement(parent, name, dict(attributes or {}))
    made.text = text
    return made


class Writer:
    """Writes the texts of one edition; its ids carry the language, because one file holds several editions."""

    def __init__(self, edition: Printing) -> None:
        self.edition = edition
        self.taken: set[str] = set()

    def body(self, body: etree._Element, html: str) -> None:
        """Write a whole body: what follows a heading stands in its section."""
        opened = [(0, body)]
        for block in markup.parse(html):
            level = LEVELS.get(str(block.tag))
            if level is None:
                self.block(opened[-1][1], block)
                continue
            while opened[-1][0] >= level:
                opened.pop()
            section = sub(opened[-1][1], "sec", self.passage(block))
            self.inline(sub(section, "title"), block)
            opened.append((level, section))

    def passage(self, block: etree._Element) -> dict[str, str]:
        """Return the attributes of a passage: its first id, in this file once, and all ids that it translates."""
        ids = block.get(markup.PASSAGE, "").split()
        if not ids:
            return {}
        name = f"{self.edition.language}-p-{ids[0]}"
        known = {"specific-use": f"passage {' '.join(ids)}"}
        if name in self.taken:
            return known
        self.taken.add(name)
        return {"id": name, **known}

    def blocks(self, parent: etree._Element, blocks: etree._Element) -> None:
        for block in blocks:
            self.block(parent, block)

    def block(self, parent: etree._Element, block: etree._Element) -> None:
        facts = self.passage(block)
        match block.tag:
            case "ul" | "ol":
                self.items(parent, block, facts)
            case "blockquote":
                self.blocks(sub(parent, "disp-quote", facts), block)
            case "table":
                self.table(parent, block, facts)
            case "figure":
                self.figure(parent, block, facts)
            case _:
                self.inline(sub(parent, "p", facts), block)

    def items(self, parent: etree._Element, block: etree._Element, facts: Mapping[str, str]) -> None:
        kind = "order" if block.tag == "ol" else "bullet"
        made = sub(parent, "list", {"list-type": kind, **facts})
        first = int(block.get("start", "1"))
        for number, item in enumerate(block, start=first):
            each = sub(made, "list-item")
            if first != 1:
                sub(each, "label", {}, f"{number}.")
            self.blocks(each, item)

    def figure(self, parent: etree._Element, block: etree._Element, facts: Mapping[str, str]) -> None:
        made = sub(parent, "fig", facts)
        image, caption = block.find("img"), block.find("figcaption")
        small = caption.find("small") if caption is not None else None
        if caption is not None:
            self.inline(sub(sub(made, "caption"), "p"), caption)
        if image is not None:
            href = absolute(image.get("src", ""))
            graphic = sub(made, "graphic", {f"{XLINK}href": href, "mime-subtype": _subtype(href)})
            sub(graphic, "alt-text", {}, image.get("alt", ""))
        if small is not None:
            self.inline(sub(made, "attrib"), small)

    # -- tables ------------------------------------------------------------------------------

    def table(self, parent: etree._Element, block: etree._Element, facts: Mapping[str, str]) -> None:
        made = sub(parent, "table-wrap", facts)
        caption, rows = block.find("caption"), block.findall("tbody/tr")
        if caption is not None:
            self.inline(sub(sub(made, "caption"), "p"), caption)
        table, heads = sub(made, "table"), tree.heads(rows)
        for name, part in (("thead", rows[:heads]), ("tbody", rows[heads:])):
            if part:
                holder = sub(table, name)
                for row in part:
                    self.row(sub(holder, "tr"), row)

    def row(self, made: etree._Element, row: etree._Element) -> None:
        for cell in row:
            facts = {name: value for name in ("scope", "colspan", "rowspan") if (value := cell.get(name))}
            each = sub(made, str(cell.tag), facts)
            if len(cell) == 1 and cell[0].tag == "p":
                self.inline(each, cell[0])
            else:
                self.blocks(each, cell)

    # -- inline ------------------------------------------------------------------------------

    def inline(self, made: etree._Element, holder: etree._Element) -> None:
        """Write the text of a line; a credit stands elsewhere."""
        _append(made, holder.text)
        for child in holder:
            if child.tag != "small":
                self.node(made, child)
            _append(made, child.tail)

    def node(self, made: etree._Element, child: etree._Element) -> None:
        key = child.get(markup.CALL)
        if key is not None:
            if tree.beside_another(child):
                sub(made, "sup", {}, ",")
            self.call(made, key)
        elif child.tag == "br":
            # A break is allowed in a title or a cell only; elsewhere it is a space to whoever reads on.
            _append(made, " ")
        elif child.tag == "ruby":
            ruby = sub(made, "ruby")
            sub(ruby, "rb", {}, tree.ruby_base(child))
            sub(ruby, "rt", {}, "".join(rt.text or "" for rt in child.iter("rt")))
        elif child.tag == "a":
            kind = {"ext-link-type": "uri", f"{XLINK}href": child.get("href", "")}
            self.inline(sub(made, "ext-link", kind), child)
        elif child.tag in MARKS:
            self.inline(sub(made, MARKS[str(child.tag)]), child)
        elif child.get("lang"):
            self.inline(sub(made, "styled-content", {f"{XML}lang": child.get("lang", "")}), child)
        else:
            self.inline(made, child)

    def call(self, made: etree._Element, key: str) -> None:
        number = self.edition.numbers.get(key)
        if number is None:
            _append(made, "?")
            return
        link = sub(made, "xref", {"ref-type": "fn", "rid": f"{self.edition.language}-fn-{key}"})
        sub(link, "sup", {}, str(number))


def _append(made: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def _subtype(href: str) -> str:
    return PurePosixPath(href).suffix.removeprefix(".").replace("jpg", "jpeg")
