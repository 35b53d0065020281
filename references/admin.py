"""The desk for references, plain: a key and a CSL item."""

from django.contrib import admin
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from reversion.admin import VersionAdmin

from references.history import InWords
from references.models import Reference
from references.wording import kind_name


class KindFilter(admin.SimpleListFilter):
    """The types that are in use, by their names."""

    title = _("type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        kinds = Reference.objects.order_by("item__type").values_list("item__type", flat=True).distinct()
        return [(kind, kind_name(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset):
        return queryset.filter(item__type=self.value()) if self.value() else queryset


@admin.register(Reference)
class ReferenceAdmin(InWords, VersionAdmin):
    list_display = ["title", "kind", "key", "created_at"]
    list_filter = [KindFilter]
    search_fields = ["key", "item"]
    when_empty = _("No reference yet: add the first one.")

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(shown=KeyTextTransform("title", "item"))

    @admin.display(description=_("title"), ordering="shown")
    def title(self, row: Reference) -> str:
        return str(row)

    @admin.display(description=_("type"), ordering="item__type")
    def kind(self, row: Reference) -> str:
        return kind_name(str(row.item.get("type", "")))
