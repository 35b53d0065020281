"""What surrounds every public page: its frame of links and words, the answer's headers, and the pages for errors."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering
from papers.metadata import Head, address, site_name
from papers.models import Label, Prepared, Redirect, SitePage, VersionCitation, column, first_label

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Link:
    """An entry of the menu, of the language switch, of the footer."""

    text: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """A language the page may be read in; without a url it cannot, and `missing` says why."""

    code: str
    name: str
    url: str
    current: bool
    missing: str


@dataclass(frozen=True)
class SitePageLink:
    title: Label
    url: str


def public(view: View) -> View:
    """Make a function a public page: read only, revalidated, with the site's own 404."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            return view(request, *args, **kwargs)
        except Http404 as missing:
            return not_found(request, missing)

    return caching.revalidated(answer)


def language_of(request: HttpRequest) -> str:
    """Return the language of the address, or the one that the middleware chose."""
    return getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)


def page(
    template: str,
    language: str,
    head: Head,
    context: Mapping[str, Any],
    *,
    menu: str = "",
    languages: Mapping[str, str] | None = None,
    missing: Mapping[str, str] | None = None,
    status: int = 200,
    has_sources: bool = False,
) -> HttpResponse:
    """Return the page: its template with the frame.

    `languages` are the addresses of this page in each language, `missing` the words for where it has none;
    `has_sources` says what the page knows already: that the public record cites works.
    """
    frame = {
        "language": language,
        "interface_language": rendering.interface_language(language),
        "site_name": site_name(language),
        "home_url": address("home", language),
        "papers_url": address("papers", language),
        "series_css": address("series_colours"),
        "contact_email": settings.CONTACT_EMAIL,
        "menu": _menu(language, menu, has_sources=has_sources or any_cited()),
        "languages": list(_languages(language, languages or {}, missing or {})),
        "site_pages": site_pages(language),
        "head": head,
    }
    # Without the request no context processor runs, so no page can come to depend on a session.
    html = render_to_string(template, {**frame, **context}, using="pages")
    return HttpResponse(html, status=status)


def any_cited() -> bool:
    """Return whether a live Version cites a work: then there is a list of them."""
    return bool(first_cited(now=timezone.now()))


@Prepared
def first_cited(now: datetime) -> Any:
    return VersionCitation.objects.live(now).order_by().values_list("pk")[:1]


def _menu(language: str, current: str, *, has_sources: bool) -> list[Link]:
    names = {
        "papers": _("Papers"),
        "series_list": _("Series"),
        "authors": _("Authors"),
        "tags": _("Subjects"),
    }
    if has_sources:
        names["references"] = _("Sources")
    return [Link(text, address(name, language), name == current) for name, text in names.items()]


def _languages(language: str, urls: Mapping[str, str], missing: Mapping[str, str]) -> Sequence[LanguageLink]:
    return [
        LanguageLink(
            code, name, urls.get(code, ""), code == language, missing.get(code) or _("(not available)")
        )
        for code, name in settings.LANGUAGES
    ]


def everywhere(name: str, *args: str | int, query: str = "") -> dict[str, str]:
    """Return the addresses, per language, of a page that stands in each."""
    return {code: address(name, code, *args) + query for code, _ in settings.LANGUAGES}


def site_pages(language: str) -> list[SitePageLink]:
    codes = [code for code, _ in settings.LANGUAGES]
    rows = site_page_titles()
    return [
        SitePageLink(
            first_label(dict(zip(codes, titles, strict=True)), language), address("site_page", language, slug)
        )
        for slug, *titles in rows
    ]


@Prepared
def site_page_titles() -> Any:
    """Return the site's own pages: slug, then the title in each language."""
    return SitePage.objects.values_list(
        "slug", *(column("title", code) for code, _name in settings.LANGUAGES)
    )


def not_found(
    request: HttpRequest, exception: Exception | None = None, editions: Sequence[Any] = ()
) -> HttpResponse:
    """Answer an address that leads nowhere: with where it leads now, else with 404, naming the editions there are."""
    if moved := redirected(request):
        return moved
    language = language_of(request)
    head = metadata.plain_head(_("Page not found"), language, robots=metadata.NOINDEX)
    urls = everywhere("home") | {edition.code: edition.url for edition in editions}
    response = page("404.html", language, head, {"editions": editions}, languages=urls, status=404)
    response.headers["Cache-Control"] = caching.REVALIDATE
    return response


def redirected(request: HttpRequest) -> HttpResponse | None:
    """Return the way to where an old address leads now, None when it leads nowhere."""
    asked = [path for path in (request.get_full_path(), request.path) if "\x00" not in path]
    rows = dict(Redirect.objects.filter(old_path__in=asked).values_list("old_path", "new_path"))
    for path in asked:
        if path in rows and rows[path] != path:
            # An editor may mend it; a browser would keep it for good.
            return HttpResponsePermanentRedirect(rows[path], headers={"Cache-Control": caching.REVALIDATE})
    return None


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when something broke: a page that needs nothing, not even the database."""
    language = language_of(request)
    words = rendering.interface_language(language)
    with translation.override(words):
        context = {
            "language": language,
            "interface_language": words,
            "site_name": site_name(language),
            "home_url": f"/{language}/",
            "head": metadata.plain_head(_("Something went wrong"), language, robots=metadata.NOINDEX),
        }
        html = render_to_string("500.html", context, using="pages")
    return HttpResponse(html, status=500, headers={"Cache-Control": "no-store"})
