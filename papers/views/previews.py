"""The pictures that show beside links to pages that are no edition: to a series, and to the site."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from papers import exporting
from papers.exporting.preview import Card
from papers.models import Series, Version
from papers.views import frame
from papers.views.printed import later

log = logging.getLogger(__name__)


@frame.public
def site_preview(request: HttpRequest, language: str) -> HttpResponse:
    """Send the picture of the site."""
    return sent(request, exporting.of_site(language, _("Policy papers, each beside its translation")))


@frame.public
def series_preview(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Send the picture of a series that has a public paper."""
    public = Version.objects.live(timezone.now()).values("page__series")
    row = get_object_or_404(Series.objects.filter(pk__in=public), slug=slug)
    return sent(request, exporting.of_series(row, language))


def sent(request: HttpRequest, card: Card) -> HttpResponse:
    """Answer with the picture; with 503 when it cannot be made now."""
    try:
        return HttpResponse(exporting.drawn(card), content_type="image/png")
    except exporting.BusyError as busy:
        return later(request, busy.seconds)
    except exporting.UnmakeableError:
        log.exception("The picture of %s could not be made", card.key)
        return later(request, 600)
