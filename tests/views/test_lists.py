"""The list of papers: narrowed by facets, counted, and its filters in the address."""

import pytest

from tests.factories import (
    make_edition,
    make_paper,
    make_tag,
)
from tests.views.listing import chosen, facets, option, titles, total
from tests.views.pages import read

pytestmark = pytest.mark.django_db


def test_the_list_offers_every_facet_with_its_counts(client, library):
    page = read(client, "/en/papers/")

    assert titles(page) == ["A", "B", "し", "D"]
    assert total(page) == "4 papers"
    assert facets(page) == {
        "Series": [("Allies and Partners", 2), ("Ports", 1)],
        "Subject": [("Sea", 2), ("Land", 2)],
        "Author": [("Hanako Ann", 3), ("Hanako Bob", 2)],
        "Year": [("2025", 1), ("2024", 2), ("2023", 1)],
        "Available in": [("English", 3), ("日本語", 2)],
    }
    assert page.xpath("//form[@class='search']//input[@type='hidden']") == []
    assert chosen(page) == []


def test_the_japanese_list_says_the_same_in_japanese(client, library):
    page = read(client, "/ja/papers/")

    assert titles(page) == ["あ", "B", "し", "D"]
    assert total(page) == "論考4本"
    assert facets(page) == {
        "シリーズ": [("同盟国とパートナー", 2), ("港", 1)],
        "テーマ": [("海", 2), ("陸", 2)],
        "著者": [("杏 花子", 3), ("暮部 花子", 2)],
        "発行年": [("2025", 1), ("2024", 2), ("2023", 1)],
        "本文の言語": [("English", 3), ("日本語", 2)],
    }


def test_a_label_in_another_language_says_which(client):
    make_edition(make_paper(tags=[make_tag("plain", name_en="Plain", name_ja="")]))

    page = read(client, "/ja/papers/")

    assert page.xpath("//section[h2='テーマ']//a/span[@lang]/@lang") == ["en"]
    assert page.xpath("//section[h2='本文の言語']//a/span[@lang]/@lang") == ["en"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("series=allies", ["A", "B"]),
        ("series=ports", ["し"]),
        ("tag=sea", ["A", "し"]),
        ("tag=land", ["B", "し"]),
        ("author=ann", ["A", "B", "D"]),
        ("author=bob", ["B", "し"]),
        ("year=2024", ["B", "し"]),
        ("lang=en", ["A", "B", "D"]),
        ("lang=ja", ["A", "し"]),
        ("tag=sea&tag=land", ["し"]),
        ("author=ann&author=bob", ["B"]),
        ("lang=en&lang=ja", ["A"]),
        ("year=2024&year=2025", []),
        ("series=allies&tag=land&author=bob&year=2024&lang=en", ["B"]),
        ("series=allies&tag=land&author=bob&year=2024&lang=ja", []),
        ("q=text&series=ports", ["し"]),
    ],
)
def test_a_filter_leaves_the_papers_that_have_it(client, library, query, expected):
    page = read(client, f"/en/papers/?{query}")

    assert titles(page) == expected
    words = {0: "No papers match", 1: "1 paper"}
    assert total(page) == words.get(len(expected), f"{len(expected)} papers")


def test_options_count_within_what_is_left(client, library):
    page = read(client, "/en/papers/?series=allies")

    assert facets(page) == {
        "Series": [("Allies and Partners", 2)],
        "Subject": [("Sea", 1), ("Land", 1)],
        "Author": [("Hanako Ann", 2), ("Hanako Bob", 1)],
        "Year": [("2025", 1), ("2024", 1)],
        "Available in": [("English", 2), ("日本語", 1)],
    }


def test_every_option_leads_to_as_many_papers_as_it_counts(client, library):
    for start in ("/en/papers/", "/en/papers/?tag=sea", "/ja/papers/?author=bob&year=2024"):
        page = read(client, start)
        for link in page.xpath("//section[contains(@class, 'facet')]//a[not(@aria-current)]"):
            count = int(link.find_class("count")[0].text)
            assert len(titles(read(client, link.get("href")))) == count


def test_a_chosen_option_takes_itself_off(client, library):
    page = read(client, "/en/papers/?tag=sea&series=allies&q=text")

    assert option(page, "Subject", "Sea") == "/en/papers/?q=text&series=allies"
    assert option(page, "Series", "Allies and Partners") == "/en/papers/?q=text&tag=sea"
    assert page.xpath("//a[@aria-current='true']/span[1]/text()") == ["Allies and Partners", "Sea"]
    assert chosen(page) == [
        ("Remove:Search text", "/en/papers/?series=allies&tag=sea"),
        ("Remove:Series Allies and Partners", "/en/papers/?q=text&tag=sea"),
        ("Remove:Subject Sea", "/en/papers/?q=text&series=allies"),
    ]
    assert page.xpath("//a[@class='clear']/@href") == ["/en/papers/"]
    assert [
        (field.get("name"), field.get("value")) for field in page.xpath("//form//input[@type='hidden']")
    ] == [
        ("series", "allies"),
        ("tag", "sea"),
    ]


def test_the_same_filters_have_one_address_whatever_their_order(client, library):
    one = read(client, "/en/papers/?year=2025&lang=en")
    other = read(client, "/en/papers/?lang=en&year=2025")

    assert (
        option(one, "Subject", "Sea")
        == option(other, "Subject", "Sea")
        == "/en/papers/?tag=sea&year=2025&lang=en"
    )


def test_a_narrowed_list_is_followed_but_not_indexed(client, library):
    page = read(client, "/en/papers/?tag=sea")

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert page.xpath("//link[@rel='canonical'] | //link[@rel='alternate'][not(@type)]") == []
    assert set(page.xpath("//section[contains(@class, 'facet')]//a/@rel")) == {"nofollow"}
    # The other language keeps what was asked for: words are looked for in every edition.
    switch = "//nav[contains(@class, 'languages')]//a/@href"
    assert page.xpath(switch) == ["/ja/papers/?tag=sea"]
    assert read(client, "/en/papers/?tag=sea&q=text").xpath(switch) == ["/ja/papers/?q=text&tag=sea"]


@pytest.mark.parametrize(
    "query",
    [
        "series=none",
        "tag=none",
        "author=none",
        "year=1999",
        "year=abcd",
        "lang=xx",
        "series=%E6%B8%AF",
        "tag=1",
    ],
)
def test_a_value_that_names_nothing_leaves_nothing_and_can_be_removed(client, library, query):
    page = read(client, f"/en/papers/?{query}")

    assert (titles(page), total(page), facets(page)) == ([], "No papers match", {})
    assert [href for _text, href in chosen(page)] == ["/en/papers/"]
    assert "/en/papers/" in page.xpath("//main//p/a/@href")


@pytest.mark.parametrize(
    "query",
    [
        "unknown=1&tag=",
        "tag=%20%20",
        "q=",
        "q=%20%E3%80%80",
        "q=%E2%80%8B",
        "utm_source=x",
        "tag[]=sea",
    ],
)
def test_what_is_no_filter_leaves_the_whole_list(client, library, query):
    page = read(client, f"/en/papers/?{query}")

    assert total(page) == "4 papers"


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "tag=%00",
        "q=%ED%A0%80",
        "series=%ED%A0%80&author=%00x",
        "q=%F0%9F%90%9F",
        "q=" + "x" * 5000,
        "tag=" + "x" * 5000,
        "&".join(f"tag=t{number}" for number in range(900)),
        "year=99999999999999999999",
        "q=%27%22%3Cscript%3E",
    ],
)
def test_a_hostile_address_is_answered(client, library, query):
    for language in ("en", "ja"):
        answer = client.get(f"/{language}/papers/?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()
