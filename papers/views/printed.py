"""The files of an edition: sent as they are stored, made first when nobody has asked before."""

import functools
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from papers import caching, exporting, markup, metadata
from papers.exporting import EVERY, KINDS, Kind, Order
from papers.metadata import absolute, address
from papers.models import Version, VersionFile
from papers.views import frame
from papers.views.editions import gone, withdrawn

View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)

NAME_LENGTH = 80
# What file systems and shells of any kind would stumble over.
NOT_IN_NAMES = dict.fromkeys(map(ord, '/\\:*?"<>|%\r\n\t'), " ")


def sent(view: View) -> View:
    """Make a function an address of a file: read only, its 404 the site's own."""

    @functools.wraps(view)
    def answer(request: HttpRequest, language: str, slug: str, name: str, **more: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            if name != slug:
                raise Http404
            response = view(request, language, slug, **more)
        except Http404 as missing:
            response = frame.not_found(request, missing)
        response.headers.setdefault("Cache-Control", caching.REVALIDATE)
        return response

    return answer


@sent
def file(request: HttpRequest, language: str, slug: str, kind: str) -> HttpResponse:
    """Send a file of the live edition."""
    now = timezone.now()
    row = exporting.readable(Version.objects.live(now)).in_language(language).at_slug(slug).first()
    if row is None:
        return gone(request, language, slug, now)
    return send(request, ordered(row, kind, now, is_live=True), row)


@sent
def numbered_file(request: HttpRequest, language: str, slug: str, number: int, kind: str) -> HttpResponse:
    """Send a file of an earlier version: readable as long as its page is."""
    now = timezone.now()
    rows = exporting.readable(Version.objects.released(now)).in_language(language).at_slug(slug)
    row = rows.filter(number=number).first()
    if row is None:
        return gone(request, language, slug, now)
    editions = metadata.released(row.paper_id, now)
    live = next((each for each in editions if each.language == language and each.is_live), None)
    if live is None or row.is_expunged:
        return withdrawn(row, editions, language)
    is_live = live.version == row.pk
    return send(request, ordered(row, kind, now, is_live=is_live), row, is_cited=is_live)


@sent
def parallel_file(request: HttpRequest, language: str, slug: str, other: str) -> HttpResponse:
    """Send two live editions on facing pages, the one of the address on the left."""
    now = timezone.now()
    if language == other:
        raise Http404
    live = exporting.readable(Version.objects.live(now)).at_slug(slug).filter(language__in=[language, other])
    rows = {row.language: row for row in live}
    for code in (language, other):
        if code not in rows:
            return gone(request, code, slug, now)
    left, right = (
        exporting.printing_of(rows[code], exporting.own_address(rows[code], is_live=True), now)
        for code in (language, other)
    )
    order = exporting.facing_order(left, right, other)
    return send(request, order, rows[language], is_cited=False)


def ordered(row: Version, kind: str, now: datetime, *, is_live: bool) -> Order:
    """Return the order for a file of this Version; an earlier one stands for itself."""
    edition = exporting.printing_of(row, exporting.own_address(row, is_live=is_live), now)
    others = []
    if is_live and KINDS[kind].whole:
        beside = exporting.readable(Version.objects.live(now)).of_paper(row.paper_id).exclude(pk=row.pk)
        rows = beside.filter(language__in=metadata.site_languages()).order_by("language")
        others = [
            exporting.printing_of(each, exporting.own_address(each, is_live=True), now) for each in rows
        ]
    return exporting.order(kind, edition, others)


def send(request: HttpRequest, order: Order, row: Version, *, is_cited: bool = True) -> HttpResponse:
    """Answer with the file; with 304 when the reader has it, with 503 when it cannot be made now."""
    try:
        found = exporting.for_reader(order)
        content = opened(found, order)
    except exporting.BusyError as busy:
        return later(request, busy.seconds)
    except exporting.UnmakeableError:
        log.exception("The file %s of %s could not be made", order.kind, row)
        return later(request, 600, text_url=address("paper", row.language, row.paper.slug))
    kind = EVERY[order.kind]
    etag = f'"{found.digest[:32]}"'
    response = get_conditional_response(request, etag=etag) or whole(request, content, found)
    if response.status_code != 200 or request.method == "HEAD":
        content.close()
    response.headers["Cache-Control"] = caching.REVALIDATE
    response.headers["ETag"] = etag
    response.headers["Link"] = f'<{canonical(row)}>; rel="canonical"'
    if response.status_code == 200:
        response.headers["Content-Type"] = kind.content_type
        response.headers["Content-Disposition"] = disposition(row, kind, order.beside)
    if not is_cited:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def whole(request: HttpRequest, content: Any, found: VersionFile) -> HttpResponse:
    """Return the answer with the bytes, without them to one who only asks about them."""
    response = HttpResponse() if request.method == "HEAD" else FileResponse(content)
    response.headers["Content-Length"] = str(found.size)
    return response


def opened(found: VersionFile, order: Order) -> Any:
    """Return the file's bytes; one that was replaced at this moment is asked for again."""
    try:
        return default_storage.open(found.name)
    except FileNotFoundError:
        return default_storage.open(exporting.for_reader(order).name)


def canonical(row: Version) -> str:
    return absolute(address("paper", row.language, row.paper.slug))


def disposition(row: Version, kind: Kind, beside: str) -> str:
    """Return the name under which a reader keeps the file: author, title and language as people call it."""
    authors = [person["family"][0] or person["name"][0] for person in row.page.authors[:1]]
    title = markup.shortened(row.page.title, NAME_LENGTH).removesuffix("…")
    languages = "-".join(filter(None, (row.language, beside)))
    said = " ".join(" - ".join([*authors, title]).translate(NOT_IN_NAMES).split())
    plain = f"{row.paper.slug}.{languages}.{kind.extension}"
    spoken = quote(f"{said} ({languages}).{kind.extension}", safe="")
    how = "inline" if kind.inline else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{spoken}"


def later(request: HttpRequest, seconds: int, text_url: str = "") -> HttpResponse:
    """Answer that the file cannot be had now, and when to ask again; with `text_url`, that it could not be made."""
    language = frame.language_of(request)
    title = _("This file could not be made") if text_url else _("Not ready yet")
    head = metadata.plain_head(title, language, robots=metadata.NOINDEX)
    urls = frame.everywhere("home")
    context = {"again": request.path, "title": title, "text_url": text_url}
    response = frame.page("503.html", language, head, context, languages=urls, status=503)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
