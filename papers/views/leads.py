"""Where the notes of a text lead to: the page of each source, who else cites it, and the full source of a short note.

All of this is live at once, so it is no part of the stored text: it stands beside a note, never in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from papers.metadata import address
from papers.models import Label, Version
from papers.rendering import cut, inline, safe
from papers.search import MOST_COUNTED, MOST_NAMED, MOST_SHARING, Cited, beside, sources_of


@dataclass(frozen=True)
class PaperLink:
    """Another paper, and how many sources it shares with this one."""

    title: Label
    url: str
    shared: int


@dataclass(frozen=True)
class SourceLink:
    """A source of a note: its page, and who else cites it: `paper` when that is one, else in words.

    It is named by its note, not by its title: what a machine read of a work is never printed beside a note.
    """

    url: str
    name: str
    of_note: str
    also: str
    paper: PaperLink | None


@dataclass(frozen=True)
class InFull:
    """The source of a short note as another note of the same text prints it."""

    html: SafeString
    lang: str
    note: str
    number: int


@dataclass(frozen=True)
class Lead:
    full: Sequence[InFull]
    sources: Sequence[SourceLink]


@dataclass(frozen=True)
class Leads:
    """What stands beside the notes of one text, by their keys, and its kin in the series."""

    notes: Mapping[str, Lead]
    sharing: Sequence[PaperLink]


def cited_in(row: Version, now: datetime) -> list[Cited]:
    """Return what the notes of a Version cite, in one query."""
    return [Cited(*cited) for cited in sources_of(version=row.pk, paper=row.paper_id, now=now)]


def leads(row: Version, rows: Sequence[Cited], numbers: Mapping[str, int], now: datetime) -> Leads:
    """Return what stands beside the notes that cite these, whose numbers are given: one query, none without a citation."""
    if not rows:
        return Leads({}, ())
    told = {cited.key: cited.others for cited in rows}
    alone = dict.fromkeys(text[2:] for text in told.values() if text.startswith("1 "))
    series = row.page.series_id or 0
    papers = others(row, series, [int(paper) for paper in alone][:MOST_NAMED], now)
    also = {key: also_cited(text, papers) for key, text in told.items()}
    by_note: dict[str, list[Cited]] = defaultdict(list)
    for cited in rows:
        by_note[cited.note].append(cited)
    full = in_full(rows, numbers)
    words = (_("Source"), _("Source %(number)s"), _("of note %(number)s"))
    notes = {
        note: Lead(
            [full[cited.key] for cited in of_note if cited.is_short and cited.key in full],
            list(sources(of_note, numbers[note], also, row.language, words)),
        )
        for note, of_note in by_note.items()
        if note in numbers
    }
    return Leads(notes, sharing(papers.values(), series, row.language))


def in_full(rows: Iterable[Cited], numbers: Mapping[str, int]) -> dict[str, InFull]:
    """Return for each work how the first note that cites it in full prints it."""
    found: dict[str, InFull] = {}
    full = [cited for cited in rows if not cited.is_short and cited.printed and cited.note in numbers]
    for cited in sorted(full, key=lambda cited: numbers[cited.note]):
        text = InFull(inline(cited.printed), cited.language, cited.note, numbers[cited.note])
        found.setdefault(cited.key, text)
    return found


class Other(NamedTuple):
    """Another public paper that cites works of this one."""

    slug: str
    language: str
    title: str
    series: int | None
    shared: int


def others(row: Version, series: int, alone: Sequence[int], now: datetime) -> dict[int, Other]:
    """Return papers of the series, and those with these keys: each in the language of the text where there is one."""
    padded = [*alone, *[0] * MOST_NAMED][:MOST_NAMED]
    asked = {f"paper_{place}": key for place, key in enumerate(padded)}
    found: dict[int, Other] = {}
    for paper, *rest in beside(
        version=row.pk, paper=row.paper_id, series=series, language=row.language, now=now, **asked
    ):
        other = Other(*rest)
        if paper not in found or other.language == row.language:
            found[paper] = other
    return found


def sharing(papers: Iterable[Other], series: int, language: str) -> list[PaperLink]:
    """Return the papers of the series that share most sources with this one, of those in its language."""
    of_series = [other for other in papers if (other.series, other.language) == (series, language)]
    kin = [other for other in of_series if other.shared]
    most = sorted(kin, key=lambda other: (-other.shared, other.slug))[:MOST_SHARING]
    return [paper_link(other) for other in most]


def paper_link(other: Other) -> PaperLink:
    url = address("paper", other.language, other.slug)
    return PaperLink(Label(other.title, other.language), url, other.shared)


def counted(text: str) -> tuple[int, int]:
    """Return how many, and which one, of what `sources_of` says in one column."""
    count, _space, paper = text.partition(" ")
    return int(count), int(paper)


def sources(
    rows: Iterable[Cited],
    number: int,
    also: Mapping[str, str | PaperLink],
    language: str,
    words: tuple[str, str, str],
) -> Iterator[SourceLink]:
    """Yield the works that a note cites, each once; several are told apart by their number.

    `words` are the interface's, looked up once for all notes: of one source, of several, of which note.
    """
    works = list(dict.fromkeys(cited.key for cited in rows))
    one, several, of_note = words
    for place, key in enumerate(works, start=1):
        told = also[key]
        yield SourceLink(
            url=address("reference", language, key),
            name=several % {"number": place} if len(works) > 1 else one,
            of_note=of_note % {"number": number},
            also=told if isinstance(told, str) else "",
            paper=None if isinstance(told, str) else told,
        )


def also_cited(others: str, papers: Mapping[int, Other]) -> str | PaperLink:
    """Return who else cites a work, as `sources_of` counted them: nobody, one paper by its name, or how many do."""
    count, paper = map(int, others.split())
    if count == 1 and paper in papers:
        return paper_link(papers[paper])
    if count > MOST_COUNTED:
        return _(", also cited in more than %(count)s other papers") % {"count": MOST_COUNTED}
    if not count:
        return ""
    text = ngettext(", also cited in %(count)s other paper", ", also cited in %(count)s other papers", count)
    return text % {"count": count}


def pieces(endnotes: str) -> tuple[list[tuple[str, SafeString]], dict[str, int]]:
    """Return the stored list of notes cut where something may stand beside each, and the notes' numbers."""
    parts = cut(endnotes)
    numbers = {key: number for number, (key, _html) in enumerate(parts, start=1) if key}
    return [(key, safe(html)) for key, html in parts], numbers


def library(cited: Iterable[Cited], slug: str, language: str) -> dict[str, Any] | None:
    """Return where all works that the paper cites are listed, None when it cites none."""
    works = {each.key for each in cited}
    return {"count": len(works), "url": address("references", language) + f"?paper={slug}"} if works else None
