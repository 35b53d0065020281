"""What stands around a text goes where it belongs, and nothing else does."""

from datetime import date

import pytest

from papers.importing import Furniture, NotKept, Remark, dates
from tests.manuscripts import not_kept, read

LONG = "港の話である。とても長い段落がここにあり、これは見出しではない。" * 3
ENGLISH = "Harbours matter to everyone who trades across the sea, and this paragraph says so at length. " * 2


@pytest.mark.parametrize(
    "line",
    [
        "(2025/06/27)",
        "（2025/6/27）",
        "2025-06-27",
        "2025.6.27",
        "２０２５年６月２７日",
        "2025年6月27日（金）",
        "令和7年6月27日",
        "公開日：2025年6月27日",
        "June 27, 2025",
        "Friday, June 27, 2025",
        "Jun. 27, 2025",
        "27 June 2025",
        "27th June, 2025",
        "Published on June 27, 2025",
        "2025년 6월 27일",
        "게재일: 2025.06.27",
    ],
)
def test_a_line_that_is_a_date_is_read(line):
    assert dates.read(line) == date(2025, 6, 27)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2025",
        "2025年",
        "2025/02/30",
        "27/06/2025",
        "2025年6月27日に発表した。",
        "June 2025",
        "第7号",
        "1/2/3",
    ],
)
def test_a_line_that_is_no_whole_date_is_not(line):
    assert dates.read(line) is None


def test_a_date_in_the_middle_of_a_paper_is_text():
    paragraphs = [LONG] * 12
    found = read("a.txt", "\n".join([*paragraphs, "2025年6月27日", *paragraphs]))

    assert found.furniture.printed_date is None


def test_a_second_date_stays_in_the_text():
    found = read("a.txt", f"2025年6月27日\n{LONG}\n(2025/07/01)\n")

    assert found.furniture.printed_date == date(2025, 6, 27)
    assert found.unsure == ("“(2025/07/01)” looks like a date; it stays in the text.",)


@pytest.mark.parametrize(
    ("line", "name", "volume"),
    [
        ("【A Project on Ports:Policy Paper Vol. 7】", "A Project on Ports", "7"),
        ("【A Project on Ports：Policy Paper Vol.7-2】", "A Project on Ports", "7-2"),
        ("[Ports Dialogue: Policy Paper No. 12]", "Ports Dialogue", "12"),
        ("港湾対話 ポリシーペーパー 第7号", "港湾対話", "7"),
        ("港湾対話「ポリシーペーパー」Vol. 7", "", ""),
        ("Policy Paper Vol. 7", "", "7"),
        ("【第7号】", "", "7"),
        ("Ports Dialogue | Working Paper, No. 3", "Ports Dialogue", "3"),
        ("【정책 보고서 제7호】", "", ""),
    ],
)
def test_series_lines(line, name, volume):
    found = read("a.txt", f"{LONG}\n{line}\n")

    assert (found.furniture.series_name, found.furniture.volume) == (name, volume)


def test_a_sentence_with_a_number_is_no_series_line():
    text = "これは第7号の論文である。\nSee Policy Paper Vol. 7 for more on this.\n"
    found = read("a.txt", text)

    assert found.furniture == Furniture()


@pytest.mark.parametrize(
    "line",
    [
        "*この論考の英語版はこちらです。",
        "※本稿の英語版はこちら",
        "*This paper is also available in Japanese.",
        "Read the Japanese version here.",
        "日本語版はこちらをご覧ください。",
    ],
)
def test_a_pointer_to_the_other_edition_is_structure(line):
    found = read("a.txt", f"{LONG}\n{line}\n")

    assert found.body == f"<p>{LONG}</p>"
    assert found.not_kept == (
        NotKept("pointer to the other edition", line, "The site links the editions by itself."),
    )


def test_a_sentence_about_an_english_version_is_text():
    found = read("a.txt", f"{LONG}\n条約の英語版には異なる文言がある。\n")

    assert "条約の英語版" in found.body


def test_a_sentence_that_refers_to_an_english_version_is_text():
    found = read("a.txt", f"{LONG}\n条約の英語版を参照した。\n")

    assert found.not_kept == ()


def test_the_credit_of_a_photograph_is_no_notice():
    found = read("a.txt", f"【写真：通信社】\n{LONG}\n{LONG}\n")

    assert found.furniture == Furniture()
    assert found.title == ""
    assert "【写真：通信社】" in found.body


def test_an_abstract_in_the_other_language_is_left_in_the_text():
    found = read(
        "a.md", f"# 題名\n\n## 要旨\n\n短い。\n\n## Abstract\n\n{ENGLISH}\n\n## はじめに\n\n{LONG}\n"
    )

    assert found.abstract == "<p>短い。</p>"
    assert found.body.startswith("<h2>Abstract</h2>")


def test_what_a_title_loses_as_plain_text_is_reported():
    found = read("a.html", f"<h1><em>Titanic</em>と<ruby>港<rt>みなと</rt></ruby></h1><p>{LONG}</p>")

    assert found.title == "Titanicと港"
    assert not_kept(found) == [
        ("reading (ruby)", "みなと"),
        ("emphasis or link in a title", "Titanicと港"),
    ]


def test_a_note_by_hand_on_the_title_is_no_note_of_the_text():
    found = read("a.md", f"# 題名[1]\n\n{LONG}[2]\n\n## 注\n\n1. 謝辞。\n2. 甲。\n")

    assert (found.title, found.starred) == ("題名", (Remark("<p>謝辞。</p>"),))
    assert [note.html for note in found.notes] == ["<p>甲。</p>"]
    assert found.proof.holds


def test_the_notice_is_the_line_in_brackets_and_its_paragraph():
    found = read("a.txt", f"【掲載のお知らせ】\nこの度、掲載する。\n{LONG}\n{LONG}\n")

    assert (found.furniture.notice_title, found.furniture.notice_html) == (
        "掲載のお知らせ",
        "<p>この度、掲載する。</p>",
    )
    assert found.body == f"<p>{LONG}</p><p>{LONG}</p>"


def test_lines_in_one_paragraph_are_found_too():
    page = f"<p>{LONG}</p><p>(2025/06/27)<br>*英語版はこちら。<br>【Ports: Policy Paper Vol. 7】<br>A Title in English</p>"
    found = read("a.html", page)

    assert found.furniture == Furniture(
        printed_date=date(2025, 6, 27),
        series_name="Ports",
        volume="7",
        other_titles={"en": "A Title in English"},
    )
    assert found.body == f"<p>{LONG}</p>"


def test_the_title_in_the_other_language_below_the_title():
    found = read("a.md", f"# 港の計画\n\nA Plan for Ports\n\n{LONG}\n")

    assert found.title == "港の計画"
    assert found.furniture.other_titles == {"en": "A Plan for Ports"}


def test_a_title_is_only_told_apart_by_a_script_of_the_installation():
    found = read("a.md", f"# A Plan\n\n항구 계획\n\n{ENGLISH}\n", "en", languages=("en", "ja"))

    assert found.furniture.other_titles == {}


def test_the_first_short_line_of_plain_text_is_the_title_and_reported():
    found = read("a.txt", f"港の計画\n{LONG}\n{LONG}\n")

    assert found.title == "港の計画"
    assert found.unsure == ("“港の計画” is taken for the title: it is the first line, and short.",)


@pytest.mark.parametrize(
    ("line", "authors", "sure"),
    [
        ("山田 太郎", ("山田 太郎",), False),
        ("山田　太郎、佐藤　花子", ("山田 太郎", "佐藤 花子"), False),
        ("著者：山田太郎", (), True),
        ("執筆者：山田 太郎", ("山田 太郎",), True),
        ("Jane Doe", ("Jane Doe",), False),
        (
            "By Jane Doe, John von Neumann, and Ana Lúcia de Souza",
            ("Jane Doe", "John von Neumann", "Ana Lúcia de Souza"),
            True,
        ),
        ("ジョン・スミス", ("ジョン・スミス",), False),
        ("課題と政策", (), True),
        ("Ports and Trade", (), True),
    ],
)
def test_authors_below_the_title(line, authors, sure):
    found = read("a.md", f"# 題名\n\n{line}\n\n{LONG}\n\n{LONG}\n")

    assert found.authors == authors
    assert any("taken for the authors" in each for each in found.unsure) is (bool(authors) and not sure)


@pytest.mark.parametrize("label", ["要旨", "【要旨】", "Abstract", "Executive Summary", "概要："])
def test_an_abstract_under_its_heading(label):
    found = read(
        "a.md", f"# 題名\n\n## {label}\n\n短くまとめる。\n\n## はじめに\n\n{LONG}\n\n## 結論\n\n{LONG}\n"
    )

    assert found.abstract == "<p>短くまとめる。</p>"
    assert found.body == f"<h2>はじめに</h2><p>{LONG}</p><h2>結論</h2><p>{LONG}</p>"


def test_an_abstract_that_is_no_plain_text_is_left_where_it_is():
    found = read("a.md", f"# 題名\n\n## 要旨\n\n- 一つ\n- 二つ\n\n## はじめに\n\n{LONG}\n")

    assert found.abstract == ""
    assert found.body.startswith("<h2>要旨</h2><ul>")
    assert found.unsure == (
        "The abstract holds more than plain paragraphs; it is left at the head of the text.",
    )


def test_signs_on_title_and_authors_take_their_remarks():
    found = read("a.txt", f"港の計画\n山田 太郎*\n\nはじめに\n{LONG}\n{LONG}\n* 本稿は個人の見解である。\n")

    assert (found.title, found.authors, found.starred) == (
        "港の計画",
        ("山田 太郎",),
        (Remark("<p>本稿は個人の見解である。</p>", 0),),
    )
    assert "個人の見解" not in found.body


def test_front_matter_says_it_all():
    found = read(
        "a.md",
        "---\ntitle: '港: 計画'\nsubtitle: 副題\nauthor:\n- 山田 太郎\n- name: Jane Doe\ndate: 2025-06-27\n"
        f"abstract: 短い。\n---\n\n{LONG}\n",
    )

    assert (found.title, found.subtitle, found.authors) == ("港: 計画", "副題", ("山田 太郎", "Jane Doe"))
    assert (found.abstract, found.furniture.printed_date) == ("<p>短い。</p>", date(2025, 6, 27))
    assert (found.not_kept, found.unsure) == ((), ())


def test_a_line_with_a_call_is_never_furniture():
    found = read("a.md", f"{LONG}\n\n2025年6月27日[^1]\n\n[^1]: 注。\n")

    assert found.furniture.printed_date is None
    assert not_kept(found) == []
    assert found.proof.calls == 1


def test_every_line_that_is_taken_out_is_reported():
    found = read(
        "a.txt",
        f"{LONG}\n{LONG}\n(2025/06/27)\n※本稿の英語版はこちら\n【Ports: Policy Paper Vol. 7】\nA Plan\n",
    )

    assert [(line.what, line.text) for line in found.recognised] == [
        ("date", "(2025/06/27)"),
        ("pointer", "※本稿の英語版はこちら"),
        ("series", "【Ports: Policy Paper Vol. 7】"),
        ("title-en", "A Plan"),
    ]


BIBLIOGRAPHY = (
    f"# Ports\n\n{ENGLISH}\n\n{ENGLISH}\n\n## Bibliography\n\nKim, J. “Arms.” KIDA Working Paper 34.\n\n"
    "Lee, S. Defense Exports. KIDA Working Paper No. 34\n\nPolicy Brief No. 12\n"
)


def test_no_entry_of_a_bibliography_is_a_series_line():
    found = read("a.md", BIBLIOGRAPHY, "en")

    assert found.furniture == Furniture()
    assert found.body.endswith("<p>Policy Brief No. 12</p>")


def test_the_headings_of_a_chronology_are_no_dates_of_the_paper():
    found = read(
        "a.md", f"# Ports\n\n{ENGLISH}\n\n### May 7, 2024\n\n{ENGLISH}\n\n### June 9, 2024\n\nSigned.\n", "en"
    )

    assert found.furniture == Furniture()
    assert found.proof.headings == 2


def test_dates_below_one_another_are_a_list():
    found = read("a.txt", f"{LONG}\n{LONG}\n2024年5月7日\n2024年6月9日\n")

    assert found.furniture.printed_date is None
    assert len(found.unsure) == 2


def test_a_date_that_is_not_at_the_very_edge_stays_and_is_reported():
    found = read("a.txt", f"{LONG}\n{LONG}\n(2025/06/27)\nTaro Yamada, Professor, University of Tokyo\n")

    assert found.furniture == Furniture()
    assert "<p>(2025/06/27)</p><p>Taro Yamada" in found.body
    assert found.unsure == ("“(2025/06/27)” looks like a date; it stays in the text.",)


def test_a_sentence_on_what_a_paper_argues_is_no_pointer():
    line = "This paper argues that the English version of the treaty is available and should be read."
    found = read("a.txt", f"{ENGLISH}\n{ENGLISH}\n{line}\n", "en")

    assert line in found.body


def test_the_lines_of_a_paragraph_above_its_furniture_stay_together():
    found = read("a.html", f"<p>{LONG}</p><p>{LONG}<br>続きである。<br>(2025/06/27)</p>")

    assert found.furniture.printed_date == date(2025, 6, 27)
    assert found.body == f"<p>{LONG}</p><p>{LONG}<br>続きである。</p>"


def test_paragraphs_of_a_notice_belong_together():
    found = read(
        "a.txt",
        f"【ポリシーペーパー掲載のお知らせ】\n二つの言語で公開する。\nご一読いただければ幸いです。\n{LONG}\n{LONG}\n",
    )

    assert found.furniture.notice_html == "<p>二つの言語で公開する。</p><p>ご一読いただければ幸いです。</p>"
    assert found.body == f"<p>{LONG}</p><p>{LONG}</p>"
    assert found.unsure == ("2 paragraphs are taken for the notice of the series.",)


@pytest.mark.parametrize(
    "heading", ["ウクライナ情勢シリーズの背景", "日本の対外政策の構造的な変化とその帰結について考える"]
)
def test_a_first_heading_in_brackets_is_no_notice(heading):
    found = read("a.txt", f"【{heading}】\n{LONG}\n{LONG}\n【結論】\n{LONG}\n")

    assert found.furniture == Furniture()
    assert found.proof.headings == 2
