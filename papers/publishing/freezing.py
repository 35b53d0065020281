"""Freezing: a Revision and the labels of the moment become the document of a Version."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from papers import document, markup
from papers.document import Document, Person, Picture, SeriesHead, Text
from papers.models import Author, Authorship, Image, Label, Series, Translation


def freeze(translation: Translation, number: int | None = None) -> Document:
    """Return a Revision's text, the last one's by default, with all that is frozen beside it.

    That is authors, translators, series head, pictures, volume and licence.
    """
    text = document.read(translation.revisions.get(number=number or translation.revision).document)
    paper, language = translation.paper, translation.language
    return replace(
        text,
        volume=paper.volume,
        licence=paper.licence,
        authors=tuple(_authors(translation)),
        translators=tuple(
            person_of(credit.author, language)
            for credit in translation.translatorships.select_related("author").order_by("order")
        ),
        series=series_head(paper.series, paper.volume, language) if paper.series else None,
        pictures=_pictures(text.body),
    )


def _text(label: Label) -> Text:
    return Text(label.text, label.language) if label.text else Text()


def _authors(translation: Translation) -> Iterator[Person]:
    rows = translation.paper.authorships.select_related("author").order_by("order")
    for authorship in rows:
        yield person_of(authorship.author, translation.language, authorship)


def person_of(author: Author, language: str, authorship: Authorship | None = None) -> Person:
    """Return an author or translator as printed in the language; with affiliation and note as an author."""
    family = author.label("family_name", language)
    printed = Person(
        id=author.pk,
        family=_text(family),
        given=Text(author.own_label("given_name", family.language), family.language),
        name=Text(author.name(language), family.language),
    )
    if authorship is None:
        return printed
    return replace(
        printed,
        affiliation=_text(authorship.label("affiliation", language)),
        position=_text(authorship.label("position", language)),
        note=_text(authorship.label("note", language)),
    )


def series_head(series: Series, volume: str, language: str) -> SeriesHead:
    """Return what is printed of the series at the head of this volume."""
    names = ("name", "genre", "publisher", "place", "partners", "notice_title", "notice", "disclaimer")
    labels = {name: _text(series.label(name, language)) for name in names}
    return SeriesHead(
        id=series.pk, issn=series.issn, number=_text(series.numbered(volume, language)), **labels
    )


def _pictures(body: str) -> dict[str, Picture]:
    addresses = {image.get("src", "") for image in markup.parse(body).iter("img")}
    digests = {PurePosixPath(address).stem for address in addresses}
    return {
        image.url: Picture(image.width, image.height)
        for image in Image.objects.filter(digest__in=digests).order_by("digest")
    }
