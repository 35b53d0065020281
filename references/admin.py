"""The desk for references: works by their title, author, year and type, and a form of their fields."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from reversion.admin import VersionAdmin

from references import matching
from references.forms import ReferenceForm, kind_name, label, ordered, shown_first
from references.forms.item import shown
from references.history import InWords
from references.models import Reference


class KindFilter(admin.SimpleListFilter):
    """The types that are in use, by their names."""

    title = _("type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        kinds = Reference.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return [(kind, kind_name(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ConfirmedFilter(admin.SimpleListFilter):
    """What a person has confirmed, and what a machine read."""

    title = _("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", gettext("confirmed")), ("no", gettext("not confirmed yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in ("yes", "no"):
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


@admin.register(Reference)
class ReferenceAdmin(InWords, VersionAdmin):
    form = ReferenceForm
    list_display = ["named", "author", "year", "type_name", "confirmed", "source"]
    list_filter = [KindFilter, ConfirmedFilter]
    search_fields = ["title", "author", "key", "item__DOI", "item__URL"]
    when_empty = _("No reference yet: add the first one.")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form of the item; who only looks gets none of its fields."""
        if self._only_looks(request, obj):
            return super().get_form(request, obj, change, **{**kwargs, "fields": []})
        return self.form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what the type has use for, then all other fields, then the whole item."""
        if self._only_looks(request, obj):
            return [(None, {"fields": ["key", "as_listed"]})]
        item = obj.item if obj and isinstance(obj.item, dict) else {}
        first = shown_first(str(item.get("type", "")), item)
        rest = [name for name in ordered() if name not in first]
        return [
            (None, {"fields": ["type", *first, "key"], "classes": ["wide-fields"]}),
            (_("Further fields"), {"fields": rest, "classes": ["collapse", "wide-fields"]}),
            (_("For experts"), {"fields": ["raw"], "classes": ["collapse", "wide-fields"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["as_listed"] if self._only_looks(request, obj) else []

    def save_model(self, request: HttpRequest, obj: Reference, form: Any, change: bool) -> None:
        """Store the work, and by what it is known now."""
        super().save_model(request, obj, form, change)
        matching.hold()
        matching.remember(obj)

    def _only_looks(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)

    @admin.display(description=_("title"), ordering="title")
    def named(self, row: Reference) -> SafeString | str:
        if not row.title or not row.language:
            return row.title or row.key
        return format_html('<span lang="{}">{}</span>', row.language, row.title)

    @admin.display(description=_("type"), ordering="kind")
    def type_name(self, row: Reference) -> str:
        return kind_name(row.kind)

    @admin.display(description=_("confirmed"), ordering="confirmed_at")
    def confirmed(self, row: Reference) -> str:
        return gettext("confirmed") if row.is_confirmed else "—"

    @admin.display(description=_("as read"))
    def as_listed(self, row: Reference) -> SafeString:
        facts = ((capfirst(label(name)), shown(name, value)) for name, value in row.item.items())
        return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts))
