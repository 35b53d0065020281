"""What machines read of an edition: its address and alternates, citation tags, OpenGraph tags, dates and names."""

import re
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from lxml import html as markup_of

from papers import metadata, publishing
from papers.metadata import Alternate, Day, Feed, Head, Tag
from papers.models import Label, Version
from tests.factories import (
    make_edition,
    make_paper,
    make_series,
    make_translation,
    save,
)
from tests.metadata import SITE, contents, head_of, publish_pair, site

pytestmark = pytest.mark.usefixtures("site")
__all__ = ["site"]


# Canonical and alternates


@pytest.mark.django_db
def test_each_edition_is_its_own_canonical_and_names_all_of_them():
    english, japanese = (head_of(version) for version in publish_pair(make_paper("pact")))

    assert english.canonical == f"{SITE}/en/papers/pact/"
    assert japanese.canonical == f"{SITE}/ja/papers/pact/"
    assert english.alternates == japanese.alternates
    assert english.alternates == [
        Alternate("en", f"{SITE}/en/papers/pact/"),
        Alternate("ja", f"{SITE}/ja/papers/pact/"),
        Alternate("x-default", f"{SITE}/en/papers/pact/"),
    ]
    assert (english.robots, japanese.robots) == ("", "")


@pytest.mark.django_db
def test_the_default_is_the_original_whatever_the_site_s_first_language():
    paper = make_paper("pact", original_language="ja")
    rows = [make_translation(paper, language) for language in ("ja", "en")]

    english = head_of(publishing.publish(rows)[1])

    assert [(link.hreflang, link.href[-16:]) for link in english.alternates] == [
        ("ja", "/ja/papers/pact/"),
        ("en", "/en/papers/pact/"),
        ("x-default", "/ja/papers/pact/"),
    ]


@pytest.mark.django_db
def test_an_edition_alone_is_its_own_alternate():
    assert head_of(make_edition(make_paper("pact"))).alternates == [
        Alternate("en", f"{SITE}/en/papers/pact/"),
        Alternate("x-default", f"{SITE}/en/papers/pact/"),
    ]


@pytest.mark.django_db
def test_the_default_is_the_first_edition_while_the_original_is_not_public():
    japanese = make_edition(make_paper("pact"), "ja")

    assert head_of(japanese).alternates == [
        Alternate("ja", f"{SITE}/ja/papers/pact/"),
        Alternate("x-default", f"{SITE}/ja/papers/pact/"),
    ]


@pytest.mark.django_db
def test_only_what_is_live_is_an_alternate(clock):
    paper = make_paper("pact")
    english, _japanese = publish_pair(paper)
    publishing.withdraw(paper, ["ja"], {"en": "Reason."})
    draft = make_paper("drafted")
    alone = make_edition(draft)
    make_translation(draft, "ja")

    assert [link.hreflang for link in head_of(english).alternates] == ["en", "x-default"]
    assert [link.hreflang for link in head_of(alone).alternates] == ["en", "x-default"]
    assert contents(head_of(english), "og:locale:alternate") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_live", "says"),
    [(False, {"robots": "noindex, follow"}), (True, {"canonical": f"{SITE}/en/papers/pact/"})],
)
def test_a_version_at_its_number_is_left_out_or_points_to_the_edition_and_has_nothing_to_cite(is_live, says):
    version = make_edition(make_paper("pact"))
    row = Version.objects.with_page().get(pk=version.pk)

    assert metadata.numbered_head(row, is_live=is_live) == Head(
        title="Title in en | Taiyaku",
        description="Text in en.",
        feeds=[Feed("Taiyaku", f"{SITE}/en/feed.atom", "en")],
        **says,
    )


@pytest.mark.django_db
def test_an_edition_names_the_feeds_of_the_site_and_of_its_series():
    version = make_edition(make_paper("pact", series=make_series("allies")), "ja")

    assert head_of(version).feeds == [
        Feed("対訳 Taiyaku", f"{SITE}/ja/feed.atom", "ja"),
        Feed(
            "同盟国とパートナー",
            f"{SITE}/ja/series/allies/feed.atom",
            "ja",
            holds=Label("同盟国とパートナー", "ja"),
        ),
    ]


# The elements


def printed(head):
    return render_to_string("_head.html", {"head": head}, using="pages")


def test_the_elements_of_a_head_say_what_its_fields_say_and_escape_it():
    hostile = '"><script>alert(1)</script>&amp;'
    head = Head(
        title=hostile,
        description=hostile,
        canonical=f"{SITE}/?a=1&b={hostile}",
        robots="noindex, follow",
        alternates=[Alternate("ja", f"{SITE}/ja/")],
        feeds=[Feed(hostile, f"{SITE}/en/feed.atom", "en")],
        meta=[Tag("name", "citation_title", hostile), Tag("property", "og:title", hostile)],
    )

    tree = markup_of.fromstring(f"<html><head>{printed(head)}</head></html>")

    assert [(element.tag, dict(element.attrib), element.text) for element in tree.find("head")] == [
        ("title", {}, hostile),
        ("meta", {"name": "description", "content": hostile}, None),
        ("meta", {"name": "robots", "content": "noindex, follow"}, None),
        ("link", {"rel": "canonical", "href": f"{SITE}/?a=1&b={hostile}"}, None),
        ("link", {"rel": "alternate", "hreflang": "ja", "href": f"{SITE}/ja/"}, None),
        (
            "link",
            {
                "rel": "alternate",
                "type": "application/atom+xml",
                "title": hostile,
                "hreflang": "en",
                "href": f"{SITE}/en/feed.atom",
            },
            None,
        ),
        ("meta", {"name": "citation_title", "content": hostile}, None),
        ("meta", {"property": "og:title", "content": hostile}, None),
    ]


def test_a_head_leaves_out_what_it_does_not_say():
    assert printed(Head(title="T")) == "<title>T</title>\n"


def test_a_plain_head_names_the_site_once():
    assert metadata.plain_head("", "en", "/en/").title == "Taiyaku"
    listed = metadata.plain_head("Papers", "en", "/en/papers/")
    assert (listed.title, listed.canonical) == ("Papers | Taiyaku", f"{SITE}/en/papers/")
    assert metadata.plain_head("論考", "ja") == Head(title="論考 | 対訳 Taiyaku")


def test_a_page_of_its_own_address_says_what_a_link_to_it_shows():
    tags = metadata.plain_head(
        "論考", "ja", "/ja/papers/", description="全件。", alternates=metadata.page_alternates("papers")
    ).meta

    assert [(tag.name, tag.content) for tag in tags] == [
        ("og:type", "website"),
        ("og:title", "論考"),
        ("og:description", "全件。"),
        ("og:url", f"{SITE}/ja/papers/"),
        ("og:site_name", "対訳 Taiyaku"),
        ("og:image", f"{SITE}/ja/preview.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "対訳 Taiyaku"),
        ("og:locale", "ja_JP"),
        ("og:locale:alternate", "en_US"),
        ("twitter:card", "summary_large_image"),
    ]


def test_a_page_of_the_site_stands_in_every_language():
    assert metadata.page_alternates("series", "alpha") == [
        Alternate("en", f"{SITE}/en/series/alpha/"),
        Alternate("ja", f"{SITE}/ja/series/alpha/"),
        Alternate("x-default", f"{SITE}/en/series/alpha/"),
    ]


# Days and names


@pytest.mark.parametrize(
    ("day", "language", "shown"),
    [
        (date(2025, 6, 27), "ja", Day("2025-06-27", "2025年6月27日")),
        (date(2025, 6, 27), "en", Day("2025-06-27", "June 27, 2025")),
        (date(2025, 9, 1), "en", Day("2025-09-01", "September 1, 2025")),
        # An instant is the day it is in Tokyo.
        (datetime(2025, 6, 27, 14, 59, 59, tzinfo=UTC), "en", Day("2025-06-27", "June 27, 2025")),
        (datetime(2025, 6, 27, 15, 0, tzinfo=UTC), "ja", Day("2025-06-28", "2025年6月28日")),
        (None, "ja", None),
    ],
)
@pytest.mark.parametrize("active", ["en", "ja"])
def test_a_day_is_written_as_its_language_writes_it(day, language, shown, active):
    with translation.override(active):
        assert Day.of(day, language) == shown


def test_a_day_is_the_site_s_day_whatever_zone_is_active():
    with timezone.override("America/New_York"):
        assert Day.of(datetime(2025, 6, 27, 15, 0, tzinfo=UTC), "en") == Day("2025-06-28", "June 28, 2025")


def test_a_language_is_named_by_itself_and_by_the_reader_s():
    assert [metadata.own_name(code) for code in ("en", "ja", "ko", "xx")] == [
        "English",
        "日本語",
        "한국어",
        "xx",
    ]
    with translation.override("ja"):
        assert [metadata.language_name(code) for code in ("en", "ja", "xx")] == ["英語", "日本語", "xx"]
    with translation.override("en"):
        assert [metadata.language_name(code) for code in ("en", "ja")] == ["English", "Japanese"]


def test_the_site_has_its_first_name_in_a_language_without_one():
    assert metadata.site_name("ja") == Label("対訳 Taiyaku", "ja")
    assert metadata.site_name("ko") == Label("Taiyaku", "en")


def test_languages_stand_with_the_original_first(settings):
    assert metadata.in_order({"en", "ja"}, "ja") == ["ja", "en"]
    assert metadata.in_order({"ja", "en"}, "ko") == ["en", "ja"]
    assert metadata.in_order({"ja"}, "en") == ["ja"]


# What was released


@pytest.mark.django_db
def test_what_was_released_is_told_newest_first_with_when_it_first_went_live(clock):
    version = make_edition(make_paper("pact"))
    began = clock()
    save(version.translation, title="Better")
    corrected = clock(days=1)
    publishing.publish([version.translation], notes={"en": "Better words."})
    clock(days=1)
    publishing.withdraw(version.paper, ["en"], {"en": "Reason."})
    back = clock(days=1)
    publishing.reinstate(version.translation)
    save(version.translation, title="Best")
    publishing.publish([version.translation], at=clock().replace(year=2026))

    assert [
        (row.number, row.title, row.since, row.is_live, row.correction)
        for row in metadata.released(version.paper_id, back)
    ] == [
        (2, "Better", corrected, True, {"en": "Better words."}),
        (1, "Title in en", began, False, {}),
    ]


@pytest.mark.django_db
def test_a_language_that_the_site_gave_up_has_no_address(settings):
    paper = make_paper("pact")
    english, _japanese = publish_pair(paper)
    settings.LANGUAGES = [("en", "English")]

    assert [link.hreflang for link in head_of(english).alternates] == ["en", "x-default"]
    assert [row.language for row in metadata.released(paper.pk, timezone.now())] == ["en"]


@pytest.mark.django_db
def test_head_and_sitemap_call_the_same_edition_the_original_until_a_new_version_says_otherwise(client):
    paper = make_paper("pact")
    rows = [make_translation(paper, language) for language in ("en", "ja")]
    publishing.publish(rows)
    paper.original_language = "ja"
    paper.save()

    def defaults():
        pages = ["/en/papers/pact/", "/ja/papers/pact/", "/sitemap.xml"]
        links = (re.findall(r"<[^>]*x-default[^>]*>", client.get(page).content.decode()) for page in pages)
        return [set(re.findall(r"/../papers/pact/", " ".join(found))) for found in links]

    assert defaults() == [{"/en/papers/pact/"}] * 3

    save(rows[1], title="改題")
    publishing.publish(rows[1:])
    assert defaults() == [{"/ja/papers/pact/"}] * 3
