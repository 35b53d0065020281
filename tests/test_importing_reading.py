"""One file → one Manuscript: the same text in every format is the same manuscript."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from papers import importing, markup
from papers.importing import Furniture, Manuscript, Note, NotKept, Proof, Refused, Remark
from tests.manuscripts import SAMPLES, in_every_format, not_kept, read, texts
from tests.word import document

JAPANESE = (SAMPLES / "manuscript.ja.txt").read_text(encoding="utf-8")
HEADINGS = ("効率が生む脆さ", "災害に学ぶ", "共に備えるための道筋")
FILES = in_every_format(JAPANESE, HEADINGS, "脚注")


@pytest.fixture(scope="module")
def plain() -> Manuscript:
    return read("manuscript.ja.txt", JAPANESE)


def test_our_own_sample_is_read_whole(plain):
    assert plain.proof == Proof(
        calls=22, distinct=22, notes=22, paragraphs=13, headings=3, tables=0, images=0
    )
    assert plain.proof.holds
    assert (plain.title, plain.subtitle, plain.authors, plain.abstract) == ("", "", (), "")
    assert plain.furniture.printed_date == date(2025, 9, 18)
    assert plain.furniture.volume == "4"
    assert plain.furniture.series_name == "Ports and Logistics Resilience Dialogue"
    assert plain.furniture.other_titles == {
        "en": "Keeping Ports Moving: Logistics Resilience as a Shared Task for Japan and Europe"
    }
    assert plain.furniture.notice_title == "「港湾・物流レジリエンス対話」ポリシーペーパー公開にあたって"
    assert markup.text(plain.furniture.notice_html).startswith("本サイトでは、")
    assert {note.language for note in plain.notes} == {"en"}
    assert [note.key for note in plain.notes] == [f"n{number}" for number in range(1, 23)]
    assert not_kept(plain) == [("pointer to the other edition", "*本論考には英語版があります。")]
    assert plain.unsure == ()


def test_its_headings_are_found_by_shape(plain):
    found = [block.text for block in markup.parse(plain.body) if block.tag == "h2"]

    assert found == list(HEADINGS)


def test_the_english_sample_is_its_mirror(plain):
    english = read("manuscript.en.txt", (SAMPLES / "manuscript.en.txt").read_bytes(), "en")

    assert english.proof == plain.proof
    assert english.furniture.printed_date == plain.furniture.printed_date
    assert english.furniture.volume == "4"
    assert english.furniture.notice_title == "Policy papers of the Ports and Logistics Resilience Dialogue"
    assert english.furniture.other_titles == {
        "ja": "港を止めない、止まっても動かす：日欧が分かち合う物流の強靱性"
    }


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_format_says_the_same(name, plain):
    found = read(name, FILES[name])

    assert found.body == plain.body
    assert found.notes == plain.notes
    assert found.furniture == plain.furniture
    assert found.proof == plain.proof
    assert found.not_kept == plain.not_kept
    assert found.unsure == ()


@pytest.mark.skipif(not settings.TAIYAKU_SAMPLE, reason="TAIYAKU_SAMPLE is not set")
def test_the_real_sample_is_read_whole():
    found = read("sample.txt", Path(settings.TAIYAKU_SAMPLE).read_bytes())

    assert found.proof == Proof(
        calls=22, distinct=22, notes=22, paragraphs=13, headings=3, tables=0, images=0
    )
    assert found.title == ""
    assert found.furniture.printed_date == date(2025, 6, 27)
    assert found.furniture.volume == "7"
    assert found.furniture.other_titles == {
        "en": "Navigating the Opportunities and Challenges in NATO–South Korea Defense Industrial Cooperation"
    }
    assert {note.language for note in found.notes} == {"en"}
    assert found.unsure == ()


@pytest.mark.skipif(not settings.TAIYAKU_SAMPLE, reason="TAIYAKU_SAMPLE is not set")
def test_the_real_sample_is_the_same_in_every_format():
    text = Path(settings.TAIYAKU_SAMPLE).read_text(encoding="utf-8")
    plain = read("sample.txt", text)
    headings = [block.text for block in markup.parse(plain.body) if block.tag == "h2"]

    for name, data in in_every_format(text, headings, "脚注").items():
        found = read(name, data)
        assert (name, found.body, found.notes, found.furniture) == (
            name,
            plain.body,
            plain.notes,
            plain.furniture,
        )


def test_keys_follow_the_first_calls_and_uncalled_notes_come_last():
    found = read("a.md", "一[^b]、二[^a]、三[^b]。\n\n[^z]: 無。\n\n[^a]: 甲。\n\n[^b]: 乙。\n")

    assert found.body == (
        '<p>一<sup data-note="n1"></sup>、二<sup data-note="n2"></sup>、三<sup data-note="n1"></sup>。</p>'
    )
    assert [(note.key, note.html) for note in found.notes] == [
        ("n1", "<p>乙。</p>"),
        ("n2", "<p>甲。</p>"),
        ("n3", "<p>無。</p>"),
    ]
    assert found.proof == Proof(
        calls=3,
        distinct=2,
        notes=3,
        paragraphs=1,
        headings=0,
        tables=0,
        images=0,
        mismatches=("Note z is called nowhere: “無。”.",),
    )
    assert not found.proof.holds


def test_one_dangling_call_and_one_uncalled_note_do_not_make_a_proof():
    found = read("a.md", "一[^a]、二[^x]。\n\n[^a]: 甲。\n\n[^b]: 乙。\n")

    assert (found.proof.distinct, found.proof.notes) == (2, 2)
    assert found.proof.mismatches == (
        "Note x is called, but there is no such note: “一、二。”.",
        "Note b is called nowhere: “乙。”.",
    )
    assert not found.proof.holds


def test_the_space_behind_a_call_goes_where_text_is_set_solid():
    japanese = read("a.txt", "一である。[1] EUもNATO[2] Koreaも[3] 同じ。\n注\n1 甲\n2 乙\n3 丙\n")
    english = read("a.txt", "One is so.[1] Two is not.\nNotes\n1 A\n", "en")

    assert japanese.body == (
        '<p>一である。<sup data-note="n1"></sup>EUもNATO<sup data-note="n2"></sup> Koreaも'
        '<sup data-note="n3"></sup>同じ。</p>'
    )
    assert english.body == '<p>One is so.<sup data-note="n1"></sup> Two is not.</p>'


def test_the_place_of_a_call_beside_a_full_stop_is_kept():
    found = read("a.txt", "前の文[1]。次の文、[2]そして終わる。[3]\n注\n1 甲\n2 乙\n3 丙\n")

    assert found.body == (
        '<p>前の文<sup data-note="n1"></sup>。次の文、<sup data-note="n2"></sup>そして終わる。<sup data-note="n3"></sup></p>'
    )


def test_notes_say_their_language_and_their_kind():
    found = read(
        "a.md",
        "一[^1]二[^2]三[^3]四[^4]。\n\n[^1]: Kim, *A Title*, 2024.\n\n[^2]: 防衛省『白書』（2024）、*White Paper*。\n\n"
        "[^3]: 訳注：「甲」の意。\n\n[^4]: 編注　改めた。\n",
    )

    assert found.notes == (
        Note("n1", "<p>Kim, <em>A Title</em>, 2024.</p>", "en", "author"),
        Note("n2", "<p>防衛省『白書』（2024）、<em>White Paper</em>。</p>", "ja", "author"),
        Note("n3", "<p>訳注：「甲」の意。</p>", "ja", "translator"),
        Note("n4", "<p>編注　改めた。</p>", "ja", "editor"),
    )


def test_a_note_is_never_in_a_language_that_is_not_installed():
    found = read("a.md", "一[^1]。\n\n[^1]: 한국어 각주.\n")
    korean = read("a.md", "一[^1]。\n\n[^1]: 한국어 각주.\n", languages=("en", "ja", "ko"))

    assert [note.language for note in found.notes] == ["ja"]
    assert [note.language for note in korean.notes] == ["ko"]


def test_a_note_with_more_than_paragraphs_keeps_its_text_and_says_so():
    found = read("a.md", "一[^1]。\n\n[^1]: 甲。\n\n    - 乙\n    - 丙\n")

    assert texts(found) == ["<p>甲。</p><p>乙</p><p>丙</p>"]
    assert found.not_kept == (
        NotKept(
            "list, table or quotation in a note",
            "甲。 乙 丙",
            "A note holds paragraphs only; the text is kept.",
        ),
    )


def test_a_note_on_the_title_is_no_note_of_the_text():
    found = read("a.md", "# 題名[^s]\n\n本文[^1]である。\n\n[^s]: 謝辞。\n\n[^1]: 注。\n")

    assert (found.title, found.starred) == ("題名", (Remark("<p>謝辞。</p>"),))
    assert texts(found) == ["<p>注。</p>"]
    assert found.proof.holds


def test_a_span_that_says_the_language_of_the_page_is_taken_off():
    found = read("a.html", '<p lang="ja"><span lang="ja-JP">本文</span>と<span lang="fr">mot</span>。</p>')

    assert found.body == '<p>本文と<span lang="fr">mot</span>。</p>'


def test_reading_leaves_no_file_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read("real.docx", FILES["real.docx"])

    assert os.listdir(tmp_path) == []


def test_a_manuscript_without_anything_around_it_has_no_furniture():
    assert read("a.txt", "本文である。\n").furniture == Furniture()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "\ufeff"),
        ("a.txt", "\u3000\n\u200b\n"),
        ("a.html", "<html><body><p></p></body></html>"),
        ("a.md", "<!-- x -->"),
        ("a.docx", document()),
    ],
)
def test_a_file_without_any_text_is_refused(name, content):
    with pytest.raises(importing.Refused, match=f"“{name}” has no text"):
        read(name, content)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u3000"])
def test_every_space_behind_a_call_goes_where_text_is_set_solid(space):
    found = read("a.txt", f"一である。[1]{space}同じ。\n\n続きである。\n\n注\n1 甲\n")

    assert found.body.startswith('<p>一である。<sup data-note="n1"></sup>同じ。</p>')


def test_an_abstract_that_calls_notes_is_left_where_they_are_counted():
    found = read(
        "a.md",
        "---\ntitle: 題名\nabstract: |\n  短い。[^a]\n\n  終わり。\n---\n\n本文である。[^b]\n\n[^a]: 甲。\n\n[^b]: 乙。\n",
    )

    assert found.abstract == ""
    assert found.body.startswith('<p>短い。<sup data-note="n1"></sup></p><p>終わり。</p><p>本文')
    assert found.proof.holds
    assert found.unsure == (
        "The abstract holds more than plain paragraphs; it is left at the head of the text.",
    )


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_lines_that_look_like_headings_are_named_where_there_are_none(name):
    long = "港の話である。とても長い段落がここにあり、これは見出しではない。" * 3
    lines = [long, "第一の理由", long]
    text = "".join(f"<p>{line}</p>" for line in lines) if name == "a.html" else "\n\n".join(lines)

    found = read(name, text)

    assert found.proof.headings == 0
    assert found.unsure == ("“第一の理由” may be a heading; the file has none, so it stays a paragraph.",)


FORGED = "&#xFDD1;n1&#xFDD4;", "&#64977;n1&#64980;", "&#xfdd1n1&#xfdd4"


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_an_entity_forges_no_call(name, forged):
    found = read(name, f"<p>Text {forged} end.</p>" if name == "a.html" else f"Text {forged} end.")

    assert found.proof.calls == 0
    assert found.body == "<p>Text n1 end.</p>"


def test_an_escape_in_the_front_matter_forges_no_call():
    found = read("a.md", '---\ntitle: "T \\uFDD1n1\\uFDD4"\n---\n\n本文である。[^1]\n\n[^1]: 注。\n')

    assert found.starred == ()
    assert found.proof.calls == 1


def test_a_text_that_calls_more_notes_than_any_paper_has_is_refused():
    text = "題名\n\n本文です。" + "文。[1]" * 10_001 + "\n\n脚注\n\n- 1 注。\n"

    with pytest.raises(Refused, match="more than 10000 notes"):
        read("paper.txt", text.encode(), "ja")
