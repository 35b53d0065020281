"""The <meta> elements of an edition: what Google Scholar and Zotero read, and what social sites do."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from papers.metadata.naming import site_name
from papers.metadata.pictures import PREVIEW_SIZE, LinkPicture
from papers.metadata.record import Record


class Tag(NamedTuple):
    """One <meta>: its attribute is "name" or "property"."""

    attribute: str
    name: str
    content: str


def citation_tags(record: Record) -> Iterator[Tag]:
    """Yield the Highwire tags that Google Scholar and Zotero read.

    Names take the comma, or Zotero turns 山田 太郎 round; no tag of a journal, or the last one would set the type.
    """
    page = record.page
    # Whoever reads none of the others reads this one, and takes no comma in a name for an "and".
    said = [("author", author["name"][0]) for author in page.authors]
    said += [("citation_title", record.title)]
    said += [("citation_author", inverted(author)) for author in page.authors]
    said += [
        ("citation_publication_date", f"{page.printed_date:%Y/%m/%d}" if page.printed_date else ""),
        ("citation_technical_report_institution", record.publisher),
        ("citation_technical_report_number", record.report_number),
        ("citation_series_title", record.of_series("name")),
        ("citation_language", record.language),
        ("citation_abstract", record.abstract),
        ("citation_doi", record.version.doi),
    ]
    said += [("citation_keywords", tag.text) for tag in record.tags]
    for name in ("citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url"):
        said.append((name, record.url))
    said.append(("citation_pdf_url", record.pdf_url))
    yield from (Tag("name", name, content) for name, content in said if content)


def inverted(author: Mapping[str, Any]) -> str:
    """Return "Family, Given"; a body has only its name."""
    family, given = author["family"][0], author["given"][0]
    if " " in family and " " in given:
        # Zotero takes two words on both sides of a comma for two authors, but not words that a fixed space joins.
        family = family.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{family}, {given}" if given else family


def graph_tags(record: Record) -> Iterator[Tag]:
    """Yield the OpenGraph tags, and the kind of card that they make."""
    page = record.page
    others = (code for code in record.languages if code != record.language)
    said = [
        ("og:type", "article"),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", record.url),
        ("og:site_name", site_name(record.language).text),
        *_image(_preview(record)),
        ("og:locale", _locale(record.language)),
        *(("og:locale:alternate", _locale(code)) for code in others),
        ("article:published_time", page.printed_date.isoformat() if page.printed_date else ""),
        ("article:modified_time", record.changed.isoformat(timespec="seconds")),
        ("article:section", record.of_series("name")),
        *(("article:author", record.writer_url(author["id"])) for author in page.authors),
        *(("article:tag", tag.text) for tag in record.tags),
    ]
    yield from (Tag("property", name, content) for name, content in said if content)
    yield Tag("name", "twitter:card", "summary_large_image")


def _preview(record: Record) -> LinkPicture:
    """Return the picture that is made of every edition: it holds words alone, and these say them."""
    names = (author["name"][0] for author in record.page.authors)
    words = [record.series_line, record.title, _(", ").join(names)]
    return LinkPicture(record.preview_url, *PREVIEW_SIZE, " – ".join(filter(None, words)))


def _image(picture: LinkPicture) -> Iterator[tuple[str, str]]:
    yield "og:image", picture.url
    yield "og:image:width", str(picture.width)
    yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt


def page_tags(
    title: str, description: str, url: str, language: str, others: Iterable[str], picture: LinkPicture
) -> Iterator[Tag]:
    """Yield the OpenGraph tags of a page that is no edition; `others` are the further languages in which it stands."""
    said = [
        ("og:type", "website"),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:site_name", site_name(language).text),
        *_image(picture),
        ("og:locale", _locale(language)),
        *(("og:locale:alternate", _locale(code)) for code in others),
    ]
    yield from (Tag("property", name, content) for name, content in said if content)
    yield Tag("name", "twitter:card", "summary_large_image")


# OpenGraph wants a country; these are where the site's usual languages are at home.
COUNTRIES = {"ja": "JP", "en": "US", "ko": "KR", "fr": "FR", "de": "DE", "es": "ES", "it": "IT"}


def _locale(code: str) -> str:
    base, _, rest = code.partition("-")
    country = rest.upper() if len(rest) == 2 else COUNTRIES.get(base, base.upper())
    return f"{base}_{country}"
