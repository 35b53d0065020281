"""The desk for labels: series, authors, tags, pages of the site, redirects."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from papers.models import Author, Redirect, Series, SitePage, Tag


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
