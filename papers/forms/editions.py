"""The forms of an edition and of its notes: what an editor types, checked before anything is written."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from papers import document, markup, revisions
from papers.document import Document, Note
from papers.forms.seen import SeenForm
from papers.forms.texts import text_field
from papers.metadata import own_name
from papers.models import Footnote, Translation, Translatorship
from papers.widgets import BodyEditor, NotesEditor, ParagraphEditor

NOTES_LIMIT = 1000
# What an edition has beside its text: in no Revision, so each is guarded by itself.
BESIDE = ("doi", "state")
_TO_A_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


class NotesField(forms.JSONField):
    """The notes of the form: a list of objects with key, kind, language, html, and what they were when read."""

    widget = NotesEditor

    def clean(self, value: Any) -> list[dict[str, Any]]:
        notes = super().clean(value) or []
        if not isinstance(notes, list) or len(notes) > NOTES_LIMIT or not all(map(_is_note, notes)):
            raise ValidationError(_("The notes cannot be read."))
        return notes


def _is_note(value: Any) -> bool:
    kinds = {kind for kind, _label in Footnote._meta.get_field("kind").choices or ()}
    return (
        isinstance(value, dict)
        and isinstance(value.get("key"), str)
        and bool(markup.KEY.fullmatch(value["key"]))
        and value.get("kind") in kinds
        and value.get("language") in dict(settings.LANGUAGES)
        and isinstance(value.get("html"), str | None)
        and _is_former(value.get("was"))
    )


def _is_former(value: Any) -> bool:
    """Return whether the value says what a note was when it was read: nothing for a new one."""
    return value is None or (
        isinstance(value, dict)
        and isinstance(value.get("kind"), str)
        and isinstance(value.get("language"), str)
        and isinstance(value.get("html"), str | None)
    )


@dataclass(frozen=True)
class Meanwhile:
    """What became of a text since revision `begun`, on which a form was opened: what is stored now, who changed what."""

    stored: Translation
    begun: int
    changes: list[revisions.Change]
    moved: bool


class TranslationForm(SeenForm):
    """One edition; `revision` is the number that it was read with, `over` the newer one it may replace knowingly.

    A stale form says in `meanwhile` what others saved and who changed what. Its translators are no part of the text,
    and are what it has `seen`.
    """

    notes = NotesField(label=_("Notes"), required=False)
    revision = forms.IntegerField(label="", widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, label=_("Save over the newer text"), widget=forms.HiddenInput)

    class Meta:
        model = Translation
        fields = (
            "title",
            "subtitle",
            "abstract",
            "body",
            "printed_date",
            "translated_from",
            "doi",
            "state",
        )
        widgets = {"body": BodyEditor, "abstract": ParagraphEditor}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.meanwhile: Meanwhile | None = None
        choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES if code != row.language]
        self.fields["translated_from"] = forms.ChoiceField(
            choices=[("", "—"), *choices], required=False, label=self.fields["translated_from"].label
        )
        for name in BESIDE:
            self.fields[name].show_hidden_initial = True
        self.initial["revision"] = row.revision
        self.initial["notes"] = [_as_read(note) for note in revisions.book(row)]
        for name in ("abstract", "body", "notes"):
            self.fields[name].widget.language = row.language
            self.fields[name].widget.label = self.fields[name].label
        self.fields["body"].widget.paper = str(row.paper_id)
        for name in ("title", "subtitle"):
            self.fields[name].widget.attrs |= {"lang": row.language, "class": "vTextField"}
        self.fields["title"].help_text = _("A draft may do without one; publishing waits for it.")

    def clean_doi(self) -> str:
        """Return the DOI without the address that leads to it; refuse what is none."""
        written = markup.line(self.cleaned_data["doi"])
        doi = _TO_A_DOI.sub("", written)
        if doi and not _DOI.fullmatch(doi):
            raise ValidationError(_("“%s” is no DOI: one begins with “10.”, such as 10.1234/abc.") % written)
        return doi

    def read(self) -> list[Any]:
        credits = self.instance.translatorships.select_related("author") if self.instance.pk else ()
        return list(credits)

    def differences(self) -> list[str]:
        names = ", ".join(f"{row.order}. {row}" for row in self.stored)
        return [f"{capfirst(Translatorship._meta.verbose_name_plural)}: {names or '—'}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = Translation.objects.select_related("paper").get(pk=self.instance.pk)
        knowingly = cleaned.get("over") == stored.revision
        is_newer = cleaned.get("revision") not in (stored.revision, None)
        notes = revisions.stale_notes(stored, self.changed_notes(), self.notes_seen())
        if (is_newer or notes) and not knowingly:
            self.meanwhile = self._compare(stored)
            raise ValidationError(
                _(
                    "Someone saved this text after you opened it. Nothing is lost: what you typed stands in the "
                    "form, and it is shown who changed what."
                ),
                code="stale",
            )
        self._refuse_unseen(stored)
        return cleaned

    def _refuse_unseen(self, stored: Translation) -> None:
        """Name what both changed beside the text; saving again replaces it, now that it has been seen."""
        for name in set(BESIDE) & set(self.changed_data):
            now, seen = getattr(stored, name), f"initial-{self.add_prefix(name)}"
            if self.data.get(seen, now) == now or self.cleaned_data.get(name) == now:
                continue
            self.data = self.data.copy()
            self.data[seen] = now
            shown = dict(self.fields[name].choices).get(now, now) if name == "state" else now
            sentence = _(
                "Someone changed this after you opened it; it reads “%s” now. Save again to replace it."
            )
            self.add_error(name, ValidationError(sentence % (shown or "—"), code="stale"))

    def _compare(self, stored: Translation) -> Meanwhile:
        """Compare what was typed and what is stored with the text they began from; the form keeps what was typed."""
        begun, base = self._begun_from(stored)
        theirs = revisions.working_copy(stored)
        book = tuple(Note(n.key, n.kind, n.language, n.html) for n in revisions.book(stored) if n.html)
        mine = revisions.settled(stored, self.typed(), base)
        refused = {name: getattr(base, name) for name in self.errors if hasattr(base, name)}
        changes = revisions.compare_three(
            replace(base, notes=self._notes_as_read()),
            replace(theirs, notes=book),
            replace(mine, **{**refused, "notes": tuple(note for note in mine.notes if note.html)}),
        )
        self._show_again(stored, begun, mine)
        return Meanwhile(stored, begun, changes, revisions.moved(base, theirs))

    def _begun_from(self, stored: Translation) -> tuple[int, Document]:
        """Return the revision that the form was opened on, or the newer one whose comparison was seen, and its text."""
        number = self.cleaned_data.get("over") or self.cleaned_data.get("revision")
        row = stored.revisions.filter(number=number).first()
        if row:
            return row.number, document.read(row.document)
        return 0, Document(language=stored.language, original_language=stored.paper.original_language)

    def _show_again(self, stored: Translation, begun: int, mine: Document) -> None:
        """Let the form show what was typed, each block with an id by which the page finds it.

        Notes that others alone changed read as they do now: saving would not write them.
        """
        self.data = self.data.copy()
        self.data["revision"] = str(begun)
        if "body" in self.cleaned_data:
            self.data["body"] = mine.body
        if "notes" in self.cleaned_data:
            self.data["notes"] = json.dumps(self._notes_up_to_date(stored), ensure_ascii=False)

    def _notes_as_read(self) -> tuple[Note, ...]:
        """Return the notes as they read when the form was opened, those without a text left out."""
        former = (
            (note["key"], note["was"]) for note in self.cleaned_data.get("notes", ()) if note.get("was")
        )
        read = (_note({"key": key, **was}) for key, was in former)
        return tuple(note for note in read if note.html)

    def _notes_up_to_date(self, stored: Translation) -> list[dict[str, Any]]:
        """Return the notes that were typed, and the others as they read now."""
        now = {note.key: _as_read(note) for note in revisions.book(stored)}
        typed = self.cleaned_data["notes"]
        kept = [note if _is_changed(note) else now.get(note["key"], note) for note in typed]
        keys = {note["key"] for note in typed}
        return [*kept, *(note for key, note in now.items() if key not in keys)]

    def typed(self) -> Document:
        """Return what was typed as a document, with all notes as they read in the form."""
        values, row = self.cleaned_data, self.instance
        return Document(
            language=row.language,
            original_language=row.paper.original_language,
            title=values.get("title", ""),
            subtitle=values.get("subtitle", ""),
            abstract=values.get("abstract", ""),
            body=values.get("body", ""),
            notes=tuple(map(_note, values.get("notes", ()))),
            printed_date=values.get("printed_date"),
            translated_from=values.get("translated_from", ""),
        )

    def changed_notes(self) -> tuple[Note, ...]:
        """Return the notes that the editor changed, and the new ones that have a text."""
        return tuple(_note(note) for note in self.cleaned_data.get("notes", ()) if _is_changed(note))

    def notes_seen(self) -> dict[tuple[str, str], str | None]:
        """Return what each note read when the form was opened; all there is now when it is saved over knowingly."""
        if self.cleaned_data.get("over"):
            return {(note.key, note.language): note.html for note in revisions.book(self.instance)}
        return {
            (note["key"], note["was"]["language"]): note["was"]["html"]
            for note in self.cleaned_data.get("notes", ())
            if note.get("was")
        }

    def columns(self) -> dict[str, Any]:
        """Return what the editor changed beside the text."""
        return {name: self.cleaned_data[name] for name in BESIDE if name in self.changed_data}

    def number(self) -> int:
        """Return the revision that the text replaces: the one it was read with, or the newer one it may replace."""
        return self.cleaned_data.get("over") or self.cleaned_data["revision"]


def _as_read(note: revisions.NoteInBook) -> dict[str, Any]:
    """Return a note as the form holds it, with what it reads now."""
    read = {"kind": note.kind, "language": note.language, "html": note.html}
    return {"key": note.key, **read, "html": note.html or "", "was": read}


def _note(note: dict[str, Any]) -> Note:
    return Note(note["key"], note["kind"], note["language"], markup.clean_note(note["html"] or ""))


def _is_changed(note: dict[str, Any]) -> bool:
    was = note.get("was") or {}
    now = _note(note)
    before = (was.get("kind"), was.get("language"), was.get("html") or "")
    return (now.kind, now.language, now.html) != before and bool(now.html or was.get("html"))


class NewTranslationForm(forms.ModelForm):
    """A further language of a paper: an empty edition, to be written or imported."""

    class Meta:
        model = Translation
        fields = ("paper", "language", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        self.fields["language"] = forms.ChoiceField(choices=choices, label=self.fields["language"].label)


class NoteForm(forms.ModelForm):
    """A note by itself: its kind, and its text in each language."""

    data: Any

    class Meta:
        model = Footnote
        fields = ("kind",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {text.language: text.text for text in self.instance.texts.all()}
        for code, name in settings.LANGUAGES:
            field = forms.CharField(required=False, widget=ParagraphEditor, label=_("Text (%s)") % name)
            field.widget.language, field.widget.label = code, field.label
            field.show_hidden_initial = True  # what it read when the page was opened comes back beside it
            self.fields[text_field(code)] = field
            self.initial[text_field(code)] = texts.get(code, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for code, typed in self.texts().items():
            name = text_field(code)
            stored = self.initial[name]
            if stored not in (typed, self._read(code)):
                self.add_error(name, _("Someone changed this text meanwhile; it now reads: %s") % stored)
                self.add_error(name, _("Your text stands here; saving it again replaces the other."))
                self.data = self.data.copy()
                self.data[self[name].html_initial_name] = stored
        return cleaned

    def texts(self) -> dict[str, str]:
        """Return the texts, per language, that were changed on the page."""
        typed = {
            code: markup.clean_note(self.cleaned_data[text_field(code)]) for code, _n in settings.LANGUAGES
        }
        return {code: text for code, text in typed.items() if text != self._read(code)}

    def _read(self, code: str) -> str:
        """Return what the text read when the page was opened."""
        return markup.clean_note(self.data.get(self[text_field(code)].html_initial_name, ""))
