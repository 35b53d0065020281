"""RIS → CSL items, as databases, publishers and reference managers really write it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from references import csl
from references.interchange import of_line, with_dash
from references.ris import dates
from references.ris.tags import KINDS, tags_of

Item = dict[str, Any]

LINE = re.compile(r"[ \ufeff]*([A-Z][A-Z0-9]) {0,2}-(?: (.*)|)$")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx](?: ?\(.*\))?")
EXTRA = re.compile(r"([A-Za-z_-]+): (.*)")
# Tags that say the same, for the type that has no better use for them.
ALIASES = {
    "T1": "TI",
    "CT": "TI",
    "N2": "AB",
    "Y1": "DA",
    "PY": "DA",
    "JF": "T2",
    "JO": "T2",
    "BT": "T2",
    "JA": "J2",
    "CP": "IS",
    "PP": "CY",
    "L3": "DO",
}


@dataclass
class Entry:
    """The lines between TY and ER: each tag with its line and those in which its value goes on."""

    kind: str
    line: int
    is_ended: bool = False
    tagged: list[tuple[str, list[str]]] = field(default_factory=list)

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """The values of each tag, once all lines are there."""
        found: dict[str, list[str]] = {}
        for tag, lines in self.tagged:
            found.setdefault(tag, []).append(" ".join(filter(None, lines)))
        return found

    def first(self, *tags: str) -> str:
        return next((value for tag in tags for value in self.values.get(tag, ()) if value), "")

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return self.first("ID", "TI", "T1", "AU") or self.kind


def read(text: str) -> list[Item]:
    """Return the items of a RIS file; refuse it whole when an entry is malformed or has no title."""
    return [_item(entry) for entry in _entries(text)]


def remarks(text: str) -> dict[int, str]:
    """Return what an editor should look at, by the place of the entry: some programs forget ER, and so does a cut file."""
    return {
        place: _(
            "Line %(line)d: the entry has no ER; it was read as far as the next entry or the end of the file."
        )
        % {"line": entry.line}
        for place, entry in enumerate(_entries(text), start=1)
        if not entry.is_ended
    }


def _entries(text: str) -> Iterator[Entry]:
    entry: Entry | None = None
    has_any = False
    for number, line in enumerate(text.split("\n"), start=1):
        found = LINE.match(line)
        if found and found[1] == "TY":
            # A missing ER is forgiven, for nobody writes hundreds of them by hand; `remarks` tells of it.
            if entry:
                yield entry
            entry, has_any = Entry(_type(found[2] or "", number), number), True
        elif found and found[1] == "ER":
            if entry:
                entry.is_ended = True
                yield entry
            entry = None
        elif found and entry:
            # Main authors and all authors are one list here, in the order of the lines.
            tag = "AU" if found[1] == "A1" else found[1]
            entry.tagged.append((tag, [(found[2] or "").strip()]))
        elif found and not entry:
            raise csl.Refused(_("a tag stands outside an entry, which begins with TY."), number, found[1])
        elif entry and line.strip() and entry.tagged:
            # A long value goes on in the next line.
            entry.tagged[-1][1].append(line.strip())
    if entry:
        yield entry
    if not has_any and text.strip():
        raise csl.Refused(_("there is no RIS entry in the file: none begins with TY."), 1)


def _type(said: str, line: int) -> str:
    kind = said.strip().upper()
    if not re.fullmatch(r"[A-Z]{2,8}", kind):
        raise csl.Refused(_("TY does not name a type."), line, said.strip() or "TY")
    return kind


def _item(entry: Entry) -> Item:
    extra = _extra(entry)
    said = extra.pop("type", [""])[0]
    kind = said if said in csl.TYPES else KINDS.get(entry.kind, "document")
    item: Item = {"id": entry.first("ID")} if entry.first("ID") else {}
    item |= {"type": kind}
    for variable, values in _said(entry, kind).items():
        if read := _value(variable, values):
            item.setdefault(variable, read)
    item |= {name: value for name, values in extra.items() if (value := _value(name, values))}
    if not item.get("title"):
        raise csl.Refused(_("the title is missing."), entry.line, entry.name)
    return _settled(entry, item)


def _extra(entry: Entry) -> dict[str, list[str]]:
    """Return what was written under the names of variables."""
    found: dict[str, list[str]] = {}
    for value in entry.values.get("M2", ()):
        if (said := EXTRA.fullmatch(value)) and said[1] in csl.KNOWN:
            found.setdefault(said[1], []).append(said[2])
    return found


def _said(entry: Entry, kind: str) -> dict[str, list[str]]:
    """Return the values of each variable: of the tag that is its own first, then of those that stand for it."""
    tags = tags_of(kind)
    found: dict[str, list[str]] = {}
    for tag, values in entry.values.items():
        if variable := tags.get(tag):
            if variable in csl.NAMES:
                found.setdefault(variable, []).extend(values)
            else:
                found.setdefault(variable, values)
    for tag, other in ALIASES.items():
        if (variable := _aliased(tag, other, kind, tags)) and tag in entry.values:
            found.setdefault(variable, entry.values[tag])
    return found


def _aliased(tag: str, other: str, kind: str, tags: dict[str, str]) -> str:
    if tag in tags:
        return ""
    if tag == "BT" and kind in ("book", "manuscript"):
        return "title"
    if tag in ("JF", "JO") and kind in ("book", "report"):
        return "container-title"
    return tags.get(other, "")


def _value(variable: str, values: list[str]) -> Any:
    first = next(filter(None, values), "")
    if variable in csl.NAMES:
        return [name for name in map(of_line, values) if name]
    if variable in csl.DATES:
        return dates.read(first)
    if variable == "keyword":
        return ", ".join(filter(None, values))
    if variable == "DOI":
        found = DOI.fullmatch(first)
        return found[1] if found else first
    return with_dash(first) if variable == "page" else first


def _settled(entry: Entry, item: Item) -> Item:
    """Put right what programs put in the tag of something else."""
    _settle_pages(entry, item)
    if not item.get("DOI") and (found := DOI.fullmatch(item.get("genre", ""))):
        item["DOI"] = found[1]
        item.pop("genre")
    for variable in ("number", "ISBN"):
        if (
            item["type"] != "patent"
            and ISSN.fullmatch(item.get(variable, ""))
            and entry.first("SN") == item[variable]
        ):
            item.setdefault("ISSN", item.pop(variable))
    if item.get("URL", "").lower().startswith(("https://doi.org/", "http://dx.doi.org/")) and not item.get(
        "DOI"
    ):
        item["DOI"] = item["URL"].split("doi.org/", 1)[1]
    return item


def _settle_pages(entry: Entry, item: Item) -> None:
    """Join the first page and the last; a book has its number of pages where a part has its first."""
    first, last = entry.first("SP"), entry.first("EP")
    if first and last and first != last and "–" not in with_dash(first):
        if item.get("number-of-pages") == first:
            item.pop("number-of-pages")
        item["page"] = f"{first}–{last}"
    elif last and not first:
        item.setdefault("page", with_dash(last))
