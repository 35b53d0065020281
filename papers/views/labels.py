"""The pages of one series, one author, one subject, each with its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering, search
from papers.metadata import Feed, Head, LinkPicture, absolute, address, site_languages
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
    found = Gathering("series", language, row, shape, listed, places, about, thing, shared)
    return gathered(request, found, now)


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
    return gathered(request, Gathering("author", language, row, shape, listed, places, about, thing), now)


@frame.public
def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    now = timezone.now()
    row = get_object_or_404(Tag, slug=slug)
    listed = catalogue(language, now)
    shape = {"name": row.label("name", language), "other_names": other_labels(row, "name", language)}
    about = _("The papers on the subject “%(name)s”.") % {"name": shape["name"].text}
    places = _places(listed, "tag", row.pk)
    return gathered(request, Gathering("tag", language, row, shape, listed, places, about), now)


def _places(listed: Catalogue, facet: str, key: int) -> Sequence[int]:
    bits = listed.narrowed([(facet, key)], listed.all)
    return search.places(bits, 0, bits.bit_count())


def _html(row: Series | Author, language: str, *names: str) -> dict[str, object]:
    """Return cleaned columns as HTML for a template, each with its language."""
    labels = {name: row.label(name, language) for name in names}
    return {name: rendering.safe(label.text) for name, label in labels.items()} | {
        f"{name}_lang": label.lang for name, label in labels.items()
    }


@dataclass(frozen=True)
class Gathering:
    """A series, author or subject with the places of its papers in a list of all.

    `shape` is what its template reads, `about` describes it in a sentence or two, `thing` is what schema.org has for it,
    `picture` shows beside links to it.
    """

    name: str
    language: str
    row: Series | Author | Tag
    shape: Mapping[str, Any]
    listed: Catalogue
    places: Sequence[int]
    about: str
    thing: Mapping[str, Any] | None = None
    picture: LinkPicture | None = None

    @property
    def title(self) -> str:
        text: str = self.shape["name"].text
        return text

    @property
    def path(self) -> str:
        return address(self.name, self.language, self.row.slug)

    @property
    def feed_url(self) -> str:
        return address(f"{self.name}_feed", self.language, self.row.slug)

    def page(self, number: int) -> str:
        """Return the address of one page of its papers."""
        return f"{self.path}?page={number}" if number > 1 else self.path

    def has_entries(self) -> bool:
        """Tell whether its feed holds anything: the page shows papers in other languages, too; its feed does not."""
        in_language = self.listed.editions.get(self.language, ())
        return any(in_language[place] for place in self.places) if in_language else False


def gathered(request: HttpRequest, of: Gathering, now: datetime) -> HttpResponse:
    """Return the page of a series, author or subject; Http404 when no public paper has it."""
    if not of.places:
        raise Http404
    number = page_number(request.GET.get("page"), len(of.places))
    languages = frame.everywhere(of.name, of.row.slug)
    head = gathered_head(of, number)
    return frame.page(
        f"papers/{of.name}.html", of.language, head, gathered_papers(of, number, now), languages=languages
    )


def gathered_papers(of: Gathering, number: int, now: datetime) -> dict[str, Any]:
    """Return what one page of it shows."""
    rows = of.listed.page(of.places[(number - 1) * PER_PAGE : number * PER_PAGE])
    versions = shown(rows, now)
    query = Filters(chosen=((of.name, of.row.slug),)).query()
    return {
        of.name: of.shape,
        "cards": cards(rows, of.language, versions, authors_of(versions.values())),
        "total": len(of.places),
        "pager": pager(number, len(of.places), of.page),
        "feed_url": of.feed_url,
        "papers_url_filtered": address("papers", of.language) + query,
        "files": list_files(of.language, query),
    }


def gathered_head(of: Gathering, number: int) -> Head:
    """Return the head of one page of it; the first alone stands in every language."""
    feed = Feed(of.title, absolute(of.feed_url), of.language, of.shape["name"])
    return metadata.plain_head(
        of.title,
        of.language,
        of.page(number),
        alternates=metadata.page_alternates(of.name, of.row.slug) if number == 1 else (),
        feeds=[feed] if of.has_entries() else [],
        picture=of.picture,
        description=of.about,
        data=data(of),
    )


def data(of: Gathering) -> list[SafeString]:
    """Return what machines are told of the row: the thing itself, and the way to its page through the menu."""
    lists = {"series": "series_list", "author": "authors", "tag": "tags"}
    menu = {"series": _("Series"), "author": _("Authors"), "tag": _("Subjects")}
    steps = [
        (metadata.site_name(of.language).text, absolute(address("home", of.language))),
        (menu[of.name], absolute(address(lists[of.name], of.language))),
        (of.title, absolute(of.path)),
    ]
    return [metadata.block(each) for each in (of.thing, metadata.path_to(steps)) if each]
