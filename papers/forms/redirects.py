"""The form of a redirect: from a path of this site to another one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from papers.forms.seen import SeenForm
from papers.models import Redirect


class RedirectForm(SeenForm):
    class Meta:
        model = Redirect
        fields = ("old_path", "new_path")

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.cleaned_data.get("old_path", "") == self.cleaned_data.get("new_path"):
            self.add_error("new_path", ValidationError(_("An address cannot lead to itself.")))
        return cleaned
