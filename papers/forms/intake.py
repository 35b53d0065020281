"""The forms of an import: files, what they may not say themselves, and what is decided once they are read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from papers import importing, markup
from papers.importing import Manuscript, Source, scripts
from papers.metadata import own_name
from papers.models import Paper, Series

TITLE_LENGTH = 500


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
                max_length=TITLE_LENGTH,
                label=_("Title (%s)") % name,
                widget=forms.TextInput({"lang": code}),
            )
        choices = [("", _("as the paper has it, else the first file’s")), *settings.LANGUAGES]
        self.fields["original"] = forms.ChoiceField(
            choices=choices, required=False, label=_("Language of the original")
        )
        codes = [code for code, _name in settings.LANGUAGES]
        first = [name for code in codes for name in (f"file_{code}", f"keep_{code}", f"title_{code}")]
        self.order = [*first, "original", "paper", "series", "volume", "slug", "authors"]
        self.order_fields(self.order)
        for code in codes:
            if f"keep_{code}" in self.data:
                self._offer(code)

    def _offer(self, code: str) -> None:
        """Show the box that lets a file be in a language that it does not seem to be in."""
        label = _("Store it in this language all the same")
        self.fields[f"keep_{code}"] = forms.BooleanField(required=False, label=label)
        self.order_fields(self.order)

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
                continue
            seems = _seems(manuscript, codes)
            if seems == code or values.get(f"keep_{code}"):
                self.sources.append(Source(file.name, data, manuscript))
            else:
                sentence = _("This file seems to be in %(language)s.") % {"language": own_name(seems)}
                self.add_error(f"file_{code}", sentence)
                self._offer(code)
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
            "authors": _names(values["authors"]),
        }


def _seems(manuscript: Manuscript, codes: Sequence[str]) -> str:
    """Return the language that the script of a text speaks for; its notes may well be in another."""
    text = f"{manuscript.title} {markup.text(manuscript.abstract)} {markup.text(manuscript.body)}"
    return scripts.guess(text, codes, manuscript.language)


def _names(text: str) -> list[str]:
    return [name for line in text.splitlines() if (name := markup.line(line))]


# -- what is decided once the files are read ---------------------------------------------------


class ConflictsField(forms.MultipleChoiceField):
    """The conflicts that the file wins.

    One that is open no longer is left out: the file's text stands there already.
    """

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [name for name in super().to_python(value) if self.valid_value(name)]


class PassagesField(forms.CharField):
    """Numbers of the original's passages, as 2, 3; cleaned, a list of them, each once."""

    def __init__(self, *, language: str, place: int, count: int) -> None:
        super().__init__(required=False, widget=forms.TextInput({"size": 6}))
        self.language, self.place, self.count = language, place, count

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        words = [word for word in re.split(r"[\s,，、]+", written) if word]
        if not all(re.fullmatch(r"\d{1,6}", word) and 1 <= int(word) <= self.count for word in words):
            raise ValidationError(
                _(
                    "Passage %(place)s of the %(language)s text: “%(written)s” names no passage of the original."
                )
                % {"place": self.place, "language": own_name(self.language), "written": written}
            )
        return list(dict.fromkeys(map(int, words)))


@dataclass(frozen=True)
class Asked:
    """What one file that was read leaves to decide.

    `blocks` are the passage ids that importing gives its blocks, `links` those that were corrected, `mark` tells this
    alignment from any other; all are empty where there is nothing to align.
    """

    language: str
    conflicts: Sequence[str]
    taken: Sequence[str]
    blocks: Sequence[Sequence[str]]
    links: Sequence[Sequence[str]]
    mark: str


class ReviewForm(forms.Form):
    """What is decided before files are stored: titles, authors, conflicts, and which passages each block translates.

    `stale` are the languages whose alignment is another than the page showed; what was sent for it is not read.
    """

    authors = IntakeForm.base_fields["authors"]

    def __init__(
        self,
        data: MultiValueDict[str, Any] | None = None,
        *,
        files: Sequence[Asked],
        original: Sequence[Sequence[str]],
        wishes: Mapping[str, Any],
    ) -> None:
        self.asked, self.original = files, original
        self.places = {name: place for place, listed in enumerate(original, start=1) for name in listed}
        self.stale = {file.language for file in files if data and _is_stale(file, data)}
        shown = {"authors": "\n".join(wishes.get("authors", ()))}
        for file in files:
            shown[f"title-{file.language}"] = wishes.get("titles", {}).get(file.language, "")
            shown |= self._shown(file)
        taken = {f"take-{file.language}": file.taken for file in files}
        super().__init__(self._completed(data, shown), initial={**shown, **taken})
        for file in files:
            self._ask(file)

    def _shown(self, file: Asked) -> dict[str, str]:
        """Return what the fields of an alignment show."""
        numbers = {
            f"link-{file.language}-{place}": ", ".join(map(str, self._numbers(listed)))
            for place, listed in enumerate(file.links, start=1)
        }
        return {f"seen-{file.language}": file.mark, **numbers}

    def _completed(
        self, data: MultiValueDict[str, Any] | None, shown: Mapping[str, str]
    ) -> MultiValueDict[str, Any] | None:
        """Return what was sent; a field that was not, or not for this alignment, stays as it is shown."""
        if data is None:
            return None
        data = data.copy()
        old = tuple(f"{kind}-{code}" for code in self.stale for kind in ("seen", "link"))
        for name, value in shown.items():
            if name not in data or name.startswith(old):
                data[name] = value
        return data

    def _ask(self, file: Asked) -> None:
        code = file.language
        self.fields[f"title-{code}"] = forms.CharField(
            required=False,
            max_length=TITLE_LENGTH,
            widget=forms.TextInput({"lang": code, "class": "vTextField"}),
        )
        self.fields[f"take-{code}"] = ConflictsField(
            required=False, choices=[(name, name) for name in file.conflicts]
        )
        self.fields[f"seen-{code}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        for place, _listed in enumerate(file.blocks, start=1):
            self.fields[f"link-{code}-{place}"] = PassagesField(
                language=code, place=place, count=len(self.original)
            )

    def _numbers(self, listed: Iterable[str]) -> list[int]:
        """Return the numbers of the original's passages that a block lists."""
        return list(dict.fromkeys(self.places[name] for name in listed if name in self.places))

    def wishes(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was said beside the files, with the titles and authors as they are on the page."""
        typed = {
            file.language: markup.line(self.cleaned_data[f"title-{file.language}"]) for file in self.asked
        }
        titles = {**before.get("titles", {}), **typed}
        return {
            **before,
            "titles": {code: title for code, title in titles.items() if title},
            "authors": _names(self.cleaned_data["authors"]),
        }

    def taken(self) -> dict[str, list[str]]:
        """Return per language the conflicts that the file wins."""
        return {file.language: self.cleaned_data[f"take-{file.language}"] for file in self.asked}

    def links(self) -> dict[str, tuple[str, list[Sequence[str]]]]:
        """Return per language the mark of its alignment and the corrected lists; none that is as importing gives it."""
        found = {file.language: [*self._lists(file)] for file in self.asked}
        return {
            file.language: (file.mark, found[file.language])
            for file in self.asked
            if found[file.language] != [*file.blocks]
        }

    def _lists(self, file: Asked) -> Iterable[Sequence[str]]:
        """Yield the passage ids of each block; one whose numbers are as importing gives them keeps its own."""
        for place, block in enumerate(file.blocks, start=1):
            numbers = self.cleaned_data[f"link-{file.language}-{place}"]
            is_kept = numbers == self._numbers(block)
            yield block if is_kept else [self.original[number - 1][0] for number in numbers]


def _is_stale(file: Asked, data: MultiValueDict[str, Any]) -> bool:
    return data.get(f"seen-{file.language}", file.mark) != file.mark
