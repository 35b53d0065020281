"""The sitemap: every public address once, with the same alternates as the head of its page; and robots.txt."""

from math import ceil

import pytest
from lxml import etree
from lxml import html as markup_of

from papers import publishing, sitemaps
from papers.models import Author, Paper, Series, SitePage, Tag
from references.models import Reference
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
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def read(client, query=""):
    """Return each address of the sitemap with when it changed and its alternates."""
    answer = client.get(f"/sitemap.xml{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    rows = etree.fromstring(answer.content).findall("s:url", NS)
    return {
        row.findtext("s:loc", namespaces=NS): (
            row.findtext("s:lastmod", namespaces=NS),
            [(link.get("hreflang"), link.get("href")) for link in row.findall("x:link", NS)],
        )
        for row in rows
    }


@pytest.fixture
def library(clock):
    series, tag, author = make_series("allies"), make_tag("nato"), make_author("ann")
    both = make_paper("both", series=series, tags=[tag], authors=[author])
    body = '<p data-passage="a1">Text.<sup data-note="n"></sup></p>'
    notes = {"n": "<p>Rush Doshi, <em>The Long Game</em> (Oxford: Oxford University Press, 2021), 4.</p>"}
    rows = [make_translation(both, language, body=body, notes=notes) for language in ("en", "ja")]
    publishing.publish(rows)
    make_edition(make_paper("only", original_language="ja", authors=[author]), "ja")
    make_edition(make_paper("translated", authors=[author]), "ja")
    make_translation(make_paper("draft", series=make_series("hidden"), tags=[make_tag("later")]))
    gone = make_edition(make_paper("gone", authors=[author])).paper
    publishing.withdraw(gone, ["en"], {"en": "Reason."})
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>x</p>")
    clock(days=1)
    save(rows[0], title="Corrected")
    publishing.publish(rows[:1])


def test_every_public_address_stands_there_once(client, library):
    everywhere = (
        "",
        "papers/",
        "series/",
        "authors/",
        "tags/",
        "series/allies/",
        "authors/ann/",
        "tags/nato/",
        "pages/about/",
        "references/",
        f"references/{Reference.objects.get().key}/",
    )

    assert sorted(read(client)) == sorted(
        [f"{SITE}/{code}/{path}" for code in ("en", "ja") for path in everywhere]
        + [
            f"{SITE}/{path}"
            for path in ("en/papers/both/", "ja/papers/both/", "ja/papers/only/", "ja/papers/translated/")
        ]
    )
    assert client.get("/sitemap.xml").content.count(b"<loc>") == len(read(client))


def test_every_address_is_a_page_that_is_its_own_canonical_and_names_the_same_alternates(client, library):
    for address, (_changed, alternates) in read(client).items():
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200
        head = markup_of.fromstring(answer.content.decode()).find("head")
        assert head.xpath("link[@rel='canonical']/@href") == [address]
        assert head.xpath("meta[@name='robots']") == []
        links = head.xpath("link[@rel='alternate'][not(@type)]")
        assert [(link.get("hreflang"), link.get("href")) for link in links] == alternates


def test_an_edition_changed_when_its_text_last_went_live(client, library):
    found = read(client)

    assert found[f"{SITE}/en/papers/both/"] == (
        "2025-07-02T00:00:00+00:00",
        [
            ("en", f"{SITE}/en/papers/both/"),
            ("ja", f"{SITE}/ja/papers/both/"),
            ("x-default", f"{SITE}/en/papers/both/"),
        ],
    )
    assert found[f"{SITE}/ja/papers/both/"][0] == "2025-07-01T00:00:00+00:00"
    assert found[f"{SITE}/ja/papers/translated/"][1] == [
        ("ja", f"{SITE}/ja/papers/translated/"),
        ("x-default", f"{SITE}/ja/papers/translated/"),
    ]


def test_a_list_changed_when_anything_went_live_or_was_withdrawn(client, library, clock):
    changed = {path: read(client)[f"{SITE}/ja/{path}"][0] for path in ("", "series/allies/", "tags/nato/")}
    make_edition(make_paper("elsewhere"))
    clock(days=1)
    publishing.withdraw(Paper.objects.get(slug="elsewhere"), ["en"], {"en": "Reason."})
    found = read(client)

    assert set(changed.values()) == {"2025-07-02T00:00:00+00:00"}
    assert found[f"{SITE}/ja/"][0] == found[f"{SITE}/en/tags/"][0] == "2025-07-03T00:00:00+00:00"
    # What another paper does touches no series, author or subject of these.
    assert {path: found[f"{SITE}/ja/{path}"][0] for path in changed if path} == {
        path: day for path, day in changed.items() if path
    }
    # Nobody keeps when a page of the site was written.
    assert found[f"{SITE}/en/pages/about/"][0] is None


def test_a_series_changed_when_a_paper_of_it_was_withdrawn(client, library, clock):
    series, author = Series.objects.get(slug="allies"), Author.objects.get(slug="ann")
    other = make_paper("other", series=series, authors=[author], tags=Tag.objects.filter(slug="nato"))
    make_edition(other)
    clock(days=5)
    publishing.withdraw(other, ["en"], {"en": "Reason."})

    found = read(client)

    assert {found[f"{SITE}/en/{path}/"][0] for path in ("series/allies", "authors/ann", "tags/nato")} == {
        "2025-07-07T00:00:00+00:00"
    }


def test_a_retraction_and_its_end_change_the_page_of_that_edition(client, library, clock):
    paper, pages = Paper.objects.get(slug="both"), [f"{SITE}/{code}/papers/both/" for code in ("en", "ja")]
    clock(days=1)
    publishing.retract(paper, ["ja"], {"ja": "理由。"})
    retracted = [read(client)[page][0] for page in pages]
    clock(days=1)
    publishing.lift_retraction(paper, ["ja"])

    assert retracted == ["2025-07-02T00:00:00+00:00", "2025-07-03T00:00:00+00:00"]
    assert [read(client)[page][0] for page in pages] == [
        "2025-07-02T00:00:00+00:00",
        "2025-07-04T00:00:00+00:00",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_a_large_site_has_a_list_of_files(client, library, monkeypatch, size):
    whole = read(client)
    monkeypatch.setattr(sitemaps, "PAGES_PER_FILE", size)

    index = etree.fromstring(client.get("/sitemap.xml").content)

    assert etree.QName(index).localname == "sitemapindex"
    files = [element.text for element in index.findall("s:sitemap/s:loc", NS)]
    # A page of the site, a series, an author, a subject, a work and three papers, beside the lists.
    assert files == [f"{SITE}/sitemap.xml?part={number}" for number in range(1, ceil(8 / size) + 1)]
    parts = [read(client, file.removeprefix(f"{SITE}/sitemap.xml")) for file in files]
    assert {address: row for part in parts for address, row in part.items()} == whole
    assert sum(map(len, parts)) == len(whole)


@pytest.mark.parametrize("part", ["0", "2", "-1", "abc", "", "99999", "１", "1%00"])
def test_a_file_that_is_not_there_is_not_found(client, library, part):
    assert client.get(f"/sitemap.xml?part={part}").status_code == 404


def test_an_empty_site_has_its_lists_in_the_sitemap(client):
    assert len(read(client)) == 12


def test_the_sitemap_costs_no_more_for_more_papers(client, django_assert_max_num_queries):
    for number in range(20):
        make_edition(make_paper(series=make_series(), tags=[make_tag(f"t{number}")]))
        SitePage.objects.create(slug=f"page-{number}", title_en="Page")

    with django_assert_max_num_queries(15):
        client.get("/sitemap.xml")


def test_robots_keep_out_of_the_admin_and_are_shown_the_sitemap(client):
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == f"User-agent: *\nDisallow: /admin/\nSitemap: {SITE}/sitemap.xml\n"
