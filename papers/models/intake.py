"""An Intake: files on their way in, kept privately between the page that reads them and the one that stores them."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from papers.models.fields import LANGUAGE, LanguageField, LineField, has_shape

KEPT = timedelta(days=7)


class IntakeQuerySet(models.QuerySet["Intake"]):
    def waiting(self) -> Self:
        """Return them with the names of their files, without what is in these."""
        files = IntakeFile.objects.defer("content")
        return self.prefetch_related(models.Prefetch("files", files))

    def expired(self) -> Self:
        """Return those that nobody stored in time."""
        return self.filter(created_at__lt=timezone.now() - KEPT)


class Intake(models.Model):
    """Manuscripts of one paper, with what the person importing said beside them."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    wishes = models.JSONField(default=dict)
    # Per language: the mark of the alignment that was corrected by hand, and the original's passages that each block
    # translates; and the conflicts that the file wins.
    links = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return ", ".join(file.name for file in self.files.all())

    @property
    def is_settled(self) -> bool:
        """Whether the language of every file has been decided."""
        return not self.files.filter(language="").exists()


class IntakeFile(models.Model):
    """One manuscript of an Intake; its language is empty until somebody has decided it."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="files")
    language = LanguageField(_("language"), blank=True)
    # The language that its text speaks for, proposed until one is decided.
    seems = LanguageField(blank=True)
    name = LineField(_("file name"), max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "language"], condition=~Q(language=""), name="one_file_per_language"
            ),
            has_shape("intakefile_language_is_code", "language", LANGUAGE, or_empty=True),
            has_shape("intakefile_seems_is_code", "seems", LANGUAGE, or_empty=True),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
