"""The desk's pages for publishing: what is missing beside the button, one edition or the pair, and what undoes it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from papers import publishing
from papers.admin.desk import person
from papers.forms import ExpungeForm, PublishForm, ReasonForm
from papers.metadata import address, own_name
from papers.models import FOREVER, Paper, Translation, Version
from papers.publishing import NotPublishableError

# What is done, the right that it needs, and the form that it reads.
ACTS: dict[str, tuple[str, type[Any]]] = {
    "publish": ("papers.publish_paper", PublishForm),
    "cancel": ("papers.publish_paper", ExpungeForm),
    "withdraw": ("papers.withdraw_paper", ReasonForm),
    "retract": ("papers.withdraw_paper", ReasonForm),
    "lift": ("papers.withdraw_paper", ReasonForm),
    "reinstate": ("papers.withdraw_paper", ReasonForm),
    "expunge": ("papers.expunge_paper", ExpungeForm),
}
DONE = {
    "publish": gettext_lazy("Published: %s."),
    "cancel": gettext_lazy("The schedule was cancelled: %s."),
    "withdraw": gettext_lazy("Withdrawn: %s."),
    "retract": gettext_lazy("Marked as retracted: %s."),
    "lift": gettext_lazy("The retraction was lifted: %s."),
    "reinstate": gettext_lazy("Public again: %s."),
    "expunge": gettext_lazy("Expunged for good: %s."),
}


def page(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the paper stands, and do what a form on the page asks."""
    paper = get_object_or_404(Paper.objects.select_related("series"), pk=pk)
    if not admin.has_view_or_change_permission(request, paper):
        raise PermissionDenied
    bound: dict[str, Any] = {}
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in ACTS or not request.user.has_perm(ACTS[act][0]):
            raise PermissionDenied
        form = ACTS[act][1](request.POST, paper=paper, act=act)
        if form.is_valid() and _do(admin, request, paper, act, form):
            return HttpResponseRedirect(reverse("admin:papers_paper_publishing", args=[pk]))
        bound[act] = form
    return admin.page(request, "admin/papers/paper/publishing.html", _context(request, paper, bound))


def _do(admin: Any, request: HttpRequest, paper: Paper, act: str, form: Any) -> bool:
    """Do what the form says; return whether it was done, the reasons against it being on the form."""
    try:
        done = _VERBS[act](paper, form.cleaned_data, request.user)
    except NotPublishableError as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    told = _told(act, form.cleaned_data, done)
    admin.log_change(request, paper, told)
    messages.success(request, told)
    return True


def _told(act: str, values: Mapping[str, Any], done: list[str]) -> str:
    """Return what was done, as a sentence; of a schedule the instant, too."""
    what = _(", ").join(done)
    if act == "publish" and values["when"] == "at":
        return _("Scheduled for %(when)s: %(what)s.") % {
            "when": publishing.instant(values["at"]),
            "what": what,
        }
    return str(DONE[act]) % what


def _publish(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    rows = list(paper.translations.filter(language__in=values["languages"]))
    at = None if values["when"] == "now" else values["at"]
    versions = publishing.publish(rows, at=at, notes=values["notes"], by=by)
    return [_named(version) for version in versions]


def _named(version: Version) -> str:
    return _("%(language)s, version %(number)s") % {
        "language": own_name(version.language),
        "number": version.number,
    }


def _withdraw(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    publishing.withdraw(paper, values["languages"], values["reasons"], by=by)
    return [own_name(code) for code in values["languages"]]


def _retract(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    publishing.retract(paper, values["languages"], values["reasons"], by=by)
    return [own_name(code) for code in values["languages"]]


def _lift(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    publishing.lift_retraction(paper, values["languages"])
    return [own_name(code) for code in values["languages"]]


def _reinstate(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    rows = paper.translations.filter(language__in=values["languages"])
    return [_named(publishing.reinstate(row, by=by).version) for row in rows]


def _cancel(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    publishing.cancel(values["version"])
    return [_named(values["version"])]


def _expunge(paper: Paper, values: Mapping[str, Any], by: Any) -> list[str]:
    publishing.expunge(values["version"], values["reasons"], by=by)
    return [_named(values["version"])]


_VERBS: dict[str, Callable[[Paper, Mapping[str, Any], Any], list[str]]] = {
    "publish": _publish,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "retract": _retract,
    "lift": _lift,
    "reinstate": _reinstate,
    "expunge": _expunge,
}


def _context(request: HttpRequest, paper: Paper, bound: Mapping[str, Any]) -> dict[str, Any]:
    rows = list(paper.translations.order_by("language"))
    rows.sort(key=lambda row: not row.is_original)
    may = {act: request.user.has_perm(right) for act, (right, _form) in ACTS.items()}
    forms = {act: bound.get(act) or form(paper=paper, act=act) for act, (_right, form) in ACTS.items()}
    return {
        "title": _("Publishing"),
        "original": paper,
        "editions": [_edition(paper, row) for row in rows],
        "versions": list(_versions(paper)),
        "forms": forms,
        "may": may,
        "is_bound": bool(bound),
    }


def _edition(paper: Paper, row: Translation) -> dict[str, Any]:
    standing = publishing.standings([paper])[paper.pk, row.language]
    live = row.versions.live().values("number", "revision").first()
    if standing.state == publishing.State.LIVE and publishing.is_changed(row):
        standing = replace(standing, state=publishing.State.CHANGED)
    newest = row.versions.order_by("-number").values_list("revision", flat=True).first()
    return {
        "row": row,
        "name": own_name(row.language),
        "standing": standing,
        "live": live,
        "frozen": newest if newest not in (None, row.revision) else None,
        "missing": publishing.missing(row),
        "advice": publishing.advice(row),
        "was_live": publishing.has_been_live(row),
        "url": address("paper", row.language, paper.slug) if live else "",
    }


def _versions(paper: Paper) -> Any:
    """Yield what was ever frozen of the paper, the newest first, with its releases."""
    now = timezone.now()
    for version in (
        paper.versions.order_by("-created_at", "-pk").prefetch_related("releases__by").defer("document")
    ):
        releases = [
            {
                "row": release,
                "by": person(release.by),
                "until": None if release.live_until == FOREVER else release.live_until,
                "is_due": release.live_from > now and release.live_until > release.live_from,
            }
            for release in version.releases.all()
        ]
        is_due = any(release["is_due"] for release in releases)
        yield {"row": version, "name": _named(version), "releases": releases, "is_due": is_due}
