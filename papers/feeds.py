"""Atom feeds: one per language, and per series, subject and author in each language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from papers import caching, metadata, rendering
from papers.metadata import absolute, address
from papers.models import Author, Release, Retraction, Series, Tag, TaggedPaper, Version, first_label

NEWEST = 20
# A year in which the host was this site's (RFC 4151); part of every id, so never to be changed.
TAG_YEAR = 2026
# When a feed without entries last changed.
NEVER = datetime(TAG_YEAR, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """Atom as RFC 4287 has it: the language of each entry, all its authors, and its text in full."""

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Mapping[str, Any]) -> None:
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("title", item["title"])
        for link in item["links"]:
            handler.addQuickElement("link", "", link)
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        for category in item["terms"]:
            handler.addQuickElement("category", "", category)
        if item["description"]:
            handler.addQuickElement("summary", item["description"])
        if item["rights"]:
            handler.addQuickElement("rights", item["rights"])
        handler.addQuickElement("content", item["text"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


def atom(view: caching.View) -> caching.View:
    """Make a function a feed: read only, revalidated."""
    return caching.revalidated(require_safe(view))


@atom
def feed(request: HttpRequest, language: str) -> HttpResponse:
    return answer(language, "home", Q())


@atom
def series_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Series, slug=slug)
    return answer(language, "series", Q(page__series=row), row, row.label("name", language).text)


@atom
def tag_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Tag, slug=slug)
    return answer(language, "tag", Q(paper__tagged__tag=row), row, row.label("name", language).text)


@atom
def author_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Author, slug=slug)
    return answer(language, "author", Q(authors__author=row), row, row.name(language))


def answer(language: str, page: str, which: Q, row: Any = None, title: str = "") -> HttpResponse:
    """Return the feed of the newest editions in this language; Http404 where there is no page either.

    `row` is the series, author or subject that it is the feed of, `title` what that is called.
    """
    now = timezone.now()
    live = Version.objects.live(now).filter(which)
    if row and not live.exists():
        raise Http404
    slug, key = ((row.slug,), (page, str(row.pk))) if row else ((), ())
    site = metadata.site_name(language).text
    made = Atom(
        title=f"{title} | {site}" if title else site,
        link=absolute(address(page, language, *slug)),
        description=None,
        language=language,
        feed_url=absolute(address(f"{page}_feed" if row else "feed", language, *slug)),
        feed_guid=tag_uri("feed", language, *key),
        author_name=site,
        author_link=absolute(address("home", language)),
    )
    for item in entries(newest(live.in_language(language), now), now):
        made.add_item(**item)
    response = HttpResponse(made.writeString("utf-8"), content_type=Atom.content_type)
    return dated(response, caching.modified(now), now)


def dated(response: HttpResponse, changed: datetime | None, now: datetime) -> HttpResponse:
    """Say when the public record last changed, unless it may change again within that very second."""
    if changed and now - changed >= timedelta(seconds=1):
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def newest(live: Any, now: datetime) -> list[Version]:
    """Return the editions that went live last, a correction counting as going live."""
    releases = Release.objects.covering(now).filter(version__in=live.values("pk"))
    keys = list(releases.order_by("-live_from", "-version_id").values_list("version_id", flat=True)[:NEWEST])
    rows = Version.objects.live(now).filter(pk__in=keys).order_by().with_page().with_retraction(now)
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def entries(versions: Sequence[Version], now: datetime) -> Iterator[dict[str, Any]]:
    """Yield what the feed says of each edition."""
    papers = [version.paper_id for version in versions]
    begun = Release.objects.begun(now).filter(version__paper__in=papers).order_by()
    first = begun.values_list("version__paper", "version__language").annotate(Min("live_from"))
    published = {(paper, language): since for paper, language, since in first}
    updated = dict(begun.values_list("version").annotate(Min("live_from")))
    marked = marks(papers, now)
    live = Version.objects.live(now).filter(paper__in=papers, language__in=metadata.site_languages())
    languages, tags = defaultdict(list), defaultdict(list)
    for paper, code in live.order_by("pk").values_list("paper_id", "language"):
        languages[paper].append(code)
    tagged = TaggedPaper.objects.filter(content_object__in=papers).order_by("tag__slug")
    for row in tagged.select_related("tag"):
        tags[row.content_object_id].append(row.tag)
    for version in versions:
        edition = (version.paper_id, version.language)
        yield entry(version, languages[version.paper_id], tags[version.paper_id]) | {
            "pubdate": published[edition],
            "updateddate": metadata.last_change(updated[version.pk], *marked.get(edition, ())),
        }


def marks(papers: Sequence[int], now: datetime) -> dict[tuple[int, str], tuple[datetime | None, ...]]:
    """Return by paper and language when an edition was last retracted, and when it last was so no longer."""
    found = Retraction.objects.filter(paper__in=papers, since__lte=now).order_by()
    rows = found.values_list("paper", "language").annotate(Max("since"), Max("lifted_at"))
    return {(paper, language): tuple(instants) for paper, language, *instants in rows}


def entry(version: Any, languages: Sequence[str], tags: Sequence[Tag]) -> dict[str, Any]:
    """Return what an edition's own row says: text in full, links to it and to the paper in other languages."""
    page, language, slug = version.page, version.language, version.paper.slug
    urls = {code: absolute(address("paper", code, slug)) for code in languages}
    parts = (retraction(version), page.abstract, page.body, page.endnotes)
    reading = "\n".join(part for part in parts if part)
    related = [
        {"rel": "related", "type": "text/html", "hreflang": code, "href": url}
        for code, url in urls.items()
        if code != language
    ]
    return {
        "title": f"{_('Retracted')}: {page.title}" if version.retracted else page.title,
        "link": urls[language],
        "description": page.description,
        "language": language,
        "unique_id": tag_uri("paper", str(version.paper_id), language),
        "links": [
            {"rel": "alternate", "type": "text/html", "hreflang": language, "href": urls[language]},
            *related,
            *licence_links(page.head.get("licence", "")),
        ],
        "rights": page.head.get("licence", ""),
        "authors": [author["name"][0] for author in page.authors],
        "terms": list(terms(page.series, tags, language)),
        "text": rendering.absolute(reading, urls[language], settings.SITE_URL),
    }


def licence_links(code: str) -> list[dict[str, str]]:
    """Return the link to the licence (RFC 4946), none for one without an address."""
    url = metadata.licence_url(code)
    return [{"rel": "license", "href": url}] if url else []


def retraction(version: Any) -> str:
    """Return what stands before the text of a retracted edition, empty for any other."""
    if version.retracted is None:
        return ""
    reason = first_label(version.retracted_because, version.language)
    words = rendering.interface_language(version.language)
    return format_html(
        '<p lang="{}"><strong>{}</strong> <span lang="{}">{}</span></p>',
        words,
        _("This paper has been retracted."),
        reason.lang,
        reason.text,
    )


def terms(series: Series | None, tags: Sequence[Tag], language: str) -> Iterator[dict[str, str]]:
    """Yield the series and the subjects as categories."""
    if series:
        scheme = absolute(address("series_list", language))
        yield {"scheme": scheme, "term": series.slug, "label": series.label("name", language).text}
    for tag in tags:
        scheme = absolute(address("tags", language))
        yield {"scheme": scheme, "term": tag.slug, "label": tag.label("name", language).text}


def tag_uri(*parts: str) -> str:
    """Return an id that stays when titles and addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_YEAR}:{'/'.join(parts)}"
