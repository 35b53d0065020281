"""The desk for labels: series, authors, tags."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Count, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from taggit.models import Tag as PlainTag

from papers.admin.desk import Desk, History, KeptWhileUsed
from papers.forms import AuthorForm, SeenForm, SeriesForm
from papers.models import (
    Author,
    Paper,
    Series,
    Tag,
    Translation,
    Version,
    column,
    interface,
)

admin.site.site_header = admin.site.site_title = _("Taiyaku – editors’ desk")
admin.site.index_title = _("Papers and labels")
admin.site.empty_value_display = "—"
# taggit's own tags are not ours; two lists of one name would only confuse.
admin.site.unregister(PlainTag)


def every_language(name: str, before: str = "") -> list[str]:
    """Return the columns of a label in all languages, for searching."""
    return [f"{before}{column(name, code)}" for code, _name in settings.LANGUAGES]


def as_shown(name: str) -> Coalesce:
    """Return a label as lists show it and sort by it: in the language of the interface, else in any."""
    columns = sorted(every_language(name), key=lambda each: each != column(name, interface()))
    return Coalesce(*(NullIf(each, Value("")) for each in columns), Value(""), output_field=CharField())


class LabelAdmin(Desk, KeptWhileUsed, History, TranslationAdmin):
    """Rows with labels in every language, with their history."""

    form = SeenForm


@admin.register(Series)
class SeriesAdmin(LabelAdmin):
    form = SeriesForm
    when_empty = _("No series yet: add the first one.")
    list_display = ["title", "slug", "issn", "papers"]
    search_fields = ["slug", "issn", *every_language("name"), *every_language("publisher")]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(count=Count("papers"), shown=as_shown("name"))

    @admin.display(description=_("name"), ordering="shown")
    def title(self, row: Series) -> str:
        return str(row)

    @admin.display(description=_("papers"), ordering="count")
    def papers(self, row: Any) -> int:
        return row.count

    def uses(self, row: Series) -> Iterable[Any]:
        return row.papers.select_related("series").prefetch_related("translations")


@admin.register(Author)
class AuthorAdmin(LabelAdmin):
    when_empty = _("No author yet: importing a manuscript makes its authors, or add one.")
    list_display = ["printed", "kana", "others", "affiliation", "orcid", "papers"]
    search_fields = [
        *("slug", "orcid"),
        *every_language("affiliation", "authorships__"),
    ]
    search_people = [""]
    form = AuthorForm

    def get_queryset(self, request: HttpRequest) -> Any:
        count, shown = Count("authorships", distinct=True), as_shown("family_name")
        rows = super().get_queryset(request).annotate(count=count, shown=shown)
        return rows.prefetch_related("authorships__paper")

    @admin.display(description=_("name"), ordering="shown")
    def printed(self, row: Author) -> str:
        return row.name(interface())

    @admin.display(description=_("kana"), ordering="family_kana")
    def kana(self, row: Author) -> str:
        return row.kana() or "—"

    @admin.display(description=_("other languages"))
    def others(self, row: Author) -> str:
        return gettext(", ").join(row.other_names()) or "—"

    @admin.display(description=_("affiliation"))
    def affiliation(self, row: Author) -> str:
        return row.affiliation() or "—"

    @admin.display(description=_("papers"), ordering="count")
    def papers(self, row: Any) -> int:
        return row.count

    def uses(self, row: Author) -> Iterable[Any]:
        written = Paper.objects.filter(authorships__author=row)
        translated = Translation.objects.filter(translatorships__author=row).select_related("paper")
        printed = Version.objects.filter(authors__author=row).select_related("paper").defer("document")
        return [*written, *translated, *printed]


@admin.register(Tag)
class TagAdmin(LabelAdmin):
    when_empty = _("No subject yet: add the first one, then choose it on a paper’s page.")
    list_display = ["title", "slug", "papers"]
    search_fields = ["slug", *every_language("name")]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(count=Count("tagged"), shown=as_shown("name"))

    @admin.display(description=_("name"), ordering="shown")
    def title(self, row: Tag) -> str:
        return str(row)

    @admin.display(description=_("papers"), ordering="count")
    def papers(self, row: Any) -> int:
        return row.count

    def uses(self, row: Tag) -> Iterable[Any]:
        return Paper.objects.filter(tagged__tag=row)
