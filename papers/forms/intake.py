"""What is said beside the files of an import: whose languages they are in, which paper they belong to, what they lack."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from papers import importing, markup
from papers.metadata import own_name, site_languages
from papers.models import Intake, IntakeFile, Paper, Series
from papers.models.fields import plain_code
from papers.widgets import PaperSelect

TITLE_LENGTH = 500
FIND, NEW, PAPER = "find", "new", "paper"
OFFERED = 20  # papers to choose from, without a script


class PaperField(forms.ModelChoiceField):
    """A paper under what an editor knows it by."""

    def label_from_instance(self, obj: Paper) -> str:
        return obj.described(get_language() or "")


class SeriesField(forms.ModelChoiceField):
    """A series under its name."""

    def label_from_instance(self, obj: Series) -> str:
        return obj.label("name", get_language() or "").text or obj.slug


class IntakeForm(forms.Form):
    """Where the files of an intake belong, in which languages they are, and what they may not say themselves.

    `asks` are the files whose language nobody was asked for yet.
    """

    data: Any
    target = forms.ChoiceField(
        label=_("Paper"),
        required=False,
        initial=FIND,
        widget=forms.RadioSelect,
        choices=[
            (FIND, _("Found by series, volume and title in the manuscripts; a new paper when there is none")),
            (NEW, _("A new paper")),
            (PAPER, _("An existing paper:")),
        ],
    )
    paper = PaperField(Paper.objects.none(), required=False, label=_("Which paper"))
    words = forms.CharField(
        required=False, max_length=200, label=_("Part of its title, volume, series or address")
    )
    series = SeriesField(
        Series.objects.order_by("slug"), required=False, label=_("Series"), empty_label=_("as the files say")
    )
    volume = forms.CharField(required=False, max_length=30, label=_("Volume"))
    slug = forms.SlugField(
        required=False,
        max_length=80,
        label=_("Address (end of the URL)"),
        help_text=_("Empty: made from the English title."),
        error_messages={"invalid": plain_code.message},
    )
    original = forms.ChoiceField(required=False, label=_("Language of the original"))
    authors = forms.CharField(
        required=False,
        label=_("Authors"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, “Family, Given”. Empty: as the files say."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        intake: Intake | None = None,
        asks: Collection[int] = (),
        wishes: Mapping[str, Any] | None = None,
    ) -> None:
        said = intake.wishes if intake and wishes is None else wishes or {}
        super().__init__(data, initial=_shown(said))
        self.asks = asks
        self.kept = list(intake.files.defer("content")) if intake else []
        paper = self.fields["paper"]
        paper.queryset = Paper.objects.with_titles()
        paper.widget = PaperSelect()
        paper.widget.choices = paper.choices
        preferred = own_name(site_languages()[0])
        usual = _("as the paper has it; for a new one, %s if there is such a file") % preferred
        self.fields["original"].choices = [("", usual), *settings.LANGUAGES]
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                required=False,
                max_length=TITLE_LENGTH,
                label=_("Title (%s)") % name,
                widget=forms.TextInput({"lang": code}),
            )
        for file in self.kept:
            self._ask(file)

    def _ask(self, file: IntakeFile) -> None:
        """Add the fields of one file: its language, proposed while it is undecided, and whether it goes."""
        choices = [("", _("choose a language")), *((code, own_name(code)) for code in site_languages())]
        seems = "" if file.language else _("The text seems to be in %s.") % own_name(file.seems)
        self.fields[f"language-{file.pk}"] = forms.ChoiceField(
            choices=choices,
            required=False,
            label=_("Language"),
            help_text=seems,
            widget=forms.Select({"aria-label": _("Language of %s") % file.name}),
            initial=file.language or proposed(file),
        )
        self.fields[f"remove-{file.pk}"] = forms.BooleanField(
            required=False,
            label=_("Remove"),
            widget=forms.CheckboxInput({"aria-label": _("Remove %s") % file.name}),
        )

    # -- what is shown ---------------------------------------------------------------------------

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the files that are here, each with its fields."""
        for file in self.kept:
            yield {
                "row": file,
                "language": self[f"language-{file.pk}"],
                "remove": self[f"remove-{file.pk}"],
            }

    def lacking(self) -> Iterator[forms.BoundField]:
        """Yield the fields for what the files may not say themselves."""
        titles = [f"title_{code}" for code in site_languages()]
        yield from (self[name] for name in ("original", *titles, "authors", "series", "volume", "slug"))

    # -- what is checked -------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("target") == PAPER and not values.get("paper") and "paper" not in self.errors:
            values["paper"] = self._sought(values.get("words", ""))
        if values.get("target") == NEW and Paper.objects.filter(slug=values.get("slug")).exists():
            self.add_error("slug", _("Another paper has this address already."))
        staying = self.staying()
        if self.kept and not staying:
            raise ValidationError(_("All files would be removed; keep one or add another."))
        for file in staying:
            if not values.get(f"language-{file.pk}") and file.pk not in self.asks:
                self.add_error(
                    f"language-{file.pk}", _("Choose the language of “%s”, or remove it.") % file.name
                )
        for sentence in importing.twice([(code, file.name) for file, code in self.languages().items()]):
            self.add_error(None, sentence)
        return values

    def _sought(self, words: str) -> Paper | None:
        """Return the one paper that was meant without a script; several are offered to choose from."""
        found = list(Paper.objects.called(words).with_titles()[: OFFERED + 1]) if words else []
        if len(found) == 1:
            return found[0]
        if found:
            self.fields["paper"].widget.offered = found[:OFFERED]
            self.add_error("paper", _("Several papers have “%s”. Choose one, or say more.") % words)
        elif words:
            self.add_error("paper", _("No paper has “%s”.") % words)
        else:
            self.add_error("paper", _("Choose the paper."))
        return None

    # -- what was said ---------------------------------------------------------------------------

    def staying(self) -> list[IntakeFile]:
        """Return the files that are not to be removed."""
        return [file for file in self.kept if not self.cleaned_data.get(f"remove-{file.pk}")]

    def languages(self) -> dict[IntakeFile, str]:
        """Return the language of each file that stays and whose language was asked for."""
        said = {file: self.cleaned_data.get(f"language-{file.pk}", "") for file in self.staying()}
        return {file: code for file, code in said.items() if code and file.pk not in self.asks}

    def wishes(self) -> dict[str, Any]:
        """Return what was said beside the files, as importing takes it."""
        values = self.cleaned_data
        titles = {code: values[f"title_{code}"] for code in site_languages() if values[f"title_{code}"]}
        continued = values["paper"] if values["target"] == PAPER else None
        return {
            "slug": continued.slug if continued else values["slug"],
            "new": values["target"] == NEW,
            "series": values["series"].slug if values["series"] else "",
            "volume": values["volume"],
            "original": values["original"],
            "titles": titles,
            "authors": authors(values["authors"]),
        }


def proposed(file: IntakeFile) -> str:
    """Return the language to propose for a file; none when its name and its text do not agree."""
    named = importing.in_name(file.name, site_languages())
    return file.seems if named in ("", file.seems) else ""


def _shown(wishes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields show of what was said before."""
    paper = Paper.objects.filter(slug=wishes.get("slug") or None).first()
    target = PAPER if paper else NEW if wishes.get("new") else FIND
    return {
        "target": target,
        "paper": paper and paper.pk,
        "series": Series.objects.filter(slug=wishes.get("series") or None).first(),
        "volume": wishes.get("volume", ""),
        "slug": "" if paper else wishes.get("slug", ""),
        "original": wishes.get("original", ""),
        "authors": "\n".join(wishes.get("authors", ())),
        **{f"title_{code}": title for code, title in wishes.get("titles", {}).items()},
    }


def authors(text: str) -> list[str]:
    """Return the names that were typed, one a line."""
    return [name for line in text.splitlines() if (name := markup.line(line))]
