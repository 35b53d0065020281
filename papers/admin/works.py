"""The desk for works as papers have need of it: how often each is cited, where, and what it may be one with.

The page itself is the ground floor's, which knows nothing of papers; it is registered again here with what only they can
say, as the pages of people and groups are.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from papers import sources
from papers.admin import accessions, near
from papers.admin.citing import cited_in, count_notes
from papers.admin.desk import Desk, History, KeptWhileUsed
from papers.forms import WorkForm
from papers.models import Citation, Paper, Stamp, Version
from references.admin import ReferenceAdmin
from references.models import Reference

admin.site.unregister(Reference)


class CitedFilter(admin.SimpleListFilter):
    """Works that some note cites, and those that none does."""

    title = _("cited")
    parameter_name = "cited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("cited somewhere")), ("no", gettext("not cited"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        cited = Exists(Citation.objects.filter(reference=OuterRef("pk")))
        if self.value() in ("yes", "no"):
            return queryset.filter(cited if self.value() == "yes" else ~cited)
        return queryset


@admin.register(Reference)
class WorkAdmin(Desk, KeptWhileUsed, History, ReferenceAdmin):
    """Works with where they are cited."""

    form = WorkForm
    search_help_text = _("Title, author, key, DOI or address.")
    list_display = [*ReferenceAdmin.list_display[:-1], "times_cited", ReferenceAdmin.list_display[-1]]
    list_filter = [*ReferenceAdmin.list_filter, CitedFilter]
    change_form_template = "admin/references/reference/change_form.html"
    change_list_template = "admin/references/reference/change_list.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(times=Coalesce(Subquery(count_notes("pk")), 0))

    @admin.display(description=_("times cited"), ordering="times")
    def times_cited(self, row: Any) -> int:
        return row.times

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields, with what the page was opened on."""
        first, *more = super().get_fieldsets(request, obj)
        if not self._only_looks(request, obj):
            first = (first[0], {**first[1], "fields": [*first[1]["fields"], "seen"]})
        return [first, *more]

    def uses(self, row: Reference) -> Iterable[Any]:
        """Return the papers whose notes cite it, and the versions that did when they were published."""
        written = Paper.objects.filter(footnotes__citations__reference=row).distinct().with_titles()
        printed = Version.objects.filter(citations__reference=row).distinct()
        return [*written, *printed.select_related("paper").defer("document")]

    def save_model(self, request: HttpRequest, obj: Reference, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # The pages of the library and of what cites the work follow at once.
        sources.follow_works([obj.pk])
        Stamp.touch()

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.arrive), name="references_reference_import"),
            path("import/<int:pk>/", view(self.review), name="references_reference_accession"),
            path("near/", view(self.near), name="references_reference_near"),
            path("<int:pk>/merge/", view(self.merge), name="references_reference_merge"),
            *super().get_urls(),
        ]

    def arrive(self, request: HttpRequest) -> HttpResponse:
        return accessions.arrive(self, request)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        return accessions.review(self, request, pk)

    def near(self, request: HttpRequest) -> HttpResponse:
        return near.pairs(self, request)

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        return near.merging(self, request, pk)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        work = self.get_object(request, object_id)
        context = {} if work is None else {"cited_in": cited_in(work), "likely": near.likely(work)}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})
