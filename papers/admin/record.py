"""The desk's view of the public record: Versions and Releases, to look at; publishing writes them."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from papers.models import FOREVER, Release, Version


class LookOnlyAdmin(admin.ModelAdmin):
    """Rows that are read here and written elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Version)
class VersionAdmin(LookOnlyAdmin):
    list_display = ["paper", "language", "number", "revision", "created_at", "expunged"]
    list_filter = ["language"]
    search_fields = ["paper__slug"]
    list_select_related = ["paper"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    @admin.display(description=_("expunged"), boolean=True)
    def expunged(self, version: Version) -> bool:
        return version.is_expunged


@admin.register(Release)
class ReleaseAdmin(LookOnlyAdmin):
    list_display = ["version", "live_from", "until", "ended_by", "by"]
    list_filter = ["ended_by"]
    list_select_related = ["version__paper", "by"]
    exclude = ["live_until"]
    readonly_fields = ["until"]

    @admin.display(description=_("live until"), ordering="live_until", empty_value="—")
    def until(self, release: Release) -> datetime | None:
        return None if release.live_until == FOREVER else release.live_until
