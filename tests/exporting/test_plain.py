"""Plain text: lines of a width, headings that show, notes at the end."""

from papers.document import Text
from papers.exporting import plain
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.models import Label
from tests.exporting.pieces import SERIES, call, note, printing

WORD = "word "


def test_a_whole_paper():
    edition = printing(
        f"<h2>A heading</h2><p>First{call('b')} and {call('a')}again{call('b')}.</p>",
        note("a", "<p>Note <em>a</em>, <a href='https://example.org/x'>there</a>.</p>".replace("'", '"')),
        note("b", "<p>備考。</p>", kind="translator", language="ja"),
        subtitle="Its Limits",
        abstract="<p>In short.</p>",
        series=SERIES,
        live={"sources": (Source("Kim, <em>A Book</em>.", "en"),)},
    )

    assert plain.write(edition).decode() == (
        "Allies and Partners  Policy Paper  Vol. 7\n\n"
        "The Paper\n=========\n\nIts Limits\n\nHanako Mihon\n\nJune 27, 2025\nVersion 1\n\n"
        "| About the series\n| Each paper appears in two languages.\n\n"
        "Abstract\n--------\n\nIn short.\n\n"
        "A heading\n---------\n\nFirst[1] and [2]again[1].\n\n"
        "Notes\n-----\n\n[1] Translator’s note 備考。\n\n[2] Note a, there <https://example.org/x>.\n\n"
        "References\n----------\n\n- Kim, A Book.\n\n"
        f"{'-' * 76}\nPublisher: Sample Institute\nAddress: https://papers.example/en/papers/paper/\n"
    )


def body(html, language="en"):
    written = plain.write(printing(html, language=language)).decode()
    return written.split("Version 1" if language == "en" else "第1版", 1)[1].split("-" * 76)[0].strip("\n")


def test_no_line_is_wider_than_its_width_and_no_word_is_lost():
    said = body(f"<p>{WORD * 100}</p><p>{'漢字かな交じり、' * 30}</p>")

    assert all(plain.wide(line) <= plain.WIDTH + 2 for line in said.split("\n"))
    assert said.count("word") == 100
    assert "".join(said.split()).endswith("漢字かな交じり、" * 30)


def test_a_line_of_japanese_begins_with_no_closing_mark_and_ends_with_no_opening_one():
    said = body(f"<p>{'「引用」、' * 60}</p>", "ja")

    lines = said.split("\n")
    assert len(lines) > 5
    assert [line for line in lines if line[0] in "」、。" or line[-1] in "「"] == []


def test_a_line_of_japanese_begins_with_no_small_kana_or_sign_that_lengthens():
    body = "".join(
        f"<p>{'あ' * indent}きっとキャッチャーはもっと待っていて、佐々木もきっと。</p>"
        for indent in range(20)
    )

    lines = plain.write(printing(body, language="ja")).decode().split("\n")

    assert any(line.endswith("き") or "もきっと。" in line[:9] for line in lines)
    assert [line for line in lines if line and line[0] in "っゃゅょッャュョー々"] == []


def test_lists_quotations_and_tables_keep_their_shape():
    said = body(
        '<ol start="9"><li><p>Nine</p></li><li><p>Ten</p><ul><li><p>In</p></li></ul></li></ol>'
        "<blockquote><p>One.</p><p>Two.</p></blockquote>"
        '<table><caption>Table 1</caption><tbody><tr><th scope="col"><p>A</p></th><th scope="col"><p>B</p></th></tr>'
        "<tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>"
    )

    assert said == ("9. Nine\n10. Ten\n\n    - In\n\n    One.\n\n    Two.\n\nTable 1\nA | B\n-----\n1 | 2")


def test_a_picture_is_its_words_and_a_reading_stands_in_brackets():
    said = body(
        '<figure><img src="/media/x.png" alt="A harbour"><figcaption>Figure 1</figcaption></figure>'
        "<p><ruby>漢字<rt>かんじ</rt></ruby></p>"
    )

    assert said == "[Picture: A harbour]\nFigure 1\n\n漢字（かんじ）"


def test_a_retraction_is_the_second_thing_that_is_said():
    edition = printing(live={"retraction": Retraction("July 1, 2025", Label("Wrong.", "en"))})

    assert (
        plain.write(edition).decode().startswith("*** This paper was retracted on July 1, 2025. Wrong.\n\n")
    )


def test_the_words_around_a_japanese_text_are_japanese():
    edition = printing(abstract="<p>要旨の文。</p>", language="ja", title="論考", series=None)

    said = plain.write(edition).decode()

    assert "\n\n要旨\n----\n\n要旨の文。" in said
    assert Text("論考", "ja").text in said
