"""CSL items → CSV: a header and a row a work, with the mark by which Excel knows UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from references import csl
from references.sheet.cells import COLUMNS, OTHER, cell, guarded, others

MARK = "\ufeff"


def write(items: Iterable[Mapping[str, Any]]) -> str:
    """Return the items as one table."""
    return "".join(lines(items))


def lines(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the table row by row."""
    yield MARK + _row(COLUMNS)
    for item in items:
        whole = csl.shaped(item) | ({"id": str(item["id"])} if item.get("id") else {})
        said = {name: cell(name, whole[name]) for name in COLUMNS if name in whole}
        said[OTHER] = others(whole)
        yield _row([guarded(said.get(name, "")) for name in COLUMNS])


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
