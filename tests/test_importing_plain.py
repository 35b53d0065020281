"""Plain text: lines, blank lines, headings by shape, and the encodings of half a century."""

import pytest

from tests.manuscripts import read, texts

LONG = "港の話である。とても長い段落がここにあり、これは見出しではない。" * 3


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-32", ()),
        ("iso2022_jp", ()),
        ("cp932", ("The text is not UTF-8; it was read as Shift_JIS.",)),
        ("euc_jp", ("The text is not UTF-8; it was read as EUC-JP.",)),
    ],
)
def test_japanese_in_every_encoding(encoding, said):
    text = "前の文である。ひらがなとカタカナと漢字、「引用」。\n"
    found = read("a.txt", text.encode(encoding))

    assert found.body == f"<p>{text.strip()}</p>"
    assert found.unsure == said


def test_korean_and_western_encodings():
    korean = read("a.txt", "한국어 문장이다. 항구를 말한다.\n".encode("cp949"), "ko", languages=("ko", "en"))
    western = read("a.txt", "A café, “quoted” – and so on.\n".encode("cp1252"), "en")

    assert korean.body == "<p>한국어 문장이다. 항구를 말한다.</p>"
    assert western.body == "<p>A café, “quoted” – and so on.</p>"
    assert western.unsure == ("The text is not UTF-8; it was read as Windows-1252.",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_machine(end):
    assert (
        read("a.txt", f"一つ目の文。{end}二つ目の文。{end}").body == "<p>一つ目の文。</p><p>二つ目の文。</p>"
    )


def test_each_line_is_a_paragraph_with_blank_lines_or_without():
    close, apart = f"{LONG}\n{LONG}\n", f"{LONG}\n\n{LONG}\n"

    assert read("a.txt", close).body == read("a.txt", apart).body == f"<p>{LONG}</p><p>{LONG}</p>"


def test_short_lines_between_paragraphs_are_headings():
    found = read("a.txt", f"{LONG}\n港の役割\n{LONG}\n港のこれから\n{LONG}\n")

    assert found.body == f"<p>{LONG}</p><h2>港の役割</h2><p>{LONG}</p><h2>港のこれから</h2><p>{LONG}</p>"
    assert found.unsure == ()


def test_a_heading_that_may_be_none_is_reported():
    found = read("a.txt", f"{LONG}\n港の役割とそれを支える人々の長い長い物語について考えること\n短い文。\n")

    assert found.unsure == (
        "“港の役割とそれを支える人々の長い長い物語について考えること” is taken for a heading by its shape.",
    )


def test_numbers_say_how_deep_a_heading_is():
    found = read("a.txt", f"{LONG}\n1. 港の役割\n{LONG}\n1.1 歴史\n{LONG}\n")

    assert "<h2>1. 港の役割</h2>" in found.body
    assert "<h3>1.1 歴史</h3>" in found.body


@pytest.mark.parametrize(
    "line", ["これは文である。", "It ends so.", "理由は次の通り：", "一つ、", "三つある：」"]
)
def test_a_line_that_ends_like_a_sentence_is_no_heading(line):
    assert "<h2>" not in read("a.txt", f"{LONG}\n{line}\n{LONG}\n").body


def test_the_last_line_is_no_heading():
    assert "<h2>" not in read("a.txt", f"{LONG}\n{LONG}\n以上\n").body


def test_bullets_are_a_list():
    found = read("a.txt", f"{LONG}\n・一つ\n・二つ\n- 三つ\n{LONG}\n")

    assert found.body == (
        f"<p>{LONG}</p><ul><li><p>一つ</p></li><li><p>二つ</p></li><li><p>三つ</p></li></ul><p>{LONG}</p>"
    )


WRAPPED = """A Plan for the Sea

By Jane Doe

This is the first paragraph of a text that was wrapped by
hand at some sixty letters, as people used to do when they
wrote e-mail.[1] It goes on here.

Second Part

This is the second paragraph of a text that was wrapped by
hand at some sixty letters, as people used to do.[2]

Notes

1. Note one is so long that it was wrapped by the person who
   wrote it.
2. Note two.
"""


def test_lines_wrapped_by_hand_are_one_paragraph():
    found = read("a.txt", WRAPPED, "en")

    assert (found.title, found.authors) == ("A Plan for the Sea", ("Jane Doe",))
    assert found.body == (
        "<p>This is the first paragraph of a text that was wrapped by hand at some sixty letters, as people used to do "
        'when they wrote e-mail.<sup data-note="n1"></sup> It goes on here.</p><h2>Second Part</h2>'
        "<p>This is the second paragraph of a text that was wrapped by hand at some sixty letters, as people used to "
        'do.<sup data-note="n2"></sup></p>'
    )
    assert texts(found) == [
        "<p>Note one is so long that it was wrapped by the person who wrote it.</p>",
        "<p>Note two.</p>",
    ]


def test_japanese_wrapped_by_hand_is_joined_without_spaces():
    line = "港は国の入り口であり人と物と情報が行き交う場所である"
    found = read("a.txt", f"{line}\n{line}\n{line}\nそれだけではない。\n\n{line}\n{line}\n終わり。\n")

    assert found.body == f"<p>{line * 3}それだけではない。</p><p>{line * 2}終わり。</p>"


def test_letters_of_html_are_letters():
    found = read("a.txt", "<script>alert(1)</script> & <b>太字</b>である。\n")

    assert found.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;太字&lt;/b&gt;である。</p>"
