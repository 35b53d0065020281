"""What machines read about a page: addresses, canonical and alternates, titles, citation tags. One source for all doors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from papers import markup
from papers.models import Label, Prepared, Release, Version, VersionPage, language_info
from papers.models import (
    own_name as own_name,  # what the doors call a language by stands here with its other names
)

NOINDEX = "noindex, follow"


@lru_cache(maxsize=8192)
def address(name: str, *args: str | int) -> str:
    """Return the path of a page by the name of its view; remembered, because a list asks for a hundred of them."""
    return reverse(name, args=args)


def absolute(path: str) -> str:
    """Return the public address of a path; the host is the setting's, never a request's."""
    return f"{settings.SITE_URL}{path}"


def site_name(language: str) -> Label:
    """Return what the site is called in a language, else in its first one."""
    code = language if language in settings.SITE_NAMES else next(iter(settings.SITE_NAMES))
    return Label(settings.SITE_NAMES[code], code)


def site_languages() -> list[str]:
    """Return the codes of the languages that have addresses here; an edition in any other is not public."""
    return [code for code, _ in settings.LANGUAGES]


# Named here so that our own catalogues have them: Django's says 英語(米国) for English.
LANGUAGE_NAMES = {
    "ar": _("Arabic"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "id": _("Indonesian"),
    "it": _("Italian"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "th": _("Thai"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
    "zh-hans": _("Simplified Chinese"),
    "zh-hant": _("Traditional Chinese"),
}


def language_name(code: str) -> str:
    """Return what the active language calls a language."""
    known = LANGUAGE_NAMES.get(code)
    return gettext(known) if known else language_info(code, "name_translated")


# English months in full; other languages as Django's formats have them.
DAY_FORMATS = {"en": "F j, Y"}


@dataclass(frozen=True)
class Day:
    """A date for machines and for readers."""

    iso: str
    text: str

    @classmethod
    def of(cls, day: date | datetime | None, language: str) -> "Day | None":
        """Return the day, of an instant the site's day, as the language writes it."""
        if day is None:
            return None
        if isinstance(day, datetime):
            day = timezone.localtime(day, timezone.get_default_timezone()).date()
        return _day(day, language)


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> Day:
    with translation.override(language):
        return Day(day.isoformat(), formats.date_format(day, DAY_FORMATS.get(language, "DATE_FORMAT")))


@dataclass(frozen=True)
class Edition:
    """One released Version of a paper, as the other pages speak of it; `original` is the original's language then."""

    version: int
    number: int
    language: str
    original: str
    title: str
    printed: date | None
    correction: Mapping[str, str]
    since: datetime
    until: datetime
    ended_at: datetime | None
    ended_by: str
    reason: Mapping[str, str]
    expunged_reason: str
    is_live: bool

    @property
    def is_expunged(self) -> bool:
        return bool(self.expunged_reason)


EDITION_COLUMNS = {
    "version": "version_id",
    "number": "version__number",
    "language": "version__language",
    "original": "version__page__original_language",
    "title": "version__page__title",
    "printed": "version__page__printed_date",
    "correction": "version__page__correction",
    "since": "live_from",
    "until": "live_until",
    "ended_at": "ended_at",
    "ended_by": "ended_by",
    "reason": "reason",
    "expunged_reason": "version__expunged_reason",
}


def released(paper: int, now: datetime) -> list[Edition]:
    """Return every Version of the paper that has been public, newest number first; of each its last Release.

    `since` is when it first went live.
    """
    found: dict[int, Edition] = {}
    for row in begun_releases(paper=paper, now=now):
        values = dict(zip(EDITION_COLUMNS, row, strict=True))
        is_live = values["since"] <= now < values["until"]
        if before := found.get(values["version"]):
            values["since"] = before.since
        found[values["version"]] = Edition(**values, is_live=is_live)
    here = [edition for edition in found.values() if edition.language in site_languages()]
    return sorted(here, key=lambda edition: (edition.language, -edition.number))


@Prepared
def begun_releases(paper: int, now: datetime) -> Any:
    """Return the paper's Releases that have begun, as rows of EDITION_COLUMNS in their order."""
    rows = Release.objects.begun(now).filter(version__paper_id=paper)
    return rows.order_by("live_from", "pk").values_list(*EDITION_COLUMNS.values())


def original_language(editions: Iterable[Edition]) -> str:
    """Return the language of the original as the public knows it: as the edition frozen last has it, a live one first."""
    last = max(editions, key=lambda edition: (edition.is_live, edition.version), default=None)
    return last.original if last else ""


def live_editions(editions: Sequence[Edition]) -> list[Edition]:
    """Return what can be read now, in order."""
    live = {edition.language: edition for edition in editions if edition.is_live}
    return [live[code] for code in in_order(live, original_language(editions))]


def in_order(languages: Iterable[str], original: str) -> list[str]:
    """Return the languages of a paper: the original first, then in the order of the site."""
    given = set(languages)
    return [code for code in dict.fromkeys([original, *site_languages()]) if code in given]


@dataclass(frozen=True)
class Alternate:
    hreflang: str
    href: str


def alternates(slug: str, languages: Sequence[str], original: str) -> list[Alternate]:
    """Return the addresses of all live editions, the page's own included.

    `x-default` is the original; while that is not public, the first of the others.
    """
    links = [Alternate(code, absolute(address("paper", code, slug))) for code in languages]
    default = next((link for link in links if link.hreflang == original), links[0] if links else None)
    return [*links, Alternate("x-default", default.href)] if default else links


def page_alternates(name: str, *args: str | int) -> list[Alternate]:
    """Return the addresses of a page that stands in every language of the site."""
    links = [Alternate(code, absolute(address(name, code, *args))) for code, _ in settings.LANGUAGES]
    return [*links, Alternate("x-default", links[0].href)]


@dataclass(frozen=True)
class Tag:
    """One <meta>: its attribute is "name" or "property"."""

    attribute: str
    name: str
    content: str


@dataclass(frozen=True)
class Feed:
    """A feed: its title, and what it holds when that is not all papers of its language."""

    title: str
    href: str
    hreflang: str
    holds: Label | None = None


@dataclass(frozen=True)
class Head:
    """What stands in the <head> of a page."""

    title: str
    description: str = ""
    canonical: str = ""
    robots: str = ""
    alternates: Sequence[Alternate] = ()
    feeds: Sequence[Feed] = ()
    meta: Sequence[Tag] = field(default_factory=list)


def site_feed(language: str) -> Feed:
    """Return the feed of all papers in a language."""
    return Feed(site_name(language).text, absolute(address("feed", language)), language)


def series_feed(page: VersionPage) -> Iterator[Feed]:
    """Yield the feed of the edition's series, when it has one."""
    name = Label(*(page.head.get("series") or {}).get("name", ("", "")))
    if page.series and name:
        href = absolute(address("series_feed", page.language, page.series.slug))
        yield Feed(name.text, href, page.language, name)


def plain_head(title: str, language: str, path: str = "", **more: Any) -> Head:
    """Return the head of a page that is not an edition."""
    site = site_name(language).text
    whole = f"{title} | {site}" if title else site
    canonical = absolute(path) if path else ""
    return Head(whole, canonical=canonical, **more)


def head(version: Version, editions: Sequence[Edition], tags: Sequence[Label] = ()) -> Head:
    """Return the head of an edition's page."""
    page, slug = version.page, version.paper.slug
    languages = [edition.language for edition in live_editions(editions)]
    canonical = absolute(address("paper", version.language, slug))
    return replace(
        _version_head(version),
        canonical=canonical,
        alternates=alternates(slug, languages, original_language(editions)),
        meta=[
            *citation_tags(page, canonical, tags),
            pdf_tag(page, slug),
            *graph_tags(page, canonical, languages),
        ],
    )


def numbered_head(version: Version, *, is_live: bool) -> Head:
    """Return the head of a version's page at its number, which nobody is to cite.

    The live one is the edition's page once more and says so; an earlier one is another text, and not indexed.
    """
    if is_live:
        edition = absolute(address("paper", version.language, version.paper.slug))
        return replace(_version_head(version), canonical=edition)
    return replace(_version_head(version), robots=NOINDEX)


def _version_head(version: Version) -> Head:
    page, site = version.page, site_name(version.language).text
    return Head(
        title=f"{page.title} | {site}",
        description=page.description,
        feeds=[site_feed(version.language), *series_feed(page)],
    )


def citation_tags(page: VersionPage, url: str, tags: Sequence[Label]) -> Iterator[Tag]:
    """Yield the Highwire tags that Google Scholar and Zotero read.

    Names take the comma, or Zotero turns 山田 太郎 round; no tag of a journal, or the last one would set the type.
    """
    series = page.head.get("series") or {}
    yield Tag("name", "citation_title", _whole_title(page))
    for author in page.authors:
        yield Tag("name", "citation_author", _inverted(author))
    if page.printed_date:
        yield Tag("name", "citation_publication_date", f"{page.printed_date:%Y/%m/%d}")
    if publisher := _text(series, "publisher"):
        yield Tag("name", "citation_technical_report_institution", publisher)
    if number := " ".join(filter(None, (_text(series, "genre"), _text(series, "number")))):
        yield Tag("name", "citation_technical_report_number", number)
    if name := _text(series, "name"):
        yield Tag("name", "citation_series_title", name)
    yield Tag("name", "citation_language", page.language)
    if page.abstract:
        yield Tag("name", "citation_abstract", markup.text(page.abstract))
    for tag in tags:
        yield Tag("name", "citation_keywords", tag.text)
    for name in ("citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url"):
        yield Tag("name", name, url)


def pdf_tag(page: VersionPage, slug: str) -> Tag:
    """Return where the PDF is: below the folder of its page, as Google Scholar wants it."""
    return Tag("name", "citation_pdf_url", absolute(address("file", page.language, slug, slug, "pdf")))


def graph_tags(page: VersionPage, url: str, languages: Sequence[str]) -> Iterator[Tag]:
    """Yield the OpenGraph tags."""
    yield Tag("property", "og:type", "article")
    yield Tag("property", "og:title", page.title)
    if page.description:
        yield Tag("property", "og:description", page.description)
    yield Tag("property", "og:url", url)
    yield Tag("property", "og:site_name", site_name(page.language).text)
    yield Tag("property", "og:locale", _locale(page.language))
    for code in languages:
        if code != page.language:
            yield Tag("property", "og:locale:alternate", _locale(code))
    if page.printed_date:
        yield Tag("property", "article:published_time", page.printed_date.isoformat())
    if series := _text(page.head.get("series") or {}, "name"):
        yield Tag("property", "article:section", series)


# OpenGraph wants a country; these are where the site's usual languages are at home.
COUNTRIES = {"ja": "JP", "en": "US", "ko": "KR", "fr": "FR", "de": "DE", "es": "ES", "it": "IT"}


def _locale(code: str) -> str:
    base, _, rest = code.partition("-")
    country = rest.upper() if len(rest) == 2 else COUNTRIES.get(base, base.upper())
    return f"{base}_{country}"


def _whole_title(page: VersionPage) -> str:
    return f"{page.title}: {page.subtitle}" if page.subtitle else page.title


def _inverted(author: Mapping[str, Any]) -> str:
    """Return "Family, Given"; a body has only its name."""
    family, given = author["family"][0], author["given"][0]
    if " " in family and " " in given:
        # Zotero takes two words on both sides of a comma for two authors, but not words that a fixed space joins.
        family = family.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{family}, {given}" if given else family


def _text(series: Mapping[str, Any], name: str) -> str:
    return series[name][0] if name in series else ""
