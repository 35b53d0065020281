"""Titles, names and the notes on them are told from headings, and go where they belong."""

import pytest

from papers.importing import Remark
from tests.manuscripts import read
from tests.test_importing_furniture import ENGLISH, LONG


@pytest.mark.parametrize(
    ("line", "authors", "affiliations"),
    [
        ("山田 太郎（東京大学教授）", ("山田 太郎",), {"山田 太郎": "東京大学教授"}),
        ("山田太郎（東京大学教授）", ("山田太郎",), {"山田太郎": "東京大学教授"}),
        ("東京大学教授　山田 太郎", ("山田 太郎",), {"山田 太郎": "東京大学教授"}),
        (
            "山田 太郎（東京大学教授）、佐藤 花子（港湾研究所、主任研究員）",
            ("山田 太郎", "佐藤 花子"),
            {"山田 太郎": "東京大学教授", "佐藤 花子": "港湾研究所、主任研究員"},
        ),
        ("Jane Doe (University of Oslo)", ("Jane Doe",), {"Jane Doe": "University of Oslo"}),
        ("港（横浜）", (), {}),
    ],
)
def test_a_byline_names_the_affiliation_too(line, authors, affiliations):
    found = read("a.md", f"# 題名\n\n{line}\n\n{LONG}\n\n{LONG}\n")

    assert (found.authors, found.affiliations) == (authors, affiliations)


@pytest.mark.parametrize(
    "text",
    [
        f"# Ports\n\n**Strategic Context**\n\n{ENGLISH}\n\n**Key Findings**\n\n{ENGLISH}\n",
        f"# Ports\n\n**Harbour Talks**\n\n{ENGLISH}\n\n**Open Doors**\n\n{ENGLISH}\n",
        f"# Ports\n\nHarbour Talks\n\n{ENGLISH}\n\nOpen Doors\n\n{ENGLISH}\n",
    ],
)
def test_a_first_heading_is_no_author(text):
    assert read("a.md", text, "en").authors == ()


@pytest.mark.parametrize(
    ("first", "second"), [("서론", "결론"), ("항구", "바다"), ("ロシア・ウクライナ", "アジア・アフリカ")]
)
def test_a_first_heading_is_no_author_in_any_script(first, second):
    found = read("a.md", f"# 題名\n\n**{first}**\n\n{LONG}\n\n**{second}**\n\n{LONG}\n")

    assert (found.authors, found.proof.headings) == ((), 2)


@pytest.mark.parametrize(
    "text",
    [
        f"港の計画\n2025年6月27日\nKeywords: NATO, South Korea, ports\n{LONG}\n{LONG}\n",
        f"港の計画\nTaro Yamada, Professor, University of Tokyo\n{LONG}\n{LONG}\n",
        f"港の計画\n2025年6月27日\nPorts and Power\n{LONG}\n{LONG}\n",
    ],
)
def test_keywords_bylines_and_first_headings_are_no_title(text):
    assert read("a.txt", text).furniture.other_titles == {}


def test_a_title_in_the_other_language_that_is_guessed_is_reported():
    found = read("a.md", f"# 港の計画\n\nA Plan for Ports\n\n{LONG}\n")

    assert found.unsure == ("“A Plan for Ports” is taken for the title in the other language.",)


def test_each_author_keeps_the_note_on_them():
    found = read(
        "a.md",
        f"# 題名\n\n山田 太郎[^a]、佐藤 花子[^b]\n\n高橋 次郎[^c]\n\n{LONG}[^1]\n\n"
        "[^a]: *甲*大学。\n\n[^b]: 乙。\n\n[^c]: 丙。\n\n[^1]: 注。\n",
    )

    assert found.authors == ("山田 太郎", "佐藤 花子", "高橋 次郎")
    assert found.starred == (
        Remark("<p><em>甲</em>大学。</p>", 0),
        Remark("<p>乙。</p>", 1),
        Remark("<p>丙。</p>", 2),
    )
    assert found.proof.holds


def test_signs_tell_the_titles_note_from_the_authors():
    found = read(
        "a.txt", f"港の計画*\n山田 太郎†\n{LONG}\n{LONG}\n* 本稿は助成を受けた。\n† 東京大学教授。\n"
    )

    assert found.starred == (Remark("<p>本稿は助成を受けた。</p>"), Remark("<p>東京大学教授。</p>", 0))
    assert [line.what for line in found.recognised][-2:] == ["remark", "remark"]
