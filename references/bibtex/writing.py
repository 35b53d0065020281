"""CSL items → BibTeX that loads in BibTeX and in biblatex alike.

Entry types and fields are BibTeX's wherever it has them: biblatex knows them all (techreport, journal, address, year and
month). What only biblatex has (date, langid, translator, eventtitle …) stands beside them, for BibTeX passes over it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from references import csl
from references.bibtex import names
from references.bibtex.fields import DATES, ENTRIES, ISSUED, LANGIDS, SEASONS, SUBTYPES, field_of
from references.bibtex.latex import escaped
from references.bibtex.reading import kind_of, said_of_original
from references.bibtex.scanning import MONTH_NAMES
from references.interchange import as_edtf, keyed, with_dash

Item = Mapping[str, Any]

# What a reader of the file looks for first; the rest follows by name.
FIRST = [
    "author",
    "editor",
    "title",
    "container-title",
    "collection-title",
    "collection-number",
    "volume",
    "issue",
]
FIRST += ["number", "page", "genre", "edition", "translator", "publisher", "publisher-place"]
UNSAID = {"id", "type", "issued", "language", *DATES}
# In double braces, so that no style changes its capitals.
SOLID = {"title", "container-title", "collection-title", "original-title", "event-title", "title-short"}


def write(items: Iterable[Item]) -> str:
    """Return the items as one BibTeX file."""
    return "".join(lines(items))


def lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield the file entry by entry."""
    for key, item in keyed(items):
        original = csl.beside(item).get("translation-of", "")
        item = csl.shaped(item)
        said = [*_fields(item), *_related(original)]
        fields = "".join(f"  {name} = {value},\n" for name, value in said)
        yield f"@{_entry(item)}{{{key},\n{fields}}}\n\n"


def _entry(item: Item) -> str:
    return ENTRIES.get(str(item.get("type")), "misc")


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the fields, each with its value in braces."""
    kind = str(item.get("type"))
    if kind_of(_entry(item), "url" if item.get("URL") else "", bool(item.get("event-title"))) != kind:
        yield "entrysubtype", _braced(SUBTYPES.get(kind, kind))
    for variable in _in_order(item):
        if variable not in UNSAID and (value := _value(variable, item[variable])):
            yield field_of(variable, kind), value
    if not item.get("note") and (note := said_of_original(item)):
        yield "note", _braced(escaped(note))
    yield from _language(item)
    yield from _dates(item, kind)


def _related(original: str) -> Iterator[tuple[str, str]]:
    """Yield what ties a translation to its original: biblatex looks for the entry, and passes on when it is not there."""
    if original:
        yield "related", _braced(original)
        yield "relatedtype", _braced("translationof")


def _in_order(item: Item) -> list[str]:
    rank = {variable: place for place, variable in enumerate(FIRST)}
    return sorted(item, key=lambda variable: (rank.get(variable, len(FIRST)), variable))


def _value(variable: str, value: Any) -> str:
    if variable in csl.NAMES:
        said = names.written(value)
    elif variable in csl.DATES:
        said = as_edtf(value)
    elif variable in ("URL", "DOI"):
        said = str(value).replace("{", "%7B").replace("}", "%7D")
    else:
        said = escaped(with_dash(str(value)) if variable == "page" else str(value))
    if variable == "page":
        said = said.replace("–", "--")
    return _braced(_braced(said) if variable in SOLID else said) if said else ""


def _braced(text: str) -> str:
    return "{" + text + "}"


def _language(item: Item) -> Iterator[tuple[str, str]]:
    code = str(item.get("language", ""))
    if code in LANGIDS:
        yield "langid", _braced(LANGIDS[code])
    elif code:
        yield "language", _braced(escaped(code))


def _dates(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    for variable, name in DATES.items():
        if said := as_edtf(item.get(variable) or {}) or _in_words(item.get(variable) or {}):
            yield name, _braced(said)
    issued = item.get("issued") or {}
    if season := issued.get("season"):
        yield _season_field(kind, str(season)), _braced(escaped(str(season)))
    first, *_others = issued.get("date-parts") or [[]]
    if first:
        yield "year", _braced(str(first[0]))
    elif said := _in_words(issued):
        yield "year", _braced(said)
    if len(first) > 1 and len(issued["date-parts"]) == 1:
        yield "month", MONTH_NAMES[int(first[1]) - 1] if 1 <= int(first[1]) <= 12 else _braced(str(first[1]))
    if (said := as_edtf(issued)) and said != str(first[0]):
        # Last, for the programs of which the later field wins: it says the most.
        yield "date", _braced(said)


def _in_words(date: Mapping[str, Any]) -> str:
    return escaped(str(date.get("literal") or date.get("raw") or ""))


def _season_field(kind: str, season: str) -> str:
    """Return `issue`, which biblatex has for the name of an issue, where it can only be read as one."""
    return "issue" if kind in ISSUED and season.lower() in SEASONS else "season"
