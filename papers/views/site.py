"""Addresses that are no papers: the root, the site's own pages, images, robots.txt, colours, health."""

import re
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from papers import caching, copies, metadata, rendering
from papers.document import Document, Picture
from papers.metadata import absolute, address
from papers.models import Author, Image, Series, SitePage, Stamp, Version, VersionImage, column, copy_widths
from papers.views import frame

_MEDIA = re.compile(r"/media/([0-9a-f]{64})\.")


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language the browser asks for: the only redirect by language."""
    response = HttpResponseRedirect(address("home", frame.language_of(request)))
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = caching.REVALIDATE
    return response


@frame.public
def site_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(SitePage, slug=slug)
    title, body = row.label("title", language), row.label("body", language)
    head = metadata.plain_head(
        title.text,
        language,
        address("site_page", language, slug),
        alternates=metadata.page_alternates("site_page", slug),
        description=metadata.introduction(body.text) or title.text,
    )
    # As the text of a paper stands: tables in frames that scroll, headings with anchors.
    text = Document(body.lang, body.lang, body=body.text, pictures=pictures(body.text))
    printed = rendering.page(text)
    context = {"title": title, "body": rendering.safe(printed.body), "body_lang": body.lang}
    languages = frame.everywhere("site_page", slug)
    return frame.page("papers/site_page.html", language, head, context, languages=languages)


def pictures(body: str) -> dict[str, Picture]:
    """Return the sizes of the images of a text, by their addresses."""
    digests = _MEDIA.findall(body)
    rows = Image.objects.filter(digest__in=digests) if digests else ()
    return {image.url: Picture(image.width, image.height) for image in rows}


@require_safe
def media(request: HttpRequest, digest: str, extension: str) -> HttpResponse:
    """Send an image that a public page shows; any other is not there."""
    image = get_object_or_404(Image, digest=digest, extension=extension)
    if not is_public(image, timezone.now()):
        raise Http404
    return picture(request, image.name, f'"{digest}"', extension)


@require_safe
def media_copy(request: HttpRequest, digest: str, width: int, extension: str) -> HttpResponse:
    """Send an image of a public page in one of its smaller widths; whole, while another copy is in the making."""
    image = get_object_or_404(Image, digest=digest, extension=extension)
    if width not in copy_widths(image.width, extension) or not is_public(image, timezone.now()):
        raise Http404
    try:
        name = copies.stored(image, width)
    except FileNotFoundError as missing:
        raise Http404 from missing
    if name is None:
        whole = picture(request, image.name, f'"{digest}"', extension)
        whole.headers["Cache-Control"] = "no-store"
        return whole
    return picture(request, name, f'"{digest}-{width}-{copies.MAKER}"', extension)


def picture(request: HttpRequest, name: str, etag: str, extension: str) -> HttpResponse:
    """Send a stored picture; 404 when its bytes are lost."""
    # They never change, but a withdrawal takes them away: also from a cache that has them.
    headers = {"Cache-Control": caching.REVALIDATE, "ETag": etag}
    if unchanged := get_conditional_response(request, etag=etag):
        unchanged.headers["Cache-Control"] = caching.REVALIDATE
        return unchanged
    try:
        content = default_storage.open(name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(content, content_type=copies.CONTENT_TYPES[extension], headers=headers)


def is_public(image: Image, now: datetime) -> bool:
    """Return whether the image stands on a page the public can read: of a live edition, an author, a series, the site."""
    live = Version.objects.live(now)
    same_edition = live.filter(paper=OuterRef("version__paper"), language=OuterRef("version__language"))
    uses = VersionImage.objects.filter(
        Exists(same_edition), image=image, version__in=Version.objects.released(now)
    )
    portraits = Author.objects.filter(photo=image, version_authors__version__in=live)
    covers = Series.objects.filter(cover=image, pk__in=live.values("page__series"))
    return uses.exists() or portraits.exists() or covers.exists() or on_site_page(image)


def on_site_page(image: Image) -> bool:
    bodies = SitePage.objects.values_list(*(column("body", code) for code, _ in settings.LANGUAGES))
    return any(image.url in (body or "") for row in bodies for body in row)


@caching.revalidated
@require_safe
def series_colours(request: HttpRequest) -> HttpResponse:
    """Send the accent of each public series as a style sheet, because the pages allow no style in their HTML.

    Nobody waits for it twice: a browser shows a page in the colours it knows and asks for new ones behind it.
    """
    public = Version.objects.live(timezone.now()).values("page__series")
    rows = (
        Series.objects.filter(pk__in=public).exclude(colour="").order_by("slug").values_list("slug", "colour")
    )
    rules = (f'[data-series="{slug}"]{{--series:{colour}}}\n' for slug, colour in rows)
    headers = {"Cache-Control": "public, max-age=60, stale-while-revalidate=604800"}
    return HttpResponse("".join(rules), content_type="text/css; charset=utf-8", headers=headers)


@caching.revalidated
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = f"User-agent: *\nDisallow: /admin/\nSitemap: {absolute(address('sitemap'))}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the site can answer: 200 when the database does, 503 when not."""
    headers = {"Cache-Control": "no-store"}
    try:
        Stamp.objects.filter(pk=1).exists()
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain", headers=headers)
    return HttpResponse("ok\n", content_type="text/plain", headers=headers)
