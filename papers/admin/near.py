"""The desk's pages for two works that may be one: both side by side, merged into either, or kept apart."""

from collections.abc import Mapping, Sequence
from typing import Any

import reversion
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers import sources
from papers.admin.citing import counts
from papers.admin.desk import link
from papers.forms import WorkField, digest
from references import matching
from references.forms import label, ordered
from references.forms.item import language_of, shown
from references.models import NearMatch, Reference

PAGE = 25  # pairs on one page
SIDES = ("left", "right")


class OtherForm(forms.Form):
    """The work that another one may be one with, found by typing."""

    other = WorkField(Reference.objects.all(), label=gettext_lazy("The other work"))

    def __init__(self, *args: Any, work: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        self.fields["other"].queryset = Reference.objects.exclude(pk=work.pk)


def waiting() -> Any:
    """Return the pairs that nobody has decided on."""
    return NearMatch.objects.filter(kept_apart=False)


def likely(work: Reference) -> list[dict[str, Any]]:
    """Return the works that this one may be one with, the most like first."""
    rows = waiting().filter(Q(first=work) | Q(second=work)).select_related("first", "second")
    others = [(row.second if row.first_id == work.pk else row.first, row) for row in rows.order_by("-score")]
    return [{"row": other, "percent": percent(row), "url": address(work, other)} for other, row in others]


def percent(row: NearMatch) -> int:
    return percentage(row.score)


def percentage(score: float) -> int:
    return round(100 * min(max(score, 0), 1))


def address(work: Reference, other: Reference) -> str:
    return f"{reverse('admin:references_reference_merge', args=[work.pk])}?other={other.pk}"


def pairs(admin: Any, request: HttpRequest) -> HttpResponse:
    """Show the pairs that wait, the most like first."""
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    rows = waiting().select_related("first", "second").order_by("-score", "first", "second")
    page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
    found = counts([work for row in page for work in (row.first, row.second)])
    context = {
        "title": _("Works that may be one"),
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "pairs": [
            {
                "percent": percent(row),
                "works": [(work, found[work.pk]["notes"]) for work in (row.first, row.second)],
                "url": address(row.first, row.second),
            }
            for row in page
        ],
    }
    return admin.page(request, "admin/references/reference/near.html", context)


def merging(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which other work is meant; show both beside each other; merge them, or keep them apart."""
    work = get_object_or_404(Reference, pk=pk)
    if not admin.has_view_or_change_permission(request, work):
        raise PermissionDenied
    form = OtherForm(request.GET if "other" in request.GET else None, work=work)
    if not form.is_bound or not form.is_valid():
        return _page(admin, request, work, form, None)
    other = form.cleaned_data["other"]
    if request.method != "POST":
        return _page(admin, request, work, form, other)
    if not admin.has_change_permission(request, work):
        raise PermissionDenied
    return _decided(admin, request, form, (work, other))


def _decided(
    admin: Any, request: HttpRequest, form: OtherForm, works: tuple[Reference, Reference]
) -> HttpResponse:
    act = request.POST.get("act", "")
    with transaction.atomic():
        held = {
            row.pk: row for row in Reference.objects.select_for_update().filter(pk__in=[w.pk for w in works])
        }
        rows = [held[work.pk] for work in works if work.pk in held]
        if len(rows) == len(works) and digest(rows) == request.POST.get("seen"):
            return _done(admin, request, act, (rows[0], rows[1]))
    told = _("Someone changed one of the two after you opened this page. Look at both again, then decide.")
    return _page(admin, request, works[0], form, works[1], refused=told)


def _done(admin: Any, request: HttpRequest, act: str, works: tuple[Reference, Reference]) -> HttpResponse:
    """Do what was decided, and lead to what stayed."""
    if act == "apart":
        matching.keep_apart(*works)
        messages.success(request, _("They stay two works."))
        return HttpResponseRedirect(reverse("admin:references_reference_near"))
    if act not in SIDES:
        raise PermissionDenied
    keep, gone = works if act == "left" else (works[1], works[0])
    told = merge(admin, request, keep, gone)
    messages.success(request, format_html("{} {}", told, link(keep)))
    return HttpResponseRedirect(reverse("admin:references_reference_change", args=[keep.pk]))


def merge(admin: Any, request: HttpRequest, keep: Reference, gone: Reference) -> str:
    """Make one work of two, in a transaction and in the history of both; return what was done, as a sentence."""
    told = _("“%(gone)s” (%(key)s) was merged into this work.") % {"gone": gone, "key": gone.key}
    with reversion.create_revision(atomic=False):
        # A revision keeps only what is there when it ends: what goes has one of its own.
        reversion.set_user(request.user)
        reversion.set_comment(told)
        reversion.add_to_revision(gone)
    sources.merge(keep, gone, by=request.user)
    admin.log_change(request, keep, told)
    return told


def _page(
    admin: Any,
    request: HttpRequest,
    work: Reference,
    form: OtherForm,
    other: Reference | None,
    refused: str = "",
) -> HttpResponse:
    works = [work, other] if other else []
    found = counts(works)
    context = {
        "title": _("Two works beside each other") if other else _("Merge with another work"),
        "original": work,
        "form": form,
        "media": form.media,
        "refused": refused,
        "sides": [{"act": act, "row": row, **found[row.pk]} for act, row in zip(SIDES, works, strict=False)],
        "rows": _compared(work.item, other.item) if other else [],
        "seen": digest(works),
        "may": admin.has_change_permission(request, work),
        "is_apart": bool(other) and NearMatch.objects.filter(_between(works), kept_apart=True).exists(),
    }
    return admin.page(request, "admin/references/reference/merge.html", context)


def _between(works: Sequence[Reference]) -> Q:
    first, second = sorted(work.pk for work in works)
    return Q(first=first, second=second)


def _compared(left: Mapping[str, Any], right: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what either item says, variable by variable, and whether they differ in it."""
    known = ["type", *ordered()]
    others = sorted({*left, *right} - set(known))
    return [
        {
            "label": capfirst(label(name)),
            "texts": [
                (shown(name, item[name]) if name in item else "", language_of(item, name))
                for item in (left, right)
            ],
            "differs": left.get(name) != right.get(name),
        }
        for name in [*known, *others]
        if name in left or name in right
    ]
