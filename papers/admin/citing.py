"""Which notes cite a work: what the desk says of a Reference beside its fields, which papers alone can answer."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, OuterRef, QuerySet
from django.utils.translation import gettext as _

from papers import footnotes
from papers.metadata import own_name
from papers.models import Citation, Paper, Version, VersionCitation
from references.forms import PLACES
from references.models import MatchKey, Reference

MOST = 200  # citations of one work that a page lists


def count_notes(reference: str) -> QuerySet[Any]:
    """Return the number of notes that cite the work of an outer query, for an annotation."""
    citing = Citation.objects.filter(reference=OuterRef(reference)).order_by().values("reference")
    return citing.annotate(count=Count("footnote", distinct=True)).values("count")


def counts(works: Iterable[Reference]) -> dict[int, dict[str, int]]:
    """Return per work how many notes of working copies and of versions cite it, and by how many signs it is known."""
    keys = [work.pk for work in works]
    found = {key: {"notes": 0, "papers": 0, "printed": 0, "signs": 0} for key in keys}
    written = Citation.objects.filter(reference__in=keys).order_by().values("reference")
    numbers = {
        "notes": written.annotate(count=Count("footnote", distinct=True)),
        "papers": written.annotate(count=Count("footnote__paper", distinct=True)),
        "printed": VersionCitation.objects.filter(reference__in=keys)
        .order_by()
        .values("reference")
        .annotate(count=Count("pk")),
        "signs": MatchKey.objects.filter(reference__in=keys)
        .order_by()
        .values("reference")
        .annotate(count=Count("pk")),
    }
    for name, rows in numbers.items():
        for row in rows:
            found[row["reference"]][name] = row["count"]
    return found


def place(citation: Any) -> str:
    """Return where in the work a note cites it: “page 12”; nothing when it names no place."""
    if not citation.locator:
        return ""
    counted = str(PLACES.get(citation.label, citation.label))
    return _("%(counted)s %(locator)s") % {"counted": counted, "locator": citation.locator}


def numbers(paper: Paper) -> dict[str, int]:
    """Return the number of each note of a paper by its key: in the original, else in another edition."""
    rows = sorted(paper.translations.all(), key=lambda row: row.language != paper.original_language)
    found: dict[str, int] = {}
    for row in rows:
        found = {**footnotes.numbers(row.body), **found}
    return found


def note_name(number: int | None) -> str:
    return _("Note %s") % number if number else _("Note without a call")


def cited_in(work: Reference) -> dict[str, Any]:
    """Return the papers whose notes cite the work, each with these notes in their order, and the versions that print it."""
    citations = Citation.objects.filter(reference=work).select_related("footnote__paper__series")
    rows = list(
        citations.prefetch_related("footnote__paper__translations").order_by("footnote__paper")[:MOST]
    )
    return {
        "papers": list(_by_paper(rows)),
        "more": citations.count() - len(rows) if len(rows) == MOST else 0,
        "versions": list(_versions(work)),
    }


def _by_paper(citations: Iterable[Citation]) -> Iterator[dict[str, Any]]:
    papers: dict[Paper, list[Citation]] = {}
    for citation in citations:
        papers.setdefault(citation.footnote.paper, []).append(citation)
    for paper, rows in papers.items():
        known = numbers(paper)
        notes = [(known.get(row.footnote.key), row) for row in rows]
        notes.sort(key=lambda each: (each[0] or len(known) + 1, each[1].order))
        yield {"paper": paper, "notes": [_note(number, row) for number, row in notes]}


def _note(number: int | None, citation: Citation) -> dict[str, Any]:
    return {
        "row": citation.footnote,
        "name": note_name(number),
        "place": place(citation),
        "citation": citation,
    }


def _versions(work: Reference) -> Iterator[dict[str, Any]]:
    """Yield the published versions that cite the work, the newest first."""
    rows = Version.objects.filter(citations__reference=work).select_related("page").defer("document")
    for version in rows.annotate(count=Count("citations")).order_by("-created_at")[:MOST]:
        yield {
            "row": version,
            "title": version.page.title,
            "name": own_name(version.language),
            "count": version.count,
        }
