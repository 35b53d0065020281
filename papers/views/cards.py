"""The rows of the lists: one card for each paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from papers import rendering
from papers.metadata import Day, address, own_name, site_languages
from papers.models import Author, Label, Series, Tag, Version
from papers.views.shapes import size_of


@dataclass(frozen=True)
class EditionLink:
    """Another language in which a paper can be read."""

    code: str
    name: str
    title: str
    url: str


@dataclass(frozen=True)
class AuthorLink:
    name: Label
    url: str


@dataclass(frozen=True)
class SeriesLink:
    slug: str
    name: Label
    number: Label
    url: str


@dataclass(frozen=True)
class Card:
    """One paper in a list, in the page's language if it can be read in it."""

    url: str
    title: str
    size: str
    subtitle: str
    lang: str
    language_name: str
    day: Day | None
    description: str
    abstract: SafeString
    authors: Sequence[AuthorLink]
    series: SeriesLink | None
    editions: Sequence[EditionLink]
    foreign: bool
    retracted: bool


def cards(
    rows: Sequence[Sequence[int]],
    language: str,
    versions: Mapping[int, Version],
    authors: Mapping[int, Author],
) -> list[Card]:
    """Return the cards of papers, each given as its shown version and its other ones (see `shown`, `authors_of`)."""
    live = [[versions[pk] for pk in row if pk in versions] for row in rows]
    return [card(row[0], row[1:], language, authors) for row in live if row]


def shown(rows: Iterable[Sequence[int]], now: datetime) -> dict[int, Version]:
    """Return the live versions by key, with what a card shows of them."""
    keys = [pk for row in rows for pk in row]
    found = Version.objects.live(now).filter(pk__in=keys).order_by()
    return {version.pk: version for version in found.with_card().with_retraction(now)}


def authors_of(versions: Iterable[Version], more: Iterable[int] = ()) -> dict[int, Author]:
    """Return the authors that these versions print, and further ones, by key."""
    keys = {author["id"] for version in versions for author in version.page.authors}
    return Author.objects.in_bulk(keys | set(more))


def card(version: Version, others: Iterable[Version], language: str, authors: Mapping[int, Author]) -> Card:
    page = version.page
    return Card(
        url=address("paper", version.language, version.paper.slug),
        title=page.title,
        size=size_of(page.title),
        subtitle=page.subtitle,
        lang=version.language,
        language_name=own_name(version.language),
        day=Day.of(page.printed_date, language),
        description=page.description,
        abstract=rendering.safe(page.abstract),
        authors=[
            AuthorLink(Label(*author["name"]), author_url(authors, author["id"], language))
            for author in page.authors
        ],
        series=series_link(page.series, page.volume, language) if page.series else None,
        editions=[edition_link(other) for other in others],
        foreign=version.language != language,
        retracted=version.retracted is not None,
    )


def author_name(author: Author, language: str) -> Label:
    """Return the name as the language prints it, with the language it really is in."""
    return Label(author.name(language), author.label("family_name", language).language)


def other_labels(row: Series | Tag, name: str, language: str) -> list[Label]:
    """Return what the row is called in the site's other languages, where that is another name."""
    own = row.label(name, language)
    texts = ((row.own_label(name, code), code) for code in site_languages())
    return [Label(text, code) for text, code in texts if text and code != own.lang and text != own.text]


def author_url(authors: Mapping[int, Author], key: int, language: str) -> str:
    return address("author", language, authors[key].slug) if key in authors else ""


def series_link(series: Series, volume: str, language: str) -> SeriesLink:
    return SeriesLink(
        series.slug,
        series.label("name", language),
        series.numbered(volume, language),
        address("series", language, series.slug),
    )


def edition_link(version: Version) -> EditionLink:
    code = version.language
    return EditionLink(code, own_name(code), version.page.title, address("paper", code, version.paper.slug))
