"""A Series: a run of papers, with what is printed at their head."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.models.addressed import Addressed
from papers.models.fields import CODE, LineField, NoteField, has_shape, plain_code
from papers.models.labels import Label, Labelled


class Series(Addressed, Labelled):
    views = ("series", "series_feed", "series_preview")

    slug = models.SlugField(_("address"), max_length=80, unique=True, validators=[plain_code])
    name = LineField(_("name"), max_length=300)
    description = NoteField(_("description"), blank=True)
    publisher = LineField(_("publisher"), max_length=300, blank=True)
    place = LineField(_("place"), max_length=100, blank=True)
    issn = LineField(
        _("ISSN"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{4}-\d{3}[\dX]$", _("Write it as 1234-567X."))],
    )
    genre = LineField(
        _("genre"), max_length=100, blank=True, help_text=_("“Policy Paper”, “ポリシーペーパー”")
    )
    number_label = LineField(
        _("number label"),
        max_length=50,
        blank=True,
        help_text=_("“Vol. {}” or “第{}号”; {} is the volume number."),
    )
    partners = NoteField(_("partner organisations"), blank=True)
    disclaimer = NoteField(_("disclaimer"), blank=True)
    colour = LineField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Write it as #a1b2c3."))],
    )
    cover = models.ForeignKey(
        "papers.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    cover_alt = LineField(
        _("what the cover picture shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who do not see it."),
    )
    cover_credit = LineField(_("credit of the cover picture"), max_length=300, blank=True)
    notice_title = LineField(_("notice heading"), max_length=300, blank=True)
    notice = NoteField(_("notice"), blank=True, help_text=_("Printed at the head of each of its papers."))

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["slug"]
        constraints = [
            has_shape("series_slug_is_plain", "slug", CODE),
            has_shape("series_colour_is_hex", "colour", r"^#[0-9a-f]{6}\Z", or_empty=True),
        ]

    def __str__(self) -> str:
        return self.named("name") or self.slug

    def shown_by(self) -> Q:
        return Q(page__series=self)

    def numbered(self, volume: str, language: str) -> Label:
        """Return the volume as printed: "Vol. 7", 第7号; empty without a volume.

        A series without a number label takes the language's own.
        """
        if not volume:
            return Label("", language)
        pattern, code = self.label("number_label", language) or usual_number_label(language)
        return Label(
            pattern.replace("{}", volume) if "{}" in pattern else f"{pattern} {volume}".strip(), code
        )


def usual_number_label(language: str) -> Label:
    """Return how the interface numbers volumes in this language; English where it has no words for it."""
    with translation.override(language):
        pattern = gettext("Vol. {}")
    return Label(pattern, language if pattern != "Vol. {}" else "en")
