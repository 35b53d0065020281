"""The tree of a text: calls held to their words, tables laid out, titles in phrases."""

import pytest

from papers.exporting import tree
from tests.exporting.pieces import call


def inline(html, language="ja"):
    (block,) = tree.blocks(f"<p>{html}</p>", language)
    return block["c"]


def mark(key, *, beside=False):
    return {"k": "note", "key": key, "beside": beside}


def test_a_call_is_held_by_the_kana_before_it():
    assert inline(f"示した{call('a')}次") == [
        "示し",
        {"k": "held", "c": ["た", mark("a")], "gap": False},
        "次",
    ]


def test_the_empty_half_of_a_full_stop_stands_behind_the_calls():
    assert inline(f"示した。{call('a')}{call('b')}次") == [
        "示し",
        {"k": "held", "c": ["た", {"k": "half", "c": "。"}, mark("a"), mark("b", beside=True)], "gap": True},
        "次",
    ]


@pytest.mark.parametrize("after", ["", "、次", "」"])
def test_no_gap_where_nothing_or_a_closing_mark_follows(after):
    held = next(node for node in inline(f"示した。{call('a')}{after}") if isinstance(node, dict))

    assert held["gap"] is False


def test_a_call_behind_a_latin_word_needs_no_holding():
    assert inline(f"NATO{call('a')} and", "en") == ["NATO", mark("a"), " and"]


def test_an_address_is_left_to_the_typesetter_and_another_long_word_is_broken():
    address, word = f"https://example.org/{'a' * 60}", "b" * 90

    assert tree.breakable(f"{address} {word}") == f"{address} {'b' * 40}\u200b{'b' * 40}\u200b{'b' * 10}"


def test_ruby_keeps_base_and_reading():
    assert inline("<ruby>漢字<rt>かんじ</rt></ruby>") == [{"k": "ruby", "base": "漢字", "rt": "かんじ"}]


@pytest.mark.parametrize(
    ("title", "phrases"),
    [
        ("静かな半分――防衛産業協力における標準", ["静かな", "半分――", "防衛産業協力における", "標準"]),
        ("「自由で開かれた」海の秩序", ["「自由で", "開かれた」", "海の", "秩序"]),
        ("NATO・韓国の機会と課題", ["NATO・", "韓国の", "機会と", "課題"]),
        ("A Title with Spaces: Words", ["A", "Title", "with", "Spaces:", "Words"]),
        ("제목의 낱말", ["제목의", "낱말"]),
        ("", [""]),
    ],
)
def test_a_title_breaks_between_phrases_only(title, phrases):
    assert tree.phrases(title) == phrases


def table(html):
    (node,) = tree.blocks(f"<table><tbody>{html}</tbody></table>", "en")
    tree.lay_out(node)
    return node


def places(node):
    return [
        [(cell["x"], cell["y"], cell["colspan"], cell["rowspan"]) for cell in row] for row in node["rows"]
    ]


def test_cells_stand_where_a_browser_would_put_them():
    node = table(
        '<tr><td rowspan="2"><p>a</p></td><td colspan="2"><p>b</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr>'
    )

    assert places(node) == [[(0, 0, 1, 2), (1, 0, 2, 1)], [(1, 1, 1, 1), (2, 1, 1, 1)]]
    assert node["columns"] == 3


def test_a_cell_that_reaches_over_another_or_out_of_the_table_is_cut():
    node = table(
        '<tr><td><p>a</p></td><td rowspan="5"><p>b</p></td></tr><tr><td colspan="3"><p>c</p></td></tr>'
    )

    assert places(node) == [[(0, 0, 1, 1), (1, 0, 1, 2)], [(0, 1, 1, 1)]]
    assert node["columns"] == 2


def test_head_rows_are_those_of_column_heads_alone():
    head = '<tr><th scope="col"><p>h</p></th></tr>'

    assert table(f"{head}<tr><td><p>x</p></td></tr>")["head"] == 1
    assert table(head)["head"] == 0
    assert table('<tr><th scope="col" rowspan="2"><p>h</p></th></tr><tr><td><p>x</p></td></tr>')["head"] == 0


def test_a_head_that_calls_a_note_says_so():
    assert table(f'<tr><th scope="col"><p>h{call("a")}</p></th></tr><tr><td><p>x</p></td></tr>')["calls"]


def test_the_credit_stands_apart_from_its_caption_and_nothing_behind_it_is_lost():
    (node,) = tree.blocks(
        '<figure><img src="/media/x.png" alt="A"><figcaption>Before <small>Photo</small> after</figcaption></figure>',
        "en",
    )

    assert (node["caption"], node["credit"]) == (["Before  after"], ["Photo"])
