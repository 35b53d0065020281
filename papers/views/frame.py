"""What surrounds every public page: its frame of links and words, the answer's headers, and the pages for errors."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, QuerySet, Value
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering
from papers.metadata import Head, address, site_name
from papers.models import Label, Prepared, Redirect, SitePage, Stamp, VersionCitation, column, first_label
from papers.views.files import file_list

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Link:
    """An entry of the menu."""

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
) -> HttpResponse:
    """Return the page: its template with the frame.

    `languages` are the addresses of this page in each language, `missing` the words for where it has none.
    """
    has_sources, site_pages = surroundings(language, timezone.now())
    frame = {
        "language": language,
        "interface_language": rendering.interface_language(language),
        "site_name": site_name(language),
        "home_url": address("home", language),
        "papers_url": address("papers", language),
        "series_css": address("series_colours"),
        "contact_email": settings.CONTACT_EMAIL,
        "menu": _menu(language, menu, has_sources=has_sources),
        "languages": list(_languages(language, languages or {}, missing or {})),
        "site_pages": site_pages,
        "head": head,
        "file_list": file_list,
    }
    # Without the request no context processor runs, so no page can come to depend on a session.
    html = render_to_string(template, {**frame, **context}, using="pages")
    return HttpResponse(html.encode(), status=status)


@functools.lru_cache(maxsize=128)
def _menu(language: str, current: str, *, has_sources: bool) -> SafeString:
    """Return the entries of the menu; the same on every page of a language but for the one that is current."""
    with translation.override(rendering.interface_language(language)):
        names = {
            "papers": _("Papers"),
            "series_list": _("Series"),
            "authors": _("Authors"),
            "tags": _("Subjects"),
        }
        if has_sources:
            names["references"] = _("Sources")
        links = [Link(text, address(name, language), name == current) for name, text in names.items()]
        return rendering.safe(render_to_string("_menu.html", {"menu": links}, using="pages"))


def _languages(language: str, urls: Mapping[str, str], missing: Mapping[str, str]) -> Iterator[LanguageLink]:
    for code, name in settings.LANGUAGES:
        url = urls.get(code, "")
        why = "" if url else missing.get(code) or _("(not available)")
        yield LanguageLink(code, name, url, code == language, why)


def everywhere(name: str, *args: str | int, query: str = "") -> dict[str, str]:
    """Return the addresses, per language, of a page that stands in each."""
    return {code: address(name, code, *args) + query for code, _ in settings.LANGUAGES}


def surroundings(language: str, now: datetime) -> tuple[bool, list[SitePageLink]]:
    """Return whether public papers cite works, which then have a list, and the site's own pages."""
    codes = [code for code, _ in settings.LANGUAGES]
    rows = sorted(around(now=now))
    pages = [
        SitePageLink(
            first_label(dict(zip(codes, titles, strict=True)), language), address("site_page", language, slug)
        )
        for _order, slug, *titles in rows
        if slug
    ]
    return len(pages) < len(rows), pages


@Prepared
def around(now: datetime) -> Any:
    """Return the site's own pages (order, slug, the title in each language), and one row without a slug if works are cited.

    One query, because every page asks it.
    """
    titles = [column("title", code) for code, _name in settings.LANGUAGES]
    blanks = {f"no_{name}": Value("", CharField()) for name in ("slug", *titles)}
    cited = Exists(VersionCitation.objects.live(now).order_by())
    # Plain querysets: modeltranslation's own put the columns in an order of their own, and a union pairs them by place.
    pages = QuerySet(SitePage).order_by().values_list("order", "slug", *titles)
    return pages.union(
        Stamp.objects.filter(cited, pk=1).annotate(**blanks).values_list("pk", *blanks), all=True
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
            return moved(rows[path])
    return None


def moved(path: str) -> HttpResponse:
    """Return the way to where a page stands now; it may be mended or move again, and a browser would keep it for good."""
    return HttpResponsePermanentRedirect(path, headers={"Cache-Control": caching.REVALIDATE})


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
