"""The forms of the desk: an edition as its editor types it, checked before anything is written."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from papers import importing, markup, revisions
from papers.document import Document, Note
from papers.importing import Source
from papers.metadata import own_name
from papers.models import Footnote, Paper, Series, Tag, Translation, Version
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


class TagsField(forms.ModelMultipleChoiceField):
    """Tags under their names in the language of the desk."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Tag) -> str:
        return obj.label("name", get_language() or "").text or obj.slug


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


def text_field(language: str) -> str:
    return f"text_{language}"


class PaperForm(forms.ModelForm):
    """A paper; its tags are chosen by name, never typed."""

    tags = TagsField(Tag.objects.all(), required=False, label=_("Subjects"))

    class Meta:
        model = Paper
        fields = ("series", "volume", "slug", "original_language", "licence", "tags")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        label = self.fields["original_language"].label
        self.fields["original_language"] = forms.ChoiceField(choices=choices, label=label)
        if self.instance.pk:
            self.initial["tags"] = Tag.objects.filter(tagged__content_object=self.instance)


class EditionsForm(forms.Form):
    """Editions of one paper, chosen by language; `act` is what is done with them."""

    def __init__(self, *args: Any, paper: Paper, act: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=act, **kwargs)
        self.paper, self.act = paper, act

    def choose_editions(self) -> None:
        codes = self.paper.translations.order_by("language").values_list("language", flat=True)
        self.fields["languages"] = forms.MultipleChoiceField(
            choices=[(code, own_name(code)) for code in codes],
            widget=forms.CheckboxSelectMultiple,
            label=_("Editions"),
        )

    def add_texts(self, label: Any) -> None:
        """Add one text field per language of the site."""
        for code, name in settings.LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 2, "lang": code})
            self.fields[text_field(code)] = forms.CharField(
                required=False, widget=widget, label=label % name, max_length=2000
            )

    def texts(self) -> dict[str, str]:
        found = {code: self.cleaned_data.get(text_field(code), "") for code, _name in settings.LANGUAGES}
        return {code: markup.line(text) for code, text in found.items() if text.strip()}


class PublishForm(EditionsForm):
    """Publish editions together, now or at an instant, with the note of a correction."""

    when = forms.ChoiceField(
        choices=[("now", _("now")), ("at", _("at an instant"))],
        widget=forms.RadioSelect,
        initial="now",
        label=_("When"),
    )
    at = forms.DateTimeField(
        required=False,
        label=_("Instant (the site’s time zone)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_editions()
        self.add_texts(_("What was corrected, for readers (%s)"))
        self.initial["languages"] = [
            row.language for row in self.paper.translations.exclude(body="").order_by("language")
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("when") == "at" and not values.get("at"):
            self.add_error("at", _("Say when."))
        values["notes"] = self.texts()
        codes = values.get("languages", [])
        corrected = [
            row for row in self.paper.translations.filter(language__in=codes) if row.versions.exists()
        ]
        for row in corrected:
            if not values["notes"].get(row.language):
                self.add_error(text_field(row.language), _("A correction needs a note for its readers."))
        return values


class ReasonForm(EditionsForm):
    """Editions, and why, in public."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_editions()
        if self.act in ("withdraw", "retract"):
            self.add_texts(_("Public reason (%s)"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["reasons"] = self.texts() if self.act in ("withdraw", "retract") else {}
        return values


class ExpungeForm(EditionsForm):
    """One Version, and why its text goes; or one that is scheduled, to be cancelled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.ModelChoiceField(
            Version.objects.filter(paper=self.paper).defer("document"), label=_("Version")
        )
        if self.act == "expunge":
            self.add_texts(_("Public reason (%s)"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["reasons"] = self.texts()
        return values


class IntakeForm(forms.Form):
    """Manuscripts of one paper, one file a language, and what the files may not say themselves."""

    paper = forms.ModelChoiceField(
        Paper.objects.order_by("slug"), required=False, label=_("Paper"), empty_label=_("a new paper")
    )
    series = forms.ModelChoiceField(
        Series.objects.order_by("slug"), required=False, label=_("Series"), empty_label=_("as the files say")
    )
    volume = forms.CharField(required=False, max_length=30, label=_("Volume"))
    slug = forms.SlugField(
        required=False, max_length=80, label=_("Address"), help_text=_("Empty: made from the English title.")
    )
    authors = forms.CharField(
        required=False,
        label=_("Authors"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, “Family, Given”. Empty: as the files say."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources: list[Source] = []
        for code, name in settings.LANGUAGES:
            self.fields[f"file_{code}"] = forms.FileField(
                required=False,
                label=_("Manuscript (%s)") % name,
                widget=forms.FileInput(attrs={"accept": ".docx,.odt,.html,.htm,.md,.txt"}),
            )
            self.fields[f"title_{code}"] = forms.CharField(
                required=False,
                max_length=500,
                label=_("Title (%s)") % name,
                widget=forms.TextInput({"lang": code}),
            )
        choices = [("", _("as the paper has it, else the first file’s")), *settings.LANGUAGES]
        self.fields["original"] = forms.ChoiceField(
            choices=choices, required=False, label=_("Language of the original")
        )
        codes = [code for code, _name in settings.LANGUAGES]
        first = [name for code in codes for name in (f"file_{code}", f"title_{code}")]
        self.order_fields([*first, "original", "paper", "series", "volume", "slug", "authors"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        codes = [code for code, _name in settings.LANGUAGES]
        for code in codes:
            file = values.get(f"file_{code}")
            if not file:
                continue
            data = file.read()
            try:
                manuscript = importing.read(file.name, data, code, codes)
            except importing.Refused as refusal:
                self.add_error(f"file_{code}", str(refusal))
            else:
                self.sources.append(Source(file.name, data, manuscript))
        if not self.sources and not self.errors:
            raise ValidationError(_("Choose at least one file: .docx, .odt, .html, .md or .txt."))
        return values

    def wishes(self) -> dict[str, Any]:
        """Return what was said beside the files, as importing takes it."""
        values = self.cleaned_data
        titles = {
            code: values[f"title_{code}"] for code, _name in settings.LANGUAGES if values[f"title_{code}"]
        }
        return {
            "slug": values["paper"].slug if values["paper"] else values["slug"],
            "series": values["series"].slug if values["series"] else "",
            "volume": values["volume"],
            "original": values["original"],
            "titles": titles,
            "authors": [line.strip() for line in values["authors"].splitlines() if line.strip()],
        }
