"""Home, the list of papers with its facets, and the lists of series, authors and subjects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining, normalize

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import caching, metadata, rendering, search
from papers.metadata import Head, address
from papers.models import Author, Label, Series, column
from papers.search import Catalogue, Filters, Names
from papers.views import frame
from papers.views.cards import author_name, authors_of, cards, other_labels, shown
from papers.views.covers import Cover, cover
from papers.views.facets import Facets, offered
from papers.views.files import list_files
from papers.views.pager import PER_PAGE, page_number, pager

NEWEST = 10
AUTHORS_PER_PAGE = 100


@dataclass(frozen=True)
class SeriesItem:
    """A series in a list of series."""

    slug: str
    name: Label
    other_names: Sequence[Label]
    genre: Label
    url: str
    count: int
    description: SafeString
    description_lang: str
    partners: SafeString
    partners_lang: str
    colour: str
    cover: Cover | None


@dataclass(frozen=True)
class Item:
    """A subject or an author in a list of them, with the number of papers."""

    name: Label
    url: str
    count: int


def catalogue(language: str, now: datetime) -> Catalogue:
    """Return the catalogue of the lists in this language at this instant."""
    return search.catalogue(language, now, caching.stamp(now))


@frame.public
def home(request: HttpRequest, language: str) -> HttpResponse:
    now = timezone.now()
    listed = catalogue(language, now)
    rows = listed.page(range(min(NEWEST, len(listed.versions))))
    versions = shown(rows, now)
    context = {
        "cards": cards(rows, language, versions, authors_of(versions.values())),
        "total": len(listed.versions),
        "series": series_items(listed, language),
        "tags": list(tag_items(listed, search.names(language, Filters()), language)),
        "feed_url": address("feed", language),
    }
    return frame.page(
        "papers/home.html",
        language,
        list_head("", language, "home", data=[metadata.block(metadata.site(language))]),
        context,
        languages=frame.everywhere("home"),
    )


@frame.public
def papers(request: HttpRequest, language: str) -> HttpResponse:
    now = timezone.now()
    listed, filters = catalogue(language, now), Filters.read(request.GET)
    names = search.names(language, filters)
    bits = search.found(listed, filters, names, now)
    total = bits.bit_count()
    number = page_number(request.GET.get("page"), total)
    rows = listed.page(search.places(bits, (number - 1) * PER_PAGE, number * PER_PAGE))
    versions = shown(rows, now)
    named = [int(key) for key, _count in offered(listed, "author", bits)[0]]
    authors = authors_of(versions.values(), [*named, *names.chosen("author", filters)])
    path = address("papers", language)
    facets = Facets(path, language, listed, filters, names, bits, authors)
    context = {
        "cards": cards(rows, language, versions, authors),
        "total": total,
        "pager": pager(number, total, lambda page: path + filters.query(page=page)),
        "q": filters.q,
        "facets": facets.every(),
        "chosen": facets.choices(),
        "clear_url": path,
        "feed_url": address("feed", language),
        "files": list_files(language, filters.query()),
        "hidden": [{"name": name, "value": value} for name, value in filters.chosen],
    }
    return frame.page(
        "papers/papers.html",
        language,
        list_head(_("Papers"), language, "papers", number=number, is_filtered=bool(filters)),
        context,
        menu="papers",
        languages=frame.everywhere("papers", query=filters.query()),
    )


@frame.public
def series_list(request: HttpRequest, language: str) -> HttpResponse:
    context = {"series": series_items(catalogue(language, timezone.now()), language)}
    return index_page("series_list", _("Series"), language, context)


@frame.public
def tags(request: HttpRequest, language: str) -> HttpResponse:
    names = search.names(language, Filters())
    context = {"tags": list(tag_items(catalogue(language, timezone.now()), names, language))}
    return index_page("tags", _("Subjects"), language, context)


@frame.public
def authors(request: HttpRequest, language: str) -> HttpResponse:
    listed = catalogue(language, timezone.now())
    counts = {int(key): bits.bit_count() for key, bits in listed.filed("author")}
    number = page_number(request.GET.get("page"), len(counts), AUTHORS_PER_PAGE)
    start = (number - 1) * AUTHORS_PER_PAGE
    listed_here = in_order(counts, language)[start : start + AUTHORS_PER_PAGE]
    rows = Author.objects.in_bulk(listed_here)
    path = address("authors", language)
    context = {
        "authors": [
            Item(author_name(rows[key], language), address("author", language, rows[key].slug), counts[key])
            for key in listed_here
        ],
        "pager": pager(number, len(counts), lambda page: f"{path}?page={page}", AUTHORS_PER_PAGE),
    }
    return index_page("authors", _("Authors"), language, context, number)


def in_order(keys: Iterable[int], language: str) -> list[int]:
    """Return the authors' keys by their names: in Japanese as they are read, in other languages as they are written."""
    columns = ("family_kana", "given_kana", column("family_name", language), column("given_name", language))
    names: dict[int, tuple[str, ...]] = {}
    for key, slug, *kana, family, given in Author.objects.filter(pk__in=keys).values_list(
        "pk", "slug", *columns
    ):
        written = (family or "", given or "")
        read = zip(kana, written, strict=True) if language == "ja" else ((name, name) for name in written)
        names[key] = (*(sorting(first or other) for first, other in read), slug)
    return sorted(names, key=lambda key: names[key])


def sorting(name: str) -> str:
    """Return what a name is sorted by: without case and accents, カ as か."""
    hiragana = "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in name)
    return "".join(sign for sign in normalize("NFKD", hiragana.casefold()) if not combining(sign))


def index_page(
    name: str, title: str, language: str, context: Mapping[str, object], number: int = 1
) -> HttpResponse:
    """Return a page that lists series, authors or subjects."""
    head = list_head(title, language, name, number=number)
    return frame.page(
        f"papers/{name}.html", language, head, context, menu=name, languages=frame.everywhere(name)
    )


def list_head(
    title: str,
    language: str,
    name: str,
    *,
    number: int = 1,
    is_filtered: bool = False,
    data: Sequence[SafeString] = (),
) -> Head:
    """Return the head of a list: the plain list and its pages are indexed, narrowed ones only followed."""
    path = address(name, language) + (f"?page={number}" if number > 1 else "")
    feeds = [metadata.site_feed(language)]
    if is_filtered:
        return metadata.plain_head(title, language, robots=metadata.NOINDEX, feeds=feeds)
    alternates = metadata.page_alternates(name) if number == 1 else ()
    about = descriptions(language)[name]
    return metadata.plain_head(
        title, language, path, alternates=alternates, feeds=feeds, description=about, data=data
    )


def descriptions(language: str) -> dict[str, str]:
    """Return what each list is, in a sentence, by the name of its view."""
    site = {"site": metadata.site_name(language).text}
    return {
        "home": _("Policy papers on %(site)s, each text beside its translation, with notes and sources.")
        % site,
        "papers": _("All papers on %(site)s, by series, subject, author and year.") % site,
        "series_list": _("The series of papers on %(site)s.") % site,
        "authors": _("The authors of the papers on %(site)s.") % site,
        "tags": _("The subjects of the papers on %(site)s.") % site,
        "references": _("The works that the papers on %(site)s cite, and where each is cited.") % site,
    }


def series_items(listed: Catalogue, language: str) -> list[SeriesItem]:
    """Return the public series, the one with the most papers first."""
    counts = {int(key): bits.bit_count() for key, bits in listed.filed("series")}
    shown = Series.objects.filter(pk__in=counts).select_related("cover")
    rows = sorted(shown, key=lambda row: (-counts[row.pk], row.slug))
    return [series_item(row, counts[row.pk], language) for row in rows]


def series_item(row: Series, count: int, language: str) -> SeriesItem:
    description, partners = row.label("description", language), row.label("partners", language)
    return SeriesItem(
        slug=row.slug,
        name=row.label("name", language),
        other_names=other_labels(row, "name", language),
        genre=row.label("genre", language),
        url=address("series", language, row.slug),
        count=count,
        description=rendering.safe(description.text),
        description_lang=description.lang,
        partners=rendering.safe(partners.text),
        partners_lang=partners.lang,
        colour=row.colour,
        cover=cover(row, language),
    )


def tag_items(listed: Catalogue, names: Names, language: str) -> Iterator[Item]:
    """Yield the subjects that public papers have, by name."""
    rows = [(names.labels["tag", int(key)], int(key), bits) for key, bits in listed.filed("tag")]
    for label, key, bits in sorted(rows, key=lambda row: (row[0].text.casefold(), row[1])):
        yield Item(label, address("tag", language, names.slugs["tag", key]), bits.bit_count())
