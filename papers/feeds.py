"""Atom feeds: one per language, and per series, subject and author in each language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from papers import caching, metadata, rendering
from papers.metadata import absolute, address
from papers.models import Author, Label, Release, Series, Tag, Version
from papers.views.frame import public

NEWEST = 20


class Atom(Atom1Feed):
    """Atom as RFC 4287 has it, with the language of each entry and its text in full."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": settings.SITE_URL}

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Mapping[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for code, href in item["others"]:
            handler.addQuickElement("link", "", {"rel": "related", "hreflang": code, "href": href})
        for scheme, term, label in item["terms"]:
            handler.addQuickElement("category", "", {"scheme": scheme, "term": term, "label": label})
        handler.addQuickElement("content", item["text"], {"type": "html"})


@public
def feed(request: HttpRequest, language: str) -> HttpResponse:
    return answer(language, metadata.site_name(language), "home", "feed", Q())


@public
def series_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Series, slug=slug)
    return answer(language, row.label("name", language), "series", "series_feed", Q(page__series=row), slug)


@public
def tag_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Tag, slug=slug)
    return answer(language, row.label("name", language), "tag", "tag_feed", Q(paper__tagged__tag=row), slug)


@public
def author_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    row = get_object_or_404(Author, slug=slug)
    name = Label(row.name(language), language)
    return answer(language, name, "author", "author_feed", Q(authors__author=row), slug)


def answer(language: str, title: Label, page: str, name: str, which: Q, *slug: str) -> HttpResponse:
    """Return the feed of the newest editions in this language; Http404 where no page would be either."""
    now = timezone.now()
    public_ones = Version.objects.live(now).filter(which)
    if slug and not public_ones.exists():
        raise Http404
    entries = newest(public_ones.in_language(language), now)
    made = Atom(
        title=title.text if not slug else f"{title.text} | {metadata.site_name(language).text}",
        link=absolute(address(page, language, *slug)),
        description=None,
        language=language,
        feed_url=absolute(address(name, language, *slug)),
        feed_guid=tag_id(f"feed/{'/'.join((language, page, *slug))}", settings.SITE_BIRTH),
    )
    for version in entries:
        made.add_item(**entry(version))
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
