"""Earlier versions, corrections and retractions, and what stands where an edition is gone."""

import pytest
from lxml import html as markup_of

from papers import publishing
from papers.models import Version
from tests.factories import (
    make_edition,
    make_paper,
    make_series,
    save,
)
from tests.views.pages import LANGUAGES, head_links, links, particulars, publish_pair, read, said

pytestmark = pytest.mark.django_db


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
    assert page.xpath("//div[@class='banner']/p/a/@href") == ["/en/papers/pact/"]
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


@pytest.mark.parametrize(
    ("asked", "there", "heading", "name"),
    [
        ("ja", "en", "この論考の日本語版は公開されていません", "English"),
        ("en", "ja", "This paper is not yet available in this language", "日本語"),
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
