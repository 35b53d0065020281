"""The public record: immutable Versions, and the Releases that say when each is live."""

import json
from datetime import UTC, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.models.fields import LANGUAGE, DocumentField, LanguageField, has_shape, is_positive
from papers.models.labels import own_name, told_apart
from papers.models.paper import Paper
from papers.models.translation import Translation

# The end of a Release that has none; a real instant keeps "live" one indexed range.
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)

# Columns of a reading page that hold its text.
_LONG = ("text", "notes", "lineage", "body", "endnotes", "contents", "leads", "source_lines", "works_data")


class VersionQuerySet(models.QuerySet["Version"]):
    def live(self, at: datetime | None = None) -> Self:
        """Return what the public sees at the instant `at` (now when None)."""
        live = Release.objects.covering(at or timezone.now()).filter(version=OuterRef("pk"))
        return self.filter(Exists(live))

    def released(self, at: datetime | None = None) -> Self:
        """Return what has been live at some time up to `at` (now when None)."""
        begun = Release.objects.begun(at or timezone.now()).filter(version=OuterRef("pk"))
        return self.filter(Exists(begun))

    def scheduled(self, at: datetime | None = None) -> Self:
        """Return what is to go live after the instant `at` (now when None)."""
        waiting = Release.objects.waiting(at or timezone.now()).filter(version=OuterRef("pk"))
        return self.filter(Exists(waiting))

    def in_language(self, code: str) -> Self:
        return self.filter(language=code)

    def at_slug(self, slug: str) -> Self:
        return self.filter(paper__slug=slug)

    def of_paper(self, paper: Paper) -> Self:
        return self.filter(paper=paper)

    def with_page(self) -> Self:
        """Return the Versions with their reading page and `doi`, without the frozen document beside it."""
        rows = self.select_related("page__series", "paper").annotate(doi=F("translation__doi"))
        return rows.defer("document", "page__text", "page__notes", "page__lineage")

    def with_card(self) -> Self:
        """Return the Versions with as much of their page as a list shows."""
        return self.select_related("page__series", "paper").defer(
            "document",
            "page__text",
            "page__notes",
            "page__lineage",
            "page__head",
            "page__body",
            "page__endnotes",
            "page__contents",
            "page__styled",
            "page__own_forms",
            "page__leads",
            "page__source_lines",
            "page__works_data",
        )

    def with_citation(self, at: datetime) -> Self:
        """Return the Versions with what papers.citation says of each, and no more of their pages.

        `doi` is the edition's. `original_title`, `original_subtitle` and `original_date` are the live original's, of
        whatever language it is; None where it is not public.
        """
        original = (
            Version.objects.live(at)
            .filter(paper=OuterRef("paper"), language=OuterRef("page__original_language"))
            .order_by()
        )
        facts = {
            "original_title": Subquery(original.values("page__title")[:1]),
            "original_subtitle": Subquery(original.values("page__subtitle")[:1]),
            "original_date": Subquery(original.values("page__printed_date")[:1]),
        }
        rows = self.select_related("page", "paper").annotate(doi=F("translation__doi"), **facts)
        return rows.defer("document", *(f"page__{name}" for name in _LONG))

    def with_retraction(self, at: datetime) -> Self:
        """Return the Versions with `retracted` and `retracted_because`: since when and why, both None when not at all."""
        standing = Q(
            paper__retractions__language=F("language"),
            paper__retractions__lifted_at=None,
            paper__retractions__since__lte=at,
        )
        return self.annotate(retraction=FilteredRelation("paper__retractions", condition=standing)).annotate(
            retracted=F("retraction__since"), retracted_because=F("retraction__reason")
        )

    def by_volume(self) -> Self:
        return self.order_by("page__volume_key", "page__version_id")


class Version(models.Model):
    """One immutable, numbered document of an edition; the database refuses to change or delete it.

    The one change let through is expunging: see `papers.models.guards`.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions", verbose_name=_("paper"))
    translation = models.ForeignKey(
        Translation, models.PROTECT, related_name="versions", verbose_name=_("translation")
    )
    language = LanguageField(_("language"))
    number = models.PositiveIntegerField(_("number"))
    revision = models.PositiveIntegerField(_("frozen from revision"))
    schema = models.PositiveSmallIntegerField(_("schema"))
    document = DocumentField(_("document"))
    created_at = models.DateTimeField(_("frozen at"), default=timezone.now)
    expunged_reason = models.TextField(_("why it was expunged"), blank=True, default="")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["translation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["translation", "number"], name="one_version_per_number"),
            has_shape("version_language_is_code", "language", LANGUAGE),
            is_positive("version_number_is_positive", "number"),
            is_positive("version_revision_is_positive", "revision"),
            is_positive("version_schema_is_positive", "schema"),
        ]
        indexes = [models.Index(fields=["paper", "language", "number"], name="version_of_paper")]

    def __str__(self) -> str:
        words = {"language": own_name(self.language), "number": self.number}
        return told_apart(
            self.paper.heading(self.language).text, gettext("%(language)s, version %(number)s") % words
        )

    @property
    def is_expunged(self) -> bool:
        return bool(self.expunged_reason)

    def expunged_because(self) -> dict[str, str]:
        """Return the public reason in each language it was given in; empty when it was not expunged."""
        if not self.expunged_reason:
            return {}
        try:
            reason = json.loads(self.expunged_reason)
        except ValueError:
            reason = None
        # By SQL, which the guards let through too, it may have been filled with plain words.
        return reason if isinstance(reason, dict) else {settings.LANGUAGE_CODE: self.expunged_reason}


class ReleaseQuerySet(models.QuerySet["Release"]):
    def covering(self, at: datetime) -> Self:
        """Return the Releases that are live at the instant."""
        return self.filter(live_from__lte=at, live_until__gt=at)

    def begun(self, at: datetime) -> Self:
        """Return the Releases that went live at or before the instant, whether or not they ended since."""
        return self.filter(live_from__lte=at, live_until__gt=F("live_from"))

    def waiting(self, at: datetime) -> Self:
        """Return the Releases that are to begin after the instant and are not cancelled."""
        return self.filter(live_from__gt=at, ended_at=None)


class Release(models.Model):
    """When a Version goes live, and whether and why it ended.

    `live_until` is written by `publishing` for the whole edition: the earlier of `ended_at` and the start of a
    higher number's Release that is open then or begins later.
    """

    WITHDRAWN, CANCELLED, EXPUNGED = "withdrawn", "cancelled", "expunged"

    version = models.ForeignKey(Version, models.PROTECT, related_name="releases", verbose_name=_("version"))
    live_from = models.DateTimeField(_("goes live at"))
    live_until = models.DateTimeField(_("live until"), default=FOREVER)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.CharField(
        _("how it ended"),
        max_length=10,
        blank=True,
        choices=[(WITHDRAWN, _("withdrawn")), (CANCELLED, _("cancelled")), (EXPUNGED, _("expunged"))],
    )
    # The public reason, per language.
    reason = models.JSONField(_("public reason"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    created_at = models.DateTimeField(_("decided at"), default=timezone.now)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="release_end_says_how",
            ),
            models.CheckConstraint(condition=Q(live_until__gte=F("live_from")), name="release_is_a_range"),
        ]
        indexes = [
            models.Index(fields=["version", "live_from", "live_until"], name="release_live"),
            models.Index(fields=["live_from"], name="release_due"),
            models.Index(fields=["live_until"], name="release_ends"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.version} · {formats.date_format(timezone.localtime(self.live_from), 'DATETIME_FORMAT')}"
        )


class Retraction(models.Model):
    """That an edition is retracted: its text stays, marked wherever it stands, until the retraction is lifted."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="retractions", verbose_name=_("paper"))
    language = LanguageField(_("language"))
    since = models.DateTimeField(_("retracted at"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    reason = models.JSONField(_("public reason"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "language"],
                condition=Q(lifted_at=None),
                name="one_open_retraction_per_edition",
            ),
            has_shape("retraction_language_is_code", "language", LANGUAGE),
        ]

    def __str__(self) -> str:
        return told_apart(self.paper.heading(self.language).text, own_name(self.language))
