"""Saving: one conditional UPDATE, a Revision for every edition whose text it changes, nothing overwritten unseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from papers import document, markup, passages
from papers.document import Document, Note
from papers.models import Footnote, NoteText, Paper, Revision, Translation
from papers.revisions.reading import last, working_copy
from papers.revisions.sources import former, ids_ever, remember_sources

# (key, language) → the HTML that a note had when it was read.
Seen = Mapping[tuple[str, str], str | None]


class StaleError(Exception):
    """Someone saved this text, or a note of it, after it was read; nothing was written."""


def save(
    translation: Translation, text: Document, *, origin: str, by: Any = None, seen: Seen | None = None
) -> Revision:
    """Store the document as the working copy and as a new Revision, in one transaction.

    The one UPDATE goes through only while the row still has the revision number that `translation` was read with.
    Of the notes only those are written that differ from what was `seen` (by default: from the last Revision), and
    only while they still read so. Otherwise StaleError is raised and nothing is written. Other editions that show
    a note which changed get a Revision too.
    """
    text = cleaned(text)
    with transaction.atomic():
        hold(translation.paper_id)
        if seen is None:
            before = last(translation)
            seen = {(note.key, note.language): note.html for note in (before.notes if before else ())}
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
        _store_notes(translation, text.notes, seen)
        translation.refresh_from_db()
        revision = _record(translation, origin, by)
        _record_others(translation.paper, translation.pk, by)
        return revision


def edit(
    translation: Translation, typed: Document, *, seen: Seen, columns: Mapping[str, Any], by: Any = None
) -> Revision | None:
    """Save what an editor typed; return the new Revision, None when no word of the text changed.

    `typed.notes` are the notes that the editor changed, `seen` what they read before. Blocks get the passage ids that
    belong on them. `columns` are written beside the text (DOI, editorial state). Raises StaleError as `save` does.
    """
    with transaction.atomic():
        hold(translation.paper_id)
        before = working_copy(translation)
        text = settled(translation, typed, before)
        stands = Translation.objects.filter(pk=translation.pk, revision=translation.revision)
        # The number is written as it stands, so that the row is asked for also where nothing else is to be written.
        if not stands.update(revision=F("revision"), **columns):
            raise StaleError(_("“%s” was saved by someone else in the meantime.") % translation)
        if not text.notes and text == replace(before, notes=()):
            return None
        revision = save(translation, text, origin=Revision.FORM, by=by, seen=seen)
        remember_sources(translation, before.body)
        return revision


def settled(translation: Translation, typed: Document, before: Document) -> Document:
    """Return what was typed over the text `before`: every text clean, every block with the ids that belong on it."""
    kept = passages.keep(
        before.body,
        markup.clean(typed.body),
        original=translation.is_original,
        lineage=before.lineage,
        taken=ids_ever(translation.paper),
        former=former(translation),
    )
    return cleaned(replace(typed, body=kept.body, lineage=kept.lineage))


def relink(translation: Translation, lists: Sequence[Sequence[str]], *, by: Any = None) -> Revision | None:
    """Give each block the list of passage ids that an editor says it translates; an empty list makes it one of its own.

    Returns the new Revision, None when nothing changes.
    """
    with transaction.atomic():
        hold(translation.paper_id)
        before = working_copy(translation)
        body = passages.give(passages.relist(before.body, lists), ids_ever(translation.paper))
        if body == before.body:
            return None
        revision = save(translation, replace(before, body=body), origin=Revision.FORM, by=by)
        remember_sources(translation)
        return revision


def change_note(footnote: Footnote, kind: str, texts: Mapping[str, str], *, by: Any = None) -> None:
    """Store kind and texts (per language) of one note; every edition whose text it changes gets a Revision."""
    with transaction.atomic():
        hold(footnote.paper_id)
        Footnote.objects.filter(pk=footnote.pk).update(kind=kind)
        for language, html in texts.items():
            if markup.clean_note(html):
                NoteText.objects.update_or_create(
                    footnote=footnote, language=language, defaults={"text": html}
                )
            else:
                NoteText.objects.filter(footnote=footnote, language=language).delete()
        _record_others(footnote.paper, None, by)


def hold(paper: int) -> Paper:
    """Let whoever changes a text of this paper next wait until the transaction ends; return its row.

    One change waits for another of any edition, for a note may belong to both. Whoever holds a paper asks for it
    before any other row. Publishing refers to it meanwhile, which a lock of its key would hold up.
    """
    return Paper.objects.select_for_update(no_key=True).get(pk=paper)


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


def stale_notes(translation: Translation, notes: Iterable[Note], seen: Seen) -> list[Note]:
    """Return the notes that would overwrite a text that nobody has seen: it reads otherwise than both."""
    texts = _texts(translation.paper)
    found = (
        (note, texts.get((note.key, note.language)), seen.get((note.key, note.language))) for note in notes
    )
    return [
        note
        for note, stored, read in found
        if note.html not in (stored, read) and (stored or None) != (read or None)
    ]


def _texts(paper: Paper) -> dict[tuple[str, str], str]:
    rows = NoteText.objects.filter(footnote__paper=paper)
    return {(key, code): text for key, code, text in rows.values_list("footnote__key", "language", "text")}


def _store_notes(translation: Translation, notes: Iterable[Note], seen: Seen) -> None:
    """Make the notes that are missing and write the texts that differ from what was seen; delete none."""
    if stale := stale_notes(translation, notes, seen):
        keys = ", ".join(note.key for note in stale)
        raise StaleError(_("These notes were changed by someone else in the meantime: %s.") % keys)
    texts, rows = _texts(translation.paper), {row.key: row for row in translation.paper.footnotes.all()}
    for note in notes:
        row = rows.get(note.key) or Footnote.objects.create(
            paper=translation.paper, key=note.key, kind=note.kind
        )
        if row.kind != note.kind:
            Footnote.objects.filter(pk=row.pk).update(kind=note.kind)
        place = (note.key, note.language)
        if note.html not in (texts.get(place), seen.get(place)):
            NoteText.objects.update_or_create(
                footnote=row, language=note.language, defaults={"text": note.html}
            )


def _record(translation: Translation, origin: str, by: Any) -> Revision:
    return Revision.objects.create(
        translation=translation,
        number=translation.revision,
        document=document.write(working_copy(translation)),
        origin=origin,
        by=by,
    )


def _record_others(paper: Paper, saved: int | None, by: Any) -> None:
    """Give a Revision to each other edition whose notes read otherwise than in its last one."""
    for other in paper.translations.exclude(pk=saved).exclude(revision=0).select_related("paper"):
        before = last(other)
        if before and before.notes != working_copy(other).notes:
            Translation.objects.filter(pk=other.pk).update(
                revision=F("revision") + 1, updated_at=timezone.now()
            )
            other.refresh_from_db()
            _record(other, Revision.NOTE, by)
