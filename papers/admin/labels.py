"""The desk for labels: series, authors, tags, pages of the site, redirects."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from taggit.models import Tag as PlainTag

from papers.admin.desk import Desk, History, KeptWhileUsed
from papers.forms import SeenForm
from papers.models import (
    Author,
    Labelled,
    Paper,
    Redirect,
    Series,
    SitePage,
    Tag,
    Translation,
    Version,
    column,
)

admin.site.site_header = admin.site.site_title = _("Taiyaku – editors’ desk")
admin.site.index_title = _("Papers and labels")
# taggit's own tags are not ours; two lists of one name would only confuse.
admin.site.unregister(PlainTag)


def every_language(name: str, before: str = "") -> list[str]:
    """Return the columns of a label in all languages, for searching."""
    return [f"{before}{column(name, code)}" for code, _name in settings.LANGUAGES]


class LabelAdmin(Desk, KeptWhileUsed, History, TranslationAdmin):
    """Rows with labels in every language, with their history."""

    form = SeenForm

    def named(self, row: Labelled, name: str) -> str:
        return row.label(name, get_language() or "").text


@admin.register(Series)
class SeriesAdmin(LabelAdmin):
    list_display = ["slug", "title", "issn"]
    search_fields = ["slug", *every_language("name")]

    @admin.display(description=_("name"))
    def title(self, row: Series) -> str:
        return self.named(row, "name")

    def uses(self, row: Series) -> Iterable[Any]:
        return row.papers.all()


@admin.register(Author)
class AuthorAdmin(LabelAdmin):
    list_display = ["slug", "printed", "orcid"]
    search_fields = ["slug", "orcid", *every_language("family_name"), *every_language("given_name")]

    @admin.display(description=_("name"))
    def printed(self, row: Author) -> str:
        return row.name(get_language() or "")

    def uses(self, row: Author) -> Iterable[Any]:
        written = Paper.objects.filter(authorships__author=row)
        translated = Translation.objects.filter(translatorships__author=row).select_related("paper")
        printed = Version.objects.filter(authors__author=row).select_related("paper").defer("document")
        return [*written, *translated, *printed]


@admin.register(Tag)
class TagAdmin(LabelAdmin):
    list_display = ["slug", "title"]
    search_fields = ["slug", *every_language("name")]

    @admin.display(description=_("name"))
    def title(self, row: Tag) -> str:
        return self.named(row, "name")

    def uses(self, row: Tag) -> Iterable[Any]:
        return Paper.objects.filter(tagged__tag=row)


@admin.register(SitePage)
class SitePageAdmin(LabelAdmin):
    list_display = ["slug", "heading", "order"]

    @admin.display(description=_("title"))
    def heading(self, row: SitePage) -> str:
        return self.named(row, "title")


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    list_display = ["old_path", "new_path"]
    search_fields = ["old_path", "new_path"]
