"""The desk's pages for works on their way into the library: read, shown beside what is known, then stored at once."""

from collections.abc import Iterator, Mapping
from typing import Any

import reversion
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from papers import sources
from papers.admin.near import percentage
from papers.forms import AccessionForm
from papers.models import Stamp
from references import accessions, csl
from references.accessions import ADD, AS, SAME, SKIP, Preview, Row
from references.forms import label, ordered
from references.forms.item import shown
from references.models import Accession

RIGHTS = ("references.add_reference", "references.change_reference")
PAGE = 50  # entries on one page


def arrive(admin: Any, request: HttpRequest) -> HttpResponse:
    """Take a file or pasted notes; lead on to what they say beside the library."""
    _check(request)
    form = AccessionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = accessions.keep(request.user, str(file.name) if file else "", form.entries, form.unread)
        return HttpResponseRedirect(address(kept))
    waiting = Accession.objects.filter(by=request.user).waiting()
    context = {
        "title": _("Import works"),
        "form": form,
        "waiting": [(each, address(each)) for each in waiting],
    }
    return admin.page(request, "admin/references/reference/import.html", context)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied


def address(accession: Accession, page: int = 1) -> str:
    path = reverse("admin:references_reference_accession", args=[accession.pk])
    return f"{path}?p={page}" if page > 1 else path


def review(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show each entry beside the library; keep what is decided; store all, or delete it."""
    _check(request)
    accession = Accession.objects.filter(pk=pk, by=request.user).first()
    if accession is None:
        return _gone(request)
    if request.method != "POST":
        return _page(admin, request, accession)
    act = request.POST.get("act", "")
    if act == "delete":
        return _deleted(request, accession)
    if refused := _decided(request, accession):
        return _page(admin, request, accession, refused)
    if act == "store":
        return _stored(admin, request, accession)
    return HttpResponseRedirect(
        address(accession, _number(request.POST.get("page") or request.POST.get("here")))
    )


def _gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("These works wait here no longer: they were stored or deleted."))
    return HttpResponseRedirect(reverse("admin:references_reference_import"))


def _deleted(request: HttpRequest, accession: Accession) -> HttpResponse:
    told = _("Deleted: %s.") % accession
    accession.delete()
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:references_reference_import"))


def _number(text: str | None, otherwise: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _decided(request: HttpRequest, accession: Accession) -> str:
    """Remember the choices that were sent; return why they cannot be, if any of them is none of those that were shown."""
    places = range(1, accession.count + 1)
    named = (
        (name.removeprefix("choice-"), value) for name, value in request.POST.items() if "choice-" in name
    )
    sent = {place: value for name, value in named if (place := _number(name, 0)) in places}
    if not all(choice in (ADD, SAME, SKIP) or _is_work(choice) for choice in sent.values()):
        return _("A choice was sent that this page does not offer. Choose again.")
    accessions.decide(accession, sent)
    return ""


def _is_work(choice: str) -> bool:
    number = choice.removeprefix(AS)
    return choice.startswith(AS) and number.isascii() and number.isdecimal() and len(number) < 19


def _stored(admin: Any, request: HttpRequest, accession: Accession) -> HttpResponse:
    try:
        with transaction.atomic(), reversion.create_revision(atomic=False):
            reversion.set_user(request.user)
            reversion.set_comment(_("Imported: %s.") % accession)
            told = accessions.store(accession)
            if told and told.filled:
                # What is public of a work that says more now follows at once.
                sources.follow_works(told.filled)
                Stamp.touch()
    except accessions.LostError as lost:
        return _page(admin, request, accession, _lost(lost.places))
    if told is None:
        return _gone(request)
    messages.success(request, _told(told))
    return HttpResponseRedirect(reverse("admin:references_reference_changelist"))


def _lost(places: Any) -> str:
    return _(
        "Nothing was stored: the work that was chosen for entry %(places)s is there no longer. Choose again."
    ) % {"places": ", ".join(map(str, places))}


def _told(counts: accessions.Counts) -> str:
    parts = [
        ngettext("%(count)d work was added.", "%(count)d works were added.", counts.new)
        % {"count": counts.new},
        ngettext("%(count)d was here already.", "%(count)d were here already.", counts.known)
        % {"count": counts.known},
    ]
    if counts.skipped:
        parts.append(
            ngettext("%(count)d was left out.", "%(count)d were left out.", counts.skipped)
            % {"count": counts.skipped}
        )
    if counts.refused:
        parts.append(
            ngettext("%(count)d was refused.", "%(count)d were refused.", counts.refused)
            % {"count": counts.refused}
        )
    return " ".join(parts)


def _page(admin: Any, request: HttpRequest, accession: Accession, refused: str = "") -> HttpResponse:
    preview = Preview(accession)
    counts = preview.counts()
    pages = Paginator(range(1, accession.count + 1), PAGE)
    page = pages.get_page(request.POST.get("here") or request.GET.get("p"))
    context = {
        "title": _("Import works"),
        "accession": accession,
        "refused": refused,
        "counts": counts,
        "storable": accession.count - counts.refused,
        "rows": [_shown(row) for row in preview.rows(page.start_index(), page.end_index() + 1)],
        "unread": accession.unread if page.number == 1 else [],
        "page": page,
        "pages": list(pages.get_elided_page_range(page.number)),
    }
    return admin.page(request, "admin/references/reference/accession.html", context)


def _shown(row: Row) -> dict[str, Any]:
    item = row.entry.item
    return {
        "row": row,
        "title": item.get("title", ""),
        "language": item.get("language", ""),
        "credit": csl.credit(item),
        "kind": shown("type", item.get("type", "")),
        "fields": list(_fields(item)),
        "near": [(work, percentage(score)) for work, score in row.near],
        "choices": [] if row.wrongs else list(_choices(row)),
    }


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the item says under its labels, in the order of the form of works."""
    order = {name: place for place, name in enumerate(ordered())}
    for name in sorted(item, key=lambda name: (order.get(name, len(order)), name)):
        if name not in ("id", "type"):
            yield capfirst(label(name)), shown(name, item[name])


def _choices(row: Row) -> Iterator[tuple[str, str, bool]]:
    """Yield what may be decided of an entry, in words, and what stands."""
    offered = [(SKIP, _("leave out"))]
    if row.known or row.repeats:
        offered.insert(0, (SAME, _("it is this work")))
    else:
        near = [(f"{AS}{work.pk}", _("it is “%(work)s”") % {"work": work}) for work, _score in row.near]
        offered = [(ADD, _("add as a new work")), *near, *offered]
    for value, words in offered:
        yield value, words, value == row.choice
