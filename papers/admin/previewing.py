"""Previews: the public page itself, of a text that is frozen for this one answer and taken back."""

import re
from collections.abc import Mapping
from copy import copy

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone, translation

from papers import publishing, rendering
from papers.forms import PublishForm
from papers.metadata import address
from papers.models import Translation

_NEVER_KEPT = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}
_IMAGE = re.compile(r"/media/([0-9a-f]{64}\.(?:png|jpg|gif|webp))")


def edition(request: HttpRequest, row: Translation, number: int | None = None) -> HttpResponse:
    """Return the page of the edition as the public would see it now, from any Revision."""
    if not row.revisions.filter(number=number or row.revision).exists():
        raise Http404
    return _shown(request, row, {row: number}, address("paper", row.language, row.paper.slug))


def correction(request: HttpRequest, row: Translation) -> HttpResponse:
    """Return the page of the edition as it would read once the form of publishing, as it is filled in, was sent."""
    form = PublishForm(request.POST, paper=row.paper, act="publish")
    form.full_clean()
    if not row.revision:
        raise Http404
    chosen = {row.language, *form.cleaned_data.get("languages", ())}
    # In the order in which they would be published.
    rows = row.paper.translations.filter(language__in=chosen).exclude(revision=0).order_by("pk")
    texts = dict.fromkeys(rows)
    return _shown(request, row, texts, address("paper", row.language, row.paper.slug), form.texts())


def parallel(request: HttpRequest, row: Translation, other: str) -> HttpResponse:
    """Return the parallel page of the edition and its counterpart, both as they are saved now."""
    beside = row.paper.translations.filter(language=other).exclude(revision=0).exclude(pk=row.pk).first()
    if beside is None or not row.revision:
        raise Http404
    path = address("parallel", row.language, row.paper.slug, other)
    return _shown(request, row, {row: None, beside: None}, path)


def _shown(
    request: HttpRequest,
    row: Translation,
    texts: Mapping[Translation, int | None],
    path: str,
    notes: Mapping[str, str] | None = None,
) -> HttpResponse:
    request = copy(request)
    request.method = "GET"  # as readers ask for the page
    now = timezone.now()  # one for all, as when they are published together
    with transaction.atomic():
        for text, number in texts.items():
            publishing.rehearse(text, number, at=now, notes=notes)
        found = resolve(path)
        with translation.override(rendering.interface_language(row.language)):
            response = found.func(request, *found.args, **found.kwargs)
        transaction.set_rollback(True)
    response.content = _within_the_desk(response.content.decode(), row).encode()
    for header in ("ETag", "Cache-Control"):
        response.headers.pop(header, None)
    for header, value in {**_NEVER_KEPT, "Content-Language": row.language}.items():
        response.headers[header] = value
    return response


def _within_the_desk(html: str, row: Translation) -> str:
    """Return the page with its links to the other editions leading to their previews, and its images to staff's."""
    editions = {text.language: text for text in row.paper.translations.exclude(revision=0)}
    for code, text in editions.items():
        public = address("paper", code, row.paper.slug)
        html = html.replace(
            f'href="{public}"', f'href="{reverse("admin:papers_translation_preview", args=[text.pk])}"'
        )
        for other in editions.keys() - {code}:
            beside = reverse("admin:papers_translation_beside", args=[text.pk, other])
            html = html.replace(
                f'href="{address("parallel", code, row.paper.slug, other)}"', f'href="{beside}"'
            )
    folder = reverse("admin:papers_image_folder")
    return _IMAGE.sub(rf"{folder}\1", html)
