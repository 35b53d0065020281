"""Markdown: real notes by name, and the dialects that people mix."""

import base64

from papers.importing import NotKept
from tests.manuscripts import not_kept, read, texts
from tests.word import png


def test_everything_a_body_knows():
    found = read(
        "a.md",
        "# 題名\n\n本文は*強調*と**太字**と[link](https://e.org/?a=1&b=2)、H~2~O、<ruby>漢字<rt>かんじ</rt></ruby>。\n\n"
        "> 引用。\n\n1. 一\n2. 二\n    - 三\n\n| 国 | 値 |\n|---|---|\n| 日本 | 1 |\n\n: 表の題\n",
    )

    assert found.title == "題名"
    assert found.body == (
        '<p>本文は<em>強調</em>と<strong>太字</strong>と<a href="https://e.org/?a=1&amp;b=2">link</a>、H<sub>2</sub>O、'
        "<ruby>漢字<rt>かんじ</rt></ruby>。</p><blockquote><p>引用。</p></blockquote>"
        "<ol><li><p>一</p></li><li><p>二</p><ul><li><p>三</p></li></ul></li></ol>"
        '<table><caption>表の題</caption><tbody><tr><th scope="col"><p>国</p></th><th scope="col"><p>値</p></th></tr>'
        "<tr><td><p>日本</p></td><td><p>1</p></td></tr></tbody></table>"
    )
    assert found.not_kept == ()


def test_a_note_called_twice_is_one_note():
    found = read("a.md", "一[^a]、二[^b]、三[^a]。\n\n[^a]: 甲。\n[^b]: 甲。\n")

    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (3, 2, 2)
    assert texts(found) == ["<p>甲。</p>", "<p>甲。</p>"]


def test_an_inline_note_is_a_note():
    found = read("a.md", "一^[甲*乙*。]、二^[丙。]。\n")

    assert texts(found) == ["<p>甲<em>乙</em>。</p>", "<p>丙。</p>"]
    assert found.proof.holds


def test_a_note_of_several_paragraphs_keeps_them():
    found = read("a.md", "一[^a]。\n\n[^a]: 甲。\n\n    乙。\n\n本文に戻る。\n")

    assert texts(found) == ["<p>甲。</p><p>乙。</p>"]
    assert found.body.endswith("<p>本文に戻る。</p>")


def test_a_note_written_twice_is_named():
    found = read("a.md", "一[^a]。\n\n[^a]: 甲。\n\n[^a]: 乙。\n")

    assert found.proof.mismatches == (
        "The note [^a] is written twice.",
        "Note a is called nowhere: “乙。”.",
    )
    assert not found.proof.holds


def test_quotes_dashes_and_dollars_are_as_typed():
    found = read("a.md", 'It\'s "so" -- $1.50 a hit, then $2.7b... and \\foo @key [@key].\n', "en")

    assert found.body == '<p>It\'s "so" -- $1.50 a hit, then $2.7b... and \\foo @key [@key].</p>'


def test_lines_of_japanese_are_joined_without_spaces():
    assert (
        read("a.md", "一行目の文と\n二行目の文と\nNATO\nの文。\n").body
        == "<p>一行目の文と二行目の文と NATO の文。</p>"
    )


def test_plain_text_named_md_is_read_by_its_lines():
    long = "港の話である。とても長い段落がここにあり、これは見出しではない。" * 6
    text = f"{long}[1]\n港の役割\n{long}\n港のこれから\n{long}\n注\n- 1 甲。\n"

    assert read("a.md", text).body == read("a.txt", text).body


def test_entries_without_blank_lines_are_entries():
    found = read("a.md", "# 題\n\n本文。[1] 次。[2]\n\n## 注釈\n[1] First note.\n[2] 第二の注。\n続き。\n")

    assert texts(found) == ["<p>First note.</p>", "<p>第二の注。続き。</p>"]


def test_a_list_in_a_list_is_a_numbered_entry():
    found = read("a.md", "# T\n\nText.[1] More [2].\n\nFootnotes\n\n- 1. One.\n- 2. Two *it*.\n", "en")

    assert texts(found) == ["<p>One.</p>", "<p>Two <em>it</em>.</p>"]


def test_several_first_headings_are_sections():
    assert read("a.md", "# 一章\n\n本文。\n\n# 二章\n\n本文。\n\n### 節\n\n本文。\n").body == (
        "<h2>一章</h2><p>本文。</p><h2>二章</h2><p>本文。</p><h3>節</h3><p>本文。</p>"
    )


def test_code_that_could_do_something_is_dropped_and_reported():
    found = read(
        "a.md",
        '本文<script>alert(1)</script>と<b onclick="x()">太字</b>。\n\n<iframe src="https://e.org"></iframe>\n',
    )

    assert found.body == "<p>本文</p><p>と<strong>太字</strong>。</p>"
    assert [what for what, _where in not_kept(found)] == ["raw code", "raw code"]


def test_images_are_kept_when_they_are_in_the_text():
    inside = "data:image/png;base64," + base64.b64encode(png()).decode()
    found = read("a.md", f"前。\n\n![港]({inside})\n\n![海](sea.png)\n")
    (digest,) = found.images

    assert found.body == f'<p>前。</p><figure><img src="/media/{digest}.png" alt="港"></figure>'
    assert found.not_kept == (NotKept("image", "海 (sea.png)", "The image is not in the file."),)


def test_what_only_other_media_know_is_reported():
    found = read(
        "a.md",
        "本文~~取消~~と[資料](./x.pdf)。\n\n***\n\nA. 一\nB. 二\n\n用語\n:   説明。\n\n    code line\n",
    )

    assert [what for what, _where in not_kept(found)] == [
        "strike-through",
        "link",
        "rule",
        "list of terms",
    ]
    assert "<p>本文取消と資料。</p>" in found.body


def test_entries_that_markdown_takes_for_addresses_are_entries():
    found = read("a.md", "# 題\n\n本文。[1] 次。[2]\n\n## 注\n\n[1]: 甲。\n[2]: https://example.org/乙\n")

    assert texts(found) == ["<p>甲。</p>", "<p>https://example.org/乙</p>"]
    assert found.proof.holds


def test_addresses_of_links_stay_addresses():
    found = read(
        "a.md", "本文の[甲][1]と[乙][2]。\n\n[1]: https://example.org/a\n[2]: https://example.org/b\n"
    )

    assert found.body == (
        '<p>本文の<a href="https://example.org/a">甲</a>と<a href="https://example.org/b">乙</a>。</p>'
    )


def test_a_comment_is_reported():
    found = read("a.md", "本文<!-- 要確認 -->である。\n\n<!-- 後で -->\n")

    assert found.body == "<p>本文である。</p>"
    assert not_kept(found) == [("comment", "要確認"), ("comment", "後で")]


def test_front_matter_names_affiliations_series_and_volume_and_the_rest_is_reported():
    found = read(
        "a.md",
        "---\ntitle: 題名\nauthor:\n  - name: 山田 太郎\n    affiliation: 京都大学\n    email: a@example.org\n"
        "  - name: 佐藤 花子\nseries: 港湾政策\nvolume: 7\nkeywords: [港, 海]\nlang: ja\n---\n\n本文である。\n",
    )

    assert found.affiliations == {"山田 太郎": "京都大学"}
    assert (found.furniture.series_name, found.furniture.volume) == ("港湾政策", "7")
    assert sorted(not_kept(found)) == [
        ("metadata (author.email)", "a@example.org"),
        ("metadata (keywords)", "港, 海"),
    ]
