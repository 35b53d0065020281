"""A printing → an EPUB 3: one text with notes that open in place, a cover, a contents list, what it offers to whom."""

import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from papers import markup, rendering
from papers.exporting import pdf, printing
from papers.exporting.opf import IMAGE_TYPES, navigation, package
from papers.exporting.printing import Printing
from papers.exporting.xhtml import EPUB, add, page, take_over
from papers.rendering import Page
from papers.rendering.endnotes import kind_label

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE = (pdf.SHEETS / "epub.css").read_bytes()


def write(edition: Printing) -> bytes:
    """Return the edition as an EPUB, the same bytes for the same facts."""
    with translation.override(edition.tongue.words):
        reading = rendering.page(edition.document)
        pictures = dict(_pictures(reading))
        parts = {
            "META-INF/container.xml": CONTAINER,
            "EPUB/package.opf": package(edition, _identifier(edition), list(pictures)),
            "EPUB/nav.xhtml": navigation(edition, reading),
            "EPUB/cover.xhtml": _cover(edition),
            "EPUB/text.xhtml": _text(edition, reading, pictures),
            "EPUB/style.css": STYLE,
            "EPUB/cover.png": pdf.cover(edition),
            **{f"EPUB/images/{name}": data for name, data in pictures.items()},
        }
    return _packed(parts)


def _packed(parts: dict[str, bytes]) -> bytes:
    """Return the archive; its first member says what it is, stored as it stands."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"mimetype": b"application/epub+zip", **parts}.items():
            member = zipfile.ZipInfo(name)  # dated 1980, so that the bytes tell nothing but the text
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return file.getvalue()


def _identifier(edition: Printing) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{edition.url}#v{edition.number}')}"


def _pictures(reading: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of the text that are there, by the name of their file."""
    for image in markup.parse(reading.body).iter("img"):
        name = PurePosixPath(image.get("src", "")).name
        data = printing.picture(name) if PurePosixPath(name).suffix in IMAGE_TYPES else None
        if data is not None:
            yield name, data


def _cover(edition: Printing) -> bytes:
    root, body = page(edition.title, edition.language)
    body.set(f"{EPUB}type", "cover")
    body.set("class", "cover")
    add(body, "img", {"src": "cover.png", "alt": _("Cover: %(title)s") % {"title": edition.title}})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")


def _text(edition: Printing, reading: Page, pictures: dict[str, bytes]) -> bytes:
    root, body = page(edition.title, edition.language)
    _head(body, edition)
    main = add(body, "section", {f"{EPUB}type": "bodymatter", "class": "body"})
    take_over(main, reading.body, pictures)
    for link in main.iter("{*}a"):
        if link.get("role") == "doc-noteref":
            link.set(f"{EPUB}type", "noteref")
    _notes(body, edition, reading)
    _sources(body, edition)
    _record(body, edition)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")


def _head(body: etree._Element, edition: Printing) -> None:
    """Add what stands above the text: series, title, authors, date, translators, version, notice, abstract."""
    frozen = edition.document
    head = add(body, "header", {f"{EPUB}type": "titlepage", "id": "title"})
    if frozen.series:
        line = add(head, "p", {"class": "kicker"})
        for said in (frozen.series.name, frozen.series.genre, frozen.series.number):
            if said:
                add(line, "span", _lang(said.language, edition), said.text).tail = " "
    if edition.retraction:
        mark = add(head, "div", {"class": "retraction"})
        add(mark, "p", {}, _("This paper was retracted on %(day)s.") % {"day": edition.retraction.day})
        add(mark, "p", _lang(edition.retraction.reason.language, edition), edition.retraction.reason.text)
    add(head, "h1", {}, frozen.title)
    if frozen.subtitle:
        add(head, "p", {"class": "subtitle"}, frozen.subtitle)
    for person in frozen.authors:
        line = add(head, "p", {"class": "author"})
        add(line, "strong", _lang(person.name.language, edition), person.name.text)
        for said in (person.affiliation, person.position):
            if said:
                add(line, "br")
                add(line, "span", _lang(said.language, edition), said.text)
    for fact in pdf.facts(edition):
        add(head, "p", {"class": "fact", **_lang(fact["lang"], edition)}, fact["text"])
    if frozen.series and frozen.series.notice:
        notice = add(body, "aside", {"class": "notice", **_lang(frozen.series.notice.language, edition)})
        if frozen.series.notice_title:
            add(notice, "p", {"class": "title"}, frozen.series.notice_title.text)
        take_over(notice, frozen.series.notice.text, {})
    if frozen.abstract:
        section = add(body, "section", {f"{EPUB}type": "abstract", "role": "doc-abstract", "id": "abstract"})
        add(section, "h2", _lang(edition.tongue.words, edition), _("Abstract"))
        take_over(section, frozen.abstract, {})


def _lang(language: str, edition: Printing) -> dict[str, str]:
    return {"lang": language} if language and language != edition.language else {}


def _notes(body: etree._Element, edition: Printing, reading: Page) -> None:
    """Add the notes, each a piece that reading systems show in place."""
    if not reading.notes:
        return
    section = add(body, "section", {f"{EPUB}type": "endnotes", "role": "doc-endnotes", "id": "notes"})
    add(section, "h2", _lang(edition.tongue.words, edition), _("Notes"))
    for note in reading.notes:
        attributes = {f"{EPUB}type": "footnote", "role": "doc-footnote", "id": f"note-{note['key']}"}
        aside = add(section, "aside", {**attributes, **_lang(note["language"], edition)})
        take_over(aside, note["html"] or "<p></p>", {})
        _number(aside[0], note, edition)


def _number(paragraph: etree._Element, note: dict[str, object], edition: Printing) -> None:
    """Begin the note with its number, which leads back to its first call, and with its kind."""
    text, paragraph.text = paragraph.text or "", None
    calls = list(note["calls"] or []) if isinstance(note["calls"], list) else []
    label = _("Back to note %(number)s in the text") % {"number": note["number"]}
    if calls:
        attributes = {"href": f"#{calls[0]}", "role": "doc-backlink", "aria-label": label, "class": "number"}
        number = etree.Element("{http://www.w3.org/1999/xhtml}a", attributes)
    else:
        number = etree.Element("{http://www.w3.org/1999/xhtml}span", {"class": "number"})
    number.text = str(note["number"])
    kind = kind_label(str(note["kind"]))
    says_so = kind and markup.text(str(note["html"])).casefold().startswith(kind.casefold())
    number.tail = f" {kind} {text}" if kind and not says_so else f" {text}"
    paragraph.insert(0, number)


def _sources(body: etree._Element, edition: Printing) -> None:
    if not edition.sources:
        return
    section = add(
        body, "section", {"role": "doc-bibliography", f"{EPUB}type": "bibliography", "id": "references"}
    )
    add(section, "h2", _lang(edition.tongue.words, edition), _("References"))
    for source in edition.sources:
        take_over(section, f"<p>{source.html}</p>", {})
        for name, value in _lang(source.language, edition).items():
            section[-1].set(name, value)


def _record(body: etree._Element, edition: Printing) -> None:
    """Add the record at the end, as the printed paper has it."""
    footer = add(body, "footer", {"class": "record"})
    for pair in pdf.particulars(edition):
        line = add(footer, "p")
        add(line, "strong", _lang(edition.tongue.words, edition), pair["label"]).tail = " "
        if "href" in pair:
            add(line, "a", {"href": pair["href"]}, pair["text"])
        elif "html" in pair:
            for block in markup.parse(pair["html"]):
                span = add(line, "span", _lang(pair["lang"], edition), markup.text(block))
                span.tail = " "
        else:
            add(line, "span", _lang(pair["lang"], edition), pair["text"])
