"""The library: the list of all works that the public record cites, with its facets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from papers import caching, search
from papers.metadata import address
from papers.models import Label, Version
from papers.search import Filters, Names, WorkFilters, Works
from papers.views import files, frame
from papers.views.lists import list_head
from papers.views.pager import page_number, pager
from papers.views.pictures import drawn
from papers.views.work_facets import WorkFacets
from references import wording
from references.models import Reference

PER_PAGE = 50
MOST_NAMES = 3


@dataclass(frozen=True)
class Work:
    """A work in a list: who made it, where it came out, how often it is cited."""

    url: str
    title: Label
    people: str
    source: str
    year: str
    kind: str
    cited: str


@dataclass(frozen=True)
class Order:
    text: str
    url: str
    current: bool


@frame.public
def references(request: HttpRequest, language: str) -> HttpResponse:
    now = timezone.now()
    listed = search.works(now, caching.stamp(now))
    filters = WorkFilters.read(request.GET)
    names = search.names(language, Filters())
    bits = search.found_works(listed, filters, series_keys(names), now)
    total = bits.bit_count()
    number = page_number(request.GET.get("page"), total, PER_PAGE)
    path = address("references", language)
    facets = WorkFacets(path, language, listed, filters, names, bits, paper_titles(filters, language, now))
    context = {
        "works": works_at(
            listed.page(bits, filters.sort, (number - 1) * PER_PAGE, number * PER_PAGE), listed, language
        ),
        "total": total,
        "pager": pager(number, total, lambda page: path + filters.query(page=page), PER_PAGE),
        "q": filters.q,
        "facets": facets.every(request.GET.get("all", "")),
        "chosen": facets.choices(),
        "orders": list(orders(path, filters)),
        "picture": drawn(listed, bits, filters, language),
        "picture_open": any(facet in ("paper", "series") for facet, _value in filters.chosen),
        "files": files.works_files(language, filters.query()) if total else None,
        "search_url": path,
        "clear_url": path,
        "hidden": hidden(filters),
    }
    is_filtered = bool(filters) or filters != WorkFilters()
    return frame.page(
        "papers/references.html",
        language,
        list_head(_("Sources"), language, "references", number=number, is_filtered=is_filtered),
        context,
        menu="references",
        languages=frame.everywhere("references", query=filters.query()),
    )


def series_keys(names: Names) -> dict[str, int]:
    """Return the keys of the series by their address words."""
    return {slug: key for (facet, slug), key in names.keys.items() if facet == "series"}


def hidden(filters: WorkFilters) -> list[dict[str, str]]:
    """Return what a search keeps of the address."""
    order = [("sort", filters.sort)] if filters.sort != WorkFilters.sort else []
    return [{"name": name, "value": value} for name, value in [*filters.chosen, *order]]


def orders(path: str, filters: WorkFilters) -> Iterator[Order]:
    texts = {"cited": _("times cited"), "year": _("year"), "title": _("title"), "author": _("author")}
    for sort in search.SORTS:
        yield Order(texts[sort], path + filters.sorted_by(sort).query(), sort == filters.sort)


def paper_titles(filters: WorkFilters, language: str, now: Any) -> dict[str, Label]:
    """Return what the papers are called that the list is narrowed by: in this language, else in another."""
    slugs = [value for facet, value in filters.chosen if facet == "paper"]
    if not slugs:
        return {}
    live = Version.objects.live(now).filter(paper__slug__in=slugs).order_by("pk")
    titles: dict[str, Label] = {}
    for slug, code, title in live.values_list("paper__slug", "language", "page__title"):
        if slug not in titles or code == language:
            titles[slug] = Label(title, code)
    return titles


def works_at(places: Iterable[int], listed: Works, language: str) -> list[Work]:
    """Return the works at these places, in one query."""
    here = list(places)
    rows: Mapping[int, Reference] = Reference.objects.in_bulk([listed.keys[place] for place in here])
    return [
        work(rows[key], listed.notes[place], listed.papers[place], language)
        for place in here
        if (key := listed.keys[place]) in rows
    ]


def work(row: Reference, notes: int, papers: int, language: str) -> Work:
    item, lang = row.item, wording.language_of(row.item)
    names = wording.people(item.get("author")) or wording.people(item.get("editor"))
    people = wording.listed(names, lang, MOST_NAMES)
    return Work(
        url=address("reference", language, row.key),
        title=Label(row.called, lang),
        people=people,
        # A house that is its own author is named once.
        source=row.source if row.source != people else "",
        year=str(row.year) if row.year is not None else "",
        kind=wording.kind_text(row.kind),
        cited=cited(notes, papers),
    )


def cited(notes: int, papers: int) -> str:
    """Return how often a work is cited: cited 3 times in 2 papers."""
    times = ngettext("once", "%(count)s times", notes) % {"count": notes}
    where = ngettext("%(count)s paper", "%(count)s papers", papers) % {"count": papers}
    return _("cited %(times)s in %(papers)s") % {"times": times, "papers": where}
