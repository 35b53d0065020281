"""What stands in the <head> of a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from papers import markup
from papers.metadata.addresses import Alternate, absolute, address, alternates
from papers.metadata.editions import Edition
from papers.metadata.naming import site_name
from papers.metadata.pictures import PREVIEW_SIZE, LinkPicture
from papers.metadata.record import Record
from papers.metadata.report import report, way
from papers.metadata.tags import Tag, citation_tags, graph_tags, page_tags
from papers.metadata.writers import Writer
from papers.metadata.writing import block
from papers.models import Label, Version, VersionPage

NOINDEX = "noindex, follow"
# What search engines show of a description.
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Feed:
    """A feed: its title, and what it holds when that is not all papers of its language."""

    title: str
    href: str
    hreflang: str
    holds: Label | None = None


@dataclass(frozen=True)
class Head:
    """What stands in the <head> of a page; `data` are blocks of JSON-LD."""

    title: str
    description: str = ""
    canonical: str = ""
    robots: str = ""
    alternates: Sequence[Alternate] = ()
    feeds: Sequence[Feed] = ()
    meta: Sequence[Tag] = field(default_factory=list)
    data: Sequence[SafeString] = ()

    @property
    def tags(self) -> SafeString:
        """The `meta` as HTML, joined here because an edition has thirty of them."""
        return mark_safe(  # noqa: S308  # names of ours, and contents that are escaped
            "".join(
                [
                    f'\n<meta {attribute}="{name}" content="{escape(content)}">'
                    for attribute, name, content in self.meta
                ]
            )
        )


def site_feed(language: str) -> Feed:
    """Return the feed of all papers in a language."""
    return Feed(site_name(language).text, absolute(address("feed", language)), language)


def series_feed(page: VersionPage) -> Iterator[Feed]:
    """Yield the feed of the edition's series, when it has one."""
    name = Label(*(page.head.get("series") or {}).get("name", ("", "")))
    if page.series and name:
        href = absolute(address("series_feed", page.language, page.series.slug))
        yield Feed(name.text, href, page.language, name)


def introduction(html: str) -> str:
    """Return the beginning of clean HTML, as a page describes itself; empty for nothing."""
    return markup.shortened(markup.line(markup.text(html)), DESCRIPTION_LENGTH) if html else ""


def plain_head(
    title: str, language: str, path: str = "", picture: LinkPicture | None = None, **more: Any
) -> Head:
    """Return the head of a page that is not an edition; one without an address of its own is not for sharing.

    `picture` shows beside a link to it, else the picture of the site does.
    """
    site = site_name(language).text
    whole = f"{title} | {site}" if title else site
    if not path:
        return Head(whole, **more)
    url = absolute(path)
    others = [
        link.hreflang for link in more.get("alternates", ()) if link.hreflang not in (language, "x-default")
    ]
    tags = page_tags(
        title or site, more.get("description", ""), url, language, others, picture or _site_picture(language)
    )
    return Head(whole, canonical=url, meta=list(tags), **more)


def _site_picture(language: str) -> LinkPicture:
    return LinkPicture(absolute(address("site_preview", language)), *PREVIEW_SIZE, site_name(language).text)


def head(
    version: Version,
    editions: Sequence[Edition],
    tags: Sequence[Label] = (),
    writers: Mapping[int, Writer] | None = None,
    works: str = "",
) -> Head:
    """Return the head of an edition's page; the version has its page, its DOI and its retraction.

    `tags` are its subjects, `writers` its authors by the key of their row, `works` what it cites, as JSON-LD.
    """
    record = Record(version, editions, tags, writers or {})
    cited = {"citation": works} if works else {}
    return _version_head(
        version,
        canonical=record.url,
        alternates=alternates(version.paper.slug, record.languages, record.original),
        meta=[*citation_tags(record), *graph_tags(record)],
        data=[block(report(record), **cited), block(way(record))],
    )


def numbered_head(version: Version, *, is_live: bool) -> Head:
    """Return the head of a version's page at its number, which nobody is to cite.

    The live one is the edition's page once more and says so; an earlier one is another text, and not indexed.
    """
    if is_live:
        edition = absolute(address("paper", version.language, version.paper.slug))
        return _version_head(version, canonical=edition)
    return _version_head(version, robots=NOINDEX)


def _version_head(version: Version, **more: Any) -> Head:
    page, site = version.page, site_name(version.language).text
    return Head(
        title=f"{page.title} | {site}",
        description=page.description,
        feeds=[site_feed(version.language), *series_feed(page)],
        **more,
    )
