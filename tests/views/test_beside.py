"""The parallel page: both editions and their notes, once."""

import pytest

from tests.factories import (
    make_edition,
    make_paper,
)
from tests.views.pages import head_links, links, publish_pair, read, said

pytestmark = pytest.mark.django_db


def test_the_parallel_page_shows_both_editions_and_their_notes_once(client, whole):
    page = read(client, "/en/papers/pact/parallel/ja/")

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert head_links(page, "canonical") + head_links(page, "alternate") == []
    assert links(page, "//div[@class='sides']//a") == [
        ("A Pact", "/en/papers/pact/", None, None),
        ("Hanako Mihon", "/en/authors/mihon/", None, None),
        ("協定", "/ja/papers/pact/", None, "ja"),
        ("見本 花子", "/ja/authors/mihon/", None, None),
    ]
    assert said(page, "//div[contains(@class, 'abstract-pair')]//h2") == ["Abstract", "要旨"]
    assert [
        (pair.get("id"), [(cell.get("lang"), " ".join(cell.text_content().split())) for cell in pair])
        for pair in page.xpath("//div[contains(@class, 'pair') and not(@class='pairs')]")
    ] == [
        (None, [("en", "AbstractIn short."), ("ja", "要旨要するに。")]),
        ("p-h1", [("en", "Why"), ("ja", "理由")]),
        ("p-k1", [("en", "Pacts hold1."), ("ja", "協定は続く1。")]),
    ]
    (note,) = page.xpath("//section[@role='doc-endnotes']//li")
    assert note.get("id") == "note-a"
    assert [(text.get("lang"), text.text_content()) for text in note.xpath("./div/div")] == [
        ("en", "Source.")
    ]
    assert [(link.get("href"), link.text_content()) for link in note.iter("a")] == [
        ("#en-call-a", "English 1"),
        ("#ja-call-a", "日本語 1"),
    ]
    assert page.xpath("//li[contains(@class, 'swap')]/a/@href") == ["/ja/papers/pact/parallel/en/"]


def test_the_parallel_page_in_japanese_is_the_other_way_round(client, whole):
    page = read(client, "/ja/papers/pact/parallel/en/")

    assert said(page, "//title") == ["協定（対訳） | 対訳 Taiyaku"]
    assert said(page, "//h1") == ["協定"]
    assert page.xpath("//div[contains(@class, 'pair') and @id]/div/@lang") == ["ja", "en"] * 2
    assert page.xpath("//section[@role='doc-endnotes']//a/@aria-label") == [
        "日本語 1: 本文の注1に戻る",
        "English 1: 本文の注1に戻る",
    ]


def test_the_parallel_page_says_what_stands_in_one_edition_only(client):
    publish_pair(
        make_paper("pact"),
        body={
            "en": '<p data-passage="a1">A</p><p data-passage="b1">B</p>',
            "ja": '<p data-passage="a1">あ</p><p data-passage="x1">追加</p>',
        },
    )

    page = read(client, "/en/papers/pact/parallel/ja/")

    assert [
        [" ".join(cell.text_content().split()) for cell in pair]
        for pair in page.xpath("//div[@class='pair']")
    ] == [
        ["A", "あ"],
        ["Not in this edition", "追加"],
        ["B", "Not in this edition"],
    ]


def test_a_parallel_page_needs_two_live_editions_of_two_languages(client):
    make_edition(make_paper("alone"))

    paths = [
        "/en/papers/alone/parallel/ja/",
        "/ja/papers/alone/parallel/en/",
        "/en/papers/alone/parallel/en/",
    ]
    assert [client.get(path).status_code for path in paths] == [404] * 3
    assert links(read(client, paths[1], 404), "//ul[@class='ways']//a")[0][1] == "/en/papers/alone/"
