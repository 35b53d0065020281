"""Notes of a paper, their text in each language, and the works they cite."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers import footnotes
from papers.models.fields import CODE, LANGUAGE, LanguageField, LineField, NoteField, has_shape, is_positive
from papers.models.labels import interface, own_name, told_apart
from papers.models.paper import Paper
from references.models import Reference


class Footnote(models.Model):
    """A note of a paper; its number is the edition's and never stored."""

    AUTHOR, TRANSLATOR, EDITOR = "author", "translator", "editor"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="footnotes", verbose_name=_("paper"))
    key = models.CharField(_("key"), max_length=40)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default=AUTHOR,
        choices=[
            (AUTHOR, _("author’s note")),
            (TRANSLATOR, _("translator’s note")),
            (EDITOR, _("editor’s note")),
        ],
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "key"], name="one_note_per_paper_and_key"),
            has_shape("footnote_key_is_plain", "key", CODE),
        ]

    def __str__(self) -> str:
        number = self.number()
        title = self.paper.heading(interface()).text or self.paper.slug
        if not number:
            return gettext("A note of “%(paper)s” that nothing calls") % {"paper": title}
        return gettext("Note %(number)s of “%(paper)s”") % {"number": number, "paper": title}

    def number(self) -> int:
        """Return its number in the original, else in another edition; 0 when none calls it."""
        bodies = {row.language: row.body for row in self.paper.translations.all()}
        first = bodies.pop(self.paper.original_language, "")
        found = (footnotes.numbers(body).get(self.key) for body in (first, *bodies.values()))
        return next(filter(None, found), 0)


class NoteText(models.Model):
    """A note's text in one language."""

    footnote = models.ForeignKey(Footnote, models.CASCADE, related_name="texts", verbose_name=_("note"))
    language = LanguageField(_("language"))
    text = NoteField(_("text"))
    # Digest of the text this one translates; empty when it is not a translation.
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("note text")
        verbose_name_plural = _("note texts")
        ordering = ["footnote", "language"]
        constraints = [
            models.UniqueConstraint(fields=["footnote", "language"], name="one_text_per_note_and_language"),
            has_shape("notetext_language_is_code", "language", LANGUAGE),
        ]

    def __str__(self) -> str:
        return told_apart(str(self.footnote), own_name(self.language))


class Cited(models.Model):
    """What a note says of one of its sources: where in the note, where in the source, and how it is printed there."""

    footnote = models.ForeignKey(Footnote, models.CASCADE, related_name="%(class)ss", verbose_name=_("note"))
    order = models.PositiveSmallIntegerField(_("place in the note"), default=1)
    locator = LineField(_("locator"), max_length=100, blank=True)
    # What the locator counts, a CSL term: page, paragraph, note, section …
    label = models.CharField(_("locator counts"), max_length=20, default="page")
    # The source as the note prints it, and the text of the note that was read (its digest).
    printed = NoteField(_("as printed"), blank=True, default="", editable=False)
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        abstract = True


class Citation(Cited):
    """That a note cites a work, and where in it."""

    # "Who cites this work?" is a question about papers; the ground floor has no way up.
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="+", verbose_name=_("reference"))
    is_short = models.BooleanField(_("short cite"), default=False, editable=False)
    # How sure the reading is of locator and label; nothing once a person has confirmed them.
    confidence = models.JSONField(_("confidence"), default=dict, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["footnote", "order"]
        constraints = [
            models.UniqueConstraint(fields=["footnote", "order"], name="one_citation_per_place"),
            is_positive("citation_order_is_positive", "order"),
        ]

    def __str__(self) -> str:
        return f"{self.footnote} → {self.reference}"


class OpenCitation(Cited):
    """A source in a note that is not led to a work yet: an editor says which one it is, or that it is none."""

    NO_SOURCE, SEVERAL, UNREAD = "none", "several", "unread"

    item = models.JSONField(_("as read"), default=dict, blank=True)
    reason = models.CharField(
        _("why it waits"),
        max_length=10,
        choices=[
            (NO_SOURCE, _("a short cite without a full source in this paper")),
            (SEVERAL, _("a short cite of one of several works")),
            (UNREAD, _("words that were not understood")),
        ],
    )
    # Somebody has looked: there is no work to be found.
    is_settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("open citation")
        verbose_name_plural = _("open citations")
        ordering = ["footnote", "order"]
        constraints = [
            models.UniqueConstraint(fields=["footnote", "order"], name="one_open_citation_per_place"),
            is_positive("open_citation_order_is_positive", "order"),
        ]

    def __str__(self) -> str:
        return f"{self.footnote} → ?"
