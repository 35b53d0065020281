"""What the notes of a version cite, and the names of papers: asked at views of a paper, so compiled once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from papers.models import Prepared, Version, VersionCitation

# Papers that are named beside a note because they alone cite its source as well.
MOST_NAMED = 24


class Cited(NamedTuple):
    """A source of a note, as `sources_of` has it; `work` is the key of its row, `key` its word in addresses."""

    note: str
    is_short: bool
    printed: str
    language: str
    work: int
    key: str
    item: Mapping[str, Any]
    confirmed_at: datetime | None


def cited_in(version: int) -> list[Cited]:
    """Return what each note of a version cites, in order, in one query."""
    return [Cited(*row) for row in sources_of(version=version)]


@Prepared
def sources_of(version: int) -> Any:
    """Return rows of Cited."""
    rows = VersionCitation.objects.filter(version_id=version).order_by("note", "order")
    columns = ("note", "is_short", "printed", "language", "reference_id")
    return rows.values_list(*columns, "reference__key", "reference__item", "reference__confirmed_at")


@Prepared
def titles(now: datetime, **papers: int) -> Any:
    """Return the live editions of these papers: the paper's key and slug, the language, the title."""
    rows = Version.objects.live(now).filter(paper_id__in=list(papers.values())).order_by("pk")
    return rows.values_list("paper_id", "paper__slug", "language", "page__title")
