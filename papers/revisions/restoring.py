"""Restoring: an earlier Revision becomes the newest, in its own language only."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from papers import document, passages
from papers.document import Document
from papers.models import NoteText, Revision, Translation
from papers.revisions.reading import working_copy
from papers.revisions.saving import save
from papers.revisions.sources import remember_sources


def restore(translation: Translation, number: int, *, by: Any = None) -> Revision:
    """Save the text of Revision `number` as a new one, and return it; raise StaleError as saving does.

    Notes that are missing are made again, none is deleted; texts in another language stay as they are. The ids of
    passages come back with their text: none of them was ever given to another.
    """
    with transaction.atomic():
        row = translation.revisions.get(number=number)
        before = working_copy(translation)
        old = document.read(row.document)
        text = replace(old, notes=_own_notes(translation, old), lineage=_lineage(before, old))
        revision = save(translation, text, origin=Revision.RESTORE, by=by, seen=_stored(translation))
        remember_sources(translation, before.body)
        return revision


def _own_notes(translation: Translation, old: Document) -> tuple[Any, ...]:
    """Return the old notes in this language, and those in another that have no text there any more."""
    there = set(_stored(translation))
    return tuple(
        note
        for note in old.notes
        if note.language == translation.language or (note.key, note.language) not in there
    )


def _stored(translation: Translation) -> dict[tuple[str, str], str]:
    rows = NoteText.objects.filter(footnote__paper=translation.paper)
    return {(key, code): text for key, code, text in rows.values_list("footnote__key", "language", "text")}


def _lineage(before: Document, old: Document) -> dict[str, str]:
    """Return where ids went, without those that stand in the text again."""
    stand = {identity for listed in passages.every(old.body) for identity in listed}
    return {name: to for name, to in {**before.lineage, **old.lineage}.items() if name not in stand}
