"""The forms of publishing: which editions, when, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from papers import markup, publishing
from papers.forms.texts import text_field
from papers.metadata import own_name
from papers.models import Paper, Version


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

    def need_texts(self, languages: Iterable[str], sentence: Any) -> None:
        """Name each field that is empty in one of the languages, as far as the site still has it."""
        given = self.texts()
        for code, name in settings.LANGUAGES:
            if code in languages and code not in given:
                self.add_error(text_field(code), sentence % {"language": name})

    def public(self) -> set[str]:
        """Return the languages in which readers have the paper now."""
        return set(Version.objects.live().of_paper(self.paper).values_list("language", flat=True))

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
        # What has not changed needs no publishing; when nothing has, all of it stands there to be chosen from.
        rows = self.paper.translations.exclude(body="").order_by("language")
        changed = [row.language for row in rows if not publishing.unchanged(row)]
        self.initial["languages"] = changed

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("when") == "at" and not values.get("at"):
            self.add_error("at", _("Say when."))
        if values.get("when") == "now" and values.get("at"):
            # Which of the two was meant, nobody knows; what is published at once was read before it is taken back.
            sentence = _(
                "“Now” is chosen and an instant is given: choose “at an instant”, or empty this field."
            )
            self.add_error("at", sentence)
        values["notes"] = self.texts()
        rows = self.paper.translations.filter(language__in=values.get("languages", []))
        if corrected := {row.language for row in rows if publishing.has_been_live(row)}:
            sentence = _("A correction needs a note for its readers in %(language)s.")
            self.need_texts(corrected | self.public(), sentence)
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
        if self.act in ("withdraw", "retract"):
            sentence = _("The paper is public in %(language)s: its readers there need a reason, too.")
            self.need_texts(self.public(), sentence)
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
