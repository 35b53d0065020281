"""The page of a paper: what it carries, in which language, where it leads, and its neighbours in the series."""

from datetime import date

import pytest

from papers import publishing
from tests.factories import (
    make_edition,
    make_paper,
    make_series,
    make_translation,
)
from tests.views.pages import head_links, in_both, links, particulars, publish_pair, read, said

pytestmark = pytest.mark.django_db


def test_the_english_page_carries_everything(client, whole):
    page = read(client, "/en/papers/pact/")

    assert page.get("lang") == "en"
    assert said(page, "//p[contains(@class, 'kicker')]") == ["Allies and Partners Policy Paper Vol. 7"]
    assert said(page, "//h1 | //p[@class='subtitle']") == ["A Pact", "Its Limits"]
    assert links(page, "//p[@class='counterpart']/a") == [("協定", "/ja/papers/pact/", None, "ja")]
    assert page.xpath("//p[@class='counterpart']/@lang") == ["ja"]
    assert said(page, "//ul[@class='authors']/li") == ["Hanako Mihon Sample University Professor原稿は私見。"]
    assert page.xpath("//div[@class='author-note']/@lang") == ["ja"]
    assert said(page, "//ul[contains(@class, 'facts-line')]/li") == [
        "June 27, 2025",
        "Read side by side with Japanese",
    ]
    assert said(page, "//aside[@class='notice']/*") == ["About this series", "A notice."]
    assert said(page, "//section[contains(@class, 'abstract')]/*") == ["Abstract", "In short."]
    assert links(page, "//details//a") == [
        ("Why", "#p-h1", "en", None),
        ("Notes 1", "#notes-heading", None, None),
    ]
    assert said(page, "//div[@class='body']/*") == ["Why", "Pacts hold1."]
    assert said(page, "//section[@role='doc-endnotes']//li") == ["Source. ↑"]
    assert page.xpath("//section[@role='doc-endnotes']//@lang") == []
    assert particulars(page) == {
        "Subjects": ["NATO"],
        "Original": ["English (this edition)"],
        "Versions": ["Version 1 July 1, 2025"],
        "Publisher": ["Sample Foundation Tokyo ISSN 1234-5678"],
        "Partners": ["With Partner"],
        "Licence": ["CC-BY-4.0"],
        "Disclaimer": ["Views are the author’s."],
        "Address": ["https://papers.example.org/en/papers/pact/"],
    }
    assert links(page, "//p[contains(@class, 'report')]//a") == [
        (
            "Report an error",
            "mailto:desk@example.org?subject=An%20error%20in%20%E2%80%9CA%20Pact%E2%80%9D"
            "&body=https%3A//papers.example.org/en/papers/pact/%20%28v1%29%0A%0A",
            None,
            None,
        )
    ]


def test_the_japanese_page_carries_everything_in_japanese(client, whole):
    page = read(client, "/ja/papers/pact/")

    assert page.get("lang") == "ja"
    assert said(page, "//p[contains(@class, 'kicker')]") == ["同盟国とパートナー ポリシーペーパー 第7号"]
    assert said(page, "//h1 | //p[@class='subtitle']") == ["協定", "その限界"]
    assert links(page, "//p[@class='counterpart']/a") == [("A Pact", "/en/papers/pact/", None, "en")]
    assert said(page, "//ul[@class='authors']/li") == ["見本 花子 見本大学 Professor原稿は私見。"]
    assert page.xpath("//span[@class='post']/span/@lang") == ["ja", "en"]
    assert said(page, "//ul[contains(@class, 'facts-line')]/li") == [
        "2025年6月27日",
        "英語からの翻訳",
        "訳者 訳 順",
        "英語版と並べて読む",
    ]
    assert said(page, "//aside[@class='notice']/*") == ["本シリーズについて", "お知らせ。"]
    assert said(page, "//section[contains(@class, 'abstract')]/*") == ["要旨", "要するに。"]
    assert links(page, "//details//a") == [
        ("理由", "#p-h1", "ja", None),
        ("脚注 1", "#notes-heading", None, None),
    ]
    assert said(page, "//div[@class='body']/*") == ["理由", "協定は続く1。"]
    assert said(page, "//section[@role='doc-endnotes']//li[@lang='en']") == ["Source. ↑"]
    assert particulars(page) == {
        "テーマ": ["nato（主題）"],
        "原文": ["英語"],
        "公開履歴": ["第1版 2025年7月1日"],
        "発行元": ["見本財団 東京 ISSN 1234-5678"],
        "協力機関": ["協力"],
        "ライセンス": ["CC-BY-4.0"],
        "免責事項": ["見解は著者個人のもの。"],
        "掲載URL": ["https://papers.example.org/ja/papers/pact/"],
    }
    assert links(page, "//dd/a[@hreflang]") == [("英語", "/en/papers/pact/", None, "en")]


@in_both
def test_every_link_within_a_paper_page_leads_to_an_element_of_it(client, whole, language):
    for path in (
        f"/{language}/papers/pact/",
        f"/{language}/papers/pact/parallel/{'ja' if language == 'en' else 'en'}/",
    ):
        page = read(client, path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


@in_both
def test_every_link_of_a_paper_page_leads_somewhere(client, whole, language):
    page = read(client, f"/{language}/papers/pact/")
    within = {link for link in page.xpath("//a/@href") if link.startswith("/")}

    assert len(within) >= 9
    assert {path: client.get(path).status_code for path in within} == dict.fromkeys(within, 200)


def test_the_language_switch_names_each_language_in_itself(client, whole):
    page = read(client, "/ja/papers/pact/")

    assert links(page, "//nav[contains(@class, 'languages')]//a") == [
        ("English", "/en/papers/pact/", "en", "en")
    ]
    assert said(page, "//nav[contains(@class, 'languages')]//*[@aria-current]") == ["日本語"]


def test_a_paper_with_nothing_but_a_text_says_nothing_else(client, settings):
    settings.CONTACT_EMAIL = ""
    make_edition(make_paper("bare"))

    page = read(client, "/en/papers/bare/")

    assert list(particulars(page)) == ["Original", "Versions", "Address"]
    assert (
        page.xpath(
            "//aside | //section[contains(@class, 'abstract')] | //section[@role] | //details | //nav[@class='neighbours']"
        )
        == []
    )
    assert page.xpath("//p[contains(@class, 'report')]") == []
    assert "data-series" not in page.find("body").attrib


@pytest.mark.parametrize(
    ("language", "other", "words"),
    [
        ("en", "日本語 (not translated)", "Not yet translated into Japanese"),
        ("ja", "English （未訳）", "英語版はまだありません"),
    ],
)
def test_a_paper_in_one_language_says_that_the_other_is_not_there_yet(client, language, other, words):
    make_edition(make_paper("alone", original_language=language), language)

    page = read(client, f"/{language}/papers/alone/")

    assert words in said(page, "//ul[contains(@class, 'facts-line')]/li")
    assert page.xpath("//a[@class='parallel'] | //p[@class='counterpart']") == []
    assert said(page, "//nav[contains(@class, 'languages')]//li/span[@class='missing']") == [other]
    assert page.xpath("//nav[contains(@class, 'languages')]//a") == []
    assert {code for code, _href in head_links(page, "alternate")} == {language, "x-default"}


@pytest.mark.parametrize(
    ("language", "original", "other", "words"),
    [
        ("en", "ja", "日本語 (not published)", "The original (Japanese) is not published here"),
        ("ja", "en", "English （未公開）", "原文（英語）は公開されていません"),
    ],
)
def test_a_translation_does_not_call_its_original_untranslated(client, language, original, other, words):
    paper = make_paper("alone", original_language=original)
    make_translation(paper, original)
    make_edition(paper, language)

    page = read(client, f"/{language}/papers/alone/")

    assert words in said(page, "//ul[contains(@class, 'facts-line')]/li")
    assert said(page, "//nav[contains(@class, 'languages')]//span[@class='missing']") == [other]


@pytest.mark.parametrize(
    ("language", "gone", "other", "words"),
    [
        ("en", "ja", "日本語 (withdrawn)", "The Japanese edition has been withdrawn"),
        ("ja", "en", "English （取り下げ）", "英語版は取り下げられました"),
    ],
)
def test_a_withdrawn_edition_is_called_so_and_its_page_is_linked(client, language, gone, other, words):
    paper = make_paper("pact")
    publish_pair(paper)
    publishing.withdraw(paper, [gone], {"en": "Reason."})

    page = read(client, f"/{language}/papers/pact/")

    assert links(page, "//ul[contains(@class, 'facts-line')]/li/a") == [
        (words, f"/{gone}/papers/pact/", None, None)
    ]
    assert said(page, "//nav[contains(@class, 'languages')]//span[@class='missing']") == [other]
    assert client.get(f"/{gone}/papers/pact/").status_code == 410


# Neighbours in the series


def neighbours(page):
    """Return which way each link leads, to which volume, title and address."""
    return [
        (link.get("rel"), *said(link, ".//span[@lang]"), link.get("href"))
        for link in page.xpath("//nav[@class='neighbours']/a")
    ]


def test_neighbours_follow_the_volumes_as_people_count_them(client):
    series = make_series()
    for volume in ("10", "7-2", "9", "7"):
        make_edition(make_paper(f"no-{volume}", series=series, volume=volume), title=f"N{volume}")

    assert {
        volume: neighbours(read(client, f"/en/papers/no-{volume}/")) for volume in ("7", "7-2", "9", "10")
    } == {
        "7": [("next", "Vol. 7-2", "N7-2", "/en/papers/no-7-2/")],
        "7-2": [("prev", "Vol. 7", "N7", "/en/papers/no-7/"), ("next", "Vol. 9", "N9", "/en/papers/no-9/")],
        "9": [
            ("prev", "Vol. 7-2", "N7-2", "/en/papers/no-7-2/"),
            ("next", "Vol. 10", "N10", "/en/papers/no-10/"),
        ],
        "10": [("prev", "Vol. 9", "N9", "/en/papers/no-9/")],
    }
    assert said(read(client, f"/en/series/{series.slug}/"), "//h3") == ["N7", "N7-2", "N9", "N10"]


def test_neighbours_are_of_the_same_language_series_and_live(client, clock):
    series, other = make_series(), make_series()
    for volume, language in (("1", "en"), ("2", "ja"), ("4", "en")):
        make_edition(
            make_paper(f"no-{volume}", series=series, volume=volume, original_language=language),
            language,
            title=f"N{volume}",
        )
    make_edition(make_paper("elsewhere", series=other, volume="3"))
    make_translation(make_paper("draft", series=series, volume="3"))
    gone = make_paper("gone", series=series, volume="5")
    make_edition(gone)
    publishing.withdraw(gone, ["en"], {"en": "Reason."})

    assert neighbours(read(client, "/en/papers/no-1/")) == [("next", "Vol. 4", "N4", "/en/papers/no-4/")]
    assert neighbours(read(client, "/en/papers/no-4/")) == [("prev", "Vol. 1", "N1", "/en/papers/no-1/")]
    assert neighbours(read(client, "/ja/papers/no-2/")) == []


def test_papers_without_a_volume_follow_those_with_one_by_their_date(client):
    series = make_series()
    for slug, volume, day in (
        ("newest", "", date(2025, 3, 1)),
        ("numbered", "99", date(2025, 4, 1)),
        ("older", "", date(2025, 1, 1)),
    ):
        make_edition(make_paper(slug, series=series, volume=volume), title=slug, printed_date=day)

    assert [neighbours(read(client, f"/en/papers/{slug}/")) for slug in ("numbered", "older", "newest")] == [
        [("next", "older", "/en/papers/older/")],
        [("prev", "Vol. 99", "numbered", "/en/papers/numbered/"), ("next", "newest", "/en/papers/newest/")],
        [("prev", "older", "/en/papers/older/")],
    ]


def test_reader_views_are_told_that_abstract_and_notes_are_content_too(client, whole):
    page = read(client, "/en/papers/pact/")

    assert page.xpath("//article/section[contains(@class, 'content')]/@class") == [
        "abstract content",
        "endnotes content",
    ]
