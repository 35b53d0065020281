"""The pages of one series, one author, one subject, each with its papers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering, search
from papers.metadata import Feed, LinkPicture, absolute, address, site_languages
from papers.models import Author, Label, Series, Tag
from papers.search import Catalogue, Filters, WorkFilters, Works
from papers.views import frame
from papers.views.cards import author_name, authors_of, cards, other_labels, shown
from papers.views.covers import cover, link_picture
from papers.views.files import list_files
from papers.views.lists import catalogue
from papers.views.pager import PER_PAGE, page_number, pager
from papers.views.pictures import drawn
from papers.views.shapes import size_of


@frame.public
def series(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    now = timezone.now()
    row = get_object_or_404(Series.objects.select_related("cover"), slug=slug)
    stamp = caching.stamp(now)
    listed = search.catalogue(language, now, stamp)
    labels = ("name", "publisher", "place", "genre", "notice_title")
    shape: dict[str, Any] = {name: row.label(name, language) for name in labels}
    shape |= {"slug": row.slug, "issn": row.issn, "colour": row.colour, "size": size_of(shape["name"].text)}
    shape |= {"other_names": other_labels(row, "name", language), "cover": cover(row, language)}
    shape |= _html(row, language, "description", "partners", "notice")
    shape |= _sources(row, language, search.works(now, stamp))
    about = metadata.introduction(row.own_label("description", language))
    about = about or _("The papers of the series “%(name)s”.") % {"name": shape["name"].text}
    thing = metadata.series(row, language, about)
    places = listed.volumes.get(row.pk, ())
    shared = link_picture(row, language)
    return gathered(
        request, "series", language, row, shape, listed, places, now, about=about, thing=thing, picture=shared
    )


def _sources(row: Series, language: str, works: Works) -> dict[str, Any]:
    """Return the picture of what the papers of a series cite, and the list of it."""
    filters = WorkFilters(chosen=(("series", row.slug),))
    picture = drawn(works, works.bits.get(("series", row.pk), 0), filters, language)
    return {"picture": picture, "sources_url": address("references", language) + filters.query()}


@frame.public
def author(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    now = timezone.now()
    row = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    listed = catalogue(language, now)
    name = author_name(row, language)
    others = {row.name(code): code for code in site_languages() if row.own_label("family_name", code)}
    shape = {
        "name": name,
        "other_names": [Label(text, code) for text, code in others.items() if text != name.text],
        "kana": f"{row.family_kana} {row.given_kana}".strip(),
        "orcid": row.orcid,
        "orcid_url": f"https://orcid.org/{row.orcid}" if row.orcid else "",
        "photo": row.photo,
        **_html(row, language, "biography"),
    }
    about = metadata.introduction(row.own_label("biography", language))
    about = about or _("The papers of %(name)s.") % {"name": name.text}
    thing = metadata.author(row, language, about)
    places = _places(listed, "author", row.pk)
    return gathered(request, "author", language, row, shape, listed, places, now, about=about, thing=thing)


@frame.public
def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    now = timezone.now()
    row = get_object_or_404(Tag, slug=slug)
    listed = catalogue(language, now)
    shape = {"name": row.label("name", language), "other_names": other_labels(row, "name", language)}
    about = _("The papers on the subject “%(name)s”.") % {"name": shape["name"].text}
    places = _places(listed, "tag", row.pk)
    return gathered(request, "tag", language, row, shape, listed, places, now, about=about)


def _places(listed: Catalogue, facet: str, key: int) -> Sequence[int]:
    bits = listed.narrowed([(facet, key)], listed.all)
    return search.places(bits, 0, bits.bit_count())


def _html(row: Series | Author, language: str, *names: str) -> dict[str, object]:
    """Return cleaned columns as HTML for a template, each with its language."""
    labels = {name: row.label(name, language) for name in names}
    return {name: rendering.safe(label.text) for name, label in labels.items()} | {
        f"{name}_lang": label.lang for name, label in labels.items()
    }


def gathered(
    request: HttpRequest,
    name: str,
    language: str,
    row: Series | Author | Tag,
    shape: Mapping[str, Any],
    listed: Catalogue,
    places: Sequence[int],
    now: datetime,
    *,
    about: str,
    thing: Mapping[str, Any] | None = None,
    picture: LinkPicture | None = None,
) -> HttpResponse:
    """Return the page of a series, author or subject; Http404 when no public paper has it.

    `about` describes it in a sentence or two, `thing` is what schema.org has for it, `picture` shows beside links to it.
    """
    if not places:
        raise Http404
    number = page_number(request.GET.get("page"), len(places))
    rows = listed.page(places[(number - 1) * PER_PAGE : number * PER_PAGE])
    versions = shown(rows, now)
    path = address(name, language, row.slug)
    query = Filters(chosen=((name, row.slug),)).query()
    feed_url = address(f"{name}_feed", language, row.slug)
    context = {
        name: shape,
        "cards": cards(rows, language, versions, authors_of(versions.values())),
        "total": len(places),
        "pager": pager(number, len(places), lambda page: f"{path}?page={page}" if page > 1 else path),
        "feed_url": feed_url,
        "papers_url_filtered": address("papers", language) + query,
        "files": list_files(language, query),
    }
    title = shape["name"].text
    head = metadata.plain_head(
        title,
        language,
        path + (f"?page={number}" if number > 1 else ""),
        alternates=metadata.page_alternates(name, row.slug) if number == 1 else (),
        feeds=[Feed(title, absolute(feed_url), language, shape["name"])]
        if has_entries(listed, language, places)
        else [],
        picture=picture,
        description=about,
        data=data(name, language, title, path, thing),
    )
    languages = frame.everywhere(name, row.slug)
    return frame.page(f"papers/{name}.html", language, head, context, languages=languages)


def has_entries(listed: Catalogue, language: str, places: Sequence[int]) -> bool:
    """Tell whether the feed of a page holds anything: the page shows papers in other languages, too; its feed does not."""
    in_language = listed.editions.get(language, ())
    return any(in_language[place] for place in places) if in_language else False


def data(
    name: str, language: str, title: str, path: str, thing: Mapping[str, Any] | None
) -> list[SafeString]:
    """Return what machines are told of the row: the thing itself, and the way to its page through the menu."""
    lists = {"series": "series_list", "author": "authors", "tag": "tags"}
    menu = {"series": _("Series"), "author": _("Authors"), "tag": _("Subjects")}
    steps = [
        (metadata.site_name(language).text, absolute(address("home", language))),
        (menu[name], absolute(address(lists[name], language))),
        (title, absolute(path)),
    ]
    return [metadata.block(each) for each in (thing, metadata.path_to(steps)) if each]
