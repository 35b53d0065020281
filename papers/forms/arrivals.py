"""Manuscripts as they arrive: several at once, each read and given a language, or refused in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from papers import importing
from papers.importing.guard import FILE_LIMIT
from papers.metadata import site_languages

FILES_LIMIT = 10
ACCEPTED = ".docx,.odt,.html,.htm,.md,.txt"


@dataclass(frozen=True)
class Arrival:
    """A file that was read: the language it was sent as, empty when that is still to be asked, and what its text seems."""

    name: str
    data: bytes
    language: str
    seems: str


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; each is looked at by whoever reads it."""

    widget = FilesInput

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile]:
        return list(value or ())


class FilesForm(forms.Form):
    """Files, and the language that a script has asked for each; `kept` counts those that are here already.

    `arrived` are those that could be read, whatever became of the others.
    """

    files = FilesField(
        required=False,
        label=_("Manuscripts"),
        help_text=_(
            "Word, OpenDocument, HTML, Markdown or plain text; one file a language, 20 MB each at most."
        ),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, kept: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.arrived: list[Arrival] = []

    def clean_files(self) -> list[UploadedFile]:
        sent: list[UploadedFile] = self.cleaned_data["files"]
        if not sent and not self.kept:
            raise ValidationError(_("Choose at least one file: .docx, .odt, .html, .md or .txt."))
        if len(sent) + self.kept > FILES_LIMIT:
            raise ValidationError(_("These are more than %(limit)d files.") % {"limit": FILES_LIMIT})
        if refused := list(self._read(sent)):
            raise ValidationError(refused)
        return sent

    def _read(self, sent: list[UploadedFile]) -> Iterable[str]:
        """Read each file; yield why one cannot be."""
        said = self.data.getlist("language")
        for place, file in enumerate(sent):
            try:
                self.arrived.append(_arrived(file, said[place] if len(said) == len(sent) else ""))
            except importing.Refused as refusal:
                yield str(refusal)


def _arrived(file: UploadedFile, said: str) -> Arrival:
    """Return a file as it was read; what it was sent as counts only when its text does not speak against it."""
    codes = site_languages()
    name = str(file.name)
    # A byte more than is allowed is enough to refuse it.
    data = file.read(FILE_LIMIT + 1)
    named = said if said in codes else importing.in_name(name, codes)
    manuscript = importing.read(name, data, named or codes[0], codes)
    seems = importing.in_text(manuscript, codes)
    return Arrival(name, data, said if said == seems else "", seems)
