"""Which files there are for readers now: those of each live edition, and each pair of editions on facing pages."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, permutations
from typing import Any

from papers import metadata
from papers.exporting.kinds import facing_order, orders
from papers.exporting.printing import Printing, own_address, printing_of
from papers.exporting.storing import Order
from papers.models import Version

# Of a page, what no file is made from: the text is read from the Version. (Its endnotes tell the numbers of the notes.)
UNREAD = ("head", "contents", "abstract", "body", "notes", "lineage", "text")


def readable(versions: Any) -> Any:
    """Return the Versions with what their files ask of other tables, without their texts."""
    pages = versions.select_related("paper", "page__series")
    return pages.defer("document", *(f"page__{name}" for name in UNREAD))


def everything(now: datetime, slugs: Sequence[str] = ()) -> Iterator[tuple[Version, Order]]:
    """Yield each file of the live editions of these papers (of all without a slug), with the Version whose it is."""
    live = readable(Version.objects.live(now)).filter(language__in=metadata.site_languages())
    if slugs:
        live = live.filter(paper__slug__in=slugs)
    for _paper, rows in groupby(live.order_by("paper", "language"), key=lambda row: row.paper_id):
        editions = [(row, printing_of(row, own_address(row, is_live=True), now)) for row in rows]
        yield from _of_paper(editions)


def _of_paper(editions: Sequence[tuple[Version, Printing]]) -> Iterator[tuple[Version, Order]]:
    for row, edition in editions:
        others = [other for _row, other in editions if other is not edition]
        yield from ((row, order) for order in orders(edition, others))
    for (row, left), (other, right) in permutations(editions, 2):
        yield row, facing_order(left, right, other.language)
