"""The form of a work that is cited, which overwrites no change that its editor has not seen."""

from typing import Any

from papers.forms.seen import SeenForm
from papers.models.fields import plain_code
from references.forms import ReferenceForm, ordered
from references.forms.item import shown


class WorkForm(ReferenceForm, SeenForm):
    """A Reference by its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:  # who only looks at a reference has no fields
            self.fields["key"].validators = [plain_code]

    def differences(self) -> list[str]:
        """Return what is stored now in the fields that were typed otherwise."""
        stored = self.stored[0].item
        return [
            f"{self.fields[name].label}: {shown(name, stored[name]) if name in stored else '—'}"
            for name in ["type", *ordered()]
            if name in self.changed_data
        ]
