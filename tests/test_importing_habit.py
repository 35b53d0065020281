"""Notes written by hand: [1] in the text and a numbered list at its end."""

import pytest

from papers.importing import Proof
from tests.manuscripts import read, texts

CALLED = '<p>前の文である。<sup data-note="n1"></sup>次の文である。<sup data-note="n2"></sup></p>'
TEXT = "前の文である。[1] 次の文である。[2]\n"

LISTS = {
    "dash and number": "脚注\n- 1 First.\n- 2 第二。\n",
    "number and stop": "注\n1. First.\n2. 第二。\n",
    "full-width number": "注\n１．First.\n２．第二。\n",
    "brackets": "Notes\n[1] First.\n[2] 第二。\n",
    "full-width brackets": "【注】\n［１］First.\n［２］第二。\n",
    "closing bracket": "注釈\n1) First.\n2) 第二。\n",
    "both brackets": "Endnotes:\n(1) First.\n（2）第二。\n",
    "a word before the number": "■脚注\n注1 First.\n注2 第二。\n",
    "raised digits": "Footnotes\n¹ First.\n² 第二。\n",
    "a bare number": "注：\n1 First.\n2 第二。\n",
    "sources as notes": "References\n1. First.\n2. 第二。\n",
    "no label": "[1] First.\n[2] 第二。\n",
    "no label, numbers and stops": "1. First.\n2. 第二。\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_every_way_of_numbering_a_list_is_read(name):
    found = read("a.txt", TEXT + LISTS[name])

    assert found.body == CALLED
    assert texts(found) == ["<p>First.</p>", "<p>第二。</p>"]
    assert [note.language for note in found.notes] == ["en", "ja"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("[1]", "[2]"),
        ("［１］", "［２］"),
        ("[注1]", "[注2]"),
        ("（注1）", "（注2）"),
        ("(注1)", "(注2)"),
        ("※1", "※2"),
        ("¹", "²"),
    ],
)
def test_every_way_of_calling_is_read(one, two):
    found = read("a.txt", f"前の文である。{one}次の文である。{two}\n注\n1. First.\n2. 第二。\n")

    assert found.body == CALLED


@pytest.mark.parametrize("raised", ["{}", "[{}]", "{})", "({})", "<a href='#x'>{}</a>", "<b>{}</b>"])
def test_raised_numbers_are_calls(raised):
    sup = [f"<sup>{raised.format(number)}</sup>" for number in (1, 2)]
    page = (
        f"<p>前の文である。{sup[0]}次の文である。{sup[1]}</p><p>注</p><ol><li>First.</li><li>第二。</li></ol>"
    )

    assert read("a.html", page).body == CALLED


def test_raised_numbers_of_units_are_none():
    text = "<p>広さは5km<sup>2</sup>、量は10<sup>2</sup>である。<sup>1</sup>また。<sup>2</sup></p>"
    page = f"{text}<p>注</p><p>1 甲</p><p>2 乙</p>"
    found = read("a.html", page)

    assert found.proof.calls == 2
    assert "5km<sup>2</sup>、量は10<sup>2</sup>である。" in found.body


def test_several_numbers_in_one_bracket_are_several_calls():
    found = read("a.txt", "Text.[1, 3] More.[2–4] Last.\nNotes\n1. A\n2. B\n3. C\n4. D\n", "en")

    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (5, 4, 4)
    assert texts(found) == ["<p>A</p>", "<p>C</p>", "<p>B</p>", "<p>D</p>"]


def test_a_year_in_brackets_is_no_call():
    found = read("a.txt", "The report [2024] says so.[1] It is [sic] long.\nNotes\n1. A\n", "en")

    assert found.body == '<p>The report [2024] says so.<sup data-note="n1"></sup> It is [sic] long.</p>'


def test_a_second_call_calls_the_same_note():
    found = read("a.txt", "前の文である。[1]次の文である。[1]\n注\n1. 甲\n")

    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (2, 1, 1)
    assert found.proof.holds


def test_marks_inside_notes_are_kept():
    page = (
        "<p>Text.[1] More.[2]</p><h2>Notes</h2>"
        '<p>[1] See <i>A Title</i>, “<a href="https://e.org/">link</a>.”</p><p><b>2.</b> <em>B</em></p>'
    )
    found = read("a.html", page, "en")

    assert texts(found) == [
        '<p>See <em>A Title</em>, “<a href="https://e.org/">link</a>.”</p>',
        "<p><em>B</em></p>",
    ]


def test_lines_in_one_paragraph_are_entries_too():
    found = read(
        "a.html",
        "<p>前の文である。[1]次の文である。[2]</p><p>注<br>[1] <i>First<br>line</i>.<br>[2] 第二。</p>",
    )

    assert found.body == CALLED
    assert texts(found) == ["<p><em>First</em></p><p><em>line</em>.</p>", "<p>第二。</p>"]


def test_a_paragraph_between_two_entries_continues_the_first():
    found = read("a.txt", TEXT + "注\n1. 甲。\n甲の続き。\n2. 乙。\n")

    assert texts(found) == ["<p>甲。</p><p>甲の続き。</p>", "<p>乙。</p>"]


def test_what_follows_the_last_entry_is_text_again():
    found = read("a.txt", TEXT + "注\n1. 甲。\n2. 乙。\n本稿は個人の見解である。\n")

    assert texts(found) == ["<p>甲。</p>", "<p>乙。</p>"]
    assert found.body == CALLED + "<p>本稿は個人の見解である。</p>"


def test_every_mismatch_is_named_with_its_sentence():
    found = read(
        "a.txt", "前の文。[1] 次の文[2]がある。終わり[9]。\n脚注\n- 1 甲。\n- 2 乙。\n- 2 丙。\n- 5 丁。\n"
    )

    assert found.proof == Proof(
        calls=3,
        distinct=3,
        notes=3,
        paragraphs=1,
        headings=0,
        tables=0,
        images=0,
        mismatches=(
            "The list has number 2 twice: “乙。” and “丙。”.",
            "Note 9 is called, but there is no such note: “終わり。”.",
            "Note 5 is called nowhere: “丁。”.",
        ),
    )
    assert not found.proof.holds


def test_calls_without_any_list_are_named():
    found = read("a.txt", "前の文。[1] 次の文。[2]\n")

    assert found.proof.mismatches == (
        "Note 1 is called, but there is no such note: “前の文。”.",
        "Note 2 is called, but there is no such note: “次の文。”.",
    )


def test_a_list_of_notes_without_any_call_is_named():
    found = read("a.txt", "前の文。次の文。\n脚注\n- 1 甲。\n")

    assert found.proof.mismatches == ("Note 1 is called nowhere: “甲。”.",)


def test_a_bibliography_that_nothing_calls_stays_in_the_text():
    found = read("a.md", "本文である。\n\n## 参考文献\n\n1. 甲『乙』2024年。\n2. 丙『丁』2023年。\n")

    assert found.proof == Proof(calls=0, distinct=0, notes=0, paragraphs=1, headings=1, tables=0, images=0)
    assert "<ol><li><p>甲『乙』2024年。</p></li>" in found.body


def test_an_enumeration_at_the_end_is_no_list_of_notes():
    found = read("a.md", "提言は二つである。\n\n1. 協力する。\n2. 備える。\n")

    assert found.proof.notes == 0
    assert found.proof.holds


def test_real_notes_and_a_list_by_hand_are_counted_together():
    found = read("a.md", "一[1]、二[^a]、三[2]。\n\n[^a]: 甲。\n\n## 注\n\n1. 乙。\n2. 丙。\n")

    assert texts(found) == ["<p>乙。</p>", "<p>甲。</p>", "<p>丙。</p>"]
    assert found.proof.holds


def test_brackets_beside_real_notes_are_only_reported():
    found = read("a.md", "一[1]、二[^a]。\n\n[^a]: 甲。\n")

    assert found.body == '<p>一[1]、二<sup data-note="n1"></sup>。</p>'
    assert found.unsure == ("The text has marks such as [1], but no list of notes that they call.",)
    assert found.proof.holds


def test_calls_in_headings_tables_and_quotations_count():
    page = (
        "<p>文。[1]</p><h2>題[2]</h2><p>文。</p><blockquote>引用。[3]</blockquote>"
        "<table><tr><td>値[4]</td></tr></table><h2>注</h2><p>1. 甲</p><p>2. 乙</p><p>3. 丙</p><p>4. 丁</p>"
    )
    found = read("a.html", page)

    assert (found.proof.calls, found.proof.notes) == (4, 4)
    assert found.proof.holds


def test_the_last_label_wins_over_a_heading_of_the_same_name():
    found = read("a.md", "# 題\n\n本文。[1]\n\n## 注\n\n注について述べる。\n\n## 脚注\n\n1. 甲。\n")

    assert "<h2>注</h2><p>注について述べる。</p>" in found.body
    assert texts(found) == ["<p>甲。</p>"]


def test_a_thousand_notes_by_hand_are_read():
    calls = "".join(f"文{number}。[{number}]" for number in range(1, 1000))
    found = read("a.txt", calls + "\n注\n" + "\n".join(f"{number}. 甲{number}" for number in range(1, 1000)))

    assert (found.proof.calls, found.proof.notes) == (999, 999)
    assert found.proof.holds


def test_a_list_of_the_translators_notes_says_so():
    found = read("a.txt", TEXT + "訳注\n1. 甲。\n2. 乙。\n")

    assert [note.kind for note in found.notes] == ["translator", "translator"]


@pytest.mark.parametrize(("left", "right"), [("(", ")"), ("（", "）"), ("", ")")])
def test_round_brackets_call_where_the_list_has_them_too(left, right):
    found = read(
        "a.txt",
        f"一である{left}1{right}。\n二である{left}2{right}。\n注\n{left}1{right} 甲\n{left}2{right} 乙\n",
    )

    assert (
        found.body == '<p>一である<sup data-note="n1"></sup>。</p><p>二である<sup data-note="n2"></sup>。</p>'
    )
    assert found.proof.holds


@pytest.mark.parametrize(
    "text",
    [
        "一である(1)。\n二である(2)。\n三である(3)。\n注\n(1) 甲\n(2) 乙\n",
        "一である(2)。\n二である(1)。\n注\n(1) 甲\n(2) 乙\n",
        "一である(1)。\n二である(2)。\n注\n1 甲\n2 乙\n",
    ],
)
def test_round_brackets_that_do_not_go_one_to_one_are_text(text):
    found = read("a.txt", text)

    assert found.proof.calls == 0
    assert "(1)" in found.body
