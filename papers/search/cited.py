"""What the notes of an edition cite, and who else cites it: asked at every view of a paper, so compiled once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, OuterRef, Q, Subquery

from papers.models import Prepared, Version, VersionCitation, VersionPage

# Beyond so many the reader is told that there are more: of a work that everybody cites not all rows are counted.
MOST_COUNTED = 9
# The volumes of a series that are looked through for shared sources: the newest ones.
MOST_VOLUMES = 60
# Papers that are named beside a note because they alone cite its source as well.
MOST_NAMED = 8
# Papers of the series that are listed because they share sources.
MOST_SHARING = 5


class Cited(NamedTuple):
    """A source of a note, as `sources_of` has it; `others` is "3 17": how many other public papers cite it, and one."""

    note: str
    is_short: bool
    printed: str
    language: str
    key: str
    item: Mapping[str, Any]
    confirmed_at: datetime | None
    others: str


class CountedPapers(Subquery):
    """How many rows a subquery of one column has, and one of them: "3 17"; the subquery may be cut off after some."""

    template = "(SELECT COUNT(*) || ' ' || COALESCE(MIN(counted.paper), 0) FROM (%(subquery)s) counted)"
    output_field = CharField()


class Counted(Subquery):
    """How many rows a subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


@Prepared
def sources_of(version: int, paper: int, now: datetime) -> Any:
    """Return what each note cites, in order, as rows of Cited; others are counted up to one more than MOST_COUNTED."""
    others = VersionCitation.objects.live(now).filter(reference=OuterRef("reference")).order_by()
    papers = others.exclude(version__paper_id=paper).values(paper=F("version__paper_id")).distinct()
    rows = VersionCitation.objects.filter(version_id=version).order_by("note", "order")
    columns = ("note", "is_short", "printed", "language")
    of_work = ("reference__key", "reference__item", "reference__confirmed_at")
    return rows.values_list(*columns, *of_work, CountedPapers(papers[: MOST_COUNTED + 1]))


@Prepared
def beside(version: int, paper: int, series: int, language: str, now: datetime, **named: int) -> Any:
    """Return other public papers: those of the series that share sources, by how many; and those named by their keys.

    Each: its key, slug, language, title and series, and how many works this version and that one both cite.
    """
    cites = VersionCitation.objects.filter(version_id=version).order_by().values("reference_id")
    volumes = VersionPage.objects.filter(series_id=series, language=language).order_by(
        "-volume_key", "-version_id"
    )
    shared = VersionCitation.objects.filter(version_id=OuterRef("pk"), reference_id__in=cites).order_by()
    rows = Version.objects.live(now).exclude(paper_id=paper).order_by()
    rows = rows.filter(
        Q(pk__in=volumes.values("version_id")[:MOST_VOLUMES]) | Q(paper_id__in=list(named.values()))
    )
    counted = rows.annotate(
        shared=Counted(shared.values("reference_id").distinct(), output_field=IntegerField())
    )
    return counted.values_list(
        "paper_id", "paper__slug", "language", "page__title", "page__series_id", "shared"
    )
