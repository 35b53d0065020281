"""The desk for papers: what is language-neutral, where each edition stands, and the notes they share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Case, F, OuterRef, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationStackedInline

from papers import footnotes, markup, publishing, revisions
from papers.admin import importing as importing_page
from papers.admin import intake as intake_page
from papers.admin import publishing as publishing_page
from papers.admin import queue as queue_page
from papers.admin import waiting
from papers.admin.desk import Desk, KeptWhileUsed, LanguageFilter, WithEditors, in_language
from papers.admin.labels import every_language
from papers.forms import AuthorshipFormSet, NoteForm, PaperForm, text_field
from papers.metadata import own_name
from papers.models import Authorship, Footnote, Paper, Translation, first_label, interface

EXCERPT = 120  # signs of a note in the list


class AuthorshipInline(WithEditors, TranslationStackedInline):
    model = Authorship
    formset = AuthorshipFormSet
    extra = 0
    autocomplete_fields = ["author"]


@admin.register(Paper)
class PaperAdmin(Desk, KeptWhileUsed):
    form = PaperForm
    search_help_text = gettext_lazy("Title, series, volume, author, or words of a note.")
    when_empty = gettext_lazy("No paper yet: import manuscripts, or add one.")
    inlines = [AuthorshipInline]
    autocomplete_fields = ["series"]
    list_filter = ["series", ("original_language", LanguageFilter), "tags"]
    list_select_related = ["series"]
    change_form_template = "admin/papers/paper/change_form.html"
    change_list_template = "admin/papers/paper/change_list.html"
    search_fields = [
        "slug",
        "volume",
        "translations__title",
        "authorships__author__slug",
        *every_language("name", "series__"),
    ]
    search_people = ["authorships__author__"]
    search_volume = "volume"
    search_words = ["footnotes__texts__text"]

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        return ["heading", "series", "volume", *map(_state_column, settings.LANGUAGES)]

    def get_queryset(self, request: HttpRequest) -> Any:
        shown = Translation.objects.filter(paper=OuterRef("pk")).exclude(title="")
        of_interface, of_original = (
            When(language=interface(), then=0),
            When(language=F("paper__original_language"), then=1),
        )
        first = shown.order_by(Case(of_interface, of_original, default=2), "language")
        title = first.values("title")[:1]
        rows = super().get_queryset(request).annotate(shown=Subquery(title))
        return rows.prefetch_related("translations")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        standings = publishing.standings(list(changelist.result_list))
        for paper in changelist.result_list:
            paper.standings = standings
        return changelist

    @admin.display(description=gettext_lazy("title"), ordering="shown")
    def heading(self, paper: Paper) -> str:
        title = paper.heading(interface())
        return in_language(title.text, title.lang) or paper.slug

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.tags.set(form.cleaned_data["tags"])

    def uses(self, row: Paper) -> Iterable[Any]:
        return row.versions.defer("document")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publishing/", view(self.publishing), name="papers_paper_publishing"),
            path("import/", view(self.upload), name="papers_paper_import"),
            path("import/<int:pk>/", view(self.review), name="papers_paper_intake"),
            path("import/<int:pk>/files/", view(self.upload), name="papers_paper_intake_files"),
            path("choices/", view(self.choices), name="papers_paper_choices"),
            *super().get_urls(),
        ]

    def publishing(self, request: HttpRequest, pk: int) -> HttpResponse:
        return publishing_page.page(self, request, pk)

    def choices(self, request: HttpRequest) -> HttpResponse:
        return intake_page.PaperChoices.as_view(admin_site=self.admin_site)(request)

    def upload(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        return intake_page.upload(self, request, pk)

    def review(self, request: HttpRequest, pk: int) -> HttpResponse:
        return importing_page.review(self, request, pk)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        paper = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if paper is not None:
            context = {"editions": editions(paper), "notes": list(notes(paper))}
            context["sources"] = waiting.standing(paper) if queue_page.may_see(request.user) else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})


def _state_column(language: tuple[str, str]) -> Callable[[Paper], str]:
    code, name = language

    @admin.display(description=name)
    def state(paper: Any) -> str:
        standing = paper.standings.get((paper.pk, code))
        return standing.words if standing else "—"

    state.__name__ = f"state_{code}"
    return state


def editions(paper: Paper) -> list[dict[str, Any]]:
    """Return each language of the site: its edition and where it stands, None where there is none yet."""
    standings = publishing.standings([paper])
    rows = {row.language: row for row in paper.translations.all()}
    codes = dict.fromkeys([code for code, _name in settings.LANGUAGES] + list(rows))
    return [
        {
            "code": code,
            "name": own_name(code),
            "row": rows.get(code),
            "standing": standings.get((paper.pk, code)),
            "original": code == paper.original_language,
        }
        for code in codes
    ]


def notes(paper: Paper) -> Iterable[dict[str, Any]]:
    """Yield each note with its number in every edition and its text in every language."""
    bodies = {row.language: footnotes.numbers(row.body) for row in paper.translations.all()}
    rows = list(paper.footnotes.prefetch_related("texts"))
    first = bodies.get(paper.original_language, {})
    for row in sorted(rows, key=lambda note: (first.get(note.key, len(rows) + 1), note.pk)):
        yield {
            "row": row,
            "name": _("Note %s") % number if (number := row.number()) else _("Note without a call"),
            "numbers": [
                (code, own_name(code), numbers[row.key])
                for code, numbers in bodies.items()
                if row.key in numbers
            ],
            "texts": list(row.texts.all()),
        }


@admin.register(Footnote)
class FootnoteAdmin(Desk, KeptWhileUsed):
    """One note by itself; it is made where it is called, in the text."""

    form = NoteForm
    change_form_template = "admin/papers/footnote/change_form.html"
    when_empty = gettext_lazy("No note yet: notes are made where they are called, in the text of an edition.")
    list_display = ["excerpt", "shown_number", "kind", "paper"]
    list_filter = ["kind", "paper__series"]
    search_fields = ["key", "paper__slug", "paper__translations__title", "texts__text"]
    readonly_fields = ["paper", "where"]
    ordering = ["paper", "pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("paper__series")
        return rows.prefetch_related("texts", "paper__translations")

    @admin.display(description=gettext_lazy("text"))
    def excerpt(self, note: Footnote) -> str:
        texts = {text.language: text.text for text in note.texts.all()}
        found = first_label(texts, interface())
        return in_language(Truncator(markup.text(found.text)).chars(EXCERPT), found.lang) or note.key

    @admin.display(description=gettext_lazy("number"))
    def shown_number(self, note: Footnote) -> str:
        return str(note.number() or _("not called"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Footnote | None = None) -> Any:
        texts = [text_field(code) for code, _name in settings.LANGUAGES]
        shown = texts if self.has_change_permission(request, obj) else []
        return [(None, {"fields": ["paper", "kind", *shown, "where"]})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if self.has_change_permission(request, obj):
            return NoteForm
        return super().get_form(request, obj, change, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row and request.method == "POST":
            # The form is compared with what is stored; nobody may save between that and its own save.
            revisions.hold(row.paper_id)
            row = Footnote.objects.select_related("paper").get(pk=row.pk)
        return row

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("queue/", view(self.queue), name="papers_footnote_queue"),
            path("<int:pk>/sources/", view(self.sources), name="papers_footnote_sources"),
            *super().get_urls(),
        ]

    def queue(self, request: HttpRequest) -> HttpResponse:
        return queue_page.first(self, request)

    def sources(self, request: HttpRequest, pk: int) -> HttpResponse:
        return queue_page.page(self, request, pk)

    def save_model(self, request: HttpRequest, obj: Footnote, form: Any, change: bool) -> None:
        revisions.change_note(obj, form.cleaned_data["kind"], form.texts(), by=request.user)

    @admin.display(description=gettext_lazy("called in"))
    def where(self, note: Footnote) -> str:
        found = [
            f"{own_name(row.language)}: {sentence}"
            for row in note.paper.translations.all()
            for sentence in footnotes.context(row.body, note.key)
        ]
        return "\n".join(found) or _("Nowhere; it can be deleted.")

    def uses(self, row: Footnote) -> Iterable[Translation]:
        return [text for text in row.paper.translations.all() if row.key in footnotes.numbers(text.body)]
