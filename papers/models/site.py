"""Pages of the site itself (about, policy …), and the site's stamp."""

from uuid import uuid4

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from papers.models.addressed import Addressed
from papers.models.fields import CODE, BodyField, LineField, has_shape, plain_code
from papers.models.labels import Labelled


class SitePage(Addressed, Labelled):
    views = ("site_page",)

    slug = models.SlugField(_("address"), max_length=80, unique=True, validators=[plain_code])
    title = LineField(_("title"), max_length=200)
    body = BodyField(_("text"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("site page")
        verbose_name_plural = _("site pages")
        ordering = ["order", "slug"]
        constraints = [has_shape("sitepage_slug_is_plain", "slug", CODE)]

    def __str__(self) -> str:
        return self.named("title") or self.slug

    def has_been_public(self) -> bool:
        """Return True: a page of the site is public from its first minute."""
        return True


class Stamp(models.Model):
    """One row whose number grows with every change of what the public lists count: releases and tags."""

    number = models.PositiveBigIntegerField(default=0)
    # A restored backup counts from an older number again; this never comes twice.
    mark = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def touch(cls) -> None:
        """Count one change; call it in the transaction that makes it."""
        if not cls._count():
            # Two first publications at once: the second waits here for the first, then finds its row.
            cls.objects.bulk_create([cls(pk=1)], ignore_conflicts=True)
            cls._count()

    @classmethod
    def _count(cls) -> int:
        return cls.objects.filter(pk=1).update(number=F("number") + 1, mark=uuid4())
