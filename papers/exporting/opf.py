"""The package of an EPUB: what it is, who wrote it, what it offers to readers who cannot see it; and its contents list."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from papers.document import Person
from papers.exporting.printing import Printing
from papers.exporting.xhtml import EPUB, XML, add, page
from papers.rendering import Page

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NAMESPACES: Any = {None: OPF, "dc": DC}
IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


def package(edition: Printing, identifier: str, images: Sequence[str]) -> bytes:
    """Return package.opf."""
    root = etree.Element(f"{{{OPF}}}package", nsmap=NAMESPACES)
    root.set("version", "3.0")
    root.set("unique-identifier", "id")
    root.set(f"{XML}lang", edition.language)
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata")
    for name, text, attributes in _facts(edition, identifier):
        etree.SubElement(metadata, f"{{{DC}}}{name}", attributes).text = text
    for name, text, attributes in _metas(edition, has_images=bool(images)):
        etree.SubElement(metadata, f"{{{OPF}}}meta", {"property": name, **attributes}).text = text
    _manifest(root, images)
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    for part in ("cover", "text"):
        etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": part})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _facts(edition: Printing, identifier: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the elements of Dublin Core."""
    frozen = edition.document
    yield "identifier", identifier, {"id": "id"}
    yield "title", edition.title, {"id": "name"}
    yield "language", edition.language, {}
    for place, person in enumerate(frozen.authors, start=1):
        yield "creator", person.name.text, {"id": f"author-{place}"}
    for place, person in enumerate(frozen.translators, start=1):
        yield "contributor", person.name.text, {"id": f"translator-{place}"}
    if frozen.series and frozen.series.publisher:
        yield "publisher", frozen.series.publisher.text, {}
    if frozen.printed_date:
        yield "date", frozen.printed_date.isoformat(), {}
    for word in edition.keywords:
        yield "subject", word, {}
    if frozen.licence:
        yield "rights", frozen.licence, {}
    yield "source", edition.url, {}


def _metas(edition: Printing, *, has_images: bool) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield what refines the facts, the series, and the accessibility of the text."""
    frozen = edition.document
    day = frozen.printed_date.isoformat() if frozen.printed_date else "2000-01-01"
    yield "dcterms:modified", f"{day}T12:00:00Z", {}
    people = (("author", "aut", frozen.authors), ("translator", "trl", frozen.translators))
    for kind, role, persons in people:
        for place, person in enumerate(persons, start=1):
            refined = {"refines": f"#{kind}-{place}"}
            yield "role", role, {**refined, "scheme": "marc:relators"}
            yield "file-as", _file_as(person), refined
    if frozen.series and frozen.series.name:
        yield "belongs-to-collection", frozen.series.name.text, {"id": "series"}
        yield "collection-type", "series", {"refines": "#series"}
        if frozen.volume.isdecimal():
            yield "group-position", frozen.volume, {"refines": "#series"}
    yield from ((f"schema:{name}", text, {}) for name, text in _access(edition, has_images=has_images))


def _access(edition: Printing, *, has_images: bool) -> Iterator[tuple[str, str]]:
    yield "accessMode", "textual"
    if has_images:
        yield "accessMode", "visual"
    yield "accessModeSufficient", "textual"
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"):
        yield "accessibilityFeature", feature
    # The cover is a picture, too, and is described.
    yield "accessibilityFeature", "alternativeText"
    yield "accessibilityHazard", "none"
    yield (
        "accessibilitySummary",
        _("Headings, notes, tables and the language of every passage are marked; pictures are described."),
    )


def _file_as(person: Person) -> str:
    return f"{person.family.text}, {person.given.text}" if person.given else person.name.text


def _manifest(root: etree._Element, images: Sequence[str]) -> None:
    items = [
        ("nav", "nav.xhtml", "application/xhtml+xml", "nav"),
        ("cover", "cover.xhtml", "application/xhtml+xml", ""),
        ("text", "text.xhtml", "application/xhtml+xml", ""),
        ("style", "style.css", "text/css", ""),
        ("cover-image", "cover.png", "image/png", "cover-image"),
    ]
    for place, name in enumerate(images, start=1):
        items.append((f"image-{place}", f"images/{name}", IMAGE_TYPES[PurePosixPath(name).suffix], ""))
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    for identifier, href, kind, properties in items:
        facts = {"id": identifier, "href": href, "media-type": kind}
        etree.SubElement(
            manifest, f"{{{OPF}}}item", facts | ({"properties": properties} if properties else {})
        )


def navigation(edition: Printing, reading: Page) -> bytes:
    """Return nav.xhtml: the headings in their levels, and the landmarks."""
    root, body = page(edition.title, edition.language)
    contents = add(body, "nav", {f"{EPUB}type": "toc", "role": "doc-toc", "id": "contents"})
    add(contents, "h1", _ours(edition), _("Contents"))
    _list(contents, _lines(edition, reading), edition)
    marks = add(body, "nav", {f"{EPUB}type": "landmarks", "hidden": "hidden"})
    places = [("cover", "cover.xhtml", _("Cover")), ("bodymatter", "text.xhtml#title", edition.title)]
    items = add(marks, "ol")
    for kind, href, text in places:
        add(add(items, "li"), "a", {f"{EPUB}type": kind, "href": href}, text)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")


def _ours(edition: Printing) -> dict[str, str]:
    return {"lang": edition.tongue.words} if edition.tongue.foreign else {}


def _lines(edition: Printing, reading: Page) -> Iterator[tuple[int, str, str]]:
    """Yield the lines of the contents list: level, anchor, text."""
    yield 2, "title", edition.document.title
    if edition.document.abstract:
        yield 2, "abstract", _("Abstract")
    for line in reading.contents:
        yield int(line["level"]), line["id"], line["text"]
    if reading.notes:
        yield 2, "notes", _("Notes")
    if edition.sources:
        yield 2, "references", _("References")


def _list(parent: etree._Element, lines: Iterator[tuple[int, str, str]], edition: Printing) -> None:
    outer = add(parent, "ol")
    item: etree._Element | None = None
    for level, anchor, text in lines:
        if level == 2 or item is None:
            item = target = add(outer, "li")
        else:
            inner = item.find("{*}ol")
            target = add(add(item, "ol") if inner is None else inner, "li")
        add(target, "a", {"href": f"text.xhtml#{anchor}"}, text or "…")
