"""Words looked for in the list of papers, and how a card says what it stands for."""

from urllib.parse import quote

import pytest

from papers import publishing
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_translation,
    save,
)
from tests.views.listing import chosen, line, titles
from tests.views.pages import read

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]


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
