"""The public pages: what each one says, in which language, where it leads, and what it costs."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from lxml import html as markup_of

from papers import publishing
from papers.document import Note
from papers.models import Image, Redirect, SitePage, Stamp, Translatorship, Version
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
LANGUAGES = ("en", "ja")
in_both = pytest.mark.parametrize("language", LANGUAGES)


def read(client, path, status=200):
    """Return the page as a tree."""
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return markup_of.fromstring(answer.content.decode())


def said(tree, path):
    """Return the text of each element found, in one line."""
    return [" ".join(element.text_content().split()) for element in tree.xpath(path)]


def links(tree, path):
    """Return text, address, language and language of the target of each link found."""
    return [
        (" ".join(link.text_content().split()), link.get("href"), link.get("lang"), link.get("hreflang"))
        for link in tree.xpath(path)
    ]


def particulars(tree):
    """Return what stands below a text, by its heading."""
    rows = tree.xpath("//dl[contains(@class, 'particulars')]/div[dt]")
    return {said(row, "dt")[0]: said(row, "dd") for row in rows}


def head_links(tree, rel):
    return [
        (link.get("hreflang"), link.get("href"))
        for link in tree.xpath(f"//head/link[@rel='{rel}'][not(@type)]")
    ]


def call(key):
    return f'<sup data-note="{key}"></sup>'


def publish_pair(paper, **more):
    rows = [
        make_translation(paper, language, **{name: text[language] for name, text in more.items()})
        for language in LANGUAGES
    ]
    return publishing.publish(rows)


# The paper page

BODIES = {
    "en": '<h2 data-passage="h1">Why</h2><p data-passage="k1">Pacts hold{call}.</p>',
    "ja": '<h2 data-passage="h1">理由</h2><p data-passage="k1">協定は続く{call}。</p>',
}


@pytest.fixture
def whole(clock, settings):
    """A paper of a series with everything a paper can carry, in both languages."""
    settings.CONTACT_EMAIL = "desk@example.org"
    settings.SITE_URL = "https://papers.example.org"
    series = make_series(
        "allies",
        publisher_en="Sample Foundation",
        publisher_ja="見本財団",
        place_en="Tokyo",
        place_ja="東京",
        genre_ja="ポリシーペーパー",
        issn="1234-5678",
        partners_en="<p>With <em>Partner</em></p>",
        partners_ja="<p>協力</p>",
        disclaimer_en="<p>Views are the author’s.</p>",
        disclaimer_ja="<p>見解は著者個人のもの。</p>",
        notice_title_en="About this series",
        notice_title_ja="本シリーズについて",
        notice_en="<p>A notice.</p>",
        notice_ja="<p>お知らせ。</p>",
    )
    author = make_author("mihon")
    paper = make_paper(
        "pact",
        series=series,
        volume="7",
        authors=[author],
        tags=[make_tag("nato", name_en="NATO")],
        licence="CC-BY-4.0",
    )
    paper.authorships.update(
        affiliation_ja="見本大学", position_en="Professor", note_ja="<p>原稿は私見。</p>"
    )
    rows = [
        make_translation(
            paper,
            language,
            title={"en": "A Pact", "ja": "協定"}[language],
            subtitle={"en": "Its Limits", "ja": "その限界"}[language],
            abstract={"en": "<p>In short.</p>", "ja": "<p>要するに。</p>"}[language],
            body=BODIES[language].format(call=call("a")),
            notes={"a": Note(key="a", kind="author", language="en", html="<p>Source.</p>")},
        )
        for language in LANGUAGES
    ]
    translator = make_author(
        "yaku", family_name_en="Yaku", given_name_en="Jun", family_name_ja="訳", given_name_ja="順"
    )
    Translatorship.objects.create(translation=rows[1], author=translator, order=1)
    publishing.publish(rows)
    return paper


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
    assert said(page, "//aside/*") == ["About this series", "A notice."]
    assert said(page, "//section[@class='abstract']/*") == ["Abstract", "In short."]
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
    assert said(page, "//aside/*") == ["本シリーズについて", "お知らせ。"]
    assert said(page, "//section[@class='abstract']/*") == ["要旨", "要するに。"]
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
            "//aside | //section[@class='abstract'] | //section[@role] | //details | //nav[@class='neighbours']"
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


# Versions, corrections, retraction


@pytest.fixture
def corrected(clock):
    """A paper in both languages, its English text corrected two days later."""
    english, _japanese = publish_pair(
        make_paper("pact"),
        title={"en": "A Pact", "ja": "協定"},
        body={"en": "<p>Old words.</p>", "ja": "<p>文。</p>"},
    )
    save(english.translation, title="A Better Pact", body="<p>New words.</p>")
    clock(days=2)
    publishing.publish([english.translation], notes={"en": "A year was wrong.", "ja": "年に誤りがあった。"})
    return english.paper


def test_an_earlier_version_is_shown_with_the_way_to_the_live_one(client, corrected):
    page = read(client, "/en/papers/pact/v1/")

    assert said(page, "//h1 | //div[@class='body']/*") == ["A Pact", "Old words."]
    assert said(page, "//div[@class='banner']/p") == [
        "This is version 1, which has been replaced. Read the current version"
    ]
    assert page.xpath("//div[@class='banner']//a/@href") == ["/en/papers/pact/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    # Another text than the live one: it points nowhere as the same page, and search engines leave it out.
    assert head_links(page, "canonical") + head_links(page, "alternate") == []
    assert page.xpath("//meta[starts-with(@name, 'citation_')]") == []
    assert particulars(page)["Address"][0].endswith("/en/papers/pact/v1/")
    assert page.xpath("//ul[contains(@class, 'corrections')]//a/@href") == ["/en/papers/pact/"]
    assert particulars(page)["Versions"] == ["Version 2 July 3, 2025", "Version 1 July 1, 2025"]
    assert page.xpath("//dl//dd/a[starts-with(@href, '/en/papers/')]/@href") == ["/en/papers/pact/"]


def test_the_live_version_at_its_number_is_the_same_text_without_a_banner(client, corrected):
    page = read(client, "/en/papers/pact/v2/")

    assert said(page, "//h1 | //div[@class='body']/*") == ["A Better Pact", "New words."]
    assert page.xpath("//div[@class='banner']") == []
    assert page.xpath("//meta[@name='robots']") == []
    assert [href.partition("/en/")[2] for _code, href in head_links(page, "canonical")] == ["papers/pact/"]
    assert head_links(page, "alternate") == []


def test_a_version_that_was_never_there_is_not_found(client, corrected):
    assert [client.get(f"/en/papers/pact/v{number}/").status_code for number in (0, 3, 999999999)] == [
        404
    ] * 3
    assert client.get("/ja/papers/pact/v2/").status_code == 404


def test_a_correction_is_told_on_both_editions(client, corrected):
    english, japanese = (read(client, f"/{language}/papers/pact/") for language in LANGUAGES)
    path = "//ul[contains(@class, 'corrections')]/li"

    assert said(english, path) == ["July 3, 2025 Correction A year was wrong."]
    assert said(japanese, path) == ["2025年7月3日 英語版の訂正のお知らせ 年に誤りがあった。"]
    assert japanese.xpath(f"{path}/a/@href") == ["/en/papers/pact/"]
    # The page that was corrected does not lead to itself.
    assert english.xpath(f"{path}/a") == []
    assert said(english, "//ul[contains(@class, 'facts-line')]/li")[1] == "Version 2"
    assert particulars(english)["Versions"] == ["Version 2 July 3, 2025", "Version 1 July 1, 2025"]
    assert english.xpath("//dl//dd/a[contains(@href, '/v1/')]/@href") == ["/en/papers/pact/v1/"]
    assert particulars(japanese)["公開履歴"] == ["第1版 2025年7月1日"]


def test_a_correction_without_a_public_note_is_told_on_its_own_edition_only(client, clock):
    english, _japanese = publish_pair(make_paper("pact"))
    save(english.translation, title="Better")
    clock(days=1)
    publishing.publish([english.translation])

    path = "//ul[contains(@class, 'corrections')]/li"
    assert said(read(client, "/en/papers/pact/"), path) == ["July 2, 2025 Correction"]
    assert said(read(client, "/ja/papers/pact/"), path) == []


def test_a_correction_note_in_another_language_says_which(client, clock):
    english, _japanese = publish_pair(make_paper("pact"))
    save(english.translation, title="Better")
    clock(days=1)
    publishing.publish([english.translation], notes={"en": "A year was wrong."})

    page = read(client, "/ja/papers/pact/")

    assert page.xpath("//ul[contains(@class, 'corrections')]//span/@lang") == ["en"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["This paper has been retracted. July 2, 2025", "The data were invented."]),
        ("ja", ["この論考は撤回されました。 2025年7月2日", "資料が捏造されていた。"]),
    ],
)
def test_a_retracted_paper_keeps_its_text_under_a_banner(client, clock, language, words):
    paper = make_paper("pact")
    publish_pair(paper)
    clock(days=1)
    publishing.retract(paper, LANGUAGES, {"en": "The data were invented.", "ja": "資料が捏造されていた。"})

    for path in (f"/{language}/papers/pact/", f"/{language}/papers/pact/v1/"):
        page = read(client, path)
        assert said(page, "//div[@class='banner'][1]/p") == words
        assert said(page, "//div[@class='body']/*") == [f"Text in {language}."]
    marks = {"en": ["Retracted"], "ja": ["撤回"]}[language]
    assert said(read(client, f"/{language}/papers/"), "//strong[@class='mark']") == marks

    publishing.lift_retraction(paper, LANGUAGES)
    assert read(client, f"/{language}/papers/pact/").xpath("//div[@class='banner']") == []
    assert said(read(client, f"/{language}/papers/"), "//strong[@class='mark']") == []


def test_a_retraction_of_one_edition_leaves_the_other_unmarked(client):
    paper = make_paper("pact")
    publish_pair(paper)
    publishing.retract(paper, ["ja"], {"ja": "理由。"})

    assert read(client, "/en/papers/pact/").xpath("//div[@class='banner']") == []
    assert said(read(client, "/en/papers/"), "//strong[@class='mark']") == []


# What is not there


@pytest.mark.parametrize(
    ("asked", "there", "heading", "name"),
    [
        ("ja", "en", "この論考の日本語版は公開されていません", "英語"),
        ("en", "ja", "This paper is not yet available in this language", "Japanese"),
    ],
)
def test_a_paper_of_another_language_is_not_found_but_named(client, asked, there, heading, name):
    make_edition(make_paper("alone", original_language=there), there)

    page = read(client, f"/{asked}/papers/alone/", 404)

    assert page.get("lang") == asked
    assert said(page, "//h1") == [heading]
    assert links(page, "//ul[@class='ways']//a") == [
        (f"Title in {there}", f"/{there}/papers/alone/", there, there)
    ]
    assert said(page, "//ul[@class='ways']//span") == [name]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert ("English" if asked == "ja" else "日本語", f"/{there}/papers/alone/", there, there) in links(
        page, "//nav[contains(@class, 'languages')]//a"
    )


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "There is no page at this address"), ("ja", "お探しのページは見つかりませんでした")],
)
def test_a_page_that_was_never_there_offers_a_search(client, language, heading):
    page = read(client, f"/{language}/papers/never/", 404)

    assert said(page, "//h1") == [heading]
    assert page.xpath("//form/@action") == [f"/{language}/papers/"]
    assert page.xpath("//ul[@class='ways']//a/@href") == [f"/{language}/papers/", f"/{language}/"]


@pytest.mark.parametrize(
    ("language", "heading", "words", "name"),
    [
        ("en", "A Pact", ["This paper has been withdrawn. July 2, 2025", "Rights expired."], "Hanako Mihon"),
        ("ja", "協定", ["この論考は取り下げられました。 2025年7月2日", "権利の期限。"], "見本 花子"),
    ],
)
def test_a_withdrawn_paper_says_what_it_was_when_and_why_it_went(
    client, clock, language, heading, words, name
):
    paper = make_paper("pact", series=make_series("allies"), volume="7")
    publish_pair(paper, title={"en": "A Pact", "ja": "協定"})
    clock(days=1)
    publishing.withdraw(paper, LANGUAGES, {"en": "Rights expired.", "ja": "権利の期限。"})

    page = read(client, f"/{language}/papers/pact/", 410)

    assert page.get("lang") == language
    assert said(page, "//h1") == [heading]
    assert said(page, "//p[@class='names']/span") == [name]
    assert said(page, "//div[@class='banner']/p") == words
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert page.xpath("//link[@rel='canonical'] | //div[@class='body']") == []
    assert page.xpath("//ul[@class='ways']") == []


def test_a_withdrawn_edition_names_the_one_that_can_still_be_read(client):
    paper = make_paper("pact")
    publish_pair(paper)
    publishing.withdraw(paper, ["en"], {"ja": "理由。"})

    page = read(client, "/en/papers/pact/", 410)

    assert links(page, "//ul[@class='ways']//a") == [("Title in ja", "/ja/papers/pact/", "ja", "ja")]
    # The reason was given in Japanese only; it says so.
    assert [(p.text, p.get("lang")) for p in page.xpath("//div[@class='banner']/p[@lang]")] == [
        ("理由。", "ja")
    ]
    assert read(client, "/ja/papers/pact/").xpath("//p[@class='counterpart'] | //a[@class='parallel']") == []
    assert client.get("/en/papers/pact/v1/").status_code == 410
    assert client.get("/en/papers/pact/parallel/ja/").status_code == 410
    beside = read(client, "/ja/papers/pact/parallel/en/", 410)
    assert beside.get("lang") == "ja"
    assert said(beside, "//div[@class='banner']//strong") == ["この論考は取り下げられました。"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The text of this version has been removed. July 3, 2025", "A court ruled."]),
        ("ja", ["この版の本文は抹消されました。 2025年7月3日", "裁判所の決定。"]),
    ],
)
def test_an_expunged_version_leaves_its_number_date_and_reason(client, clock, language, words):
    first = make_edition(make_paper("pact", original_language=language), language, title="Secret")
    save(first.translation, title="Clean")
    clock(days=2)
    publishing.publish([first.translation])
    publishing.expunge(first, {"en": "A court ruled.", "ja": "裁判所の決定。"})

    answer = client.get(f"/{language}/papers/pact/v1/")

    page = markup_of.fromstring(answer.content.decode())
    assert answer.status_code == 410
    assert said(page, "//div[@class='banner']/p") == words
    assert links(page, "//ul[@class='ways']//a") == [("Clean", f"/{language}/papers/pact/", language, None)]
    assert "1" in said(page, "//h1")[0]
    assert "Secret" not in answer.content.decode()
    assert said(read(client, f"/{language}/papers/pact/"), "//h1") == ["Clean"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["This paper has been withdrawn. July 4, 2025", "Rights expired."]),
        ("ja", ["この論考は取り下げられました。 2025年7月4日", "権利の期限。"]),
    ],
)
def test_an_earlier_version_of_a_withdrawn_edition_says_when_and_why_the_edition_went(
    client, clock, language, words
):
    first = replaced_edition(make_paper("pact", original_language=language), language, clock)
    clock(days=1)
    publishing.withdraw(first.paper, [language], {"en": "Rights expired.", "ja": "権利の期限。"})

    page = read(client, f"/{language}/papers/pact/v1/", 410)

    assert said(page, "//h1") == ["First"]
    assert said(page, "//div[@class='banner']/p") == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "This paper is no longer public, because its latest version has been removed. July 4, 2025",
                "A court ruled.",
            ],
        ),
        (
            "ja",
            [
                "最新の版が抹消されたため、この論考の公開は終了しました。 2025年7月4日",
                "裁判所の決定。",
            ],
        ),
    ],
)
def test_an_earlier_version_says_so_when_the_latest_was_removed_and_not_withdrawn(
    client, clock, language, words
):
    first = replaced_edition(make_paper("pact", original_language=language), language, clock)
    clock(days=1)
    publishing.expunge(first.paper.versions.get(number=2), {"en": "A court ruled.", "ja": "裁判所の決定。"})

    page = read(client, f"/{language}/papers/pact/v1/", 410)

    assert said(page, "//h1") == ["First"]
    assert said(page, "//div[@class='banner']/p") == words


def test_the_day_of_removal_is_not_the_day_of_replacement_and_not_guessed(client, clock):
    first = replaced_edition(make_paper("pact"), "en", clock)
    clock(days=1)
    publishing.expunge(first, {"en": "A court ruled."})
    assert said(read(client, "/en/papers/pact/v1/", 410), "//div[@class='banner']//time") == ["July 4, 2025"]

    publishing.withdraw(first.paper, ["en"], {"en": "Rights expired."})
    clock(days=1)
    publishing.expunge(first.paper.versions.get(number=2), {"en": "A court ruled."})
    page = read(client, "/en/papers/pact/", 410)
    assert said(page, "//div[@class='banner']/p") == [
        "The text of this version has been removed.",
        "A court ruled.",
    ]


def replaced_edition(paper, language, clock):
    """Return the first of two versions of an edition, replaced two days after it went live."""
    first = make_edition(paper, language, title="First")
    clock(days=2)
    save(first.translation, title="Second")
    publishing.publish([first.translation])
    return first


def test_a_reason_written_by_hand_is_shown_as_it_is(client):
    version = make_edition(make_paper("pact"))
    Version.objects.filter(pk=version.pk).update(expunged_reason="By order of <the court>")

    page = read(client, "/en/papers/pact/v1/", 410)

    assert "By order of <the court>" in said(page, "//div[@class='banner']/p")


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


# Side by side


def test_the_parallel_page_shows_both_editions_and_their_notes_once(client, whole):
    page = read(client, "/en/papers/pact/parallel/ja/")

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert head_links(page, "canonical") + head_links(page, "alternate") == []
    assert links(page, "//div[@class='sides']//a") == [
        ("A Pact", "/en/papers/pact/", None, None),
        ("協定", "/ja/papers/pact/", None, "ja"),
    ]
    assert [
        (pair.get("id"), [(cell.get("lang"), " ".join(cell.text_content().split())) for cell in pair])
        for pair in page.xpath("//div[contains(@class, 'pair') and not(@class='pairs')]")
    ] == [
        (None, [("en", "In short."), ("ja", "要するに。")]),
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


# Home, series, authors, subjects, pages of the site

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


# Images


def picture(digest="a", content=b"PNG"):
    image = Image.objects.create(digest=digest * 64, extension="png", width=2, height=1, size=len(content))
    default_storage.save(image.name, ContentFile(content))
    return image


def figure(image):
    return f'<figure data-passage="f1"><img src="{image.url}" alt="A map"></figure>'


def test_an_image_is_sent_when_a_public_page_shows_it(client):
    image = picture()
    make_edition(make_paper("pact"), body=figure(image))

    answer = client.get(image.url)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"PNG"
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert read(client, "/en/papers/pact/").xpath("//img/@width | //img/@height") == ["2", "1"]


def test_an_image_is_not_there_while_no_public_page_shows_it(client, clock):
    image = picture()
    assert client.get(image.url).status_code == 404
    row = make_translation(make_paper("pact"), body=figure(image))
    assert client.get(image.url).status_code == 404
    publishing.publish([row], at=clock(days=1).replace(year=2026))
    assert client.get(image.url).status_code == 404
    publishing.publish([make_translation(make_paper("other"), body=figure(image))])
    assert client.get(image.url).status_code == 200
    publishing.withdraw(row.paper.__class__.objects.get(slug="other"), ["en"], {"en": "Reason."})
    assert client.get(image.url).status_code == 404


def test_a_portrait_is_public_with_a_paper_of_its_author(client):
    image = picture()
    author = make_author(photo=image)
    row = make_translation(make_paper(authors=[author]))
    assert client.get(image.url).status_code == 404

    publishing.publish([row])

    assert client.get(image.url).status_code == 200


def test_an_image_of_a_site_page_is_public(client):
    image = picture()
    SitePage.objects.create(slug="about", title_en="About", body_ja=figure(image))

    assert client.get(image.url).status_code == 200
    assert client.get(image.url.replace(".png", ".gif")).status_code == 404
    assert client.get(image.url.replace("a" * 64, "b" * 64)).status_code == 404


def test_an_image_whose_file_is_lost_is_not_found(client):
    image = picture()
    make_edition(body=figure(image))
    default_storage.delete(image.name)

    assert client.get(image.url).status_code == 404


# Health and HEAD


def test_health_is_asked_of_the_database(client, monkeypatch):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"ok\n", "no-store")

    def broken(**_filters):
        raise OperationalError

    monkeypatch.setattr(Stamp.objects, "filter", broken)
    assert client.get("/healthz").status_code == 503


def test_head_is_answered_like_get_without_a_body(client):
    image = picture()
    paper = make_paper("pact")
    make_edition(paper, body=figure(image))
    gone = make_paper("gone")
    make_edition(gone)
    publishing.withdraw(gone, ["en"], {"en": "Reason."})

    for path in ("/en/papers/pact/", "/en/papers/gone/", "/en/never/", "/healthz", image.url):
        whole, head = client.get(path), client.head(path)
        assert head.status_code == whole.status_code
        assert b"".join(head) == b""
        assert head.headers.get("ETag") == whole.headers.get("ETag")


# Cost

NOTES = {f"n{number}": f"<p>Source {number}.</p>" for number in range(300)}


@pytest.fixture
def large():
    """Fifty papers of one series, author and subject, and one of them long, in both languages."""
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    rows = [
        make_translation(
            make_paper(f"n{volume}", series=series, volume=str(volume), authors=[author], tags=[tag])
        )
        for volume in range(50)
    ]
    calls = "".join(f'<p data-passage="p{number}">Text{call(f"n{number}")}.</p>' for number in range(300))
    long = make_paper("long", series=series, volume="25-2", authors=[author], tags=[tag])
    rows += [make_translation(long, language, body=calls, notes=NOTES) for language in LANGUAGES]
    publishing.publish(rows)


def test_a_short_paper_costs_six_queries_at_most(client, django_assert_max_num_queries):
    series, author, tag = make_series("run"), make_author("ann"), make_tag("sea")
    make_edition(
        make_paper("one", series=series, volume="1", authors=[author], tags=[tag]),
        body=f"<p>Text{call('a')}</p>",
        notes={"a": "<p>Source.</p>"},
    )

    with django_assert_max_num_queries(6):
        assert client.get("/en/papers/one/").status_code == 200


def test_no_page_costs_more_because_there_is_more(client, large, django_assert_max_num_queries):
    for path, most in (
        ("/en/papers/long/", 6),
        ("/ja/papers/long/v1/", 8),
        ("/en/papers/long/parallel/ja/", 6),
        ("/en/", 8),
        ("/en/series/", 8),
        ("/en/series/run/", 8),
        ("/en/authors/", 8),
        ("/en/authors/ann/", 8),
        ("/en/tags/", 8),
        ("/en/tags/sea/", 8),
        ("/ja/papers/n1/", 8),
    ):
        with django_assert_max_num_queries(most, info=path):
            assert client.get(path).status_code in (200, 404)


def test_the_parallel_page_says_which_edition_is_retracted_in_the_language_of_the_page(client, clock):
    paper = make_paper("pact")
    publish_pair(paper, title={"en": "Pact", "ja": "協定"})
    publishing.retract(paper, ["ja"], {"ja": "資料の誤り。"})
    page = read(client, "/en/papers/pact/parallel/ja/")

    assert said(page, "//*[@role='note']/p") == [
        "This paper has been retracted. 日本語 July 1, 2025",
        "資料の誤り。",
    ]
    assert page.xpath("//*[@role='note']//@lang") == ["ja", "ja"]


def test_an_image_that_is_known_is_not_sent_again_while_it_is_public(client):
    image = picture()
    make_edition(paper := make_paper("pact"), body=figure(image))
    known = {"HTTP_IF_NONE_MATCH": f'"{image.digest}"'}
    answer = client.get(image.url, **known)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (304, "public, no-cache")
    publishing.withdraw(paper, ["en"], {"en": "Why."})
    assert client.get(image.url, **known).status_code == 404
