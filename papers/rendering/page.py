"""A frozen document → what its reading page prints."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from django.utils import translation
from lxml import etree

from papers import footnotes, markup, passages
from papers.document import Document, Note, Person, Text
from papers.models import searchable
from papers.rendering import blocks, calls, columns, endnotes, latin
from papers.rendering.words import Tongue

# Our writing escapes < and > everywhere else, so "<a" begins a link and nothing before ">" is its text.
_ANCHOR = re.compile(r'<a [^<>]*?href="(?=#)')
_PICTURE = re.compile(r'<img [^<>]*?src="(?=/)')
_COPIES = re.compile(r'(<img [^<>]*?) srcset="[^"<>]*" sizes="[^"<>]*"')

# Raised with every change of what is made, so that `rebuild` knows which rows are old.
MAKER = 4
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Page:
    """What is derived from one document; `authors`, `head`, `contents`, `notes`, `correction`, `lineage` are JSON values.

    `text` is what is searched. `passages` are (ids, HTML) for the parallel page, `images` the digests of its pictures.
    """

    title: str
    subtitle: str
    description: str
    authors: list[dict[str, Any]]
    head: dict[str, Any]
    contents: list[dict[str, Any]]
    abstract: str
    body: str
    endnotes: str
    notes: list[dict[str, Any]]
    text: str
    correction: dict[str, str]
    lineage: dict[str, str]
    passages: tuple[tuple[tuple[str, ...], str], ...]
    images: tuple[str, ...]


def page(document: Document) -> Page:
    """Return the reading page of a document; its interface words are in the document's language where the site has them."""
    tongue = Tongue.of(document.language)
    with translation.override(tongue.words):
        return _page(document, tongue)


def _page(document: Document, tongue: Tongue) -> Page:
    body = markup.parse(document.body)
    notes = {note.key: replace(note, html=latin.marked(note.html, note.language)) for note in document.notes}
    known = numbers(document)
    ordered = sorted(notes.values(), key=lambda note: known[note.key])
    read = calls.Calls(known, tongue)
    beside = calls.Calls(known, tongue, prefix=f"{document.language}-")
    lines, reading = _reading(body, document, read)
    return Page(
        title=document.title,
        subtitle=document.subtitle,
        description=_description(document, body),
        authors=[person(author) for author in document.authors],
        head=head(document),
        contents=lines,
        abstract=latin.marked(document.abstract, document.language),
        body=reading,
        endnotes=endnotes.section(ordered, known, read.ids, tongue),
        notes=[_note(note, known, read.ids) for note in ordered],
        text=searchable("\n".join(_texts(document, body))),
        correction=dict(document.correction),
        lineage=dict(document.lineage),
        passages=tuple(_passages(body, document, beside)),
        images=tuple(dict.fromkeys(PurePosixPath(image.get("src", "")).stem for image in body.iter("img"))),
    )


def numbers(document: Document) -> dict[str, int]:
    """Return the number of each note that there is: first call, first number; those that nothing calls come last."""
    notes = [note.key for note in document.notes]
    called = [key for key in footnotes.numbers(document.body) if key in notes]
    return {key: n for n, key in enumerate(dict.fromkeys([*called, *notes]), start=1)}


def _reading(
    body: etree._Element, document: Document, marks: calls.Calls
) -> tuple[list[dict[str, Any]], str]:
    """Return the contents list and the HTML of the body."""
    parts = [deepcopy(block) for block in body]
    for block, ids in zip(parts, passages.anchors(document.body, document.lineage), strict=True):
        blocks.anchor(block, ids)
    lines = blocks.contents(parts)
    return lines, "\n".join(_dressed(parts, document, marks))


def _passages(
    body: etree._Element, document: Document, marks: calls.Calls
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each passage with its ids, as the parallel page prints it."""
    parts = [deepcopy(block) for block in body]
    for block, html in zip(body, _dressed(parts, document, marks), strict=True):
        yield tuple(passages.ids(block)), html


def _dressed(parts: list[etree._Element], document: Document, marks: calls.Calls) -> Iterator[str]:
    """Return the HTML of the blocks."""
    tables, dressed = 0, []
    for block in parts:
        block.tail = None
        whole = block
        latin.mark(block, document.language)
        if block.tag == "table":
            tables += 1
            columns.mark(block)
            whole = blocks.framed(block, tables, marks.tongue)
        calls.dress(whole, marks)
        blocks.decorate(whole, document.pictures)
        dressed.append(whole)
    blocks.hasten(dressed, _above(document))
    return map(markup.outer, dressed)


def _above(document: Document) -> str:
    """Return the text that stands between the title and the body."""
    notice = document.series.notice.text if document.series else ""
    return markup.text(notice + document.abstract) if notice or document.abstract else ""


def _note(note: Note, numbers: Mapping[str, int], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "key": note.key,
        "number": numbers[note.key],
        "html": note.html,
        "language": note.language,
        "kind": note.kind,
        "calls": ids.get(note.key, []),
    }


def head(document: Document) -> dict[str, Any]:
    """Return what is printed around the text, as JSON values; a text is [text, language]."""
    series = document.series
    names = (
        "name",
        "number",
        "genre",
        "publisher",
        "place",
        "partners",
        "notice_title",
        "notice",
        "disclaimer",
    )
    return {
        "translators": [person(each) for each in document.translators],
        "series": series and {"issn": series.issn, **{name: _pair(getattr(series, name)) for name in names}},
        "licence": document.licence,
        "original_language": document.original_language,
        "translated_from": "" if document.is_original else document.translated_from,
    }


def person(printed: Person) -> dict[str, Any]:
    """Return a person as printed, as JSON values."""
    names = ("name", "family", "given", "affiliation", "position", "note")
    return {"id": printed.id, **{name: _pair(getattr(printed, name)) for name in names}}


def _pair(text: Text) -> list[str]:
    return [text.text, text.language]


def _description(document: Document, body: etree._Element) -> str:
    """Return the beginning of the abstract, else of the text."""
    first = next((markup.text(block) for block in body if block.tag == "p"), "")
    text = markup.line(markup.text(document.abstract) if document.abstract else first)
    return markup.shortened(text, DESCRIPTION_LENGTH)


def _texts(document: Document, body: etree._Element) -> Iterator[str]:
    """Yield all that is searched: title, authors, abstract, body, notes."""
    yield from (document.title, document.subtitle)
    for person in document.authors:
        yield person.name.text
        if person.given:
            # A Japanese name is typed without the space that it is printed with.
            yield person.family.text + person.given.text
    yield markup.text(document.abstract)
    yield markup.text(body)
    yield from (markup.text(note.html) for note in document.notes)


def absolute(html: str, page: str, site: str) -> str:
    """Return reading HTML whose links and pictures work elsewhere: anchors lead to `page`, pictures to `site`.

    Of a picture only its own address is kept: how wide it stands elsewhere nobody here knows.
    """
    html = _COPIES.sub(r"\1", html)
    return _PICTURE.sub(lambda found: found[0] + site, _ANCHOR.sub(lambda found: found[0] + page, html))
