"""The sitemap: every public page of every language, each with the others it stands beside."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from papers import caching, metadata
from papers.metadata import Alternate, absolute, address
from papers.models import Author, Series, SitePage, Tag, Version

# The protocol allows 50,000 addresses in one file; this many papers make one of less than a megabyte.
PAPERS_PER_FILE = 1000
NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True)
class Entry:
    """The editions of one page: all their addresses, and when each last changed."""

    alternates: Sequence[Alternate]
    changed: dict[str, datetime]


@caching.revalidated
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Send the whole sitemap, or, for a large site, the list of its files (?part=n)."""
    now = timezone.now()
    files = -(-public_papers(now).count() // PAPERS_PER_FILE)
    part = request.GET.get("part")
    if part is None and files > 1:
        return document("sitemapindex", index(files))
    number = int(part) if part and re.fullmatch(r"[0-9]{1,4}", part) else int(part is None)
    if not 1 <= number <= max(files, 1):
        raise Http404
    entries = [*(plain_pages(now) if number == 1 else ()), *paper_pages(now, number)]
    return document("urlset", (row for entry in entries for row in rows(entry)))


def public_papers(now: datetime) -> Any:
    """Return the keys of the papers with a live edition, in the order in which they were made."""
    return Version.objects.live(now).order_by("paper_id").values_list("paper_id", flat=True).distinct()


def paper_pages(now: datetime, number: int) -> Iterator[Entry]:
    """Yield the papers of one file, with the same alternates as in the head of their pages."""
    keys = list(public_papers(now)[(number - 1) * PAPERS_PER_FILE : number * PAPERS_PER_FILE])
    if not keys:
        return
    begun = Max("releases__live_from", filter=Q(releases__live_from__lte=now))
    in_file = Q(paper_id__gte=keys[0], paper_id__lte=keys[-1], language__in=metadata.site_languages())
    live = Version.objects.live(now).filter(in_file).order_by("paper_id", "pk")
    editions: dict[str, dict[str, datetime]] = defaultdict(dict)
    originals: dict[str, str] = {}
    for slug, original, code, since in live.values_list(
        "paper__slug", "page__original_language", "language"
    ).annotate(since=begun):
        editions[slug][code] = since
        # As in the heads of the pages, what was frozen last says which is the original.
        originals[slug] = original
    for slug, changed in editions.items():
        original = originals[slug]
        codes = metadata.in_order(changed, original)
        yield Entry(metadata.alternates(slug, codes, original), changed)


def plain_pages(now: datetime) -> Iterator[Entry]:
    """Yield the pages that stand in every language: lists, series, authors, subjects, pages of the site."""
    live = Version.objects.live(now)
    for name in ("home", "papers", "series_list", "authors", "tags"):
        yield Entry(metadata.page_alternates(name), {})
    gathered = {
        "series": Series.objects.filter(pk__in=live.values("page__series")),
        "author": Author.objects.filter(version_authors__version__in=live).distinct(),
        "tag": Tag.objects.filter(tagged__content_object__in=live.values("paper")).distinct(),
        "site_page": SitePage.objects.all(),
    }
    for name, rows_of in gathered.items():
        for slug in rows_of.order_by("slug").values_list("slug", flat=True):
            yield Entry(metadata.page_alternates(name, slug), {})


def rows(entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield one row for each address of the entry."""
    for link in entry.alternates:
        if link.hreflang != "x-default":
            yield {
                "loc": link.href,
                "lastmod": entry.changed.get(link.hreflang),
                "alternates": entry.alternates,
            }


def index(files: int) -> Iterator[dict[str, Any]]:
    for number in range(1, files + 1):
        yield {"loc": f"{absolute(address('sitemap'))}?part={number}", "alternates": ()}


def document(root: str, of_rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """Return the XML of a sitemap ("urlset") or of a list of sitemaps ("sitemapindex")."""
    text = io.StringIO()
    xml = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, NAMESPACES)
    name = "url" if root == "urlset" else "sitemap"
    for row in of_rows:
        xml.startElement(name, {})
        xml.addQuickElement("loc", row["loc"])
        if row.get("lastmod"):
            xml.addQuickElement("lastmod", rfc3339_date(row["lastmod"]))
        for link in row["alternates"]:
            attributes = {"rel": "alternate", "hreflang": link.hreflang, "href": link.href}
            xml.addQuickElement("xhtml:link", "", attributes)
        xml.endElement(name)
    xml.endElement(root)
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")
