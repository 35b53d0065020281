"""Printings → JATS (NISO Z39.96, archiving tag set 1.1): the original as article, each translation as its sub-article."""

from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from papers import markup
from papers.document import Person, Text
from papers.exporting.jats_refs import references
from papers.exporting.jats_text import XLINK, XML, Writer, sub
from papers.exporting.printing import Printing
from papers.rendering.endnotes import kind_label

VERSION = "1.1"
DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.1 20151215//EN" '
    '"JATS-archivearticle1.dtd">'
)


def write(editions: Sequence[Printing]) -> bytes:
    """Return the editions of a paper as one article; the original stands first when it is among them."""
    first, *others = sorted(editions, key=lambda edition: not edition.document.is_original)
    root = etree.Element("article", nsmap={"xlink": XLINK[1:-1]})
    root.set("article-type", "report")
    root.set("dtd-version", VERSION)
    root.set(f"{XML}lang", first.language)
    with translation.override(first.tongue.words):
        front = sub(root, "front")
        _series(front, first)
        _meta(sub(front, "article-meta"), first, others)
        _rest(root, first)
    for other in others:
        with translation.override(other.tongue.words):
            _translation(root, other)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype=DOCTYPE)


def _translation(root: etree._Element, edition: Printing) -> None:
    kind = "original" if edition.document.is_original else "translation"
    made = sub(root, "sub-article", {"article-type": kind, "id": f"{edition.language}-edition"})
    made.set(f"{XML}lang", edition.language)
    _meta(sub(made, "front-stub"), edition, ())
    _rest(made, edition)


# -- front -----------------------------------------------------------------------------------


def _series(front: etree._Element, edition: Printing) -> None:
    """Add what JATS calls the journal: the series, its ISSN and publisher."""
    made, series = sub(front, "journal-meta"), edition.document.series
    if not series:
        return
    if series.name:
        _said(sub(sub(made, "journal-title-group"), "journal-title"), series.name, edition)
    if series.issn:
        sub(made, "issn", {}, series.issn)
    if series.publisher:
        publisher = sub(made, "publisher")
        sub(publisher, "publisher-name", {}, series.publisher.text)
        if series.place:
            sub(publisher, "publisher-loc", {}, series.place.text)


def _said(element: etree._Element, text: Text, edition: Printing) -> None:
    element.text = text.text
    if text.language and text.language != edition.language:
        element.set(f"{XML}lang", text.language)


def _meta(meta: etree._Element, edition: Printing, others: Sequence[Printing]) -> None:
    frozen = edition.document
    sub(meta, "article-id", {"pub-id-type": "publisher-id"}, f"{edition.slug}-{edition.language}")
    if frozen.series and frozen.series.genre:
        group = sub(sub(meta, "article-categories"), "subj-group", {"subj-group-type": "heading"})
        sub(group, "subject", {}, frozen.series.genre.text)
    _titles(meta, edition, others)
    _people(meta, edition)
    if edition.retraction:
        said = _("This paper was retracted on %(day)s.") % {"day": edition.retraction.day}
        note = sub(sub(meta, "author-notes"), "fn", {"fn-type": "retraction"})
        sub(note, "p", {}, f"{said} {edition.retraction.reason.text}".strip())
    if frozen.printed_date:
        day = frozen.printed_date
        date = sub(meta, "pub-date", {"date-type": "pub", "iso-8601-date": day.isoformat()})
        for name, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            sub(date, name, {}, str(value))
    if frozen.volume:
        sub(meta, "volume", {}, frozen.volume)
    if frozen.licence:
        sub(sub(sub(meta, "permissions"), "license"), "license-p", {}, frozen.licence)
    sub(meta, "self-uri", {f"{XLINK}href": edition.url})
    _abstracts(meta, edition, others)
    if edition.keywords:
        group = sub(meta, "kwd-group", {f"{XML}lang": edition.language})
        for word in edition.keywords:
            sub(group, "kwd", {}, word)
    # This tag set has no element of its own for the version of an article.
    own = sub(sub(meta, "custom-meta-group"), "custom-meta")
    sub(own, "meta-name", {}, "version")
    sub(own, "meta-value", {}, str(edition.number))


def _titles(meta: etree._Element, edition: Printing, others: Sequence[Printing]) -> None:
    group = sub(meta, "title-group")
    sub(group, "article-title", {}, edition.document.title)
    if edition.document.subtitle:
        sub(group, "subtitle", {}, edition.document.subtitle)
    for other in others:
        there = sub(group, "trans-title-group", {f"{XML}lang": other.language})
        sub(there, "trans-title", {}, other.document.title)
        if other.document.subtitle:
            sub(there, "trans-subtitle", {}, other.document.subtitle)


def _people(meta: etree._Element, edition: Printing) -> None:
    for kind, people in (
        ("author", edition.document.authors),
        ("translator", edition.document.translators),
    ):
        if people:
            group = sub(meta, "contrib-group")
            for person in people:
                _person(sub(group, "contrib", {"contrib-type": kind}), person, edition)


def _person(contrib: etree._Element, person: Person, edition: Printing) -> None:
    if person.given:
        style = "eastern" if person.name.text.startswith(person.family.text) else "western"
        name = sub(contrib, "name", {"name-style": style})
        if person.name.language and person.name.language != edition.language:
            name.set(f"{XML}lang", person.name.language)
        sub(name, "surname", {}, person.family.text)
        sub(name, "given-names", {}, person.given.text)
    else:
        sub(contrib, "collab", {}, person.name.text)
    if person.position:
        _said(sub(contrib, "role"), person.position, edition)
    if person.affiliation:
        _said(sub(contrib, "aff"), person.affiliation, edition)


def _abstracts(meta: etree._Element, edition: Printing, others: Sequence[Printing]) -> None:
    for name, each in (("abstract", edition), *(("trans-abstract", other) for other in others)):
        if each.document.abstract:
            made = sub(meta, name)
            if name == "trans-abstract":
                made.set(f"{XML}lang", each.language)
            Writer(each).blocks(made, markup.parse(each.document.abstract))


# -- body and back ---------------------------------------------------------------------------


def _rest(parent: etree._Element, edition: Printing) -> None:
    Writer(edition).body(sub(parent, "body"), edition.document.body)
    back = sub(parent, "back")
    if edition.document.notes:
        group = sub(back, "fn-group")
        for made in _notes(edition):
            group.append(made)
    references(back, edition)
    if not len(back):
        parent.remove(back)


def _notes(edition: Printing) -> Iterator[etree._Element]:
    """Yield the notes in the order of their numbers, each with its number as label."""
    for note in sorted(edition.document.notes, key=lambda note: edition.numbers[note.key]):
        made = etree.Element("fn", {"id": f"{edition.language}-fn-{note.key}"})
        if note.kind != "author":
            made.set("fn-type", note.kind)
        if note.language != edition.language:
            made.set(f"{XML}lang", note.language)
        sub(made, "label", {}, str(edition.numbers[note.key]))
        Writer(edition).blocks(made, markup.parse(note.html or "<p></p>"))
        label = kind_label(note.kind)
        if label and not markup.text(note.html).casefold().startswith(label.casefold()):
            first = made.find("p")
            if first is not None:
                first.text = f"{label} {first.text or ''}"
        yield made
