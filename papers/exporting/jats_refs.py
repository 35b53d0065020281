"""The sources of a JATS article: each line as it is printed, and beside it the record of a confirmed work, for machines."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.exporting.jats_text import XLINK, XML, Writer, sub
from papers.exporting.printing import Printing
from papers.exporting.works import Source

Item = Mapping[str, Any]
# What JATS recommends to call these; any other type of CSL keeps its own name.
TYPES = {
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "chapter": "book",
    "paper-conference": "confproc",
    "entry-encyclopedia": "book",
    "post-weblog": "web",
    "webpage": "web",
}
ROLES = {"author": "author", "editor": "editor", "translator": "translator"}
# Variables of CSL that JATS has an element for with no further shape.
PLAIN = (
    ("edition", "edition"),
    ("publisher-place", "publisher-loc"),
    ("publisher", "publisher-name"),
    ("volume", "volume"),
    ("issue", "issue"),
)
NUMBERS = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid"}


def references(back: etree._Element, edition: Printing) -> None:
    """Add the list of sources, in the order and the words of the reading page."""
    if not edition.sources:
        return
    made = sub(back, "ref-list")
    sub(made, "title", {}, _("References"))
    for place, source in enumerate(edition.sources, start=1):
        ref = sub(made, "ref", {"id": f"{edition.language}-ref-{place}"})
        record = _record(source.record or {})
        if len(record):
            ref = sub(ref, "citation-alternatives")
        _printed(ref, source, edition)
        if len(record):
            ref.append(record)


def _printed(parent: etree._Element, source: Source, edition: Printing) -> None:
    cited = sub(parent, "mixed-citation")
    if kind := _type(source.record or {}):
        cited.set("publication-type", kind)
    if source.language != edition.language:
        cited.set(f"{XML}lang", source.language)
    Writer(edition).inline(cited, markup.parse(source.html))


def _type(item: Item) -> str:
    kind = str(item.get("type", ""))
    return TYPES.get(kind, kind)


def _record(item: Item) -> etree._Element:
    """Return the record of a work, element by element."""
    cited = etree.Element("element-citation", {"publication-type": _type(item)})
    if language := _said(item, "language"):
        cited.set(f"{XML}lang", language)
    for role, kind in ROLES.items():
        _people(cited, item.get(role), kind)
    for name, text in _titles(item):
        sub(cited, name, {}, text)
    _date(cited, item)
    for variable, name in PLAIN:
        if text := _said(item, variable):
            sub(cited, name, {}, text)
    _pages(cited, _said(item, "page"))
    for variable, kind in NUMBERS.items():
        if text := _said(item, variable):
            sub(cited, "pub-id", {"pub-id-type": kind}, text)
    if url := _said(item, "URL"):
        sub(cited, "uri", {f"{XLINK}href": url}, url)
    return cited


def _said(item: Item, variable: str) -> str:
    value = item.get(variable)
    return markup.line(str(value)) if isinstance(value, str | int) else ""


def _titles(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the title and what it stands in; a work that stands by itself is its own source."""
    title, container = _said(item, "title"), _said(item, "container-title")
    part = "chapter-title" if item.get("type") == "chapter" else "article-title"
    named = [(part, title), ("source", container)] if container else [("source", title)]
    named.append(("series", _said(item, "collection-title")))
    yield from ((name, text) for name, text in named if text)


def _people(cited: etree._Element, names: object, kind: str) -> None:
    listed = [name for name in names if isinstance(name, Mapping)] if isinstance(names, list) else []
    if not listed:
        return
    group = sub(cited, "person-group", {"person-group-type": kind})
    for name in listed:
        family, given = _said(name, "family"), _said(name, "given")
        if name.get("literal") == "others":
            sub(group, "etal")
        elif family and given:
            made = sub(group, "name")
            sub(made, "surname", {}, family)
            sub(made, "given-names", {}, given)
        else:
            sub(group, "collab", {}, family or given or _said(name, "literal"))


def _date(cited: etree._Element, item: Item) -> None:
    """Add year, month and day of issue, as far as they are known in figures."""
    match item.get("issued"):
        case {"date-parts": [[*parts], *_]}:
            figures = [str(part) for part in parts if str(part).isdecimal()]
        case _:
            figures = []
    for name, text in zip(("year", "month", "day"), figures, strict=False):
        sub(cited, name, {}, text)


def _pages(cited: etree._Element, pages: str) -> None:
    first, _dash, last = pages.replace("–", "-").partition("-")
    if first:
        sub(cited, "fpage", {}, first)
    if last:
        sub(cited, "lpage", {}, last)
