"""Rows for tests, each factory naming only what a test does not care about."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import Any

from papers import publishing, revisions, sources
from papers.document import Document, Note
from papers.models import (
    Author,
    Authorship,
    Paper,
    Revision,
    Series,
    Stamp,
    Tag,
    Translation,
    Version,
    VersionCitation,
)
from references.models import Reference

_numbers = count(1)


def make_series(slug: str = "", **labels: Any) -> Series:
    names = {"name_en": "Allies and Partners", "name_ja": "同盟国とパートナー"}
    extra = {"number_label_en": "Vol. {}", "number_label_ja": "第{}号", "genre_en": "Policy Paper"}
    return Series.objects.create(slug=slug or f"series-{next(_numbers)}", **{**names, **extra, **labels})


def make_author(slug: str = "", **labels: Any) -> Author:
    names = {
        "family_name_en": "Mihon",
        "given_name_en": "Hanako",
        "family_name_ja": "見本",
        "given_name_ja": "花子",
    }
    return Author.objects.create(slug=slug or f"author-{next(_numbers)}", **{**names, **labels})


def make_tag(slug: str, **labels: Any) -> Tag:
    return Tag.objects.create(slug=slug, **{"name_en": slug.title(), "name_ja": f"{slug}（主題）", **labels})


def make_paper(
    slug: str = "",
    *,
    authors: Sequence[Author] | None = None,
    tags: Sequence[Tag] = (),
    original_language: str = "en",
    **fields: Any,
) -> Paper:
    paper = Paper.objects.create(
        slug=slug or f"paper-{next(_numbers)}", original_language=original_language, **fields
    )
    for order, author in enumerate([make_author()] if authors is None else authors, start=1):
        Authorship.objects.create(paper=paper, author=author, order=order, affiliation_en="Sample University")
    if tags:
        paper.tags.add(*tags)
    return paper


def make_translation(paper: Paper | None = None, language: str = "en", **text: Any) -> Translation:
    """Return a saved draft; `text` are fields of a Document, `notes` a mapping of key to HTML."""
    paper = paper or make_paper(original_language=language)
    translation = Translation.objects.create(paper=paper, language=language)
    save(translation, **text)
    return translation


def save(translation: Translation, **text: Any) -> Revision:
    """Save new text over a Translation, as its form would."""
    translation.refresh_from_db()
    language = translation.language
    texts = text.pop("notes", {})
    notes = tuple(
        html if isinstance(html, Note) else Note(key=key, kind="author", language=language, html=html)
        for key, html in texts.items()
    )
    defaults: dict[str, Any] = {
        "title": f"Title in {language}",
        "body": f'<p data-passage="a1">Text in {language}.</p>',
        "printed_date": date(2025, 6, 27),
        "translated_from": "" if translation.is_original else translation.paper.original_language,
    }
    document = Document(
        language=language,
        original_language=translation.paper.original_language,
        notes=notes,
        **{**defaults, **text},
    )
    return revisions.save(translation, document, origin=Revision.FORM)


def make_edition(
    paper: Paper | None = None, language: str = "en", *, at: datetime | None = None, **text: Any
) -> Version:
    """Return a Version, live now or scheduled at the instant."""
    translation = make_translation(paper, language, **text)
    return publishing.publish([translation], at=at)[0]


def make_reference(key: str = "", **item: Any) -> Reference:
    """Return a work of the library; `item` are its CSL variables, with "_" for "-"."""
    variables = {name.replace("_", "-"): value for name, value in item.items()}
    defaults = {"type": "book", "title": f"Title of {key}", "language": "en"}
    return Reference.objects.create(key=key or f"work-{next(_numbers)}", item={**defaults, **variables})


def cite(version: Version, note: str, reference: Reference, **fields: Any) -> VersionCitation:
    """Let a note of a published text cite a work, instead of what was read in it."""
    place = {"version": version, "note": note, "order": fields.pop("order", 1)}
    defaults = {"language": version.language, "passage": "p-a1", **fields, "reference": reference}
    row, _new = VersionCitation.objects.update_or_create(**place, defaults=defaults)
    sources.follow([version.pk])
    Stamp.touch()
    return row
