"""CSL items → RIS: a tag a line, for what has no tag a line “variable: value” as Zotero's field Extra has them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from references import csl
from references.interchange import as_edtf, in_line, keyed, one_line, with_dash
from references.ris import dates
from references.ris.tags import KINDS, TYPES, tags_of

Item = Mapping[str, Any]

END_OF_LINE = "\r\n"


def write(items: Iterable[Item]) -> str:
    """Return the items as one RIS file."""
    return "".join(lines(items))


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the file entry by entry."""
    for key, item in keyed(items):
        kind = str(item.get("type"))
        tagged = [("TY", TYPES.get(kind, "GEN")), ("ID", key), *_tagged(item, kind), ("ER", "")]
        yield ("".join(f"{tag}  - {one_line(value)}{END_OF_LINE}" for tag, value in tagged) + END_OF_LINE)


def _tagged(whole: Item, kind: str) -> Iterator[tuple[str, str]]:
    item, beside = csl.shaped(whole), csl.beside(whole)
    printed = beside.get("report-number", "") if kind == "report" else ""
    said = set()
    for tag, variable in tags_of(kind).items():
        if variable == "number" and printed:
            # The bare number, by which programs sort, is said among what has no tag.
            yield tag, printed
        elif variable in item and variable not in said:
            said.add(variable)
            yield from _lines(tag, variable, item[variable])
    if pdf := beside.get("pdf"):
        yield "L1", pdf
    yield from _untagged(item, kind, said)


def _untagged(item: Item, kind: str, said: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what no tag says as lines “variable: value”."""
    if KINDS.get(TYPES.get(kind, "GEN")) != kind:
        yield "M2", f"type: {kind}"
    for variable in sorted(item.keys() - said - {"id", "type"}):
        yield from (("M2", f"{variable}: {value}") for value in _values(variable, item[variable]))


def _lines(tag: str, variable: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield a variable under its tag, of which some have companions."""
    if variable == "page":
        first, dash, last = with_dash(str(value)).partition("–")
        is_range = dash and first and last and not set(" ,;–") & set(first + last)
        yield from ((tag, first), ("EP", last)) if is_range else ((tag, with_dash(str(value))),)
    elif variable == "issued":
        if year := csl.year({"issued": value}):
            yield "PY", str(year)
        yield tag, dates.written(value)
    elif variable in csl.DATES:
        yield tag, dates.written(value)
    elif variable == "keyword":
        yield from ((tag, word) for word in str(value).split(", "))
    else:
        yield from ((tag, said) for said in _values(variable, value))


def _values(variable: str, value: Any) -> list[str]:
    if variable in csl.NAMES:
        return [in_line(name) for name in value]
    if variable in csl.DATES:
        return [as_edtf(value) or str(value.get("literal") or value.get("raw") or "")]
    return [str(value)]
