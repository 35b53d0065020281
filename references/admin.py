"""The desk for references, plain: a key and a CSL item."""

from django.contrib import admin
from reversion.admin import VersionAdmin

from references.models import Reference


@admin.register(Reference)
class ReferenceAdmin(VersionAdmin):
    list_display = ["key", "title", "kind"]
    search_fields = ["key", "item"]

    @admin.display(description=Reference._meta.get_field("item").verbose_name)
    def title(self, row: Reference) -> str:
        return str(row)

    @admin.display(description="CSL")
    def kind(self, row: Reference) -> str:
        return str(row.item.get("type", ""))
