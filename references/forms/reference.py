"""The form of a Reference: its key and its item; whoever saves it confirms it."""

from typing import Any

from django import forms
from django.utils import timezone

from references.forms.item import ItemFields
from references.models import Reference


class ReferenceForm(ItemFields, forms.ModelForm):
    """A work that is cited; beside its fields the whole item as JSON."""

    class Meta:
        model = Reference
        fields = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:  # who only looks at a reference has no fields
            self.take_item(self.instance.item or {}, self.instance.confidence, with_raw=True)

    def clean(self) -> Any:
        cleaned = super().clean()
        self.check_item()
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Put the item as it was typed: it is a person's word now, and none of it is unsure."""
        self.instance.item = self.item()
        self.instance.confidence, self.instance.confirmed_at = {}, timezone.now()
        return super().save(commit)
