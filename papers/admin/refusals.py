"""The desk's answers to what it refuses: a form without a fitting token, a page that somebody may not see."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token

from papers.admin.desk import Desk


@requires_csrf_token
@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit; the reason would only help an attacker."""
    title = _("This form was not accepted")
    if not request.accepts("text/html"):
        return JsonResponse({"error": title}, status=403)
    return _page(
        request, "admin/refused_form.html", title, again=request.get_full_path() if _keeps(request) else ""
    )


@requires_csrf_token
@never_cache
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer who may not see a page, or may not do what it does."""
    return _page(request, "admin/forbidden.html", _("You may not do this"))


def _page(request: HttpRequest, template: str, title: str, **context: str) -> HttpResponse:
    whole = {**admin.site.each_context(request), "title": title, "is_nav_sidebar_enabled": False, **context}
    return render(request, template, whole, status=403)


def _keeps(request: HttpRequest) -> bool:
    """Return whether the page that a form was sent to keeps what is typed: a row of the desk, the sources of a note."""
    row, _underscore, act = _view(request).rpartition("_")
    kept = (model._meta for model, desk in admin.site._registry.items() if isinstance(desk, Desk))
    return act in ("add", "change", "sources") and row in {
        f"{meta.app_label}_{meta.model_name}" for meta in kept
    }


def _view(request: HttpRequest) -> str:
    """Return the name of the page that a form was sent to; empty where there is none."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
