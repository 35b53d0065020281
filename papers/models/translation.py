"""A Translation: a paper in one language, the original included; and the saved states it has been through."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers.models.author import Author
from papers.models.fields import (
    LANGUAGE,
    BodyField,
    DocumentField,
    LanguageField,
    LineField,
    NoteField,
    has_shape,
    is_positive,
)
from papers.models.labels import interface, own_name, told_apart
from papers.models.paper import Paper


class Translation(models.Model):
    """One paper in one language, the original included; what the public sees is its Versions."""

    DRAFT, REVIEW, READY = "draft", "review", "ready"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="translations", verbose_name=_("paper"))
    language = LanguageField(_("language"))
    title = LineField(_("title"), blank=True)
    subtitle = LineField(_("subtitle"), blank=True)
    abstract = NoteField(_("abstract"), blank=True)
    body = BodyField(_("body"), blank=True)
    printed_date = models.DateField(_("printed date"), null=True, blank=True)
    translators = models.ManyToManyField(
        Author, through="Translatorship", blank=True, verbose_name=_("translators")
    )
    doi = LineField(_("DOI"), max_length=200, blank=True)
    state = models.CharField(
        _("editorial state"),
        max_length=10,
        default=DRAFT,
        choices=[(DRAFT, _("draft")), (REVIEW, _("in review")), (READY, _("ready"))],
    )
    translated_from = LanguageField(_("translated from"), blank=True)
    # Of the original's passages: new id → the id it was split from, gone id → the id that stays.
    lineage = models.JSONField(default=dict, blank=True, editable=False)
    # What this text translates: passage id, "title" or "abstract" → digest of the source then.
    source_digests = models.JSONField(default=dict, blank=True, editable=False)
    # The number of the last Revision; a save is one UPDATE … WHERE revision = n.
    revision = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["paper", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "language"], name="one_translation_per_paper_and_language"
            ),
            has_shape("translation_language_is_code", "language", LANGUAGE),
            has_shape("translation_source_is_code", "translated_from", LANGUAGE, or_empty=True),
        ]

    def __str__(self) -> str:
        return told_apart(self.title or str(self.paper), own_name(self.language))

    @property
    def is_original(self) -> bool:
        return self.language == self.paper.original_language


class Translatorship(models.Model):
    """Who translated an edition, in which order they are printed."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="translatorships")
    author = models.ForeignKey(
        Author, models.PROTECT, related_name="translatorships", verbose_name=_("translator")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("translator")
        verbose_name_plural = _("translators")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["translation", "author"], name="one_credit_per_translator"),
            is_positive("translatorship_order_is_positive", "order"),
        ]

    def __str__(self) -> str:
        return self.author.name(interface())


class Revision(models.Model):
    """One saved state of one Translation."""

    FORM, IMPORT, RESTORE, NOTE = "form", "import", "restore", "note"

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    document = DocumentField(_("document"))
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    origin = models.CharField(
        _("origin"),
        max_length=10,
        choices=[
            (FORM, _("edited here")),
            (IMPORT, _("import")),
            (RESTORE, _("restored")),
            (NOTE, _("a shared note was changed")),
        ],
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["translation", "number"], name="one_revision_per_number"),
            is_positive("revision_number_is_positive", "number"),
        ]

    def __str__(self) -> str:
        return told_apart(str(self.translation), gettext("revision %s") % self.number)


class Manuscript(models.Model):
    """An imported file, kept privately with the document it was read as: the base of the next three-way import."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="manuscripts")
    name = LineField(_("file name"), max_length=255)
    digest = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField()
    document = DocumentField()
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} → {self.translation}"
