"""The pages of a long list, what changes at once, and what a list costs."""

from datetime import date
from itertools import combinations

import pytest
from lxml import html as markup_of

from papers import publishing
from papers.search.catalogue import _made as made_catalogues
from papers.views.pager import pager as links_for
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
    save,
)
from tests.views.listing import facets, line, option, titles, total
from tests.views.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def many():
    tag, author = make_tag("sea"), make_author("ann")
    for number in range(45):
        make_edition(
            make_paper(f"n{number}", tags=[tag], authors=[author]),
            title=f"No {number}",
            printed_date=date(2025, 1 + number // 28, 1 + number % 28),
        )


def pager(page):
    return [(line(link), link.get("href")) for link in page.xpath("//nav[contains(@class, 'pager')]//a")]


def test_a_long_list_has_pages_that_keep_the_filters(client, many):
    pages = [read(client, f"/en/papers/?q=text&tag=sea&page={number}") for number in (1, 2, 3)]

    assert [len(titles(page)) for page in pages] == [20, 20, 5]
    assert [title for page in pages for title in titles(page)] == [
        f"No {number}" for number in range(44, -1, -1)
    ]
    at = "/en/papers/?q=text&tag=sea&page={}".format
    assert pager(pages[0]) == [("2", at(2)), ("3", at(3)), ("Next", at(2))]
    assert pager(pages[1]) == [("Previous", at(1)), ("1", at(1)), ("3", at(3)), ("Next", at(3))]
    assert pager(pages[2]) == [("Previous", at(2)), ("1", at(1)), ("2", at(2))]
    assert [line(page.xpath("//span[@aria-current='page']")[0]) for page in pages] == ["1", "2", "3"]
    assert {total(page) for page in pages} == {"45 papers"}
    assert facets(pages[2]) == facets(pages[0])
    # A filter begins at the first page.
    assert option(pages[2], "Year", "2025") == "/en/papers/?q=text&tag=sea&year=2025"


def test_each_page_of_the_plain_list_is_its_own_canonical(client, many, settings):
    settings.SITE_URL = "https://papers.example.org"

    canonical = [
        read(client, f"/en/papers/{query}").xpath("//link[@rel='canonical']/@href")
        for query in ("", "?page=1", "?page=2")
    ]

    assert canonical == [
        ["https://papers.example.org/en/papers/"],
        ["https://papers.example.org/en/papers/"],
        ["https://papers.example.org/en/papers/?page=2"],
    ]


NO_PAGES = ["0", "4", "-1", "+1", "abc", "", "1.0", "1e0", "%EF%BC%91", "%D9%A1", " 1", "1%00", "9" * 30, "²"]


def test_a_page_that_is_not_there_is_not_found(client, many):
    for path in ("/en/papers/", "/en/tags/sea/", "/en/authors/ann/", "/en/authors/"):
        asked = [f"{path}?page={page}" for page in NO_PAGES]
        assert {address: client.get(address).status_code for address in asked} == dict.fromkeys(asked, 404)


def test_an_empty_list_has_one_page(client):
    assert client.get("/en/papers/?page=1").status_code == 200
    assert client.get("/en/papers/?page=2").status_code == 404


def test_pages_far_apart_are_named_by_a_gap():
    made = links_for(10, 400, "?page={}".format)

    assert [link.number for link in made.links] == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert (made.previous, made.next, made.pages) == ("?page=9", "?page=11", 20)
    assert links_for(1, 20, "?page={}".format) is None


# Right at once


def shown(client):
    """Return what the list and its facets say, asked of a process that remembers and of one that does not."""
    paths = ("/en/papers/", "/ja/papers/", "/en/", "/en/tags/", "/en/authors/", "/en/series/")
    remembered = [client.get(path).content for path in paths]
    made_catalogues.clear()
    assert [client.get(path).content for path in paths] == remembered
    page = markup_of.fromstring(remembered[0].decode())
    return total(page), facets(page)


def test_counts_are_right_right_after_every_change(client, clock):
    tag, author = make_tag("sea", name_en="Sea"), make_author("ann")
    first = make_paper("first", authors=[author])
    assert shown(client) == ("No papers match", {})

    make_edition(first)
    plain = {"Author": [("Hanako Mihon", 1)], "Year": [("2025", 1)], "Available in": [("English", 1)]}
    assert shown(client) == ("1 paper", plain)

    first.tags.add(tag)
    assert shown(client) == ("1 paper", {"Subject": [("Sea", 1)], **plain})

    first.tags.remove(tag)
    assert shown(client) == ("1 paper", plain)

    second = make_translation(make_paper("second", authors=[author], tags=[tag]))
    publishing.publish([second], at=clock(days=1).replace(hour=12))
    assert shown(client) == ("1 paper", plain)
    clock(hours=11, minutes=59, seconds=59)
    assert shown(client) == ("1 paper", plain)
    clock(seconds=1)
    both = {"Author": [("Hanako Mihon", 2)], "Year": [("2025", 2)], "Available in": [("English", 2)]}
    assert shown(client) == ("2 papers", {"Subject": [("Sea", 1)], **both})

    clock(hours=1)
    publishing.withdraw(second.paper, ["en"], {"en": "Reason."})
    assert shown(client) == ("1 paper", plain)

    clock(hours=1)
    make_edition(first, "ja")
    assert shown(client) == ("1 paper", {**plain, "Available in": [("English", 1), ("日本語", 1)]})

    clock(hours=1)
    publishing.reinstate(second)
    assert shown(client)[0] == "2 papers"

    clock(hours=1)
    publishing.retract(first, ["en"], {"en": "Reason."})
    assert read(client, "/en/papers/").xpath("count(//strong[@class='mark'])") == 1
    shown(client)

    clock(hours=1)
    save(second, title="Corrected", printed_date=date(2026, 1, 1))
    publishing.publish([second])
    assert shown(client)[1]["Year"] == [("2026", 1), ("2025", 1)]

    clock(hours=1)
    publishing.expunge(second.versions.get(number=2), {"en": "Reason."})
    assert shown(client) == ("1 paper", {**plain, "Available in": [("English", 1), ("日本語", 1)]})


def test_a_label_changed_is_shown_at_once(client, library):
    tag = make_tag("extra", name_en="Extra")
    paper = make_edition(make_paper("e")).paper
    paper.tags.add(tag)
    assert ("Extra", 1) in facets(read(client, "/en/papers/"))["Subject"]

    tag.name_en = "Renamed"
    tag.save()

    assert ("Renamed", 1) in facets(read(client, "/en/papers/"))["Subject"]


def test_a_facet_that_leaves_some_out_leads_to_all_of_them(client):
    authors = [make_author(f"a{number}") for number in range(14)]
    tags = [make_tag(f"t{number}") for number in range(13)]
    make_edition(make_paper(authors=authors, tags=tags))

    page = read(client, "/ja/papers/")

    assert [(line(link), link.get("href")) for link in page.xpath("//p[@class='rest']/a")] == [
        ("ほか1件", "/ja/tags/"),
        ("ほか2件", "/ja/authors/"),
    ]


@pytest.mark.parametrize(("letters", "size"), [(40, ""), (41, " long"), (90, " long"), (91, " longer")])
def test_a_long_title_is_set_smaller_in_every_list(client, letters, size):
    make_edition(make_paper(series=make_series("run"), volume="1"), title="x" * letters)

    for path in ("papers/", "series/run/", ""):
        page = read(client, f"/en/{path}")
        assert page.xpath("//main//*[a[starts-with(., 'xxx')]]/@class") == [f"title{size}"]


# Cost


@pytest.mark.parametrize("papers", [3, 60])
def test_the_list_costs_eight_queries_at_most(client, django_assert_max_num_queries, papers):
    series, tags = make_series("run"), [make_tag("sea"), make_tag("land")]
    authors = [make_author("ann"), make_author("bob")]
    for number in range(papers):
        paper = make_paper(f"n{number}", series=series, volume=str(number), tags=tags, authors=authors)
        make_edition(paper)

    for query in ("", "?page=1", "?q=text&series=run&tag=sea&author=ann&year=2025&lang=en"):
        made_catalogues.clear()
        with django_assert_max_num_queries(8):
            assert client.get(f"/en/papers/{query}").status_code == 200
        with django_assert_max_num_queries(6):
            client.get(f"/en/papers/{query}")


def test_any_facets_together_leave_the_papers_that_have_all_of_them(client, library):
    having = {
        "series=allies": {"A", "B"},
        "tag=land": {"B", "し"},
        "author=bob": {"B", "し"},
        "year=2024": {"B", "し"},
        "lang=ja": {"A", "し"},
        "lang=en": {"A", "B", "D"},
    }

    for size in (2, 3, 4, 5, 6):
        for picked in combinations(having, size):
            expected = set.intersection(*(having[query] for query in picked))
            assert set(titles(read(client, f"/en/papers/?{'&'.join(picked)}"))) == expected


def test_authors_stand_in_the_order_of_their_names_as_each_language_reads_them(client):
    authors = [
        make_author("b", family_name_ja="安藤", family_kana="あんどう", family_name_en="Ando"),
        make_author("a", family_name_ja="渡辺", family_kana="わたなべ", family_name_en="Watanabe"),
        make_author("c", family_name_ja="カーン", given_name_ja="アリ", family_name_en="Zahn"),
        make_author("o", family_name_ja="エステルベリ", given_name_ja="ユーラン", family_name_en="Österberg"),
    ]
    make_edition(make_paper(authors=authors))

    def order(path):
        found = read(client, path).xpath("//main//a/@href")
        return [address.split("/")[-2] for address in found if "/authors/" in address]

    assert order("/en/authors/") == ["b", "o", "a", "c"]
    assert order("/ja/authors/") == ["b", "o", "c", "a"]


def test_a_series_is_called_by_its_name_in_the_other_language_too(client):
    run = make_series("run", name_en="Allies", name_ja="同盟国", genre_en="Policy Paper", genre_ja="政策提言")
    make_edition(make_paper(series=run, volume="1"))
    page = read(client, "/en/series/")

    assert [(line(name), name.get("lang")) for name in page.find_class("other-names")] == [("同盟国", "ja")]
    assert "Policy Paper" in line(page.xpath("//main")[0])
