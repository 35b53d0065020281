"""The app of the papers and everything the public reads of them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "papers"
    verbose_name = _("Publications")

    def ready(self) -> None:
        # Models can be imported only now; Django finds system checks by their registration, which importing does.
        from papers import checks  # noqa: F401
        from papers.models import guards

        pre_migrate.connect(guards.before_migrating, sender=self)
        post_migrate.connect(guards.after_migrating, sender=self)
