"""A form that overwrites nothing unseen: it brings back what its row was when the page was opened."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def values(row: models.Model) -> dict[str, Any]:
    """Return what is stored of a row, by the names of its columns."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def digest(row: models.Model) -> str:
    """Return a digest of what is stored of a row."""
    return hashlib.sha256(repr(sorted(values(row).items())).encode()).hexdigest()


class SeenForm(forms.ModelForm):
    """Refuses to save over a change that was made after the page was opened; saving again replaces it knowingly."""

    data: Any
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = values(self.instance) if self.instance.pk else {}
        self.stored_digest = digest(self.instance) if self.instance.pk else ""
        self.initial["seen"] = self.stored_digest

    def clean(self) -> Any:
        cleaned = super().clean()
        if (self.data.get(self.add_prefix("seen")) or self.stored_digest) != self.stored_digest:
            # What is shown now has been seen when the form comes again.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.stored_digest
            raise ValidationError(
                _(
                    "Someone changed this after you opened it. Your entries stand below; save again to replace what is "
                    "stored now: %s"
                )
                % "; ".join(self._differences()),
                code="stale",
            )
        return cleaned

    def _differences(self) -> list[str]:
        """Return what is stored now in the fields that the form would write otherwise, with their names."""
        return [
            f"{capfirst(self.fields[name].label)}: {self.stored.get(name) or '—'}"
            for name in self.changed_data
            if name in self.stored and name != "seen"
        ]
