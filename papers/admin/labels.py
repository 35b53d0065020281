"""The desk for labels: series, authors, tags, pages of the site, redirects."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin
from taggit.models import Tag as PlainTag

from papers.models import Author, Redirect, Series, SitePage, Tag

admin.site.site_header = admin.site.site_title = _("Taiyaku – editors’ desk")
admin.site.index_title = _("Papers and labels")
# taggit's own tags are not ours; two lists of one name would only confuse.
admin.site.unregister(PlainTag)


@admin.register(Series)
class SeriesAdmin(TranslationAdmin):
    list_display = ["slug", "name", "issn"]


@admin.register(Author)
class AuthorAdmin(TranslationAdmin):
    list_display = ["slug", "family_name", "given_name", "orcid"]


@admin.register(Tag)
class TagAdmin(TranslationAdmin):
    list_display = ["slug", "name"]


@admin.register(SitePage)
class SitePageAdmin(TranslationAdmin):
    list_display = ["slug", "title", "order"]


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    list_display = ["old_path", "new_path"]
