"""Files of citations: how to cite an edition or a list of papers, and what an edition cites, in each format."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from papers import caching, citation, metadata, search
from papers.metadata import absolute, address
from papers.models import Version, VersionCitation
from papers.search import Filters
from papers.views import frame
from papers.views.editions import gone, withdrawn
from papers.views.files import SOURCES
from references import citing
from references.formats import FORMATS

Item = Mapping[str, Any]

# The makers of the formats: a file differs although nothing published does when one of them is changed.
MAKER = 2
# From so many rows on all public ones are read and the others passed over: a database takes no list without end.
MOST_NAMED = 500


@frame.public
def paper_file(request: HttpRequest, language: str, slug: str, name: str, ending: str) -> HttpResponse:
    """Answer with how to cite the live edition, or with what it cites."""
    now = timezone.now()
    _check(name, slug)
    row = Version.objects.live(now).in_language(language).at_slug(slug).with_citation(now).first()
    if row is None:
        return gone(request, language, slug, now)
    return _edition_file(row, name, ending, address("paper", language, slug), earlier=False)


@frame.public
def version_file(
    request: HttpRequest, language: str, slug: str, number: int, name: str, ending: str
) -> HttpResponse:
    """Answer with the same for a version at its number: readable as long as the edition is public."""
    now = timezone.now()
    _check(name, slug)
    released = Version.objects.released(now).in_language(language).at_slug(slug)
    row = released.with_citation(now).filter(number=number).first()
    if row is None:
        return gone(request, language, slug, now)
    editions = metadata.released(row.paper_id, now)
    live = next((edition for edition in editions if edition.language == language and edition.is_live), None)
    if live is None or row.is_expunged:
        return withdrawn(row, editions, language)
    is_earlier = live.number != row.number
    place = address("version", language, slug, number) if is_earlier else address("paper", language, slug)
    return _edition_file(row, name, ending, place, earlier=is_earlier)


def _check(name: str, slug: str) -> None:
    if name not in (slug, SOURCES):
        raise Http404


def _edition_file(row: Version, name: str, ending: str, place: str, *, earlier: bool) -> HttpResponse:
    slug = row.paper.slug
    version = f"-v{row.number}" if earlier else ""
    if name == SOURCES:
        items: Iterable[Item] = cited(row)
        file_name = f"{slug}-{SOURCES}-{row.language}{version}.{ending}"
    else:
        items = [citation.item(row, earlier=earlier)]
        file_name = f"{slug}-{row.language}{version}.{ending}"
    content = "".join(FORMATS[ending].lines(items)).encode()
    return described(HttpResponse(content), ending, file_name, place)


def cited(row: Version) -> list[Item]:
    """Return the works that a Version cites, each once, in the order of a list of sources.

    They are the library's works as they stand now: what a machine read of them travels, though it is not printed.
    """
    works = VersionCitation.objects.filter(version=row).values_list("reference__key", "reference__item")
    items = [{**item, "id": key} for key, item in dict(works).items()]
    return sorted(items, key=lambda item: (citing.sort_key(item, row.language), item["id"]))


@frame.public
def papers_file(request: HttpRequest, language: str, ending: str) -> HttpResponseBase:
    """Answer with how to cite every paper of a list, narrowed as the list itself is."""
    now = timezone.now()
    stamp, filters = caching.stamp(now), Filters.read(request.GET)
    listed = search.catalogue(language, now, stamp)
    bits = search.found(listed, filters, search.names(language, filters), now)
    rows = [listed.versions[place] for place in search.places(bits, 0, bits.bit_count())]
    items = (citation.item(row) for row in _editions(rows, now))
    state = (stamp, language, filters) if stamp is not None else None
    place = address("papers", language) + filters.query()
    return streamed(request, ending, f"papers-{language}.{ending}", items, canonical=place, state=state)


def _editions(keys: Sequence[int], now: datetime) -> Iterator[Version]:
    """Yield these live Versions in the order of the lists, by one query and never all at once."""
    rows = Version.objects.live(now).with_citation(now).prefetch_related("paper__tags")
    rows = rows.order_by(F("page__printed_date").desc(nulls_last=True), "-pk")
    if len(keys) <= MOST_NAMED:
        yield from rows.filter(pk__in=keys)
        return
    wanted = set(keys)
    yield from (row for row in rows.iterator(chunk_size=200) if row.pk in wanted)


def streamed(
    request: HttpRequest, ending: str, file_name: str, items: Iterable[Item], *, canonical: str, state: Any
) -> HttpResponseBase:
    """Return a file of any length, sent while it is made.

    `state` names all that it is made from, so that a reader who has it is told so before anything is made; None says
    nothing of it.
    """
    pieces = (piece.encode() for piece in FORMATS[ending].lines(items)) if request.method == "GET" else ()
    response = described(StreamingHttpResponse(pieces), ending, file_name, canonical)
    response.headers["Cache-Control"] = caching.REVALIDATE
    if state is None:
        return response
    validator = caching.etag(repr((MAKER, ending, state)).encode())
    response.headers["ETag"] = validator
    return get_conditional_response(request, etag=validator, response=response)


def described(response: Any, ending: str, file_name: str, canonical: str) -> Any:
    """Return the answer as a file to keep: its type, its name, and whose page it belongs to; not one to be searched."""
    response.headers["Content-Type"] = FORMATS[ending].media_type
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file_name
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{absolute(canonical)}>; rel="canonical"'
    return response
