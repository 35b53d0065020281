"""The form of an import: files, and what they may not say themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from papers import importing
from papers.importing import Source
from papers.models import Paper, Series


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
