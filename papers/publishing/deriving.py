"""Deriving: everything that is made from a Version, made or made again."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from papers import citation, document, rendering, sources
from papers.document import Document
from papers.models import (
    Author,
    Image,
    Series,
    Stamp,
    Version,
    VersionAuthor,
    VersionCitation,
    VersionImage,
    VersionPage,
    VersionPassage,
)
from papers.models.paper import volume_key
from papers.publishing import citing

# Versions made again in one transaction: a second or less in which nobody else can write to SQLite.
BATCH = 50
# What is made of a text beside its document.
_EMPTY = {"styled": {}, "own_forms": {}, "leads": {}, "source_lines": "", "works_data": ""}


def derive(version: Version) -> None:
    """Write the reading page, authors and passages of a Version, replacing what was there; call it in a transaction.

    Of an expunged Version only its printed date and volume remain. How other styles cite it stays until it is made
    again, which takes longer than a transaction may (papers.publishing.citing).
    """
    frozen = document.read(version.document)
    VersionPassage.objects.filter(version=version).delete()
    VersionAuthor.objects.filter(version=version).delete()
    VersionImage.objects.filter(version=version).delete()
    if version.is_expunged:
        VersionCitation.objects.filter(version=version).delete()
    page = rendering.page(frozen)
    fields = _page_fields(frozen, page)
    fields["own_forms"] = citation.own_forms(VersionPage(**fields))
    VersionPage.objects.update_or_create(
        version=version, defaults=fields | (_EMPTY if version.is_expunged else {})
    )
    VersionPassage.objects.bulk_create(
        VersionPassage(version=version, order=place, ids=list(ids), html=html)
        for place, (ids, html) in enumerate(page.passages, start=1)
    )
    VersionAuthor.objects.bulk_create(_authors(version, frozen))
    VersionImage.objects.bulk_create(
        VersionImage(version=version, image=image) for image in Image.objects.filter(digest__in=page.images)
    )
    sources.follow([version.pk])


def rebuild(versions: Iterable[Version]) -> Iterator[Version]:
    """Make what is derived of each Version again, one transaction for a batch of them; yield each when it is stored."""
    waiting = iter(versions)
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            for version in batch:
                derive(version)
            # Once a batch, because after each change the lists are made anew for the next reader.
            Stamp.touch()
        citing.keep(version.pk for version in batch)
        sources.keep(version.pk for version in batch)
        yield from batch


def _page_fields(frozen: Document, page: rendering.Page) -> dict[str, object]:
    series = Series.objects.filter(pk=frozen.series.id).first() if frozen.series else None
    return {
        "maker": rendering.MAKER,
        "language": frozen.language,
        "original_language": frozen.original_language,
        "series": series,
        "volume": frozen.volume,
        "volume_key": volume_key(frozen.volume, frozen.printed_date),
        "printed_date": frozen.printed_date,
        "title": page.title,
        "subtitle": page.subtitle,
        "description": page.description,
        "authors": page.authors,
        "head": page.head,
        "contents": page.contents,
        "abstract": page.abstract,
        "body": page.body,
        "endnotes": page.endnotes,
        "notes": page.notes,
        "correction": page.correction,
        "lineage": page.lineage,
        "text": page.text,
    }


def _authors(version: Version, frozen: Document) -> Iterator[VersionAuthor]:
    known = set(
        Author.objects.filter(pk__in=[person.id for person in frozen.authors]).values_list("pk", flat=True)
    )
    for place, person in enumerate(frozen.authors, start=1):
        if person.id in known:
            yield VersionAuthor(
                version=version,
                author_id=person.id,
                order=place,
                name=person.name.text,
                family_name=person.family.text,
                given_name=person.given.text,
                affiliation=person.affiliation.text,
                position=person.position.text,
            )
