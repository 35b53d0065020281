"""Authors, and the authorship that binds one to a paper."""

import re
from collections.abc import Collection

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from papers.models.addressed import Addressed
from papers.models.fields import CODE, LineField, NoteField, has_shape, is_positive, plain_code
from papers.models.labels import Labelled, interface, told_apart

# Languages in which a name stands family name first unless the author says otherwise.
FAMILY_FIRST = {"ja", "ko", "zh"}


def printed_name(family: str, given: str, language: str, order: str = "") -> str:
    """Return the name as printed in the language.

    Japanese sets "山田 太郎" with a space; a name in katakana keeps its own order and takes the middle dot.
    """
    base = language.split("-")[0]
    katakana = base == "ja" and bool(re.fullmatch(r"[\u30a0-\u30ff・＝=\s]+", family + given))
    family_first = order == Author.FAMILY_FIRST or (not order and base in FAMILY_FIRST and not katakana)
    parts = [family, given] if family_first else [given, family]
    return ("・" if katakana else " ").join(part for part in parts if part)


class Author(Addressed, Labelled):
    """A person, or a body, who writes or translates papers here."""

    views = ("author", "author_feed")

    FAMILY_FIRST = "family-first"
    GIVEN_FIRST = "given-first"

    slug = models.SlugField(_("address"), max_length=80, unique=True, validators=[plain_code])
    family_name = LineField(
        _("family name"), max_length=150, help_text=_("For an organisation, its whole name.")
    )
    given_name = LineField(_("given name"), max_length=150, blank=True)
    family_kana = LineField(_("family name in kana"), max_length=150, blank=True)
    given_kana = LineField(_("given name in kana"), max_length=150, blank=True)
    name_order = models.CharField(
        _("order of the name"),
        max_length=12,
        blank=True,
        choices=[
            ("", _("as the language has it")),
            (FAMILY_FIRST, _("family name first")),
            (GIVEN_FIRST, _("given name first")),
        ],
    )
    orcid = LineField(
        _("ORCID"),
        max_length=19,
        blank=True,
        validators=[RegexValidator(r"^(\d{4}-){3}\d{3}[\dX]$", _("Write it as 0000-0002-1825-0097."))],
    )
    biography = NoteField(_("biography"), blank=True)
    photo = models.ForeignKey(
        "papers.Image", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["slug"]
        constraints = [has_shape("author_slug_is_plain", "slug", CODE)]

    def __str__(self) -> str:
        """Return the name, and what tells people of one name apart: kana, the name in other languages, affiliation."""
        name = self.name(interface())
        # The kana of a name in katakana is that name.
        kana = "" if {self.family_kana, self.given_kana} == {*name.split("・")} else self.kana()
        more = [other for other in (kana, *self.other_names(), self.affiliation()) if other != name]
        return told_apart(name, *more) if name else self.slug

    def kana(self) -> str:
        return " ".join(filter(None, (self.family_kana, self.given_kana)))

    def other_names(self) -> list[str]:
        """Return the names in the languages that the interface is not in."""
        codes = [code for code, _name in settings.LANGUAGES if self.own_label("family_name", code)]
        return [self.name(code) for code in codes if code != interface()]

    def affiliation(self) -> str:
        """Return where the author worked when writing the last paper here, as the desk shows it."""
        rows = self.authorships.select_related("paper") if self.pk else ()
        last = max(rows, key=lambda row: (row.paper.created_at, row.pk), default=None)
        return last.named("affiliation") if last else ""

    def shown_by(self) -> Q:
        return Q(authors__author=self)

    def name(self, language: str) -> str:
        """Return the name as printed in the language; in another one when it has none there."""
        family, code = self.label("family_name", language)
        return printed_name(family, self.own_label("given_name", code), code, self.name_order)


class Authorship(Labelled):
    """An author of a paper: which place in the line, with which affiliation then."""

    paper = models.ForeignKey(
        "papers.Paper", models.CASCADE, related_name="authorships", verbose_name=_("paper")
    )
    author = models.ForeignKey(Author, models.PROTECT, related_name="authorships", verbose_name=_("author"))
    order = models.PositiveSmallIntegerField(_("order"), default=1, validators=[MinValueValidator(1)])
    affiliation = LineField(_("affiliation"), max_length=300, blank=True)
    position = LineField(_("position"), max_length=300, blank=True)
    note = NoteField(_("note on the author"), blank=True, help_text=_("The * note of a manuscript."))

    class Meta:
        verbose_name = _("authorship")
        verbose_name_plural = _("authorships")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "author"], name="one_authorship_per_paper_and_author"),
            models.UniqueConstraint(fields=["paper", "order"], name="one_author_per_place"),
            is_positive("authorship_order_is_positive", "order"),
        ]

    def __str__(self) -> str:
        return self.author.name(interface())

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check all but its place: authors may change places with each other, which only their list can judge."""
        super().validate_constraints(exclude={*(exclude or ()), "order"})
