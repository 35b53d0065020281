"""Answering a reader who has the page already: ETags, cache headers, and the stamp of the public record."""

import functools
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Max, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from papers.models import Prepared, Release, Retraction, Stamp

# Kept by browsers and shared caches, asked about each time: a scheduled edition appears, and a withdrawn one is gone,
# at the second it happens.
REVALIDATE = "public, no-cache"

View = Callable[..., HttpResponse]


def stamp(now: datetime) -> tuple[Any, ...] | None:
    """Return a value that differs whenever what the public lists show differs; None while nothing was ever published.

    Changes are counted by Stamp; what only the clock brings or takes is told by the last beginning and the last end.
    """
    return next(iter(stamps(now=now)), None)


@Prepared
def stamps(now: datetime) -> Any:
    """Return the one Stamp, beside the last beginning and the last end of a Release."""
    begun = Release.objects.filter(live_from__lte=now).order_by("-live_from").values("live_from")[:1]
    ended = Release.objects.filter(live_until__lte=now).order_by("-live_until").values("live_until")[:1]
    return Stamp.objects.filter(pk=1).values_list("number", "mark", Subquery(begun), Subquery(ended))


def modified(now: datetime) -> datetime | None:
    """Return when what the public reads last changed: something began, ended, was retracted or no longer is.

    None before the first publication. Names of series, authors and subjects have no such instant; ETags know them.
    """
    stamped = stamp(now)
    retracted = Retraction.objects.filter(since__lte=now).aggregate(
        last=Max("since"), lifted=Max("lifted_at")
    )
    return max(filter(None, [*(stamped[2:] if stamped else ()), *retracted.values()]), default=None)


def etag(content: bytes) -> str:
    """Return the strong validator of these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def revalidated(view: View) -> View:
    """Answer with an ETag of the content, and with 304 when the reader has it.

    A view may say when its content last changed (Last-Modified); that decides for readers who keep no ETag.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if response.status_code != 200 or response.streaming:
            return response
        validator = etag(response.content)
        response.headers["ETag"] = validator
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        return get_conditional_response(request, etag=validator, last_modified=changed, response=response)

    return answer
