"""The form of a Reference: its key and its item; whoever saves it confirms it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from references.forms.item import ItemFields
from references.matching import keys
from references.models import Reference


class ReferenceForm(ItemFields, forms.ModelForm):
    """A work that is cited; beside its fields the whole item as JSON."""

    class Meta:
        model = Reference
        fields = ("key",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:  # who only looks at a reference has no fields
            self.fields["key"].required = False
            self.fields["key"].help_text = gettext_lazy("Empty: made from author, year and title.")
            self.take_item(self.instance.item or {}, self.instance.confidence, with_raw=True)

    def clean(self) -> Any:
        cleaned = super().clean()
        self.check_item()
        return cleaned

    def clean_key(self) -> str:
        """Return the key that was typed, else the one that it has."""
        return self.cleaned_data["key"] or self.instance.key

    def save(self, commit: bool = True) -> Any:
        """Put the item as it was typed: it is a person's word now, and none of it is unsure."""
        self.instance.item = self.item()
        self.instance.confidence, self.instance.confirmed_at = {}, timezone.now()
        if not self.instance.key:
            self.instance.key = keys.free(self.instance.item)
        return super().save(commit)
