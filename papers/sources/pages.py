"""The reading pages of what cites a work: what they say of it is stored, and made again when it changes."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction

from papers.models import VersionCitation, VersionPage
from papers.rendering import CITED_MAKER, CitedPart, cited
from papers.search import cited_in
from references import matching

# The columns of a VersionPage that hold what it says of cited works, in the order of a CitedPart.
CITED_COLUMNS = CitedPart._fields
# Pages made again in one transaction, in which nobody else can write to the library.
BATCH = 50
# Pages that an editor waits for; of a work that everybody cites the others are made for each reader until `rebuild`.
MOST_AT_ONCE = 200


def follow(versions: Iterable[int]) -> None:
    """Let the pages of these versions say what their notes cite now; call it in the transaction that changes it.

    From its end on nothing outdated is shown: such a page is made for each reader until it is stored again, which
    happens after it.
    """
    keys = sorted(versions, reverse=True)
    if keys:
        VersionPage.objects.filter(pk__in=keys).update(cited_maker=0)
        transaction.on_commit(partial(keep, keys[:MOST_AT_ONCE]), robust=True)


def follow_works(references: Iterable[int]) -> None:
    """Do so for every version that cites one of these works."""
    citing = VersionCitation.objects.filter(reference__in=list(references)).order_by()
    follow(citing.values_list("version_id", flat=True).distinct())


def keep(versions: Iterable[int]) -> None:
    """Store what these versions' pages say of the works that they cite, where that is outdated."""
    keys = list(versions)
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            # Whoever changes the library has done so before this reads it, or marks these pages after they are stored.
            matching.hold()
            outdated = VersionPage.objects.filter(pk__in=keys[start : start + BATCH]).exclude(
                cited_maker=CITED_MAKER
            )
            pages = [_made(page) for page in outdated.only("endnotes", "language")]
            VersionPage.objects.bulk_update(pages, [*CITED_COLUMNS, "cited_maker"])


def columns(version: int, endnotes: str, language: str) -> dict[str, Any]:
    """Return what is stored of a version whose page has these endnotes, by column."""
    return dict(zip(CITED_COLUMNS, cited(cited_in(version), endnotes, language), strict=True))


def _made(page: VersionPage) -> VersionPage:
    for name, value in columns(page.pk, page.endnotes, page.language).items():
        setattr(page, name, value)
    page.cited_maker = CITED_MAKER
    return page
