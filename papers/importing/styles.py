"""Word's paragraph styles: headings, titles and captions by the names each language gives them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from papers.importing.draft import Report
from papers.importing.ooxml import W, attribute, each, is_on, remove, text

_HEADING = re.compile(r"(?:heading|見出し|标题|標題|제목)\s*([1-9])", re.IGNORECASE)
# Under their own names pandoc takes these for the record, keeping one of several; ast.py keeps them all.
PARTS = {part: f"Taiyaku {part}" for part in ("title", "subtitle", "author", "date", "abstract")}
_NAMES = {
    **dict.fromkeys(("title", "表題", "題名", "タイトル", "标题", "標題", "제목"), PARTS["title"]),
    **dict.fromkeys(("subtitle", "副題", "サブタイトル", "副标题", "부제"), PARTS["subtitle"]),
    **dict.fromkeys(("author", "authors", "著者", "執筆者"), PARTS["author"]),
    **dict.fromkeys(("date", "日付", "发布日期"), PARTS["date"]),
    **dict.fromkeys(("abstract", "要旨", "要約"), PARTS["abstract"]),
    "引用文": "Quote",
    "図表番号": "caption",
}
# Titles and captions are bold by nature; it is no emphasis.
KNOWN_BY_NAME = {*_NAMES.values(), "Caption"}
BODY_LEVEL = 9
# Of the documents that this site hands out: what is printed around a text, marks in a line, and passages.
RECORD = ("Taiyaku record", "Taiyaku kicker", "Taiyaku record heading")
CREDIT = "Taiyaku credit"
# The comma between the figures of calls that stand side by side.
BETWEEN_CALLS = "Taiyaku between calls"
NOTE_KINDS = {"Taiyaku translator": "translator", "Taiyaku editor": "editor"}
LANGUAGE = re.compile(r"Taiyaku language ([A-Za-z0-9-]{2,35})")
ROW_HEAD = "Taiyaku row head"
QUOTED_LIST = "Taiyaku quoted list"
CONTINUED = "Taiyaku list continued"
PASSAGE = re.compile(r"_passage_([a-z0-9]{1,12})_*")
NOTE = re.compile(r"_note_([a-z0-9]+(?:_[a-z0-9]+)*)")


def settle(root: etree._Element, sheet: etree._Element | None, report: Report) -> None:
    """Give every heading a style that says so, whatever named it: style, parent style, outline level."""
    if sheet is None:
        return
    known = {attribute(style, "styleId"): style for style in each(sheet, "w:style")}
    for style in known.values():
        _rename(style)
    for paragraph in each(root, "w:p"):
        level = _level(paragraph, known)
        if level and text(paragraph):
            _make_heading(paragraph, level, known, report)
        elif _is_bold(paragraph, known):
            _make_bold(paragraph)
    _declare(sheet, known)


def _rename(style: etree._Element) -> None:
    name = style.find(W + "name")
    if name is not None:
        said = attribute(name, "val")
        name.set(W + "val", _NAMES.get(said.strip().lower(), said))


def _level(paragraph: etree._Element, known: dict[str, etree._Element]) -> int:
    """Return the heading level of a paragraph, 0 for none."""
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        return _outline(outline)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    for above in _chain(attribute(style, "val"), known) if style is not None else ():
        name = above.find(W + "name")
        found = _HEADING.fullmatch(attribute(name, "val").strip()) if name is not None else None
        if found:
            return int(found[1])
        outline = above.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return _outline(outline)
    return 0


def _is_bold(paragraph: etree._Element, known: dict[str, etree._Element]) -> bool:
    """Return whether a paragraph's style makes it bold, which pandoc does not see."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    for above in _chain(attribute(style, "val"), known) if style is not None else ():
        name, properties = above.find(W + "name"), above.find(W + "rPr")
        if name is not None and attribute(name, "val") in KNOWN_BY_NAME:
            return False
        if properties is not None and properties.find(W + "b") is not None:
            return is_on(properties, "b")
    return False


def _make_bold(paragraph: etree._Element) -> None:
    for piece in each(paragraph, "w:r"):
        properties = piece.find(W + "rPr")
        if properties is None:
            properties = etree.Element(W + "rPr")
            piece.insert(0, properties)
        if properties.find(W + "b") is None:
            properties.insert(0, etree.Element(W + "b"))


def _outline(outline: etree._Element) -> int:
    value = attribute(outline, "val")
    return int(value) + 1 if value.isdecimal() and int(value) < BODY_LEVEL else 0


def _chain(name: str, known: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield a style and those it is based on, each once."""
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        yield known[name]
        parent = known[name].find(W + "basedOn")
        name = attribute(parent, "val") if parent is not None else ""


def _make_heading(
    paragraph: etree._Element, level: int, known: dict[str, etree._Element], report: Report
) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    style = properties.find(W + "pStyle")
    names = list(_chain(attribute(style, "val"), known)) if style is not None else []
    if any(each(holder, "w:numPr") for holder in (properties, *names)):
        report.lose(
            _("number of a heading"), text(paragraph), _("Word counts it by itself; it is not in the text.")
        )
    for old in [*properties.findall(W + "pStyle"), *properties.findall(W + "numPr")]:
        remove(old)
    properties.insert(0, etree.Element(W + "pStyle", {W + "val": _style_id(level)}))


def _style_id(level: int) -> str:
    return f"TaiyakuHeading{level}"


def _declare(sheet: etree._Element, known: dict[str, etree._Element]) -> None:
    for level in range(1, BODY_LEVEL + 1):
        if _style_id(level) not in known:
            style = etree.SubElement(
                sheet, W + "style", {W + "type": "paragraph", W + "styleId": _style_id(level)}
            )
            etree.SubElement(style, W + "name", {W + "val": f"heading {level}"})
