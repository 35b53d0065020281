"""Rows with pages of their own, and the old addresses that lead to them."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from papers.models.fields import LineField, has_shape

# A path of this site and nothing else: no scheme, no host, no "//", no backslash.
LOCAL_PATH = r"^/([^/\\\s][^\\\s]*)?\Z"
local_path = RegexValidator(
    LOCAL_PATH, _("Write a path of this site, from its one slash on and without a space: /old/page.html")
)


class Redirect(models.Model):
    """An old address, of a former site or of a renamed page, and the path it leads to now."""

    old_path = LineField(
        _("old path"),
        max_length=400,
        unique=True,
        validators=[local_path],
        help_text=_("Such as /old/page.html; a page that stands there is shown until it is gone."),
    )
    new_path = LineField(
        _("new path"), max_length=400, validators=[local_path], help_text=_("Such as /en/pages/about/.")
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            has_shape("redirect_from_a_path", "old_path", LOCAL_PATH),
            has_shape("redirect_to_a_path", "new_path", LOCAL_PATH),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"

    @classmethod
    def lead(cls, moves: Iterable[tuple[str, str]]) -> None:
        """Lead each old path to its new one, and whatever led to the old one as well."""
        for old, new in moves:
            cls.objects.filter(old_path=new).delete()
            cls.objects.filter(new_path=old).update(new_path=new)
            cls.objects.update_or_create(old_path=old, defaults={"new_path": new})


class Addressed(models.Model):
    """A row whose pages stand at an address made from its `slug`, in every language."""

    # The names of its views that take a language and the slug.
    views: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def rename(self, slug: str) -> None:
        """Give the row another slug and store it; every address that was public leads to the new one from now on.

        Raises ValidationError for a slug that is none, is taken, or means something else in the site's addresses.
        """
        with transaction.atomic():
            before = list(self.addresses()) if self.has_been_public() else []
            self.slug = slug
            self.full_clean(exclude={field.name for field in self._meta.fields} - {"slug"})
            self.save(update_fields=["slug"])
            pairs = zip(before, self.addresses(), strict=False)
            Redirect.lead(pair for pair in pairs if pair[0] != pair[1])
            if before:
                # What is kept of the public record for the state that it is in has addresses in it.
                self._meta.apps.get_model("papers", "Stamp").touch()

    def addresses(self) -> Iterator[str]:
        """Yield the paths of its pages, in an order that does not depend on the slug."""
        for code, _name in settings.LANGUAGES:
            for view in self.views:
                yield reverse(view, args=[code, self.slug])

    def has_been_public(self) -> bool:
        """Return whether readers may know an address of it: it stands on a Version that was live at some time."""
        # Versions are of papers, and papers of series and tags: an import would go round.
        versions = self._meta.apps.get_model("papers", "Version").objects
        return versions.released().filter(self.shown_by()).exists()

    def shown_by(self) -> Q:
        """Return which Versions bring its pages about."""
        raise NotImplementedError
