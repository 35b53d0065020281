"""Reading the working copy: the text of a Translation as a document, with its notes as they are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from papers import document, footnotes
from papers.document import Document, Note
from papers.models import Footnote, NoteText, Translation


@dataclass(frozen=True)
class NoteInBook:
    """A note of the paper as an edition shows it; `html` is None where no rule gives it a text."""

    key: str
    kind: str
    language: str
    html: str | None


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


def last(translation: Translation) -> Document | None:
    """Return the Revision that the row's number names; None before the first save."""
    row = translation.revisions.filter(number=translation.revision).first()
    return document.read(row.document) if row else None


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


def book(translation: Translation) -> Iterator[NoteInBook]:
    """Yield every note of the paper as this edition shows it, called here or not; a translator's of others left out."""
    called = footnotes.numbers(translation.body)
    for note in translation.paper.footnotes.prefetch_related("texts"):
        text = shown_text(note, translation)
        elsewhere = note.kind == Footnote.TRANSLATOR and text and text.language != translation.language
        if note.key in called or not elsewhere:
            yield NoteInBook(
                note.key,
                note.kind,
                text.language if text else translation.language,
                text.text if text else None,
            )
