"""Blocks of a body as they stand on the page: anchors, tables that scroll, pictures with their size."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.document import Picture
from papers.markup.declaration import PASSAGE
from papers.models import srcset
from papers.rendering.calls import parent_of
from papers.rendering.words import Tongue

CONTENTS_LEVELS = {"h2": 2, "h3": 3}
# How wide a picture can stand: the column of text, on a narrow screen that without the edges of the page.
SIZES = "(min-width: 46rem) 42.75rem, calc(100vw - 2.5rem)"
# Latin letters, or half as many others, that may stand above a picture which is seen without scrolling.
FOLD = 400


def anchor(block: etree._Element, ids: Sequence[str]) -> None:
    """Make the block, and the beginning of its text, the target of these ids."""
    if not ids:
        return
    block.set("id", ids[0])
    home = _first_text(block)
    for further in reversed(ids[1:]):
        target = etree.Element("span", {"id": further})
        target.tail, home.text = home.text, None
        home.insert(0, target)


def _first_text(block: etree._Element) -> etree._Element:
    """Return where an empty span may stand: the first paragraph of a list, quotation or table, else the block."""
    if block.tag in {"ul", "ol", "blockquote", "table"}:
        return next(block.iter("p"), block)
    return block


def decorate(block: etree._Element, pictures: Mapping[str, Picture]) -> None:
    """Give pictures their size, readings their parentheses, tables their head."""
    for image in block.iter("img"):
        _size(image, pictures.get(image.get("src", "")))
    for reading in list(block.iter("rt")):
        _parenthesise(reading)
    for table in block.iter("table"):
        _set_head(table)


def _size(image: etree._Element, picture: Picture | None) -> None:
    if picture is not None:
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
        if copies := srcset(image.get("src", ""), picture.width):
            image.set("srcset", copies)
            image.set("sizes", SIZES)
    image.set("loading", "lazy")
    image.set("decoding", "async")


def hasten(blocks: Sequence[etree._Element], above: str) -> None:
    """Let the first picture come with the page when hardly any text stands above it; `above` is what precedes the blocks."""
    letters = _breadth(above)
    for block in blocks:
        if letters > FOLD:
            return
        if (image := next(block.iter("img"), None)) is not None:
            del image.attrib["loading"]
            return
        letters += _breadth(markup.text(block))


def _breadth(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def _parenthesise(reading: etree._Element) -> None:
    """Put a reading in parentheses for browsers that do not set ruby."""
    ruby = parent_of(reading)
    place = ruby.index(reading)
    for offset, mark in ((0, "（"), (2, "）")):
        parenthesis = etree.Element("rp")
        parenthesis.text = mark
        ruby.insert(place + offset, parenthesis)


def _set_head(table: etree._Element) -> None:
    """Move the leading rows of column headers into a thead, when no cell reaches from them into the rows below."""
    rows = table.findall("tbody/tr")
    count = next((n for n, row in enumerate(rows) if not all(_heads_column(cell) for cell in row)), len(rows))
    reach = max((n + int(cell.get("rowspan", "1")) for n in range(count) for cell in rows[n]), default=0)
    if not 0 < count < len(rows) or reach > count:
        return
    head = etree.Element("thead")
    table.insert(table.index(parent_of(rows[0])), head)
    head.extend(rows[:count])


def _heads_column(cell: etree._Element) -> bool:
    return cell.tag == "th" and cell.get("scope") == "col"


def framed(table: etree._Element, number: int, tongue: Tongue) -> etree._Element:
    """Return the table in a region that scrolls sideways and takes the focus, so that keys can scroll it too.

    The region is named by the caption, else by its number in the words of the interface.
    """
    caption = table.find("caption")
    name = markup.text(caption).strip() if caption is not None else ""
    frame = etree.Element("div", {"class": "table", "role": "region", "tabindex": "0"})
    frame.set("aria-label", name or _("Table %(number)s") % {"number": number})
    if not name and tongue.foreign:
        frame.set("lang", tongue.words)
        table.set("lang", tongue.page)
    for attribute in ("id", PASSAGE):
        if attribute in table.attrib:
            frame.set(attribute, table.attrib.pop(attribute))
    frame.append(table)
    return frame


def contents(blocks: Sequence[etree._Element]) -> list[dict[str, object]]:
    """Return the contents list; a heading that has no anchor of its own is given one."""
    lines: list[dict[str, object]] = []
    for place, block in enumerate(blocks, start=1):
        if level := CONTENTS_LEVELS.get(str(block.tag)):
            if "id" not in block.attrib:
                block.set("id", f"section-{place}")
            lines.append({"id": block.get("id"), "text": markup.line(markup.text(block)), "level": level})
    return lines
