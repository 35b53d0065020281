"""The desk's view of the public record: Versions and Releases, to look at; publishing writes them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers import publishing
from papers.admin.desk import LanguageFilter, in_language, person
from papers.admin.searching import Searched
from papers.metadata import address
from papers.models import FOREVER, Release, Version, own_name


class LookOnlyAdmin(Searched):
    """Rows that are read here and written elsewhere."""

    when_empty = _("Nothing was published yet: open a paper and choose “Publishing”.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def per_language(texts: Mapping[str, str]) -> SafeString | str:
    """Return texts that stand under their languages, each as a paragraph."""
    rows = ((own_name(code), code, text) for code, text in texts.items())
    return format_html_join("", '<p>{}: <span lang="{}">{}</span></p>', rows) or "—"


class ExpungedFilter(admin.SimpleListFilter):
    """Versions with their text, and those without."""

    title = _("text")
    parameter_name = "text"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("kept", gettext("kept")), ("expunged", gettext("expunged"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "expunged":
            return queryset.exclude(expunged_reason="")
        return queryset.filter(expunged_reason="") if self.value() else queryset


@admin.register(Version)
class VersionAdmin(LookOnlyAdmin):
    list_display = ["title", "name", "number", "frozen_from", "created_at", "expunged"]
    list_filter = [
        ("language", LanguageFilter),
        ExpungedFilter,
        "paper__series",
    ]
    search_fields = ["paper__slug", "paper__translations__title", "page__title"]
    ordering = ["-created_at"]
    list_select_related = ["paper__series", "page"]
    fields = readonly_fields = [
        *("title", "name", "number", "frozen_from", "created_at", "correction", "expunged_why", "where")
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("page").defer("document")

    @admin.display(description=_("title"), ordering="page__title")
    def title(self, version: Version) -> str:
        return in_language(version.page.title, version.language) or str(version)

    @admin.display(description=_("language"), ordering="language")
    def name(self, version: Version) -> str:
        return own_name(version.language)

    @admin.display(description=_("frozen from"), ordering="revision")
    def frozen_from(self, version: Version) -> str:
        return gettext("revision %s") % version.revision

    @admin.display(description=_("expunged"))
    def expunged(self, version: Version) -> str:
        return gettext("expunged") if version.is_expunged else "—"

    @admin.display(description=_("what was corrected"))
    def correction(self, version: Version) -> str:
        return per_language(version.page.correction)

    @admin.display(description=_("why it was expunged"))
    def expunged_why(self, version: Version) -> str:
        return per_language(version.expunged_because())

    @admin.display(description=_("public page"))
    def where(self, version: Version) -> str:
        path = address("version", version.language, version.paper.slug, version.number)
        return format_html('<a href="{}">{}</a>', path, path)


@admin.register(Release)
class ReleaseAdmin(LookOnlyAdmin):
    list_display = ["version", "live_from", "until", "ended_by", "decided_by"]
    list_filter = ["ended_by", ("version__language", LanguageFilter)]
    search_fields = ["version__paper__slug", "version__page__title"]
    date_hierarchy = "live_from"
    list_select_related = ["version__paper__series", "by"]
    fields = readonly_fields = [
        *(
            "version",
            "live_from",
            "until",
            "ended_at",
            "ended_by",
            "public_reason",
            "decided_by",
            "created_at",
        )
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).defer("version__document")
        return rows.prefetch_related("version__paper__translations")

    @admin.display(description=_("live until"), ordering="live_until")
    def until(self, release: Release) -> str:
        if release.live_until == FOREVER:
            return "—"
        return publishing.instant(release.live_until)

    @admin.display(description=_("decided by"), ordering="by")
    def decided_by(self, release: Release) -> str:
        return person(release.by)

    @admin.display(description=_("public reason"))
    def public_reason(self, release: Release) -> str:
        return per_language(release.reason)
