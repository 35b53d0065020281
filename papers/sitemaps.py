"""The sitemap: every public page of every language, each with the others it stands beside."""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from papers import caching, metadata
from papers.metadata import Alternate, absolute, address
from papers.models import Author, Release, Series, SitePage, Tag, Version, cited_works
from references.models import Reference

# The protocol allows 50,000 addresses in one file; so many pages in every language make one of less than a megabyte.
PAGES_PER_FILE = 1000
NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True)
class Entry:
    """One page in its languages: all its addresses, and when each last changed, as far as that is known."""

    alternates: Sequence[Alternate]
    changed: Mapping[str, datetime | None]


@dataclass(frozen=True)
class Section:
    """The pages of one kind: rows in a lasting order, and how some of them become entries."""

    rows: Any
    entries: Callable[[Sequence[Any]], Iterator[Entry]]


@caching.revalidated
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Send the whole sitemap, or, for a large site, the list of its files (?part=n)."""
    now = timezone.now()
    counted = [(section, section.rows.count()) for section in sections(now)]
    files = -(-sum(count for _section, count in counted) // PAGES_PER_FILE)
    part = request.GET.get("part")
    if part is None and files > 1:
        return document("sitemapindex", index(files))
    number = int(part) if part and re.fullmatch(r"[0-9]{1,4}", part) else int(part is None)
    if not 1 <= number <= max(files, 1):
        raise Http404
    entries = [*(lists(now) if number == 1 else ()), *in_file(counted, number)]
    return document("urlset", (row for entry in entries for row in rows(entry)))


def sections(now: datetime) -> list[Section]:
    """Return all kinds of pages that a site has more of, the papers last because they grow."""
    live = Version.objects.live(now)
    rows_of = {
        "series": (Series.objects.filter(pk__in=live.values("page__series")), "version__page__series"),
        "author": (
            Author.objects.filter(pk__in=live.values("authors__author")),
            "version__authors__author",
        ),
        "tag": (
            Tag.objects.filter(tagged__content_object__in=live.values("paper")).distinct(),
            "version__paper__tagged__tag",
        ),
        "reference": (cited_works(now), "version__citations__reference"),
    }
    return [
        Section(SitePage.objects.order_by("pk").values_list("slug"), partial(label_pages, "site_page")),
        *(
            Section(dated(rows, way, now).order_by("pk"), partial(label_pages, name))
            for name, (rows, way) in rows_of.items()
        ),
        Section(public_papers(now), partial(paper_pages, now)),
    ]


def dated(rows: Any, way: str, now: datetime) -> Any:
    """Return what names rows in addresses, each with the last instants at which a Version that shows it began and ended.

    `way` leads from a Release to the row.
    """
    of_row = Release.objects.begun(now).filter(**{way: OuterRef("pk")})
    begun = of_row.order_by("-live_from").values("live_from")[:1]
    ended = of_row.filter(live_until__lte=now).order_by("-live_until").values("live_until")[:1]
    word = "key" if rows.model is Reference else "slug"
    return rows.annotate(begun=Subquery(begun), ended=Subquery(ended)).values_list(word, "begun", "ended")


def in_file(counted: Iterable[tuple[Section, int]], number: int) -> Iterator[Entry]:
    """Yield the entries of one file: a slice of all sections, one after the other."""
    start = (number - 1) * PAGES_PER_FILE
    for section, count in counted:
        first, last = max(start, 0), min(start + PAGES_PER_FILE, count)
        if first < last:
            yield from section.entries(list(section.rows[first:last]))
        start -= count


def lists(now: datetime) -> Iterator[Entry]:
    """Yield the pages that stand once in every language; each shows what went live last, or counts it."""
    changed = caching.modified(now)
    for name in ("home", "papers", "series_list", "authors", "tags", "references"):
        yield Entry(metadata.page_alternates(name), dict.fromkeys(metadata.site_languages(), changed))


def label_pages(name: str, found: Sequence[Any]) -> Iterator[Entry]:
    """Yield pages that stand in every language, of rows of a word in the address and the instants at which they changed."""
    for slug, *instants in found:
        changed = metadata.last_change(*instants) if any(instants) else None
        yield Entry(metadata.page_alternates(name, slug), dict.fromkeys(metadata.site_languages(), changed))


def public_papers(now: datetime) -> Any:
    """Return the keys of the papers with a live edition, in the order in which they were made."""
    live = Version.objects.live(now).filter(language__in=metadata.site_languages())
    return live.order_by("paper_id").values_list("paper_id", flat=True).distinct()


def paper_pages(now: datetime, keys: Sequence[int]) -> Iterator[Entry]:
    """Yield papers, with the same alternates as in the heads of their pages."""
    here = Version.objects.live(now).filter(
        paper_id__gte=keys[0], paper_id__lte=keys[-1], language__in=metadata.site_languages()
    )
    editions: dict[str, dict[str, datetime]] = defaultdict(dict)
    originals: dict[str, str] = {}
    for slug, original, code, *instants in with_changes(here.order_by("paper_id", "pk"), now):
        editions[slug][code] = metadata.last_change(*instants)
        # As in the heads of the pages, what was frozen last says which is the original.
        originals[slug] = original
    for slug, changed in editions.items():
        original = originals[slug]
        codes = metadata.in_order(changed, original)
        yield Entry(metadata.alternates(slug, codes, original), changed)


def with_changes(live: Any, now: datetime) -> Any:
    """Return slug, original and language of each Version; when it went live, was retracted and no longer was."""
    own = Q(paper__retractions__language=F("language"))
    return live.values_list("paper__slug", "page__original_language", "language").annotate(
        since=Max("releases__live_from", filter=Q(releases__live_from__lte=now)),
        retracted=Max("paper__retractions__since", filter=own),
        lifted=Max("paper__retractions__lifted_at", filter=own),
    )


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
