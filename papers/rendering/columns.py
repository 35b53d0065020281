"""Columns of figures in a table, which are set to the right so that their digits stand below one another."""

import re
from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from papers import markup

FIGURES = re.compile(r"[\d\s.,:/%‰+\-±×~()<>=$€£¥°．，：／％＋－–—−～〜（）△▲￥…]*")
FIGURE = re.compile(r"\d")


def mark(table: etree._Element) -> None:
    """Give the class `figures` to the cells of each column whose cells hold figures only, its header's too."""
    for cells in _columns(table.findall(".//tr")):
        texts = [markup.text(cell) for cell in cells if cell.tag == "td"]
        if any(map(FIGURE.search, texts)) and all(map(FIGURES.fullmatch, texts)):
            for cell in cells:
                cell.set("class", "figures")


def _columns(rows: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Return the cells of each column; one that spans several columns or heads a row is of none."""
    columns: dict[int, list[etree._Element]] = defaultdict(list)
    # Column → how many rows from here are taken by a cell that began above.
    taken: dict[int, int] = {}
    for row in rows:
        begun: dict[int, int] = {}
        place = 0
        for cell in row:
            while taken.get(place):
                place += 1
            width, height = (int(cell.get(name, "1")) for name in ("colspan", "rowspan"))
            begun.update(dict.fromkeys(range(place, place + width), height))
            if width == 1 and cell.get("scope") != "row":
                columns[place].append(cell)
            place += width
        taken = {column: left - 1 for column, left in (taken | begun).items() if left > 1}
    return list(columns.values())
