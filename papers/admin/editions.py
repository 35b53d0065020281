"""The desk for one edition: its text beside its notes, saved on the revision it was read with; its saved states."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from papers import document, publishing, revisions
from papers.admin import previewing
from papers.admin.desk import Desk, KeptWhileUsed, LanguageFilter, in_language, person
from papers.forms import Meanwhile, NewTranslationForm, TranslationForm, TranslatorshipFormSet
from papers.metadata import own_name
from papers.models import Translation, Translatorship

SHOWN = 50  # saved states on one page


class TranslatorInline(admin.StackedInline):
    model = Translatorship
    formset = TranslatorshipFormSet
    extra = 0
    autocomplete_fields = ["author"]


@admin.register(Translation)
class TranslationAdmin(Desk, KeptWhileUsed):
    """One language of a paper. Deleting is refused by the database once it was published."""

    list_display = ["heading", "name", "paper", "state", "saved", "updated_at"]
    list_filter = [("language", LanguageFilter), "state", "paper__series"]
    search_fields = ["title", "subtitle", "paper__slug", "paper__volume"]
    search_people = ["paper__authorships__author__"]
    search_volume = "paper__volume"
    search_words = ["body"]
    search_help_text = gettext_lazy("Title, volume, author, or words of the text.")
    when_empty = gettext_lazy("No edition yet: import manuscripts, or add a language on a paper’s page.")
    ordering = ["-updated_at"]
    autocomplete_fields = ["paper"]
    change_form_template = "admin/papers/translation/change_form.html"
    inlines = [TranslatorInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("paper__series")
        return rows.prefetch_related("paper__translations")

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def heading(self, row: Translation) -> str:
        return in_language(row.title, row.language) or gettext_lazy("(no title)")

    @admin.display(description=gettext_lazy("saved"), ordering="revision")
    def saved(self, row: Translation) -> str:
        return _("%s times") % row.revision if row.revision else "—"

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def name(self, row: Translation) -> str:
        return own_name(row.language)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None or not self.has_change_permission(request, obj):
            kwargs["form"] = NewTranslationForm if obj is None else self.form
            return super().get_form(request, obj, change, **kwargs)
        return TranslationForm

    def get_fieldsets(self, request: HttpRequest, obj: Translation | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["paper", "language", "title"]})]
        text = ["abstract", "body"]
        if self.has_change_permission(request, obj):
            text, hidden = [*text, "notes"], ["revision", "seen"]
        else:
            hidden = []
        return [
            (None, {"fields": ["title", "subtitle", "printed_date", *hidden]}),
            (gettext_lazy("Text"), {"fields": text, "classes": ["wide-fields"]}),
            (gettext_lazy("Beside the text"), {"fields": ["translated_from", "doi", "state"]}),
        ]

    def get_inlines(self, request: HttpRequest, obj: Translation | None) -> list[Any]:
        return list(self.inlines) if obj else []

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST":
            # The form is compared with what is stored; nobody may save between that and its own save.
            revisions.hold(row.paper_id)
            row.refresh_from_db()
        return row

    def save_model(self, request: HttpRequest, obj: Translation, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        row = Translation.objects.select_related("paper").get(pk=obj.pk)
        row.revision = form.number()
        typed = replace(form.typed(), notes=form.changed_notes())
        saved = revisions.edit(row, typed, seen=form.notes_seen(), columns=form.columns(), by=request.user)
        if saved is None:
            messages.info(request, _("No word of the text changed; no new revision was made."))
        if not typed.title:
            messages.warning(request, _("The edition has no title yet; it cannot be published without one."))
        standing = publishing.standings([row.paper])[row.paper_id, row.language]
        if saved and standing.state == publishing.State.OVERTAKEN:
            messages.warning(
                request,
                _(
                    "An earlier text is scheduled and will go live. To have this one instead, publish it again."
                ),
            )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        form = context["adminform"].form
        if isinstance(form, TranslationForm):
            context |= self.meanwhile(request, form.meanwhile) if form.meanwhile else {}
        row = context.get("original")
        if row is not None:
            context["others"] = [
                {"row": other, "name": own_name(other.language)}
                for other in row.paper.translations.exclude(pk=row.pk).order_by("language")
            ]
            context["language_name"] = own_name(row.language)
        return super().render_change_form(request, context, *args, **kwargs)

    def meanwhile(self, request: HttpRequest, found: Meanwhile) -> dict[str, Any]:
        """Return what a stale page shows: what was saved since its form was opened, by whom, and who changed what."""
        since = found.stored.revisions.filter(number__gt=found.begun).select_related("by").defer("document")
        people = list(dict.fromkeys(revision.by for revision in since))
        names = _(", ").join(person(by) for by in people)
        return {
            "newer": found.stored,
            "since": since,
            "changes": found.changes,
            "moved": found.moved,
            "who": _("you, in another window") if people == [request.user] else names,
        }

    def uses(self, row: Translation) -> Iterable[Any]:
        return row.versions.defer("document")

    # -- pages -----------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/revisions/", view(self.history), name="papers_translation_revisions"),
            path(
                "<int:pk>/revisions/<int:old>/<int:new>/",
                view(self.comparison),
                name="papers_translation_compare",
            ),
            path(
                "<int:pk>/revisions/<int:number>/restore/",
                view(require_POST(self.restore)),
                name="papers_translation_restore",
            ),
            path("<int:pk>/preview/", view(self.preview), name="papers_translation_preview"),
            path("<int:pk>/preview/<int:number>/", view(self.preview), name="papers_translation_preview_of"),
            path(
                "<int:pk>/preview/beside/<str:other>/",
                view(self.preview_beside),
                name="papers_translation_beside",
            ),
            *super().get_urls(),
        ]

    def row(self, request: HttpRequest, pk: int, *, change: bool = False) -> Translation:
        """Return the edition; refuse who may not look at it, or change it."""
        row = get_object_or_404(Translation.objects.select_related("paper__series"), pk=pk)
        may = self.has_change_permission if change else self.has_view_or_change_permission
        if not may(request, row):
            raise PermissionDenied
        return row

    def history(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.row(request, pk)
        if {"old", "new"} <= request.GET.keys():
            numbers = sorted(
                int(request.GET[name]) for name in ("old", "new") if request.GET[name].isdecimal()
            )
            if len(numbers) == 2:
                return HttpResponseRedirect(reverse("admin:papers_translation_compare", args=[pk, *numbers]))
        states = Paginator(row.revisions.select_related("by").defer("document"), SHOWN).get_page(
            request.GET.get("p")
        )
        context = {
            "title": _("Saved states"),
            "original": row,
            "page": states,
            "pages": states.paginator.get_elided_page_range(states.number),
            "states": [{"row": state, "by": person(state.by)} for state in states],
            "language_name": own_name(row.language),
            "may_restore": self.has_change_permission(request, row),
        }
        return self.page(request, "admin/papers/translation/revisions.html", context)

    def comparison(self, request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
        row = self.row(request, pk)
        before, after = (
            get_object_or_404(row.revisions.select_related("by"), number=number) for number in (old, new)
        )
        rows = revisions.compare(document.read(before.document), document.read(after.document))
        context = {
            "title": _("Comparison"),
            "original": row,
            "before": before,
            "after": after,
            "before_by": person(before.by),
            "after_by": person(after.by),
            "rows": [compared for compared in rows if compared.changed],
            "language_name": own_name(row.language),
            "may_restore": self.has_change_permission(request, row),
        }
        return self.page(request, "admin/papers/translation/comparison.html", context)

    def restore(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        row = self.row(request, pk, change=True)
        get_object_or_404(row.revisions, number=number)
        try:
            saved = revisions.restore(row, number, by=request.user)
        except revisions.StaleError as stale:
            messages.error(request, str(stale))
        else:
            told = _("The text of revision %(old)s was restored as revision %(new)s.")
            self.log_change(request, row, told % {"old": number, "new": saved.number})
            messages.success(request, told % {"old": number, "new": saved.number})
        return HttpResponseRedirect(reverse("admin:papers_translation_revisions", args=[pk]))

    def preview(self, request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
        if request.method == "POST":
            return previewing.correction(request, self.row(request, pk))
        return previewing.edition(request, self.row(request, pk), number)

    def preview_beside(self, request: HttpRequest, pk: int, other: str) -> HttpResponse:
        return previewing.parallel(request, self.row(request, pk), other)
