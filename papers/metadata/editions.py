"""What of a paper has been public, and what is: its released Versions, as other pages and machines speak of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from papers.metadata.addresses import in_order, site_languages
from papers.models import Prepared, Release


class Edition(NamedTuple):
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


# The fields of an Edition in their order, but for the last.
EDITION_COLUMNS = (
    "version_id",
    "version__number",
    "version__language",
    "version__page__original_language",
    "version__page__title",
    "version__page__printed_date",
    "version__page__correction",
    "live_from",
    "live_until",
    "ended_at",
    "ended_by",
    "reason",
    "version__expunged_reason",
)


def released(paper: int, now: datetime) -> list[Edition]:
    """Return every Version of the paper that has been public, newest number first; of each its last Release.

    `since` is when it first went live.
    """
    found: dict[int, Edition] = {}
    for row in begun_releases(paper=paper, now=now):
        edition = Edition._make((*row, False))
        if edition.since <= now < edition.until:
            edition = edition._replace(is_live=True)
        if before := found.get(edition.version):
            edition = edition._replace(since=before.since)
        found[edition.version] = edition
    here = [edition for edition in found.values() if edition.language in site_languages()]
    return sorted(here, key=lambda edition: (edition.language, -edition.number))


@Prepared
def begun_releases(paper: int, now: datetime) -> Any:
    """Return the paper's Releases that have begun, as rows of EDITION_COLUMNS."""
    rows = Release.objects.begun(now).filter(version__paper_id=paper)
    return rows.order_by("live_from", "pk").values_list(*EDITION_COLUMNS)


def original_language(editions: Iterable[Edition]) -> str:
    """Return the language of the original as the public knows it: as the edition frozen last has it, a live one first."""
    last = max(editions, key=lambda edition: (edition.is_live, edition.version), default=None)
    return last.original if last else ""


def live_editions(editions: Sequence[Edition]) -> list[Edition]:
    """Return what can be read now, in order."""
    live = {edition.language: edition for edition in editions if edition.is_live}
    return [live[code] for code in in_order(live, original_language(editions))]
