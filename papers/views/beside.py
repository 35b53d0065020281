"""The parallel page: two live editions of a paper side by side."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering, search
from papers.metadata import Day, address, language_name, own_name
from papers.models import Author, Label, Version
from papers.rendering import Side
from papers.views import frame, shapes
from papers.views.editions import gone, retraction
from papers.views.leads import by_note


@frame.public
def parallel(request: HttpRequest, language: str, slug: str, other: str) -> HttpResponse:
    now = timezone.now()
    if language == other:
        raise Http404
    editions = both(slug, language, other, now)
    if language not in editions:
        return gone(request, language, slug, now)
    if other not in editions:
        return gone(request, other, slug, now)
    left, right = editions[language], editions[other]
    groups, notes = rendering.parallel(side(left), side(right))
    swap_url = address("parallel", other, slug, language)
    slugs = dict(Author.objects.filter(version_authors__version__in=[left, right]).values_list("pk", "slug"))
    context = {
        "left": heading(left, language, slugs),
        "right": heading(right, language, slugs),
        "series": shapes.series_link(left.page, language),
        "running": shapes.running_head(left.page, _("Side by side")),
        "groups": groups,
        "notes": notes,
        "leads": leads(left, right, now),
        "has_abstracts": bool(left.page.abstract or right.page.abstract),
        "swap_url": swap_url,
        "pdf_url": address("parallel_file", language, slug, other, slug),
    }
    title = _("%(title)s, side by side") % {"title": left.page.title}
    head = metadata.plain_head(title, language, robots=metadata.NOINDEX)
    languages = {other: swap_url, language: address("parallel", language, slug, other)}
    return frame.page("papers/parallel.html", language, head, context, languages=languages)


# What the parallel page has no use for: it is made of passages.
_UNREAD = [f"page__{name}" for name in ("body", "text", "source_lines", "works_data")]


def both(slug: str, language: str, other: str, now: datetime) -> dict[str, Version]:
    """Return the live editions of the paper in these two languages, with their passages."""
    rows = Version.objects.live(now).at_slug(slug).filter(language__in=[language, other]).order_by()
    whole = rows.select_related("page__series", "paper").defer("document", *_UNREAD)
    return {row.language: row for row in whole.with_retraction(now).prefetch_related("passages")}


def side(row: Version) -> Side:
    passages = [(passage.ids, passage.html) for passage in row.passages.all()]
    return Side(row.language, passages, row.page.notes, row.page.lineage, own_name(row.language))


def leads(left: Version, right: Version, now: datetime) -> dict[str, SafeString]:
    """Return what stands beside each note by its id: what the left edition says of its sources, else the right one."""
    bonds = search.bonds(now, caching.stamp(now))
    found = by_note(right, bonds, now) | by_note(left, bonds, now)
    return {f"note-{key}": html for key, html in found.items()}


def heading(row: Version, language: str, slugs: Mapping[int, str]) -> dict[str, Any]:
    """Return what stands above one side, in the text's own language; what leads away from it, in the page's."""
    page, code = row.page, row.language
    return {
        "lang": code,
        "name": own_name(code),
        "language_name": language_name(code),
        "title": page.title,
        "size": shapes.size_of(page.title),
        "subtitle": page.subtitle,
        "authors": shapes.people(page.authors, slugs, code),
        "abstract": rendering.safe(page.abstract),
        "abstract_label": abstract_label(code),
        "url": address("paper", code, row.paper.slug),
        "day": Day.of(page.printed_date, code),
        "number": row.number,
        "retraction": retraction(row, language),
    }


def abstract_label(code: str) -> Label:
    """Return what an abstract in this language is called in it; in English where the interface has no such language."""
    words = rendering.interface_language(code)
    with translation.override(words):
        return Label(_("Abstract"), words)
