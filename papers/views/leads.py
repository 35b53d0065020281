"""What a page says of the works that its notes cite: what is made of them beforehand, and who else cites them now.

The latter is live at once, so it is no part of what is stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import escape

from papers import search
from papers.metadata import address
from papers.models import Label, Version
from papers.rendering import ALSO, CITED_MAKER, CitedPart, cited, cut, safe
from papers.search import MOST_COUNTED, MOST_NAMED, Bonds, Volume, cited_in


@dataclass(frozen=True)
class PaperLink:
    """Another paper, and how many sources it shares with this one."""

    title: Label
    url: str
    shared: int


@dataclass(frozen=True)
class Leads:
    """The list of notes with what stands beside each, how many works they cite, and the paper's kin in its series."""

    notes: SafeString
    works: int
    sharing: Sequence[PaperLink]


def part(row: Version) -> CitedPart:
    """Return what the page says of the works that it cites: as it is stored, or made now where that is out of date."""
    page = row.page
    if page.cited_maker == CITED_MAKER:
        return CitedPart(page.leads, page.source_lines, page.works_data)
    return cited(cited_in(row.pk), page.endnotes, page.language)


def leads(row: Version, beside: Mapping[str, str], bonds: Bonds, now: datetime, *, is_live: bool) -> Leads:
    """Return the notes with these leads beside them; a query when single papers are to be named."""
    said, works = told(beside, row, bonds, now, is_live=is_live)
    notes = safe(
        "".join([html for key, note in cut(row.page.endnotes) for html in (note, said.get(key, ""))])
    )
    if not works:
        return Leads(notes, 0, ())
    kin = bonds.sharing(row.page.series_id or 0, row.language, row.paper_id, works)
    return Leads(notes, len(works), links(kin, row.language))


def by_note(row: Version, bonds: Bonds, now: datetime) -> dict[str, SafeString]:
    """Return the lead of each note of a live edition by the note's key, for a page that prints the notes in its own way."""
    page = row.page
    is_new = page.cited_maker == CITED_MAKER
    beside = page.leads if is_new else cited(cited_in(row.pk), page.endnotes, page.language).leads
    said, _works = told(beside, row, bonds, now, is_live=True)
    return {key: safe(html) for key, html in said.items()}


def told(
    beside: Mapping[str, str], row: Version, bonds: Bonds, now: datetime, *, is_live: bool
) -> tuple[dict[str, str], set[int]]:
    """Return these leads with who else cites each work in the place of its mark, and the works."""
    pieces = ALSO.split(_BETWEEN.join(beside.values()))
    # What the marks say stands between the pieces.
    works = set(map(int, pieces[1::2]))
    if works:
        own = works if is_live else search.cited_by(row.paper.slug, now)
        others = {work: bonds.others(work, row.paper_id, own) for work in works}
        editions = named(others.values(), row.language, now)
        # Most works have as many bonds as many others.
        said = {found: also_cited(*found, editions) for found in set(others.values())}
        pieces[1::2] = [said[others[int(work)]] for work in pieces[1::2]]
    return dict(zip(beside, "".join(pieces).split(_BETWEEN), strict=True)) if beside else {}, works


# Cleaned texts have no such sign.
_BETWEEN = "\x00"
Editions = Mapping[int, tuple[str, str, str]]


def named(others: Iterable[tuple[int, int]], language: str, now: datetime) -> Editions:
    """Return slug, language and title of the papers that are to be named: in this language where there is one."""
    alone = sorted({paper for _count, paper in others if paper})[:MOST_NAMED]
    if not alone:
        return {}
    places = [*alone, *[0] * MOST_NAMED][:MOST_NAMED]
    found: dict[int, tuple[str, str, str]] = {}
    for paper, *edition in search.titles(
        now=now, **{f"paper_{place}": key for place, key in enumerate(places)}
    ):
        if paper not in found or edition[1] == language:
            found[paper] = (edition[0], edition[1], edition[2])
    return found


def also_cited(count: int, paper: int, editions: Editions) -> str:
    """Return how a link to a source ends, and who else cites it: nobody, one paper by its name, or how many do."""
    if paper in editions:
        slug, language, title = editions[paper]
        values = {"url": address("paper", language, slug), "lang": language, "title": title}
        text = _(', also cited in <a href="%(url)s" lang="%(lang)s">%(title)s</a>')
        return "</a>" + text % {name: escape(value) for name, value in values.items()}
    if count > MOST_COUNTED:
        text = _(", also cited in more than %(count)s other papers") % {"count": MOST_COUNTED}
    elif count:
        text = ngettext(
            ", also cited in %(count)s other paper", ", also cited in %(count)s other papers", count
        )
        text %= {"count": count}
    else:
        text = ""
    return f"{escape(text)}</a>"


def links(kin: Iterable[tuple[Volume, int]], language: str) -> list[PaperLink]:
    """Return the papers of the series that share sources with this one, of those in its language."""
    return [
        PaperLink(Label(volume.title, language), address("paper", language, volume.slug), shared)
        for volume, shared in kin
    ]


def library(works: int, slug: str, language: str) -> dict[str, Any] | None:
    """Return where all works that the paper cites are listed, None when it cites none."""
    return {"count": works, "url": address("references", language) + f"?paper={slug}"} if works else None
