"""What is decided once manuscripts are read: titles, authors, conflicts, and which passages each block translates."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from papers import markup
from papers.forms.intake import TITLE_LENGTH, IntakeForm, SeriesField, authors
from papers.metadata import own_name
from papers.models import Series


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
        asks_series: bool = False,
    ) -> None:
        self.asked, self.original = files, original
        self.places = {name: place for place, listed in enumerate(original, start=1) for name in listed}
        self.stale = {file.language for file in files if data and _is_stale(file, data)}
        shown = {"authors": "\n".join(wishes.get("authors", ())), "series": wishes.get("series", "")}
        for file in files:
            shown[f"title-{file.language}"] = wishes.get("titles", {}).get(file.language, "")
            shown |= self._shown(file)
        taken = {f"take-{file.language}": file.taken for file in files}
        super().__init__(self._completed(data, shown), initial={**shown, **taken})
        if asks_series:
            self.fields["series"] = SeriesField(
                Series.objects.order_by("slug"),
                required=False,
                label=_("Series"),
                empty_label=_("go on without a series"),
                to_field_name="slug",
            )
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
        series = self.cleaned_data.get("series")
        placed = {"series": series.slug if series else ""} if "series" in self.fields else {}
        return {
            **before,
            **placed,
            "titles": {code: title for code, title in titles.items() if title},
            "authors": authors(self.cleaned_data["authors"]),
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
