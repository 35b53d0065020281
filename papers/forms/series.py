"""The form of a series: its cover picture is chosen by sight, and said in words."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from papers.forms import pictures
from papers.forms.seen import SeenForm
from papers.models import column


class SeriesForm(SeenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cover" in self.fields:  # who only looks at a series has no fields
            self.fields["cover"] = pictures.choice(self, "cover", _("no picture"))

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        if cleaned.get("cover"):
            for name in (column("cover_alt", code) for code, _name in settings.LANGUAGES):
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("Say what the picture shows: some readers hear it, and some get words alone.")
                    )
        return cleaned
