"""The desk's page of one note and its sources: each confirmed, led to another work, or said to be none; then the next note.

Confirming never rewrites the note: its text is shown, what is read in it is what the form is about.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media

from papers import revisions, sources
from papers.admin import drafts, proposing
from papers.admin.citing import note_name, numbers
from papers.admin.desk import link
from papers.admin.marking import marked
from papers.admin.waiting import DOUBTS, PAPERS, PRINTED, READ, Queue
from papers.forms import FIELDS, NONE, Source, SourceForm, digest, read_as
from papers.metadata import own_name
from papers.models import Citation, Footnote, OpenCitation, Paper
from papers.widgets import Editor
from references import matching
from references.forms import label
from references.models import Reference

RIGHTS = ("papers.change_footnote", "references.change_reference")
SEEING = ("papers.view_footnote", "references.view_reference")
REASONS = {
    "open": gettext_lazy("all that is open"),
    OpenCitation.SEVERAL: gettext_lazy("a short cite of one of several works"),
    OpenCitation.NO_SOURCE: gettext_lazy("a short cite without a full source in this paper"),
    OpenCitation.UNREAD: gettext_lazy("words that were not understood"),
    READ: gettext_lazy("read, to be confirmed"),
}
ORDERS = {DOUBTS: gettext_lazy("doubts first"), PRINTED: gettext_lazy("as printed")}
ALSO = 6  # other notes that are named beside a source


class NotePage:
    """A note, what is stored of its sources, and the forms of those that wait."""

    def __init__(self, note: Footnote, sent: Any = None) -> None:
        self.note, self.sent = note, sent
        self.texts = list(note.texts.all())
        cited = note.citations.select_related("reference").order_by("order")
        self.citations = list(cited)
        self.opened = list(note.opencitations.order_by("order"))
        self.forms = [self._form(source) for source in self._waiting()]

    def _waiting(self) -> list[Source]:
        """Return the sources to decide on; of a form that was sent those too that somebody settled meanwhile."""
        rows: list[Source] = [*self.citations, *self.opened]
        waits = [row for row in rows if not is_settled(row) or self._was_sent(row)]
        return sorted(waits, key=lambda row: row.order)

    def _was_sent(self, source: Source) -> bool:
        return self.sent is not None and f"{prefix(source)}-choice" in self.sent

    def _form(self, source: Source) -> SourceForm:
        return SourceForm(self.sent, prefix=prefix(source), source=source, works=proposing.works(source))

    @cached_property
    def seen(self) -> str:
        """What the page shows, as a digest: texts, sources, and the works that they lead to."""
        works = {row.reference_id: row.reference for row in self.citations}
        return digest([*self.texts, *self.citations, *self.opened, *works.values()])

    @property
    def is_stale(self) -> bool:
        return self.sent is not None and self.sent.get("seen") != self.seen

    def is_valid(self) -> bool:
        # Each is asked: a page that comes back says all that is wrong with it.
        return not [form for form in self.forms if not form.is_valid()]

    def differences(self) -> list[str]:
        return [told for form in self.forms for told in form.differences()]

    def lost(self) -> list[str]:
        """Return what was typed for sources that are there no longer, to be copied."""
        if self.sent is None:
            return []
        known = tuple(f"{form.prefix}-" for form in self.forms)
        return [
            value
            for name, value in self.sent.items()
            if _is_field(name) and value.strip() and not name.startswith(known)
        ]


def prefix(source: Source) -> str:
    """Return what the fields of a source are called by: its place in the note, which a new reading keeps."""
    return f"{'o' if isinstance(source, OpenCitation) else 'c'}{source.order}"


def _is_field(name: str) -> bool:
    first, _dash, rest = name.partition("-")
    return (
        first[:1] in ("c", "o")
        and first[1:].isdecimal()
        and rest not in ("", "choice", "label", "type", "found")
    )


def is_settled(source: Source) -> bool:
    return source.is_settled if isinstance(source, OpenCitation) else source.confirmed_at is not None


def first(admin: Any, request: HttpRequest) -> HttpResponse:
    """Lead to the note that comes first in the queue, or say that nothing waits."""
    _check(request)
    queue = Queue.of(request.GET)
    if note := queue.first():
        return HttpResponseRedirect(address(note, queue))
    return admin.page(request, "admin/papers/footnote/queue.html", _around(request, queue, None))


def page(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show one note with its sources, and store what was decided of them."""
    _check(request)
    note = get_object_or_404(Footnote.objects.select_related("paper__series"), pk=pk)
    queue = Queue.of(request.GET)
    if request.method != "POST":
        return _page(admin, request, queue, NotePage(note))
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    with transaction.atomic():
        revisions.hold(note.paper_id)
        matching.hold()  # nobody reads the note anew, or merges its works, between the comparison and what follows it
        shown = NotePage(note, request.POST)
        # Both are asked: a form that is refused says all that is wrong with it.
        is_right = shown.is_valid()
        if is_right and not shown.is_stale:
            following = queue.after(note)
            _store(admin, request, shown)
            return _go_on(request, queue, note, following)
    return _page(admin, request, queue, shown)


def may_see(user: Any) -> bool:
    return user.has_perms(SEEING) or user.has_perms(RIGHTS)


def _check(request: HttpRequest) -> None:
    if not may_see(request.user):
        raise PermissionDenied


def address(note: int, queue: Queue) -> str:
    return reverse("admin:papers_footnote_sources", args=[note]) + queue.query


def _go_on(request: HttpRequest, queue: Queue, note: Footnote, following: int | None) -> HttpResponse:
    """Lead to the next note; after the last one to those that were skipped, which come first again."""
    drafts.remember(request)
    messages.success(request, _("Stored: %s.") % note)
    if following is not None:
        return HttpResponseRedirect(address(following, queue))
    return HttpResponseRedirect(reverse("admin:papers_footnote_queue") + queue.query)


def _store(admin: Any, request: HttpRequest, shown: NotePage) -> None:
    """Store what each form says; the history of the note tells of it."""
    for form in shown.forms:
        if known := decide(form, request.user):
            told = _(
                "The library has this work already, and the note leads to it. What was typed for it is not stored:"
            )
            messages.warning(request, format_html("{} {}", told, link(known)))
    told = _("Sources confirmed: %s") % _("; ").join(_named(form) for form in shown.forms)
    admin.log_change(request, shown.note, told)


def _named(form: SourceForm) -> str:
    if form.cleaned_data["choice"] == NONE:
        return _("no source")
    work = form.work()
    return str(work) if work else str(form.item().get("title", ""))


def decide(form: SourceForm, by: Any) -> Reference | None:
    """Store what was decided of one source; return the work that is known already where a new one was to be made."""
    source, choice = form.source, form.cleaned_data["choice"]
    locator, counted = form.place()
    if choice == NONE:
        sources.settle(source, by=by)
    elif work := form.work():
        sources.point(source, work, locator, counted, by=by)
    elif isinstance(source, Citation):
        sources.confirm(source, form.item(), locator, counted, by=by)
    else:
        work, is_new = matching.find_or_add(form.item())
        if not is_new:
            # It may say more now, wherever it is cited.
            sources.follow_works([work.pk])
        sources.point(source, work, locator, counted, by=by)
        return None if is_new or work.item == form.item() else work
    return None


def _page(admin: Any, request: HttpRequest, queue: Queue, shown: NotePage) -> HttpResponse:
    context = {
        **_around(request, queue, shown.note),
        **_told(request, shown),
        "shown": shown,
        "texts": list(_texts(shown)),
        "parts": [_part(at, form) for at, form in enumerate(shown.forms, start=1)],
        "settled": [read_as(row) for row in shown.citations if row.confirmed_at],
        "media": Media.from_media(_media(shown), nonce=request.csp_nonce),
        "draft": drafts.name(request),
    }
    return admin.page(request, "admin/papers/footnote/queue.html", context)


def _media(shown: NotePage) -> Any:
    # The drafts are kept by the editors' modules.
    return sum((form.media for form in shown.forms), Editor().media)


def _told(request: HttpRequest, shown: NotePage) -> dict[str, Any]:
    """Return why the form came back."""
    if shown.sent is None:
        return {"refused": "", "errors": False, "lost": []}
    return {
        "refused": _refusal(shown) if shown.is_stale else "",
        "errors": any(form.errors for form in shown.forms) or shown.is_stale,
        "lost": shown.lost(),
    }


def _refusal(shown: NotePage) -> str:
    told = _(
        "Someone changed this note or its sources after you opened the page. Your entries stand below; accept again to "
        "store them in place of what is stored now: %s"
    )
    return told % (_("; ").join(shown.differences()) or "—")


def _around(request: HttpRequest, queue: Queue, note: Footnote | None) -> dict[str, Any]:
    """Return what stands around a note: its name, how many wait, the ways to others."""
    following = queue.after(note) if note else None
    again = reverse("admin:papers_footnote_queue") + queue.query
    return {
        "title": _("Sources to confirm"),
        "is_nav_sidebar_enabled": False,  # two texts stand beside each other here
        "note": note,
        "name": note_name(numbers(note.paper).get(note.key)) if note else "",
        "queue": queue,
        "in_paper": queue.per_paper.get(note.paper_id, 0) if note else 0,
        "skip": address(following, queue) if following else again,
        "is_last": following is None,
        "papers": _papers(queue),
        "reasons": REASONS,
        "orders": ORDERS,
        "may": request.user.has_perms(RIGHTS),
    }


def _papers(queue: Queue) -> list[tuple[Paper, int]]:
    """Return the papers with notes that wait, and how many of each, the newest first."""
    counted = Queue(None, queue.reason, queue.order).per_paper
    keys = [*counted][:PAPERS]
    if queue.paper and queue.paper not in keys:
        keys.append(queue.paper)
    found = Paper.objects.filter(pk__in=keys).with_titles().in_bulk()
    return [(found[key], counted.get(key, 0)) for key in keys if key in found]


def _texts(shown: NotePage) -> Iterator[dict[str, Any]]:
    """Yield the note in each language, the one in which it was read first, its sources marked where they stand."""
    original = shown.note.paper.original_language
    printed = [(number, form.source.printed) for number, form in enumerate(shown.forms, start=1)]
    rows = sorted(shown.texts, key=lambda row: (row.language != original, row.language))
    for row in rows:
        yield {"lang": row.language, "name": own_name(row.language), "html": marked(row.text, printed)}


def _part(number: int, form: SourceForm) -> dict[str, Any]:
    """Return one source: its form, what else is known of it."""
    first_fields, more = form.shown_names()
    source = form.source
    return {
        "number": number,
        "form": form,
        "why": source.get_reason_display() if isinstance(source, OpenCitation) else "",
        "settled": is_settled(source),
        "fields": [form[name] for name in first_fields],
        "more": [form[name] for name in more],
        "kept": [(label(name), value) for name, value in form.kept()],
        "also": list(_also(source)) if isinstance(source, Citation) else [],
        "is_open": form.is_open,
        "is_doubtful": bool(form.works) or str(form["choice"].value()) != FIELDS or "found" in form.errors,
        "printed": source.printed,
    }


def _also(citation: Citation) -> Iterator[dict[str, Any]]:
    """Yield other notes that cite the work, those of the same paper first."""
    same = Q(footnote__paper=citation.footnote.paper_id)
    rows = Citation.objects.filter(reference=citation.reference_id).exclude(footnote=citation.footnote_id)
    rows = rows.select_related("footnote__paper__series").prefetch_related("footnote__paper__translations")
    here, there = rows.filter(same)[:ALSO], rows.exclude(same)[:ALSO]
    for row in [*here, *there][:ALSO]:
        yield {"note": row.footnote, "is_here": row.footnote.paper_id == citation.footnote.paper_id}
