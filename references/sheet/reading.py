"""CSV → CSL items: our own tables, those of Zotero, and any whose header names CSL variables."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from references import csl
from references.sheet.cells import OTHER, bare, value

Item = dict[str, Any]

SEPARATORS = ",;\t"
LONGEST_CELL = 1_000_000
# Zotero's header, where it does not say what CSL says.
ZOTERO = {
    "key": "id",
    "item type": "type",
    "publication title": "container-title",
    "url": "URL",
    "abstract note": "abstract",
    "date": "issued",
    "access date": "accessed",
    "pages": "page",
    "num pages": "number-of-pages",
    "number of volumes": "number-of-volumes",
    "journal abbreviation": "container-title-short",
    "short title": "title-short",
    "series": "collection-title",
    "series number": "collection-number",
    "place": "publisher-place",
    "archive location": "archive_location",
    "call number": "call-number",
    "manual tags": "keyword",
    "conference name": "event-title",
    "country": "jurisdiction",
    "year": "issued",
}
ZOTERO_TYPES = {
    "artwork": "graphic",
    "audiorecording": "song",
    "blogpost": "post-weblog",
    "booksection": "chapter",
    "case": "legal_case",
    "computerprogram": "software",
    "conferencepaper": "paper-conference",
    "dictionaryentry": "entry-dictionary",
    "email": "personal_communication",
    "encyclopediaarticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumpost": "post",
    "journalarticle": "article-journal",
    "letter": "personal_communication",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radiobroadcast": "broadcast",
    "statute": "legislation",
    "tvbroadcast": "broadcast",
    "videorecording": "motion_picture",
}
KNOWN = {name.lower(): name for name in csl.KNOWN} | {"id": "id", OTHER: OTHER}


def read(text: str) -> list[Item]:
    """Return the items of a table; refuse it whole when a row is malformed, or names no type or title."""
    rows = _rows(text.removeprefix("\ufeff"))
    header, line = next(rows, ([], 1))
    columns = _columns(header)
    if not {"type", "title"} <= set(columns):
        raise csl.Refused(_("the first row does not name the columns “type” and “title”."), line)
    return [_item(columns, cells, line) for cells, line in rows if any(cell.strip() for cell in cells)]


def _rows(text: str) -> Iterator[tuple[list[str], int]]:
    """Yield each row with the line on which it begins."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in rows:
            yield cells, line
            line = rows.line_num + 1
    except csv.Error as error:
        raise csl.Refused(_("this row is no CSV (%(what)s).") % {"what": error}, line) from error


def _columns(header: list[str]) -> list[str]:
    """Return the variable of each column, empty for one that is none."""
    names = [" ".join(cell.lower().split()) for cell in header]
    found = [KNOWN.get(name) or KNOWN.get(name.replace(" ", "-")) or ZOTERO.get(name, "") for name in names]
    # Zotero has both the year and the date, and the date says more.
    return [
        "" if name == "year" and "date" in names else said for name, said in zip(names, found, strict=True)
    ]


def _item(columns: list[str], cells: list[str], line: int) -> Item:
    if len(cells) > len(columns):
        words = {"cells": len(cells), "columns": len(columns)}
        raise csl.Refused(_("the row has %(cells)d cells, the first row names %(columns)d.") % words, line)
    said = {name: bare(cell) for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
    name = said.get("id") or said.get("title") or said.get("author", "")
    rest = _others(said.pop(OTHER, ""), line, name)
    item = {variable: read for variable, text in said.items() if (read := value(variable, text))}
    if "type" in item:
        item["type"] = ZOTERO_TYPES.get(item["type"].replace(" ", "").lower(), item["type"])
    item |= rest
    if csl.problems(item):
        raise csl.Refused(_("type or title is missing or wrong."), line, name)
    return item


def _others(cell: str, line: int, name: str) -> Item:
    """Return what the last column keeps for all that has no column."""
    try:
        rest = json.loads(cell) if cell else {}
    except (ValueError, RecursionError) as error:
        raise csl.Refused(_("the column “other” holds no JSON."), line, name) from error
    return csl.shaped(rest) if isinstance(rest, dict) else {}
