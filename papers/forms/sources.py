"""The form of one source in a note: which work it is, the fields of that work, and where in it the note points."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.models import Citation, OpenCitation
from references.forms import PLACES, WEAK, ItemFields, kind_name, ordered
from references.forms.item import language_of, shown, tidied
from references.models import Reference

# What a source can be said to be: the fields beneath, another work of the library, nothing; else a work by its number.
FIELDS, FOUND, NONE = "fields", "found", "none"

Source = Citation | OpenCitation


class WorkSelect(AutocompleteSelect):
    """A work of the library, found by typing."""

    def __init__(self) -> None:
        super().__init__(Citation._meta.get_field("reference"), admin.site)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        # Django asks the database for whatever was sent.
        return super().optgroups(name, [key for key in value if _is_key(key)], attrs)


def _is_key(value: Any) -> bool:
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None


class WorkField(forms.ModelChoiceField):
    """A work of the library; a number that no database can hold is none."""

    widget = WorkSelect

    def to_python(self, value: Any) -> Any:
        if value and not _is_key(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class SourceForm(ItemFields, forms.Form):
    """One source: a citation that nobody has confirmed, or an open one.

    `works` are those that it may well be. A citation is its own work, with its fields, unless something else is chosen;
    of an open one it has to be said what it is.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, source: Source, works: Sequence[Reference] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.works = source, {str(work.pk): work for work in works}
        self.is_open = isinstance(source, OpenCitation)
        item, sure = of_source(source)
        self.fields["choice"] = self._choice()
        self.fields["found"] = WorkField(
            Reference.objects.all(), required=False, label=gettext("The work in the library")
        )
        self.take_item(item, sure)
        self._take_place(sure)
        self.initial["choice"] = "" if self.is_open else FIELDS

    def _choice(self) -> forms.ChoiceField:
        listed = [(key, named(work)) for key, work in self.works.items()]
        fields = (
            FIELDS,
            _("a new work, with the fields below") if self.is_open else _("a work with the fields below"),
        )
        rest = [(FOUND, _("another work of the library")), (NONE, _("no source"))]
        choices = [*listed, fields, *rest] if self.is_open else [fields, *listed, *rest]
        wanted = {"required": gettext("Say what this source is.")}
        return forms.ChoiceField(
            choices=choices, widget=forms.RadioSelect, label=gettext("This source is"), error_messages=wanted
        )

    def _take_place(self, sure: dict[str, float]) -> None:
        self.initial |= {"locator": self.source.locator, "label": self.source.label}
        known = [*PLACES.items()]
        if self.source.label not in PLACES:
            known.append((self.source.label, self.source.label))
        self.fields["label"] = forms.ChoiceField(choices=known, label=gettext("Kind of place"))
        self.fields["locator"] = forms.CharField(required=False, max_length=100, label=gettext("Cited place"))
        for name in ("label", "locator"):
            self.fields[name].is_unsure = sure.get(name, 1) < WEAK

    def clean(self) -> Any:
        """Look at the fields of the work only when they are what is meant."""
        cleaned = super().clean() or {}
        choice = cleaned.get("choice")
        if choice == FIELDS:
            self.check_item()
        else:
            for name in ["type", *ordered()]:
                self._errors.pop(name, None)
        if choice == FOUND and not cleaned.get("found") and "found" not in self.errors:
            self.add_error("found", gettext("Choose the work in the library."))
        if choice != FOUND:
            self._errors.pop("found", None)
        return cleaned

    def work(self) -> Reference | None:
        """Return the work of the library that was chosen, None when the fields are meant or nothing is."""
        choice = self.cleaned_data["choice"]
        return self.cleaned_data["found"] if choice == FOUND else self.works.get(choice)

    def place(self) -> tuple[str, str]:
        return tidied(self.cleaned_data["locator"]), self.cleaned_data["label"]

    def differences(self) -> list[str]:
        """Return what is stored now in the fields that were typed otherwise."""
        place = {"locator": self.source.locator, "label": str(PLACES.get(self.source.label, ""))}
        stored = {name: shown(name, self.stood.get(name, "")) for name in ["type", *ordered()]} | place
        return [
            f"{self.fields[name].label}: {stored[name] or '—'}"
            for name in self.changed_data
            if name in stored
        ]


def named(work: Reference) -> SafeString | str:
    """Return what a work is called, marked with its language where that is known."""
    language = language_of(work.item)
    return format_html('<span lang="{}">{}</span>', language, work) if language else str(work)


def of_source(source: Source) -> tuple[dict[str, Any], dict[str, float]]:
    """Return the item of a source as it is read, and how sure each field of it is."""
    if isinstance(source, OpenCitation):
        return dict(source.item or {}), {}
    sure = source.reference.confidence if not source.reference.is_confirmed else {}
    return dict(source.reference.item), {**sure, **source.confidence}


def read_as(source: Source) -> str:
    """Return the source as it is read, in one line."""
    item, _sure = of_source(source)
    parts = [shown(name, item[name]) for name in ("author", "title", "issued") if item.get(name)]
    kind = [kind_name(str(item["type"]))] if item.get("type") else []
    return gettext(", ").join([*parts, *kind])
