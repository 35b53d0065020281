"""A Reference: one work that is cited, shared by all papers; how it is found again, and what it may be one with."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from references import citing, csl


def validate_item(item: object) -> None:
    """Raise ValidationError naming the CSL variables that are missing or wrong."""
    if not isinstance(item, dict):
        raise ValidationError(_("A reference is a CSL-JSON object."))
    if wrong := csl.problems(item):
        raise ValidationError(
            _("Missing or wrong in the CSL item: %(names)s."), params={"names": ", ".join(wrong)}
        )


class Reference(models.Model):
    """One work that is cited; `item` is its CSL-JSON, without locators.

    `confidence` says of each variable that a machine read how sure it is, between 0 and 1; of what a person typed or
    confirmed it says nothing. Until somebody has confirmed it, the item makes links and exports, never print.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    item = models.JSONField(_("CSL item"), validators=[validate_item])
    confidence = models.JSONField(_("confidence"), default=dict, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # What lists, facets and searches ask of the item; `save` takes it from there (references.csl.facts).
    kind = models.CharField(_("type"), max_length=40, blank=True, default="", editable=False)
    title = models.CharField(_("title"), max_length=500, blank=True, default="", editable=False)
    author = models.CharField(_("author"), max_length=300, blank=True, default="", editable=False)
    year = models.SmallIntegerField(_("year"), null=True, blank=True, editable=False)
    # The container, else the publisher.
    source = models.CharField(_("published in or by"), max_length=300, blank=True, default="", editable=False)
    language = models.CharField(_("language"), max_length=20, blank=True, default="", editable=False)
    # Titles and names as `csl.words` folds them.
    words = models.TextField(_("search words"), blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*\Z"), name="reference_key_is_plain"
            )
        ]
        indexes = [
            models.Index(fields=["kind"], name="reference_by_kind"),
            models.Index(fields=["year"], name="reference_by_year"),
            models.Index(fields=["source"], name="reference_by_source"),
        ]

    def __str__(self) -> str:
        name, credit = self.called, csl.credit(self.item)
        return gettext("%(name)s (%(more)s)") % {"name": name, "more": credit} if credit else name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_facts()
        super().save(*args, **kwargs)

    def take_facts(self) -> None:
        """Fill the columns that repeat what the item says; bulk writes call this themselves."""
        for name, value in csl.facts({**self.item, "title": citing.called(self.item)}).items():
            setattr(self, name, value)

    @property
    def called(self) -> str:
        """The title, else what a list of sources prints of the work, else its key."""
        return citing.called(self.item) or self.key

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


class MatchKey(models.Model):
    """One sign by which a work is known again (its DOI, its address, or title, author and year); no two works share one."""

    reference = models.ForeignKey(
        Reference, models.CASCADE, related_name="match_keys", verbose_name=_("reference")
    )
    value = models.CharField(_("sign"), max_length=300, unique=True)

    class Meta:
        verbose_name = _("sign of a work")
        verbose_name_plural = _("signs of works")
        ordering = ["value"]

    def __str__(self) -> str:
        return self.value


class Trait(models.Model):
    """What a Reference shares with works like it; near matches are looked for among those that share one."""

    reference = models.ForeignKey(
        Reference, models.CASCADE, related_name="traits", verbose_name=_("reference")
    )
    value = models.CharField(_("trait"), max_length=300)

    class Meta:
        verbose_name = _("trait of a work")
        verbose_name_plural = _("traits of works")
        ordering = ["value"]
        # In this order it also finds the newest that have a trait.
        constraints = [models.UniqueConstraint(fields=["value", "reference"], name="one_trait_per_reference")]

    def __str__(self) -> str:
        return self.value


class FormerKey(models.Model):
    """The key of a Reference that was merged into this one: its address leads here, and no other work gets it."""

    reference = models.ForeignKey(
        Reference, models.CASCADE, related_name="former_keys", verbose_name=_("reference")
    )
    key = models.SlugField(_("former key"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("former key")
        verbose_name_plural = _("former keys")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class NearMatch(models.Model):
    """Two References that may be one work: an editor merges them or keeps them apart; nothing does so by itself."""

    first = models.ForeignKey(Reference, models.CASCADE, related_name="+", verbose_name=_("reference"))
    second = models.ForeignKey(Reference, models.CASCADE, related_name="+", verbose_name=_("other reference"))
    score = models.FloatField(_("likeness"))
    kept_apart = models.BooleanField(_("kept apart"), default=False)

    class Meta:
        verbose_name = _("near match")
        verbose_name_plural = _("near matches")
        ordering = ["-score", "first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_near_match_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="near_match_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≈ {self.second}"


class AccessionQuerySet(models.QuerySet["Accession"]):
    def waiting(self) -> Self:
        """Return them without what is in them."""
        return self.defer("entries", "unread", "choices")

    def expired(self) -> Self:
        """Return those that nobody stored in time."""
        return self.filter(created_at__lt=timezone.now() - Accession.KEPT)


class Accession(models.Model):
    """Works on their way into the library, kept privately between the page that reads them and the one that stores them."""

    KEPT = timedelta(days=7)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # Of a file its name; empty for notes that were pasted.
    name = models.CharField(_("file name"), max_length=255, blank=True)
    count = models.PositiveIntegerField(_("number of works"))
    # references.accessions.Entry each, in the order of the file; the lines that name no work; and what was decided of
    # an entry, by its place.
    entries = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    choices = models.JSONField(default=dict)

    objects = AccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("accession")
        verbose_name_plural = _("accessions")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name or gettext("Pasted notes")
