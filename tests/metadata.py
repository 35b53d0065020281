"""Heads of editions as tests ask for them, on a site of a known address."""

import pytest
from django.utils import timezone

from papers import metadata, publishing
from papers.models import Version
from tests.factories import make_author, make_paper, make_series, make_translation

SITE = "https://papers.example.org"


@pytest.fixture
def site(settings):
    settings.SITE_URL = SITE


def live(version):
    """Return the version as the page of its edition fetches it."""
    return Version.objects.with_page().with_retraction(timezone.now()).get(pk=version.pk)


def head_of(version, tags=(), writers=None, works=""):
    row = live(version)
    return metadata.head(row, metadata.released(row.paper_id, timezone.now()), tags, writers, works)


def named(head, prefix):
    return [(tag.name, tag.content) for tag in head.meta if tag.name.startswith(prefix)]


def contents(head, name):
    return [tag.content for tag in head.meta if tag.name == name]


def publish_pair(paper, **text):
    rows = [make_translation(paper, language, **text) for language in ("en", "ja")]
    return publishing.publish(rows)


@pytest.fixture
def whole_paper(db, clock):
    series = make_series(publisher_en="Sample Foundation", publisher_ja="見本財団", place_en="Tokyo")
    authors = [make_author(), make_author(family_name_en="Ihon", family_name_ja="異本")]
    paper = make_paper("pact", series=series, volume="7", authors=authors)
    text = {
        "title": "A Pact",
        "subtitle": "Its Limits",
        "abstract": "<p>First <em>line</em>.</p><p>Second.</p>",
    }
    english = make_translation(paper, "en", **text)
    japanese = make_translation(paper, "ja", title="協定")
    return publishing.publish([english, japanese])
