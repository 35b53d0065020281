"""What is made from a Version and can be made again: its reading page, authors, passages, pictures, citations."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from papers.models.author import Author
from papers.models.fields import DocumentField, LanguageField
from papers.models.image import Image
from papers.models.series import Series
from papers.models.version import Release, Version
from references import csl
from references.models import Reference


def searchable(text: str) -> str:
    """Return the text as it is stored for search and as a query is compared: NFKC, casefolded, single spaces in a line."""
    return "\n".join(" ".join(line.split()) for line in csl.folded(text).splitlines()).strip()


class VersionPage(models.Model):
    """The reading page of a Version, stamped with the number of the maker that made it."""

    version = models.OneToOneField(Version, models.PROTECT, primary_key=True, related_name="page")
    maker = models.PositiveSmallIntegerField()
    language = LanguageField()
    # The language of the original, as it was when this was frozen.
    original_language = LanguageField()
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="+")
    volume = models.CharField(max_length=30, blank=True)
    volume_key = models.CharField(max_length=120, blank=True)
    printed_date = models.DateField(null=True)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    # Names, affiliations and notes of the authors as printed, each with its language.
    authors = DocumentField(default=list)
    # What is printed around the text: series, notice, translators … (papers.rendering.page).
    head = DocumentField(default=dict)
    contents = DocumentField(default=list)
    abstract = models.TextField(blank=True)
    body = models.TextField()
    endnotes = models.TextField(blank=True)
    notes = DocumentField(default=list)
    # The public note of a correction, per language.
    correction = DocumentField(default=dict)
    lineage = DocumentField(default=dict)
    # How other people's styles cite it, HTML by the name of the style (papers.publishing.citing); its address is
    # filled in where it is shown.
    styled = DocumentField(default=dict)
    # How our own styles cite it, HTML by the name of the form (papers.citation), its address filled in likewise.
    own_forms = DocumentField(default=dict)
    # What it says of the works that its notes cite (papers.rendering.cited): made again whenever the library says
    # something else of them, and for each reader while its number is not that of the present maker.
    leads = DocumentField(default=dict)
    source_lines = models.TextField(blank=True, default="")
    works_data = models.TextField(blank=True, default="")
    cited_maker = models.PositiveSmallIntegerField(default=0)
    # Title, authors and text as `searchable` has them.
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["language", "-printed_date", "-version"], name="page_by_date"),
            models.Index(fields=["series", "language", "volume_key", "version"], name="page_by_volume"),
            # All that lists are made from, so that they need not read past the texts (papers.search.catalogue).
            models.Index(
                fields=["version", "series", "original_language", "printed_date", "volume_key"],
                name="page_in_lists",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VersionAuthor(models.Model):
    """An author of a Version, named as printed there."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="authors")
    author = models.ForeignKey(Author, models.PROTECT, related_name="version_authors")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=310)
    family_name = models.CharField(max_length=150)
    given_name = models.CharField(max_length=150, blank=True)
    affiliation = models.CharField(max_length=300, blank=True)
    position = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="one_printed_author_per_place")
        ]

    def __str__(self) -> str:
        return self.name


class VersionPassage(models.Model):
    """One passage of a Version: the original ids it carries and its reading HTML, for the parallel page."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="passages")
    order = models.PositiveIntegerField()
    ids = DocumentField(default=list)
    html = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "order"], name="one_passage_per_place")]

    def __str__(self) -> str:
        return " ".join(self.ids)


class VersionImage(models.Model):
    """That a Version shows an image: what makes the image public."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "version"], name="one_use_per_image_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.image}"


class VersionCitationQuerySet(models.QuerySet["VersionCitation"]):
    def live(self, at: datetime) -> Self:
        """Return the citations of what the public sees at the instant."""
        # An edition in a language that the site has given up has no address.
        codes = [code for code, _ in settings.LANGUAGES]
        live = Release.objects.covering(at).filter(version=OuterRef("version"))
        return self.filter(Exists(live), version__language__in=codes)

    def of(self, reference: Reference) -> Self:
        return self.filter(reference=reference)


def cited_works(at: datetime) -> models.QuerySet[Reference]:
    """Return the works that have a page: those that a live Version cites."""
    return Reference.objects.filter(
        Exists(VersionCitation.objects.live(at).filter(reference=OuterRef("pk")).order_by())
    )


class VersionCitation(models.Model):
    """As which Reference a note of a Version is read; it follows corrections of the library at once.

    `rebuild` keeps it: an editor's word on a published note is not made again from its text.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="citations")
    reference = models.ForeignKey(Reference, models.PROTECT, related_name="+")
    note = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=1)
    locator = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=20, default="page")
    is_short = models.BooleanField(default=False)
    # The source as the note prints it (HTML of the note), and the language of that text.
    printed = models.TextField(blank=True, default="")
    language = LanguageField(blank=True, default="")
    # Where the note is called first: the sentence around the call, as text, and the anchor of its passage.
    sentence = models.TextField(blank=True, default="")
    passage = models.CharField(max_length=40, blank=True, default="")

    objects = VersionCitationQuerySet.as_manager()

    class Meta:
        ordering = ["version", "note", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "note", "order"], name="one_printed_citation_per_place"
            )
        ]
        indexes = [
            # Who cites a work, and how often, without reading past what the notes print.
            models.Index(fields=["reference", "version", "note"], name="citation_by_work")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.note}"
