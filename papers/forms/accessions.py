"""The form that brings works into the library: a file of citations, or printed notes pasted as text."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from papers.metadata import own_name
from papers.models import interface
from references import accessions, csl
from references.accessions import Entry
from references.formats import FORMATS

MEGABYTES = 10
FILE_LIMIT = MEGABYTES * 1024 * 1024
ACCEPTED = ",".join([*(f".{ending}" for ending in FORMATS), ".txt"])


class AccessionForm(forms.Form):
    """One of both: a file, or notes with their language. `entries` and `unread` are what was read in it."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("File"),
        help_text=_(
            "BibTeX (.bib), RIS (.ris), CSL-JSON (.json) or CSV (.csv) in UTF-8, 10 MB and 10,000 works at most."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    notes = forms.CharField(
        required=False,
        strip=False,
        label=_("Printed notes"),
        help_text=_("One note a line, as it is printed. Each work that a note cites in full is read."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    language = forms.ChoiceField(required=False, label=_("Language of the notes"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = interface()
        self.fields["language"].choices = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        self.entries: list[Entry] = []
        self.unread: list[tuple[int, str]] = []

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        # A byte more than is allowed is enough to refuse it.
        data = file.read(FILE_LIMIT + 1)
        if len(data) > FILE_LIMIT:
            raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": MEGABYTES})
        try:
            self.entries = accessions.of_file(str(file.name), data)
        except csl.Refused as refusal:
            raise ValidationError(
                _("%(file)s is not taken. %(reason)s"), params={"file": file.name, "reason": refusal}
            ) from refusal
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        has_file, notes = (
            "file" in self.errors or values.get("file") is not None,
            values.get("notes", "").strip(),
        )
        if has_file and notes:
            raise ValidationError(_("A file and notes at once: send one after the other."))
        if not has_file and not notes:
            raise ValidationError(_("Choose a file, or paste printed notes."))
        if notes and "language" not in self.errors:
            self._read(values["notes"], values.get("language") or settings.LANGUAGES[0][0])
        return values

    def _read(self, notes: str, language: str) -> None:
        try:
            self.entries, self.unread = accessions.of_notes(notes, language)
        except csl.Refused as refusal:
            self.add_error("notes", str(refusal))
            return
        if not self.entries:
            self.add_error("notes", _("No work was found in these notes: they cite none in full."))
