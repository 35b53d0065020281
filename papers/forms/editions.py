"""The forms of an edition and of its notes: what an editor types, checked before anything is written."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from papers import markup, revisions
from papers.document import Document, Note
from papers.forms.texts import text_field
from papers.metadata import own_name
from papers.models import Footnote, Translation
from papers.widgets import BodyEditor, NotesEditor, ParagraphEditor

NOTES_LIMIT = 1000


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
        and isinstance(value.get("was", None), dict | None)
    )


class TranslationForm(forms.ModelForm):
    """One edition; `revision` is the number that it was read with, `over` the newer one it may replace knowingly."""

    notes = NotesField(label=_("Notes"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
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
        self.newer: Translation | None = None
        choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES if code != row.language]
        self.fields["translated_from"] = forms.ChoiceField(
            choices=[("", "—"), *choices], required=False, label=self.fields["translated_from"].label
        )
        self.initial["revision"] = row.revision
        self.initial["notes"] = [
            {
                "key": note.key,
                "kind": note.kind,
                "language": note.language,
                "html": note.html or "",
                "was": {"kind": note.kind, "language": note.language, "html": note.html},
            }
            for note in revisions.book(row)
        ]
        for name in ("abstract", "body", "notes"):
            self.fields[name].widget.language = row.language
            self.fields[name].widget.label = self.fields[name].label
        self.fields["body"].widget.paper = str(row.paper_id)
        for name in ("title", "subtitle"):
            self.fields[name].widget.attrs |= {"lang": row.language, "class": "vTextField"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = Translation.objects.select_related("paper").get(pk=self.instance.pk)
        knowingly = cleaned.get("over") == stored.revision
        is_newer = cleaned.get("revision") not in (stored.revision, None)
        notes = revisions.stale_notes(stored, self.changed_notes(), self.seen())
        if (is_newer or notes) and not knowingly:
            self.newer = stored
            raise ValidationError(
                _(
                    "Someone saved this text after you opened it. Nothing is lost: your text stands below, "
                    "and both are shown side by side."
                ),
                code="stale",
            )
        return cleaned

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

    def seen(self) -> dict[tuple[str, str], str | None]:
        """Return what each note read when the form was opened; all there is now when it is saved over knowingly."""
        if self.cleaned_data.get("over"):
            return {(note.key, note.language): note.html for note in revisions.book(self.instance)}
        return {
            (note["key"], note["was"]["language"]): note["was"]["html"]
            for note in self.cleaned_data.get("notes", ())
            if note.get("was")
        }

    def columns(self) -> dict[str, Any]:
        """Return what is saved beside the text."""
        return {name: self.cleaned_data[name] for name in ("doi", "state")}

    def number(self) -> int:
        """Return the revision that the text replaces: the one it was read with, or the newer one it may replace."""
        return self.cleaned_data.get("over") or self.cleaned_data["revision"]


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
