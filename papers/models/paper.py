"""A Paper: the work itself, in no language yet."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from papers.models.addressed import Addressed
from papers.models.fields import CODE, LANGUAGE, LanguageField, LineField, VolumeField, has_shape
from papers.models.series import Series
from papers.models.tag import PaperTags, TaggedPaper

RESERVED = re.compile(r"sources|parallel|v\d+|feed|papers|new")


def validate_slug(slug: str) -> None:
    """Raise ValidationError when the word means something else in the site's addresses."""
    if RESERVED.fullmatch(slug):
        raise ValidationError(_("“%(slug)s” is a reserved word in addresses."), params={"slug": slug})


def volume_key(volume: str, printed: date | None = None) -> str:
    """Return a text that sorts volumes as people do: "7" before "7-2" before "10", then those without by their date."""
    if not volume:
        return f"z{printed or ''}"
    return re.sub(r"\d+", lambda number: number[0].zfill(8), volume)


class Paper(Addressed):
    """The work, language-neutral."""

    views = ("paper",)

    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("series")
    )
    volume = VolumeField(_("volume"), max_length=30, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[validate_slug])
    original_language = LanguageField(_("original language"))
    licence = LineField(_("licence"), max_length=100, blank=True)
    tags = TaggableManager(through=TaggedPaper, manager=PaperTags, blank=True, verbose_name=_("tags"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-created_at"]
        permissions = [
            ("publish_paper", _("May publish papers")),
            ("withdraw_paper", _("May withdraw, retract and reinstate papers")),
            ("expunge_paper", _("May expunge versions")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "volume"], condition=~Q(volume=""), name="one_paper_per_series_and_volume"
            ),
            has_shape("paper_slug_is_plain", "slug", CODE),
            has_shape("paper_language_is_code", "original_language", LANGUAGE),
        ]

    def __str__(self) -> str:
        return self.slug

    def shown_by(self) -> Q:
        return Q(paper=self)

    def addresses(self) -> Iterator[str]:
        """Yield the paths of its editions, of their versions, and of two editions side by side."""
        yield from super().addresses()
        codes = [code for code, _name in settings.LANGUAGES]
        for language, other in permutations(codes, 2):
            yield reverse("parallel", args=[language, self.slug, other])
        numbers = self.versions.filter(language__in=codes).order_by("pk").values_list("language", "number")
        for language, number in numbers:
            yield reverse("version", args=[language, self.slug, number])
