"""The page of one cited work: what it is, how the notes print it, and every place that cites it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import markup, metadata
from papers.metadata import Day, address, language_name, own_name
from papers.models import Label, Version, VersionCitation, cited_works
from papers.rendering import inline
from papers.views import files, frame, shapes
from papers.views.pager import PER_PAGE, page_number, pager
from papers.views.references import cited
from references import wording
from references.citing import called
from references.models import FormerKey, Reference

MOST_PRINTED = 5
DESCRIPTION_LENGTH = 200


@dataclass(frozen=True)
class Value:
    """A field of the work in words; `lang` where it is the work's own words."""

    name: str
    text: str
    lang: str = ""
    url: str = ""


@dataclass(frozen=True)
class Place:
    """Where one edition cites the work: its note, the sentence around the call, and the way there."""

    code: str
    name: str
    number: int | None
    url: str
    sentence: str
    is_short: bool
    parallel_url: str


@dataclass(frozen=True)
class CitingNote:
    """One note that cites the work, in each edition that has it."""

    locator: str
    places: Sequence[Place]


@dataclass(frozen=True)
class CitingPaper:
    title: Label
    url: str
    others: Sequence[tuple[Label, str]]
    series: Label
    volume: Label
    day: Day | None
    notes: Sequence[CitingNote]


@dataclass(frozen=True)
class Edition:
    """A live edition that cites the work."""

    paper: int
    slug: str
    language: str
    title: str
    printed: date | None
    series: Sequence[str] | None
    volume: Sequence[str] | None
    numbers: Mapping[str, int]


@frame.public
def reference(request: HttpRequest, language: str, key: str) -> HttpResponse:
    now = timezone.now()
    row = cited_works(now).filter(key=key).first()
    if row is None:
        return frame.moved(address("reference", language, now_at(key, now)))
    papers, notes = citing(row, now)
    number = page_number(request.GET.get("page"), len(papers))
    versions = [pk for paper in papers[(number - 1) * PER_PAGE : number * PER_PAGE] for pk in paper]
    rows = list(VersionCitation.objects.of(row).filter(version__in=versions).order_by("note", "order"))
    title = Label(row.called, wording.language_of(row.item))
    path = address("reference", language, row.key)
    context = {
        "title": title,
        "size": shapes.size_of(title.text),
        "kind": wording.kind_text(row.kind),
        "people": wording.people(row.item.get("author")),
        "values": list(values(row.item, title.language)),
        "confirmed": row.is_confirmed,
        "printed": printed(rows),
        "cited": cited(notes, len(papers)),
        "papers": citing_papers(rows, editions(versions), language),
        "pager": pager(number, len(papers), lambda page: f"{path}?page={page}" if page > 1 else path),
        "files": files.work_files(language, row.key),
        "references_url": address("references", language),
    }
    head = metadata.plain_head(
        title.text,
        language,
        path + (f"?page={number}" if number > 1 else ""),
        alternates=metadata.page_alternates("reference", row.key) if number == 1 else (),
        description=described(row.item, notes, len(papers)),
    )
    return frame.page(
        "papers/reference.html",
        language,
        head,
        context,
        languages=frame.everywhere("reference", row.key),
    )


def now_at(key: str, now: datetime) -> str:
    """Return the key of the work that this key's was merged into; Http404 when nothing public has it."""
    former = FormerKey.objects.select_related("reference").filter(key=key).first()
    if former is None or not cited_works(now).filter(pk=former.reference_id).exists():
        raise Http404
    return former.reference.key


def citing(row: Reference, now: datetime) -> tuple[list[list[int]], int]:
    """Return the live editions that cite the work, paper by paper, newest first; and how many notes do."""
    found = VersionCitation.objects.live(now).of(row).order_by()
    papers: dict[int, set[int]] = defaultdict(set)
    notes: set[tuple[int, str]] = set()
    newest: dict[int, date] = {}
    for version, paper, note, day in found.values_list(
        "version_id", "version__paper_id", "note", "version__page__printed_date"
    ):
        papers[paper].add(version)
        notes.add((paper, note))
        newest[paper] = max(day or date.min, newest.get(paper, date.min))
    ordered = sorted(papers, key=lambda paper: (newest[paper], paper), reverse=True)
    return [sorted(papers[paper]) for paper in ordered], len(notes)


def editions(versions: Sequence[int]) -> dict[int, Edition]:
    """Return what stands around the citations, by Version."""
    rows = Version.objects.filter(pk__in=versions).order_by()
    columns = ("page__title", "page__printed_date", "page__head__series__name", "page__head__series__number")
    return {
        pk: Edition(paper, slug, code, title, day, series, volume, numbers_of(notes))
        for pk, paper, slug, code, title, day, series, volume, notes in rows.values_list(
            "pk", "paper_id", "paper__slug", "language", *columns, "page__notes"
        )
    }


def numbers_of(notes: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    return {note["key"]: note["number"] for note in notes}


def citing_papers(
    rows: Iterable[VersionCitation], found: Mapping[int, Edition], language: str
) -> list[CitingPaper]:
    """Return the papers in the order of their editions, each with its notes in the order of their numbers."""
    by_paper: dict[int, dict[str, list[VersionCitation]]] = {
        edition.paper: defaultdict(list) for edition in found.values()
    }
    for row in rows:
        by_paper[found[row.version_id].paper][row.note].append(row)
    return [
        citing_paper(
            [edition for edition in found.values() if edition.paper == paper], notes, found, language
        )
        for paper, notes in by_paper.items()
    ]


def citing_paper(
    own: Sequence[Edition],
    notes: Mapping[str, Sequence[VersionCitation]],
    found: Mapping[int, Edition],
    language: str,
) -> CitingPaper:
    codes = [language, *metadata.site_languages()]
    first, *others = sorted(own, key=lambda edition: codes.index(edition.language))
    shapes_of = [citing_note(rows, first, found, codes) for rows in notes.values()]
    return CitingPaper(
        title=Label(first.title, first.language),
        url=address("paper", first.language, first.slug),
        others=[
            (Label(other.title, other.language), address("paper", other.language, other.slug))
            for other in others
        ],
        series=shapes.label(first.series),
        volume=shapes.label(first.volume),
        day=Day.of(first.printed, language),
        notes=sorted(shapes_of, key=lambda note: [place.number or 0 for place in note.places]),
    )


def citing_note(
    rows: Sequence[VersionCitation], first: Edition, found: Mapping[int, Edition], codes: Sequence[str]
) -> CitingNote:
    """Return a note's places, that of the first edition before the others; a note may cite the work twice."""
    ordered = sorted(rows, key=lambda row: codes.index(found[row.version_id].language))
    places = {found[row.version_id].language: row for row in reversed(ordered)}
    return CitingNote(
        locator=located(ordered, found, codes[0]),
        places=[place(row, found[row.version_id], list(places)) for row in reversed(places.values())],
    )


def located(ordered: Sequence[VersionCitation], found: Mapping[int, Edition], language: str) -> str:
    """Return the places that the first edition names, once each; editions word one place in their own ways."""
    named = [row for row in ordered if row.locator]
    first = found[named[0].version_id].language if named else ""
    own = (row for row in named if found[row.version_id].language == first)
    return _(", ").join(dict.fromkeys(wording.located(row.locator, row.label, language) for row in own))


def place(row: VersionCitation, edition: Edition, codes: Sequence[str]) -> Place:
    code, slug = edition.language, edition.slug
    # A note that no text calls is reached itself.
    anchor = f"#call-{row.note}" if row.passage else f"#note-{row.note}"
    other = next((other for other in codes if other != code), "")
    passage = f"#{row.passage}" if row.passage else f"#note-{row.note}"
    return Place(
        code=code,
        name=own_name(code),
        number=edition.numbers.get(row.note),
        url=address("paper", code, slug) + anchor,
        sentence=row.sentence,
        is_short=row.is_short,
        parallel_url=address("parallel", code, slug, other) + passage if other else "",
    )


def printed(rows: Iterable[VersionCitation]) -> list[tuple[SafeString, str]]:
    """Return how notes print the work in full, each wording once, with its language."""
    full = dict.fromkeys((row.printed, row.language) for row in rows if row.printed and not row.is_short)
    return [(inline(html), lang) for html, lang in list(full)[:MOST_PRINTED]]


# Fields that are names of people, and dates; all others are text.
PEOPLE = (
    "author",
    "editor",
    "translator",
    "interviewer",
    "container-author",
    "collection-editor",
    "contributor",
)
DATES = ("issued", "accessed", "original-date", "event-date")
# What says the same in every language.
FIGURES = ("volume", "issue", "page", "number", "collection-number", "edition", "ISBN", "ISSN")


def values(item: Mapping[str, Any], language: str) -> Iterator[Value]:
    """Yield the fields of the work in words, but what its title stands on; only an address of the web becomes a link."""
    for name, text in wording.field_names(item):
        value = item[name]
        if name == "author":
            continue
        if name in PEOPLE:
            yield Value(text, wording.listed(wording.people(value), language), language)
        elif name in DATES:
            yield Value(text, wording.dated(value))
        elif name == "language":
            yield Value(text, language_name(str(value).split("-")[0].casefold()))
        elif name == "DOI":
            doi = bare_doi(str(value))
            yield Value(text, doi, url=f"https://doi.org/{quote(doi, safe='/:;()._-')}")
        elif name == "URL":
            yield Value(text, str(value), url=str(value) if is_web(str(value)) else "")
        else:
            yield Value(text, str(value), "" if name in FIGURES else language)


def bare_doi(doi: str) -> str:
    """Return a DOI without the resolver before it."""
    return doi[doi.find("10.") :] if "10." in doi else doi


def is_web(url: str) -> bool:
    """Return whether a browser may be sent there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def described(item: Mapping[str, Any], notes: int, papers: int) -> str:
    """Return the work and how often it is cited in one line, for machines."""
    names = wording.listed(wording.people(item.get("author")), wording.language_of(item))
    parts = [names, called(item), wording.dated(item.get("issued")), cited(notes, papers)]
    return markup.shortened(" · ".join(filter(None, parts)), DESCRIPTION_LENGTH)
