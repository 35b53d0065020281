"""The desk for papers and their public record, to look at; the commands write them."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from papers.models import FOREVER, Image, Paper, Release, Translation, Version


class LookOnlyAdmin(admin.ModelAdmin):
    """Rows that are read here and written elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Paper)
class PaperAdmin(LookOnlyAdmin):
    list_display = ["slug", "series", "volume", "original_language"]


@admin.register(Translation)
class TranslationAdmin(LookOnlyAdmin):
    list_display = ["paper", "language", "title", "revision", "updated_at"]


@admin.register(Version)
class VersionAdmin(LookOnlyAdmin):
    list_display = ["paper", "language", "number", "created_at"]


@admin.register(Release)
class ReleaseAdmin(LookOnlyAdmin):
    list_display = ["version", "live_from", "until", "ended_by"]
    exclude = ["live_until"]
    readonly_fields = ["until"]

    @admin.display(description=_("live until"), ordering="live_until", empty_value="—")
    def until(self, release: Release) -> datetime | None:
        return None if release.live_until == FOREVER else release.live_until


@admin.register(Image)
class ImageAdmin(LookOnlyAdmin):
    list_display = ["digest", "extension", "width", "height", "size"]
