"""Home, series, authors, subjects and the pages of the site; redirects."""

import re
from datetime import date

import pytest

from papers.models import Redirect, SitePage
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
)
from tests.views.pages import head_links, in_both, links, read, said

pytestmark = pytest.mark.django_db


NOTHING = {"en": "Nothing has been published yet.", "ja": "公開されている論考はまだありません。"}


@in_both
def test_an_empty_site_says_so(client, language):
    for path in ("", "authors/", "tags/"):
        assert NOTHING[language] in said(read(client, f"/{language}/{path}"), "//main//p")
    assert client.get(f"/{language}/series/").status_code == 200
    assert client.get(f"/{language}/papers/").status_code == 200


def test_home_shows_the_newest_papers_first_and_ten_at_most(client):
    series, tag = make_series("allies"), make_tag("nato")
    for day in range(1, 13):
        make_edition(
            make_paper(f"n{day}", series=series, tags=[tag]),
            title=f"No {day}",
            printed_date=date(2025, 1, day),
        )

    page = read(client, "/en/")

    assert said(page, "//*[contains(@class, 'title')][a[contains(@href, '/papers/')]]/a") == [
        f"No {day}" for day in range(12, 2, -1)
    ]
    assert links(page, "//article[@class='cover']//a") == [
        ("Allies and Partners", "/en/series/allies/", None, None)
    ]
    assert said(page, "//ul[@class='subjects']/li") == ["Nato12"]
    assert said(page, "//p[contains(@class, 'more')]/a") == ["All papers (12)"]
    assert [code for code, _href in head_links(page, "alternate")] == ["en", "ja", "x-default"]


def test_a_series_page_tells_of_the_series_and_lists_its_papers(client, whole):
    page = read(client, "/ja/series/allies/")

    assert said(page, "//h1") == ["同盟国とパートナー"]
    assert said(page, "//dl[contains(@class, 'facts')]/div") == [
        "発行元見本財団",
        "発行地東京",
        "ISSN1234-5678",
        "収録数1本",
    ]
    assert said(page, "//aside/*") == ["本シリーズについて", "お知らせ。"]
    assert links(page, "//h3/a") == [("協定", "/ja/papers/pact/", None, None)]
    assert links(page, "//p[contains(@class, 'more')]/a") == [
        ("このシリーズ内を検索", "/ja/papers/?series=allies", None, None)
    ]


def test_an_author_page_gives_the_name_in_every_language(client):
    author = make_author(
        "mihon",
        family_kana="みほん",
        given_kana="はなこ",
        orcid="0000-0002-1825-0097",
        biography_ja="<p>研究者。</p>",
    )
    make_edition(make_paper("pact", authors=[author]))

    page = read(client, "/en/authors/mihon/")

    assert said(page, "//h1") == ["Hanako Mihon"]
    assert [
        (span.text, span.get("lang")) for span in page.xpath("//p[contains(@class, 'other-names')]/span")
    ] == [
        ("見本 花子", "ja"),
        ("みほん はなこ", "ja"),
    ]
    assert page.xpath("//a[starts-with(@href, 'https://orcid.org/')]/@href") == [
        "https://orcid.org/0000-0002-1825-0097"
    ]
    assert [(div.get("lang"), div.text_content()) for div in page.xpath("//div[@class='prose']")] == [
        ("ja", "研究者。")
    ]
    assert links(page, "//h3/a") == [("Title in en", "/en/papers/pact/", None, None)]


def test_a_subject_page_gives_its_name_in_every_language(client):
    make_edition(make_paper("pact", tags=[make_tag("nato", name_en="NATO", name_ja="北大西洋条約機構")]))

    page = read(client, "/ja/tags/nato/")

    assert said(page, "//h1") == ["北大西洋条約機構"]
    assert [(span.text, span.get("lang")) for span in page.xpath("//p[@class='other-names']/span")] == [
        ("NATO", "en")
    ]
    # The paper is in English only; the list in Japanese says so.
    assert links(page, "//h3/a") == [("Title in en", "/en/papers/pact/", None, "en")]
    assert page.xpath("//h3/@lang") == ["en"]


@in_both
def test_a_series_author_or_subject_without_a_public_paper_has_no_page(client, language):
    make_series("empty")
    make_author("nobody")
    make_tag("nothing")
    make_translation(
        make_paper(series=make_series("draft"), authors=[make_author("hidden")], tags=[make_tag("later")])
    )

    for path in (
        "series/empty/",
        "series/draft/",
        "authors/nobody/",
        "authors/hidden/",
        "tags/nothing/",
        "tags/later/",
    ):
        assert client.get(f"/{language}/{path}").status_code == 404


def test_indexes_list_names_in_the_page_s_language_with_counts(client):
    series = make_series("allies")
    tags = [make_tag("sea", name_ja="海"), make_tag("land", name_ja="陸")]
    authors = [make_author("b", family_name_en="Beta"), make_author("a", family_name_en="Alpha")]
    make_edition(make_paper(series=series, tags=tags, authors=authors))
    make_edition(make_paper(series=series, tags=tags[:1], authors=authors[:1]))

    assert said(read(client, "/en/authors/"), "//ul[@class='index']/li") == ["Hanako Alpha1", "Hanako Beta2"]
    assert said(read(client, "/en/tags/"), "//ul[@class='index']/li") == ["Land1", "Sea2"]
    assert said(read(client, "/ja/tags/"), "//ul[@class='index']/li") == ["海2", "陸1"]
    assert said(read(client, "/en/series/"), "//article//p[contains(@class, 'furniture')]")[0].endswith(
        "2 papers"
    )


def test_a_page_of_the_site_is_printed_like_a_text_and_named_in_every_footer(client):
    SitePage.objects.create(
        slug="policy", order=2, title_en="Policy", title_ja="方針", body_en="<p>Rules.</p>"
    )
    SitePage.objects.create(
        slug="about",
        order=1,
        title_en="About",
        title_ja="概要",
        body_en="<p>We.</p>",
        body_ja="<h2>私たち</h2><p>文。</p>",
    )

    japanese = read(client, "/ja/pages/about/")
    assert said(japanese, "//h1 | //div[@class='body']/*") == ["概要", "私たち", "文。"]
    assert japanese.xpath("//div[@class='body']/@lang") == ["ja"]
    assert head_links(japanese, "alternate")[0][0] == "en"
    assert [
        link[:2] for link in links(japanese, "//footer[contains(@class, 'colophon')]//a[not(@type)]")
    ] == [
        ("概要", "/ja/pages/about/"),
        ("方針", "/ja/pages/policy/"),
    ]
    # Written in English only: shown in English, and said to be.
    english = read(client, "/ja/pages/policy/")
    assert english.get("lang") == "ja"
    assert english.xpath("//h1/@lang | //div[@class='body']/@lang") == ["ja", "en"]
    assert client.get("/ja/pages/none/").status_code == 404


def test_series_colours_are_those_of_public_series_that_have_one(client):
    make_edition(make_paper(series=make_series("red", colour="#8c1a2b")))
    make_edition(make_paper(series=make_series("plain")))
    make_translation(make_paper(series=make_series("secret", colour="#123456")))

    answer = client.get("/series.css")

    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert re.findall(r'\[data-series="(.*?)"\]\{--series:(#[0-9a-f]{6})', answer.content.decode()) == [
        ("red", "#8c1a2b")
    ]


def test_an_old_address_leads_to_the_present_one(client):
    Redirect.objects.create(old_path="/archive/7.html", new_path="/en/papers/pact/")

    answer = client.get("/archive/7.html")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/papers/pact/")
