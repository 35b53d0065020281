"""The list of papers: narrowed by facets and words, counted, paged, and right the moment something changes."""

from datetime import date
from itertools import combinations
from urllib.parse import quote

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

pytestmark = pytest.mark.django_db


def read(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return markup_of.fromstring(answer.content.decode())


def line(element):
    return " ".join(element.text_content().split())


def titles(page):
    return [line(link) for link in page.xpath("//ol[@class='cards']//h3/a")]


def facets(page):
    """Return the options of each facet: what they are called and how many papers each would leave."""
    return {
        line(section.find("h2")): [
            (line(link.find("span")), int(link.find_class("count")[0].text)) for link in section.iter("a")
        ]
        for section in page.xpath("//section[contains(@class, 'facet')]")
    }


def option(page, facet, label):
    """Return the address that an option leads to."""
    return next(
        link.get("href")
        for link in page.xpath(f"//section[h2='{facet}']//a")
        if line(link.find("span")) == label
    )


def total(page):
    return line(page.xpath("//h2[@id='result']")[0])


def chosen(page):
    return [(line(link), link.get("href")) for link in page.xpath("//ul[@class='chosen-list']//a")]


@pytest.fixture
def library():
    """Four papers: titles A to D by their order; C in Japanese only, A in both languages."""
    allies, ports = make_series("allies"), make_series("ports", name_en="Ports", name_ja="港")
    sea, land = make_tag("sea", name_en="Sea", name_ja="海"), make_tag("land", name_en="Land", name_ja="陸")
    ann = make_author("ann", family_name_en="Ann", family_name_ja="杏")
    bob = make_author("bob", family_name_en="Bob", family_name_ja="暮部")
    a = make_paper("a", series=allies, volume="1", tags=[sea], authors=[ann])
    make_edition(a, "en", title="A", printed_date=date(2025, 5, 1))
    make_edition(a, "ja", title="あ", printed_date=date(2025, 5, 1))
    b = make_paper("b", series=allies, volume="2", tags=[land], authors=[ann, bob])
    make_edition(b, "en", title="B", printed_date=date(2024, 5, 1))
    c = make_paper("c", series=ports, volume="1", tags=[sea, land], authors=[bob], original_language="ja")
    make_edition(c, "ja", title="し", printed_date=date(2024, 4, 1))
    make_edition(make_paper("d", authors=[ann]), "en", title="D", printed_date=date(2023, 5, 1))


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


# Words


@pytest.fixture
def texts():
    for title, body, more in (
        ("NATO and South Korea", "Straße 100% sure_thing C:\\path it’s", {}),
        ("Plain", "Budget 1000 surething", {"notes": {"a": "<p>Only in a note</p>"}}),
    ):
        call = '<sup data-note="a"></sup>' if more else ""
        make_edition(title=title, body=f"<p>{body}{call}</p>", **more)
    paper = make_paper(
        "korea", authors=[make_author(family_name_ja="髙橋", given_name_ja="花子")], original_language="ja"
    )
    make_edition(paper, "ja", title="韓国と北大西洋", body="<p>勢力のバランスと２０２５年のがぎ</p>")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("NATO", ["NATO and South Korea"]),
        ("nato", ["NATO and South Korea"]),
        ("ＮＡＴＯ", ["NATO and South Korea"]),
        ("  south   korea ", ["NATO and South Korea"]),
        ("STRASSE", ["NATO and South Korea"]),
        ("韓国", ["韓国と北大西洋"]),
        ("バランス", ["韓国と北大西洋"]),
        ("ﾊﾞﾗﾝｽ", ["韓国と北大西洋"]),
        ("2025年", ["韓国と北大西洋"]),
        ("か\u3099き\u3099", ["韓国と北大西洋"]),
        ("韓\u200b国", ["韓国と北大西洋"]),
        ("髙橋 花子", ["韓国と北大西洋"]),
        ("only in a note", ["Plain"]),
        ("100%", ["NATO and South Korea"]),
        ("%", ["NATO and South Korea"]),
        ("1%0", []),
        ("sure_thing", ["NATO and South Korea"]),
        ("sure_hing", []),
        ("_", ["NATO and South Korea"]),
        ("C:\\path", ["NATO and South Korea"]),
        ("\\", ["NATO and South Korea"]),
        ("' OR 1=1 --", []),
        ("zzz", []),
    ],
)
def test_words_are_found_however_they_are_typed(client, texts, words, expected):
    for language in ("en", "ja"):
        page = read(client, f"/{language}/papers/?q={quote(words)}")
        assert titles(page) == expected


def test_the_words_stand_in_the_field_as_typed(client, texts):
    page = read(client, f"/ja/papers/?q={quote('ＮＡＴＯ <b>')}")

    assert page.xpath("//input[@name='q']/@value") == ["ＮＡＴＯ <b>"]
    assert chosen(page) == [("条件を外す：検索 ＮＡＴＯ <b>", "/ja/papers/")]


def test_words_are_sought_in_the_edition_that_is_live(client, texts):
    version = make_edition(make_paper("changing"), title="Oldword")
    save(version.translation, title="Newword")
    assert [titles(read(client, f"/en/papers/?q={word}")) for word in ("oldword", "newword")] == [
        ["Oldword"],
        [],
    ]

    publishing.publish([version.translation])

    assert [titles(read(client, f"/en/papers/?q={word}")) for word in ("oldword", "newword")] == [
        [],
        ["Newword"],
    ]


def test_words_of_any_edition_find_the_paper_which_is_shown_in_the_page_s_language(client):
    paper = make_paper("pact")
    for language, text in (("en", "Cables"), ("ja", "海底")):
        make_edition(paper, language, title=text)

    assert titles(read(client, f"/en/papers/?q={quote('海底')}")) == ["Cables"]
    assert titles(read(client, "/ja/papers/?q=cables")) == ["海底"]


@pytest.mark.parametrize("words", ["佐藤花子", "佐藤 花子", "佐藤　花子", "Hanako Sato", "hanako s"])
def test_an_author_is_found_by_the_name_in_any_language_with_its_space_or_without(client, words):
    sato = {"family_name_ja": "佐藤", "family_name_en": "Sato"}
    for language in ("en", "ja"):
        paper = make_paper(authors=[make_author(**sato)], original_language=language)
        make_edition(paper, language, title=f"By Sato in {language}")
    make_edition(title="By another")

    assert set(titles(read(client, f"/en/papers/?q={quote(words)}"))) == {"By Sato in en", "By Sato in ja"}


def test_an_author_without_a_public_paper_is_found_nowhere(client):
    make_translation(make_paper(authors=[make_author(family_name_en="Hidden")]))
    make_edition()

    assert titles(read(client, "/en/papers/?q=hidden")) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "q=sea+maps",
            ["The words are looked for together, in the order in which they are typed.", "Show all papers"],
        ),
        ("tag=none", ["Show all papers"]),
    ],
)
def test_a_search_that_finds_nothing_says_how_words_are_looked_for(client, library, query, said):
    page = read(client, f"/en/papers/?{query}")

    assert [line(paragraph) for paragraph in page.xpath("//section[@aria-labelledby='result']/p")] == said


# Cards


def test_a_paper_of_another_language_is_listed_in_that_language(client, library):
    page = read(client, "/en/papers/?series=ports")

    (heading,) = page.xpath("//ol[@class='cards']//h3")
    assert heading.get("lang") == "ja"
    assert [(link.get("href"), link.get("hreflang")) for link in heading.iter("a")] == [
        ("/ja/papers/c/", "ja")
    ]
    # What surrounds it is the English page's own.
    assert line(page.xpath("//ol//p[contains(@class, 'kicker')]")[0]) == "Ports Vol. 1 April 1, 2024"
    assert [line(name) for name in page.xpath("//ol//p[contains(@class, 'by')]//a")] == ["暮部 花子"]


def test_a_paper_in_both_languages_is_one_card_with_both_titles(client, library):
    page = read(client, "/ja/papers/?series=allies&year=2025")

    assert titles(page) == ["あ"]
    assert page.xpath("//ol//h3/@lang") == ["ja"]
    assert [
        (link.text, link.get("href"), link.get("hreflang"))
        for link in page.xpath("//p[@class='counterpart']/a")
    ] == [("A", "/en/papers/a/", "en")]
    assert page.xpath("//p[@class='counterpart']/@lang") == ["en"]


# Pages


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
