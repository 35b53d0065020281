"""The desk for references, plain: a key and a CSL item."""

from django.contrib import admin
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from reversion.admin import VersionAdmin

from references.history import InWords
from references.models import Reference

# What the desk calls the types of `references.csl`.
KINDS = {
    "article": _("article, preprint"),
    "article-journal": _("journal article"),
    "article-magazine": _("magazine article"),
    "article-newspaper": _("newspaper article"),
    "bill": _("bill"),
    "book": _("book"),
    "broadcast": _("broadcast"),
    "chapter": _("chapter of a book"),
    "classic": _("classic text"),
    "collection": _("archival collection"),
    "dataset": _("dataset"),
    "document": _("document"),
    "entry": _("entry of a reference work"),
    "entry-dictionary": _("dictionary entry"),
    "entry-encyclopedia": _("encyclopedia entry"),
    "event": _("event"),
    "figure": _("figure"),
    "graphic": _("picture"),
    "hearing": _("hearing"),
    "interview": _("interview"),
    "legal_case": _("legal case"),
    "legislation": _("law"),
    "manuscript": _("manuscript"),
    "map": _("map"),
    "motion_picture": _("film"),
    "musical_score": _("musical score"),
    "pamphlet": _("pamphlet"),
    "paper-conference": _("conference paper"),
    "patent": _("patent"),
    "performance": _("performance"),
    "periodical": _("periodical"),
    "personal_communication": _("letter or message"),
    "post": _("post"),
    "post-weblog": _("blog post"),
    "regulation": _("regulation"),
    "report": _("report"),
    "review": _("review"),
    "review-book": _("book review"),
    "software": _("software"),
    "song": _("recording"),
    "speech": _("speech"),
    "standard": _("standard"),
    "thesis": _("thesis"),
    "treaty": _("treaty"),
    "webpage": _("web page"),
}


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


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
