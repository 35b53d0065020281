"""A Paper: the work itself, in no language yet."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from papers.models.addressed import Addressed
from papers.models.fields import CODE, LANGUAGE, LanguageField, LineField, VolumeField, has_shape, plain_code
from papers.models.labels import Label, column, first_label, interface, told_apart
from papers.models.series import Series, usual_number_label
from papers.models.tag import PaperTags, TaggedPaper

# The files of an edition, by the endings of their names; the picture is what previews of a link to it show.
FILE_KINDS = ("pdf", "epub", "docx", "xml", "txt", "png")
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


def _usual_words() -> set[str]:
    """Return the words that stand beside a volume: vol, 第, 号."""
    patterns = (usual_number_label(code).text for code, _name in settings.LANGUAGES)
    return {word.strip(" .").casefold() for pattern in patterns for word in pattern.split("{}")}


class PaperQuerySet(models.QuerySet["Paper"]):
    def called(self, words: str) -> Self:
        """Return those that have each of the words in a title, in volume, series or address: “7 harbours”, “第7号”."""
        unsaid = _usual_words()
        found = self
        for word in words.split():
            if word.strip(" .").casefold() not in unsaid:
                found = found.filter(_has_word(word))
        return found.distinct()

    def with_titles(self) -> Self:
        """Return them with what `described` reads."""
        titles = self.model._meta.get_field("translations").related_model.objects.only(
            "paper", "language", "title"
        )
        return self.select_related("series").prefetch_related(models.Prefetch("translations", titles))


def _has_word(word: str) -> Q:
    names = ["slug", "series__slug", "translations__title"]
    names += [column("series__name", code) for code, _name in settings.LANGUAGES]
    found = Q(*((f"{name}__icontains", word) for name in names), _connector=Q.OR)
    number = re.fullmatch(r"\D*(\d.*?)\D*", unicodedata.normalize("NFKC", word))
    return found | Q(volume__istartswith=number[1]) if number else found


class Paper(Addressed):
    """The work, language-neutral."""

    views = ("paper",)

    series = models.ForeignKey(
        Series, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("series")
    )
    volume = VolumeField(_("volume"), max_length=30, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[plain_code, validate_slug])
    original_language = LanguageField(_("original language"))
    licence = LineField(_("licence"), max_length=100, blank=True)
    tags = TaggableManager(through=TaggedPaper, manager=PaperTags, blank=True, verbose_name=_("tags"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # Digest of all notes as they were when their sources were read last.
    notes_read = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = PaperQuerySet.as_manager()

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
                fields=["series", "volume"],
                condition=~Q(volume=""),
                name="one_paper_per_series_and_volume",
                violation_error_message=_("The series has another paper with this volume."),
            ),
            has_shape("paper_slug_is_plain", "slug", CODE),
            has_shape("paper_language_is_code", "original_language", LANGUAGE),
        ]

    def __str__(self) -> str:
        name = self.heading(interface()).text
        series = self.series.numbered(self.volume, interface()).text if self.series else ""
        return told_apart(name, str(self.series or ""), series) if name else self.slug

    def heading(self, language: str) -> Label:
        """Return the title of the working copy in this language, else the original's, else any."""
        titles = {row.language: row.title for row in self.translations.all()}
        wanted = language if titles.get(language) else self.original_language
        return first_label(titles, wanted)

    def described(self, language: str) -> str:
        """Return what an editor knows it by: series and volume, then the title, in this language as far as there is one."""
        series = self.series
        place = [self.volume]
        if series:
            place = [
                series.label("name", language).text or series.slug,
                series.numbered(self.volume, language).text,
            ]
        title = self.heading(language).text or gettext("without a title (%s)") % self.slug
        return " – ".join(filter(None, [" ".join(filter(None, place)), title]))

    def shown_by(self) -> Q:
        return Q(paper=self)

    def addresses(self) -> Iterator[str]:
        """Yield the paths of its editions, of their versions, and of two editions side by side."""
        yield from super().addresses()
        codes = [code for code, _name in settings.LANGUAGES]
        for language, other in permutations(codes, 2):
            yield reverse("parallel", args=[language, self.slug, other])
            yield reverse("parallel_file", args=[language, self.slug, other, self.slug])
        numbers = self.versions.filter(language__in=codes).order_by("pk").values_list("language", "number")
        for language, number in numbers:
            yield reverse("version", args=[language, self.slug, number])
            for kind in FILE_KINDS:
                yield reverse("numbered_file", args=[language, self.slug, number, self.slug, kind])
        for language in codes:
            for kind in FILE_KINDS:
                yield reverse("file", args=[language, self.slug, self.slug, kind])
