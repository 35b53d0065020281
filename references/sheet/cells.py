"""What stands in a cell: a value as text, and a sign before what a spreadsheet would take for a formula."""

import json
import re
from typing import Any

from references import csl
from references.interchange import Name, as_edtf, in_line, of_line, one_line, printed_date

COLUMNS = """
id type title author editor translator issued container-title collection-title collection-number volume issue page
edition genre number publisher publisher-place event-title event-place authority section original-title original-date
language DOI URL accessed ISBN ISSN archive medium keyword abstract note other
""".split()  # noqa: SIM905 - a list of words is read more easily than a column of quotes
# All that has no column, and what a cell would not say exactly.
OTHER = "other"

# Full width ones too: Japanese spreadsheets take ＝ for =.
FORMULA = "=+-@＝＋－＠\t\r"
GUARDED = re.compile(rf"'+[{re.escape(FORMULA)}]")
BODY = re.compile(r"\{([^{}]*)\}")
NAME = re.compile(r"(?:\{[^{}]*\}|[^;{}])+")


def guarded(text: str) -> str:
    """Return the text so that no spreadsheet computes it: with an apostrophe before it, as the programs themselves do."""
    return f"'{text}" if text and (text[0] in FORMULA or GUARDED.match(text)) else text


def bare(cell: str) -> str:
    """Return the text without the sign that `guarded` put before it; an apostrophe of its own stays."""
    return cell[1:] if GUARDED.match(cell) else cell


def cell(variable: str, value: Any) -> str:
    """Return the value as text."""
    if variable in csl.NAMES:
        return "; ".join(map(_name, value))
    if variable in csl.DATES:
        return as_edtf(value) or str(value.get("literal") or value.get("raw") or "")
    return one_line(str(value))


def _name(name: Name) -> str:
    said = one_line(in_line(name))
    is_body = "literal" in name and not set("{}") & set(said)
    return f"{{{said}}}" if is_body and set(",，;；") & set(said) else said


def value(variable: str, text: str) -> Any:
    """Return what the cell says; nothing when it says nothing."""
    if variable in csl.NAMES:
        return [name for part in NAME.findall(text) if (name := _read_name(part.strip()))]
    if variable in csl.DATES:
        return printed_date(text)
    return text.strip()


def _read_name(text: str) -> Name | None:
    if body := BODY.fullmatch(text):
        return {"literal": body[1].strip()}
    return of_line(text)


def others(item: dict[str, Any]) -> str:
    """Return as JSON what the columns of the item do not say, or not exactly; empty when they say it all."""
    rest = {
        name: said
        for name, said in item.items()
        if name not in COLUMNS or value(name, bare(guarded(cell(name, said)))) != said
    }
    return json.dumps(rest, ensure_ascii=False) if rest else ""
