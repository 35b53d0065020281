"""Files of the library: one work, and any narrowed list of works, in each format."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from papers import caching, search
from papers.metadata import address
from papers.models import cited_works
from papers.search import WorkFilters
from papers.views import frame
from papers.views.downloads import described, streamed
from papers.views.reference import now_at
from papers.views.references import series_keys
from references.formats import FORMATS
from references.models import Reference

# Works fetched at once while a file is sent.
BATCH = 500


@frame.public
def reference_file(request: HttpRequest, language: str, key: str, name: str, ending: str) -> HttpResponse:
    """Answer with one work, as its page has it; a key that was merged away leads to the file of the work that stayed."""
    now = timezone.now()
    if name != key:
        raise Http404
    row = cited_works(now).filter(key=key).first()
    if row is None:
        stays = now_at(key, now)
        return frame.moved(address("reference_file", language, stays, stays, ending))
    content = "".join(FORMATS[ending].lines([item_of(row)])).encode()
    return described(HttpResponse(content), ending, f"{key}.{ending}", address("reference", language, key))


@frame.public
def references_file(request: HttpRequest, language: str, ending: str) -> HttpResponseBase:
    """Answer with every work of a list, narrowed and ordered as the list itself is."""
    now = timezone.now()
    stamp, filters = caching.stamp(now), WorkFilters.read(request.GET)
    listed = search.works(now, stamp)
    bits = search.found_works(listed, filters, series_keys(search.names(language, search.Filters())), now)
    keys = [listed.keys[place] for place in listed.page(bits, filters.sort, 0, bits.bit_count())]
    state = (stamp, language, filters) if stamp is not None else None
    place = address("references", language) + filters.query()
    return streamed(
        request, ending, f"sources-{language}.{ending}", items(keys), canonical=place, state=state
    )


def items(keys: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """Yield the works in this order, never all of them at once."""
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        rows = Reference.objects.only("key", "item").in_bulk(batch)
        yield from (item_of(rows[key]) for key in batch if key in rows)


def item_of(row: Reference) -> dict[str, Any]:
    return {**row.item, "id": row.key}
