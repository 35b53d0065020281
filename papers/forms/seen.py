"""A form that overwrites nothing unseen: it brings back what its row was when the page was opened."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from papers import markup


def digest(rows: Iterable[models.Model]) -> str:
    """Return a digest of what is stored of the rows."""
    values = [
        sorted((field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields)
        for row in rows
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()


class SeenField(forms.CharField):
    """What a page was opened on; it comes back and is no change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SeenForm(forms.ModelForm):
    """Refuses to save over a change that was made after the page was opened; saving again replaces it knowingly."""

    data: Any
    seen = SeenField(required=False, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = self.read()
        self.initial["seen"] = digest(self.stored)

    def read(self) -> list[Any]:
        """Return the rows that saving the form may overwrite, as they are stored now: its own first."""
        if not self.instance.pk:
            return []
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        # Nobody may save between the comparison and the save that follows it.
        return list(rows.select_for_update(no_key=True) if self.is_bound else rows)

    def is_stale(self) -> bool:
        """Return whether something was stored after the page was opened."""
        seen = self.data.get(self.add_prefix("seen"))
        return bool(seen) and seen != self.initial["seen"]

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.is_stale():
            self.add_error(None, self._unseen())
        return cleaned

    def _unseen(self) -> ValidationError:
        # What is shown now has been seen when the form comes again.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.initial["seen"]
        told = _(
            "Someone changed this after you opened it. Your entries stand below; save again to replace what is "
            "stored now: %s"
        )
        return ValidationError(told % "; ".join(self.differences()), code="stale")

    def differences(self) -> list[str]:
        """Return what is stored now in the fields that the form would write otherwise, with their names."""
        columns = {field.name for field in self._meta.model._meta.concrete_fields}
        return [
            f"{capfirst(self.fields[name].label)}: {shown(self.stored[0], name) or '—'}"
            for name in self.changed_data
            if name in columns
        ]


def shown(row: models.Model, name: str) -> str:
    """Return what a column holds as people read it: a choice by its name, a row by its own, a text without its markup."""
    field = row._meta.get_field(name)
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    is_text = isinstance(field, models.TextField) and value
    return markup.text(value) if is_text else str("" if value is None else value)
