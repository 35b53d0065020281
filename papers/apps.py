"""The app of the papers and everything the public reads of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        # Django finds system checks by their registration, which importing does.
        from papers import checks  # noqa: F401
