"""The Atom feeds: valid, in one language each, with ids that stay, full texts and links that work elsewhere."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree
from lxml import html as markup_of

from papers import publishing
from papers.document import Note
from papers.models import Author, SitePage, Tag
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
    save,
)

pytestmark = pytest.mark.django_db
SITE = "https://papers.example.org"
SAMPLE = Path(settings.TAIYAKU_SAMPLE) if settings.TAIYAKU_SAMPLE else None
SCHEMA = SAMPLE.parent.parent / "schemas/atom.rng" if SAMPLE else None
HAS_SCHEMA = SCHEMA is not None and SCHEMA.is_file()
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def texts(element, path):
    return [found if isinstance(found, str) else found.text for found in element.xpath(path, namespaces=ATOM)]


def links(element):
    return [dict(link.attrib) for link in element.findall("a:link", ATOM)]


@pytest.fixture
def published(clock):
    """A paper in both languages, published a day apart; the English text was corrected on the third day."""
    series = make_series("allies")
    paper = make_paper(
        "pact",
        series=series,
        volume="7",
        tags=[make_tag("nato", name_en="NATO")],
        authors=[make_author("mihon"), make_author("ihon", family_name_en="Ihon")],
    )
    text = {
        "title": "A <Pact> & more",
        "abstract": "<p>In short.</p>",
        "body": '<p data-passage="k1">Pacts hold<sup data-note="a"></sup>.</p>',
        "notes": {"a": Note("a", "author", "en", "<p>Source.</p>")},
    }
    english = make_edition(paper, **text)
    clock(days=1)
    make_edition(paper, "ja", title="協定")
    clock(days=1)
    save(english.translation, **{**text, "title": "A Better Pact"})
    publishing.publish([english.translation])
    return paper


def test_a_feed_says_what_it_is_in_its_language(client, published):
    feed = read(client, "/ja/feed.atom")

    assert feed.get(LANG) == "ja"
    assert texts(feed, "a:id | a:title") == ["対訳 Taiyaku", "tag:papers.example.org,2026:feed/ja"]
    assert {(link.get("rel"), link["href"]) for link in links(feed)} == {
        ("alternate", f"{SITE}/ja/"),
        ("self", f"{SITE}/ja/feed.atom"),
    }
    assert texts(feed, "a:updated") == ["2025-07-02T00:00:00+00:00"]
    assert texts(feed, "a:entry/a:title") == ["協定"]


def test_an_entry_is_an_edition_with_its_dates_links_authors_and_subjects(client, published):
    (entry,) = read(client, "/en/feed.atom").findall("a:entry", ATOM)

    assert entry.get(LANG) == "en"
    assert texts(entry, "a:id") == [f"tag:papers.example.org,2026:paper/{published.pk}/en"]
    assert texts(entry, "a:title") == ["A Better Pact"]
    assert texts(entry, "a:published | a:updated") == [
        "2025-07-01T00:00:00+00:00",
        "2025-07-03T00:00:00+00:00",
    ]
    assert texts(entry, "a:author/a:name") == ["Hanako Mihon", "Hanako Ihon"]
    assert texts(entry, "a:summary") == ["In short."]
    assert links(entry) == [
        {"rel": "alternate", "type": "text/html", "hreflang": "en", "href": f"{SITE}/en/papers/pact/"},
        {"rel": "related", "type": "text/html", "hreflang": "ja", "href": f"{SITE}/ja/papers/pact/"},
    ]
    assert [dict(category.attrib) for category in entry.findall("a:category", ATOM)] == [
        {"scheme": f"{SITE}/en/series/", "term": "allies", "label": "Allies and Partners"},
        {"scheme": f"{SITE}/en/tags/", "term": "nato", "label": "NATO"},
    ]


def test_an_entry_holds_the_whole_text_with_its_notes_and_absolute_links(client, published):
    (content,) = read(client, "/en/feed.atom").findall("a:entry/a:content", ATOM)

    text = markup_of.fragment_fromstring(content.text, create_parent="div")
    assert content.get("type") == "html"
    assert [part.text_content() for part in text] == ["In short.", "Pacts hold1.", "NotesSource. ↑"]
    assert text.xpath(".//a/@href") == [f"{SITE}/en/papers/pact/#note-a", f"{SITE}/en/papers/pact/#call-a"]
    assert {"note-a", "call-a"} <= set(text.xpath(".//@id"))


def test_ids_stay_when_title_address_and_text_change(client, published):
    before = texts(read(client, "/en/feed.atom"), "a:entry/a:id")
    published.slug = "moved"
    published.save()
    save(published.translations.get(language="en"), title="Renamed")
    publishing.publish([published.translations.get(language="en")])

    feed = read(client, "/en/feed.atom")

    assert texts(feed, "a:entry/a:id") == before
    assert texts(feed, "a:entry/a:link[@rel='alternate']/@href") == [f"{SITE}/en/papers/moved/"]


@pytest.mark.parametrize(
    ("path", "title", "page"),
    [
        ("/en/series/allies/feed.atom", "Allies and Partners | Taiyaku", "/en/series/allies/"),
        ("/en/tags/nato/feed.atom", "NATO | Taiyaku", "/en/tags/nato/"),
        ("/en/authors/mihon/feed.atom", "Hanako Mihon | Taiyaku", "/en/authors/mihon/"),
        ("/ja/series/allies/feed.atom", "同盟国とパートナー | 対訳 Taiyaku", "/ja/series/allies/"),
        ("/ja/authors/mihon/feed.atom", "見本 花子 | 対訳 Taiyaku", "/ja/authors/mihon/"),
    ],
)
def test_a_series_subject_or_author_has_a_feed_of_its_own_papers(client, published, path, title, page):
    make_edition(make_paper("other"), title="Apart")
    make_edition(make_paper("other-ja"), "ja", title="別")

    feed = read(client, path)

    assert texts(feed, "a:title") == [title]
    assert texts(feed, "a:link[@rel='alternate']/@href") == [SITE + page]
    assert texts(feed, "a:link[@rel='self']/@href") == [SITE + path]
    assert texts(feed, "a:entry/a:title") == [{"en": "A Better Pact", "ja": "協定"}[path[1:3]]]


def test_every_feed_has_an_id_of_its_own_and_is_named_by_its_page(client, published):
    pages = [
        f"/{code}/{rest}"
        for code in ("en", "ja")
        for rest in ("", "series/allies/", "tags/nato/", "authors/mihon/")
    ]

    ids = [texts(read(client, f"{page}feed.atom"), "a:id")[0] for page in pages]

    assert len(set(ids)) == 8
    for page in pages:
        tree = markup_of.fromstring(client.get(page).content.decode())
        found = tree.xpath("//head/link[@type='application/atom+xml']")
        assert f"{SITE}{page}feed.atom" in [link.get("href") for link in found]
        assert {(link.get("rel"), link.get("hreflang")) for link in found} == {("alternate", page[1:3])}


def test_a_page_announces_no_feed_that_is_empty(client, published):
    publishing.withdraw(published, ["en"], {"en": "Reason."})

    for page in ("series/allies/", "tags/nato/", "authors/mihon/"):
        for code, count in (("en", 0), ("ja", 1)):
            tree = markup_of.fromstring(client.get(f"/{code}/{page}").content.decode())
            assert len(tree.xpath("//*[@type='application/atom+xml'][ancestor::head]")) == count
            assert len(tree.xpath("//footer//a[@type='application/atom+xml']")) == count
            assert len(read(client, f"/{code}/{page}feed.atom").findall("a:entry", ATOM)) == count


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/ja/", ["更新情報（Atom）：すべての論考"]),
        ("/ja/papers/pact/", ["更新情報（Atom）：すべての論考", "更新情報（Atom）：同盟国とパートナー"]),
        ("/en/papers/pact/", ["Feed: all papers", "Feed: Allies and Partners"]),
        ("/en/series/allies/", ["Feed: Allies and Partners"]),
        ("/en/tags/nato/", ["Feed: NATO"]),
        ("/en/authors/mihon/", ["Feed: Hanako Mihon"]),
    ],
)
def test_the_foot_of_a_page_names_each_feed_by_what_it_holds(client, published, path, names):
    tree = markup_of.fromstring(client.get(path).content.decode())

    links = tree.xpath("//footer//a[@type='application/atom+xml']")
    assert [link.text_content() for link in links] == names


def test_the_id_of_a_feed_stays_when_its_page_moves(client, published):
    rows = {
        "series": published.series,
        "authors": Author.objects.get(slug="mihon"),
        "tags": Tag.objects.get(slug="nato"),
    }
    before = {
        name: texts(read(client, f"/en/{name}/{row.slug}/feed.atom"), "a:id") for name, row in rows.items()
    }
    for row in rows.values():
        row.rename("moved")

    after = {name: texts(read(client, f"/en/{name}/moved/feed.atom"), "a:id") for name in rows}

    assert after == before
    assert before["series"] == [f"tag:papers.example.org,2026:feed/en/series/{published.series.pk}"]
    assert len({found[0] for found in before.values()}) == 3


def test_a_feed_is_by_the_site_and_an_entry_by_its_authors(client, published):
    feed = read(client, "/ja/tags/nato/feed.atom")

    assert texts(feed, "a:author/*") == ["対訳 Taiyaku", f"{SITE}/ja/"]
    assert texts(feed, "a:entry/a:author/a:name") == ["見本 花子", "見本 花子"]


@pytest.mark.parametrize(
    ("licence", "rights", "linked"),
    [
        ("CC BY 4.0", ["CC BY 4.0"], ["https://creativecommons.org/licenses/by/4.0/"]),
        ("All rights reserved", ["All rights reserved"], []),
        ("", [], []),
    ],
)
def test_an_entry_says_what_may_be_done_with_it(client, licence, rights, linked):
    make_edition(make_paper(licence=licence))

    feed = read(client, "/en/feed.atom")

    assert texts(feed, "a:entry/a:rights") == rights
    assert texts(feed, "a:entry/a:link[@rel='license']/@href") == linked


def test_a_retraction_and_its_end_bring_the_entry_to_the_readers_again(client, published, clock):
    def updated():
        return [texts(read(client, f"/{code}/feed.atom"), "a:entry/a:updated")[0] for code in ("en", "ja")]

    clock(days=1)
    publishing.retract(published, ["ja"], {"ja": "理由。"})
    retracted = updated()
    clock(days=1)
    publishing.lift_retraction(published, ["ja"])

    assert retracted == ["2025-07-03T00:00:00+00:00", "2025-07-04T00:00:00+00:00"]
    assert updated() == ["2025-07-03T00:00:00+00:00", "2025-07-05T00:00:00+00:00"]


def test_an_entry_is_not_updated_by_what_is_no_change_of_it(client, published, clock):
    before = texts(read(client, "/en/feed.atom"), "a:entry/a:updated")
    clock(days=1)
    published.tags.add(make_tag("more"))
    publishing.withdraw(published, ["en"], {"en": "Reason."})
    clock(days=1)
    publishing.reinstate(published.translations.get(language="en"))

    assert texts(read(client, "/en/feed.atom"), "a:entry/a:updated") == before


# Conditional requests

FEEDS = (
    "/en/feed.atom",
    "/ja/series/allies/feed.atom",
    "/en/tags/nato/feed.atom",
    "/ja/authors/mihon/feed.atom",
)


@pytest.mark.parametrize("path", FEEDS)
def test_a_reader_who_has_the_feed_is_not_sent_it_again(client, published, clock, path):
    clock(seconds=1)
    first = client.get(path)

    assert first.headers["Last-Modified"] == "Thu, 03 Jul 2025 00:00:00 GMT"
    for known in (
        {"HTTP_IF_NONE_MATCH": first.headers["ETag"]},
        {"HTTP_IF_MODIFIED_SINCE": first.headers["Last-Modified"]},
        {
            "HTTP_IF_NONE_MATCH": first.headers["ETag"],
            "HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 2015 00:00:00 GMT",
        },
    ):
        again = client.get(path, **known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    for known in (
        {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": first.headers["Last-Modified"]},
        {"HTTP_IF_MODIFIED_SINCE": "Wed, 02 Jul 2025 23:59:59 GMT"},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    ):
        assert client.get(path, **known).status_code == 200


def test_a_withdrawal_is_news_also_to_readers_who_keep_only_the_date(client, published, clock):
    clock(seconds=1)
    known = {"HTTP_IF_MODIFIED_SINCE": client.get("/en/feed.atom").headers["Last-Modified"]}
    clock(days=1)
    publishing.withdraw(published, ["en"], {"en": "Reason."})
    clock(seconds=1)

    assert client.get("/en/feed.atom", **known).status_code == 200


def test_a_feed_of_this_very_second_has_no_date_to_rely_on(client, published, clock):
    assert "Last-Modified" not in client.get("/en/feed.atom").headers
    clock(milliseconds=999)
    assert "Last-Modified" not in client.get("/en/feed.atom").headers


def test_a_head_request_says_all_but_the_feed(client, published, clock):
    clock(seconds=1)
    whole, head = client.get("/en/feed.atom"), client.head("/en/feed.atom")

    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")} == {
        name: whole.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")
    }


@pytest.mark.skipif(not HAS_SCHEMA, reason="the schema of Atom is not beside the sample")
@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_valid_by_the_schema_of_its_specification(client, published, path):
    valid = etree.RelaxNG(etree.parse(str(SCHEMA)))
    published.licence = "CC BY 4.0"
    published.save()
    publishing.retract(published, ["en"], {"en": "Reason."})

    assert valid.validate(read(client, path)), valid.error_log
    assert not valid.validate(etree.fromstring('<feed xmlns="http://www.w3.org/2005/Atom"/>'))


def test_the_newest_twenty_come_first_whenever_they_were_printed(client, clock):
    for number in range(22):
        make_edition(make_paper(f"n{number}"), title=f"No {number}", printed_date=date(2025, 6, 30 - number))
        clock(hours=1)

    found = texts(read(client, "/en/feed.atom"), "a:entry/a:title")

    assert found == [f"No {number}" for number in range(21, 1, -1)]


def test_what_is_withdrawn_or_not_public_yet_is_in_no_feed(client, published, clock):
    make_translation(make_paper("draft"), title="Draft")
    publishing.publish(
        [make_translation(make_paper("later"), title="Later")], at=clock(hours=1).replace(year=2026)
    )
    publishing.withdraw(published, ["en"], {"en": "Reason."})

    assert texts(read(client, "/en/feed.atom"), "a:entry") == []
    entries = read(client, "/ja/feed.atom").findall("a:entry", ATOM)
    assert [link["hreflang"] for link in links(entries[0])] == ["ja"]
    # A series still has its page, for its Japanese paper, and so its feed.
    assert texts(read(client, "/en/series/allies/feed.atom"), "a:entry") == []


def test_a_feed_without_entries_is_a_feed_nevertheless(client):
    feed = read(client, "/en/feed.atom")

    assert texts(feed, "a:updated") == ["2026-01-01T00:00:00+00:00"]
    assert feed.findall("a:entry", ATOM) == []


def test_there_is_no_feed_where_there_is_no_page(client):
    make_series("empty")
    for path in ("series/empty", "series/none", "tags/none", "authors/none"):
        assert client.get(f"/en/{path}/feed.atom").status_code == 404


def test_a_feed_costs_no_more_for_more_papers(client, django_assert_max_num_queries):
    series, tags = make_series("run"), [make_tag("a"), make_tag("b")]
    for number in range(21):
        make_edition(make_paper(series=series, volume=str(number), tags=tags))

    with django_assert_max_num_queries(11):
        client.get("/en/series/run/feed.atom")


def test_a_title_that_is_markup_is_text(client):
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>x</p>")
    make_edition(title="<script>&amp;]]>")

    assert texts(read(client, "/en/feed.atom"), "a:entry/a:title") == ["<script>&amp;]]>"]


def test_a_retracted_edition_is_marked_in_title_and_text(client):
    paper = make_paper("pact")
    make_edition(paper, "en", title="Pact")
    make_edition(paper, "ja", title="協定")
    publishing.retract(paper, ["ja"], {"ja": "資料の<誤り>。"})
    japanese, english = (read(client, f"/{language}/feed.atom") for language in ("ja", "en"))

    assert texts(japanese, "//a:entry/a:title") == ["撤回: 協定"]
    assert texts(japanese, "//a:entry/a:content")[0].startswith(
        '<p lang="ja"><strong>この論考は撤回されました。</strong> <span lang="ja">資料の&lt;誤り&gt;。</span></p>'
    )
    assert texts(english, "//a:entry/a:title") == ["Pact"]
    assert "retracted" not in texts(english, "//a:entry/a:content")[0]
