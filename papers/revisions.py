"""Saved states of a Translation: reading the working copy as a document, and saving one without losing another's."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from papers import document, footnotes, markup
from papers.document import Document, Note
from papers.models import Footnote, NoteText, Revision, Translation


class StaleError(Exception):
    """Someone saved this text after it was read; nothing was written."""


def working_copy(translation: Translation) -> Document:
    """Return the text as it stands: the fields of the Translation and the notes it calls, as shown."""
    return Document(
        language=translation.language,
        original_language=translation.paper.original_language,
        title=translation.title,
        subtitle=translation.subtitle,
        abstract=translation.abstract,
        body=translation.body,
        notes=tuple(shown_notes(translation)),
        printed_date=translation.printed_date,
        translated_from=translation.translated_from,
        lineage=translation.lineage,
    )


def shown_notes(translation: Translation) -> Iterable[Note]:
    """Yield the called notes in order of their first call, each in the language it is shown in.

    That is this language's text, else the original's, else the only one (design: Footnote).
    """
    rows = translation.paper.footnotes.prefetch_related("texts")
    notes = {note.key: note for note in rows}
    for key in footnotes.numbers(translation.body):
        if key in notes and (text := shown_text(notes[key], translation)):
            yield Note(key=key, kind=notes[key].kind, language=text.language, html=text.text)


def shown_text(note: Footnote, translation: Translation) -> NoteText | None:
    """Return the text a note is shown with in this edition; None when no rule gives one."""
    texts = {text.language: text for text in note.texts.all() if text.text}
    only = next(iter(texts.values())) if len(texts) == 1 else None
    return texts.get(translation.language) or texts.get(translation.paper.original_language) or only


def save(translation: Translation, text: Document, *, origin: str, by: Any = None) -> Revision:
    """Store the document as the working copy and as a new Revision, in one transaction.

    The one UPDATE goes through only while the row still has the revision number that `translation` was read with;
    otherwise StaleError is raised and nothing is written.
    """
    text = cleaned(text)
    with transaction.atomic():
        saved = Translation.objects.filter(pk=translation.pk, revision=translation.revision).update(
            title=text.title,
            subtitle=text.subtitle,
            abstract=text.abstract,
            body=text.body,
            printed_date=text.printed_date,
            translated_from=text.translated_from,
            lineage=dict(text.lineage),
            revision=F("revision") + 1,
            updated_at=timezone.now(),
        )
        if not saved:
            raise StaleError(_("“%s” was saved by someone else in the meantime.") % translation)
        store_notes(translation, text.notes)
        translation.refresh_from_db()
        return Revision.objects.create(
            translation=translation,
            number=translation.revision,
            document=document.write(working_copy(translation)),
            origin=origin,
            by=by,
        )


def cleaned(text: Document) -> Document:
    """Return the document with every text through the one sanitiser."""
    return replace(
        text,
        title=markup.line(text.title),
        subtitle=markup.line(text.subtitle),
        abstract=markup.clean_note(text.abstract),
        body=markup.clean(text.body),
        notes=tuple(replace(note, html=markup.clean_note(note.html)) for note in text.notes),
    )


def store_notes(translation: Translation, notes: Iterable[Note]) -> None:
    """Make the notes that are missing and write the texts that differ; delete none."""
    rows = {note.key: note for note in translation.paper.footnotes.prefetch_related("texts")}
    for note in notes:
        row = rows.get(note.key) or Footnote.objects.create(
            paper=translation.paper, key=note.key, kind=note.kind
        )
        if row.kind != note.kind:
            Footnote.objects.filter(pk=row.pk).update(kind=note.kind)
        texts = {text.language: text.text for text in row.texts.all()}
        if texts.get(note.language) != note.html:
            NoteText.objects.update_or_create(
                footnote=row, language=note.language, defaults={"text": note.html}
            )
