"""Anchors, contents, tables, pictures and readings of a page, and what else is derived from its text."""

from datetime import date

import pytest

from papers.document import Document, Person, Picture, SeriesHead, Text
from papers.rendering import absolute, page
from tests.rendering.pieces import PICTURE, call, ids_in, note, noteref, rendered, xpath


def test_each_passage_is_a_target_and_further_ids_stand_at_the_beginning_of_its_text():
    shown = rendered('<p data-passage="k1 k2 k3">文<em>字</em></p>')

    assert shown.body == (
        '<p data-passage="k1 k2 k3" id="p-k1"><span id="p-k2"></span><span id="p-k3"></span>文<em>字</em></p>'
    )


def test_a_passage_in_two_blocks_is_a_target_once():
    shown = rendered('<p data-passage="k1">前</p><p data-passage="k1 k2">後</p><p data-passage="k2">終</p>')

    assert ids_in(shown.body) == ["p-k1", "p-k2"]
    assert [block.get("id") for block in xpath(shown.body, "./p")] == ["p-k1", "p-k2", None]


def test_an_id_that_went_into_another_is_still_a_target():
    shown = rendered('<p data-passage="k1">文</p><p data-passage="k9">次</p>', lineage={"old": "k1"})

    assert xpath(shown.body, ".//*[@id='p-old']/..")[0].get("id") == "p-k1"
    assert shown.lineage == {"old": "k1"}
    assert len(ids_in(shown.body)) == 3


@pytest.mark.parametrize(
    ("block", "home"),
    [
        ("<ul data-passage='a b'><li><p>x</p></li></ul>", "p"),
        ("<ol data-passage='a b'><li><p>x</p></li></ol>", "p"),
        ("<blockquote data-passage='a b'><p>x</p></blockquote>", "p"),
        ("<table data-passage='a b'><tbody><tr><td><p>x</p></td></tr></tbody></table>", "p"),
        ("<h2 data-passage='a b'>x</h2>", "h2"),
    ],
)
def test_a_further_id_never_stands_where_only_items_or_rows_may(block, home):
    shown = rendered(block.replace("'", '"'))

    assert [parent.tag for parent in xpath(shown.body, ".//span[@id='p-b']/..")] == [home]
    assert ids_in(shown.body) == ["p-a", "p-b"]


def test_contents_list_headings_of_two_levels_without_their_calls():
    shown = rendered(
        f'<h2 data-passage="h1">同盟の<em>行方</em>{call("a")}</h2><p>x</p><h3>小見出し</h3><h4>細目</h4>',
        "a",
    )

    assert shown.contents == [
        {"id": "p-h1", "text": "同盟の行方", "level": 2},
        {"id": "section-3", "text": "小見出し", "level": 3},
    ]
    assert {line["id"] for line in shown.contents} <= set(ids_in(shown.body))


# Tables, pictures, readings


def test_a_table_stands_in_a_region_named_by_its_caption_that_takes_focus_and_anchor():
    shown = rendered(
        '<table data-passage="t1"><caption>防衛費<sup>a</sup></caption><tbody>'
        '<tr><th scope="col"><p>年</p></th><th scope="col"><p>額</p></th></tr>'
        '<tr><th scope="row"><p>2024</p></th><td><p>一</p></td></tr></tbody></table>'
    )

    assert shown.body == (
        '<div class="table" role="region" tabindex="0" aria-label="防衛費a" id="p-t1" data-passage="t1">'
        "<table><caption>防衛費<sup>a</sup></caption><thead>"
        '<tr><th scope="col"><p>年</p></th><th scope="col"><p>額</p></th></tr></thead>'
        '<tbody><tr><th scope="row"><p>2024</p></th><td><p>一</p></td></tr></tbody></table></div>'
    )


@pytest.mark.parametrize(
    ("language", "names"), [("ja", ["表1", "資料", "表3"]), ("en", ["Table 1", "資料", "Table 3"])]
)
def test_a_table_without_a_caption_is_named_by_its_number(language, names):
    plain = "<table><tbody><tr><td><p>x</p></td></tr></tbody></table>"
    named = plain.replace("<tbody>", "<caption>資料</caption><tbody>")

    shown = rendered(plain + named + plain, language=language)

    assert xpath(shown.body, ".//div/@aria-label") == names


def row(*cells):
    return f"<tr>{''.join(cells)}</tr>"


HEAD, CELL = '<th scope="col"><p>h</p></th>', "<td><p>c</p></td>"


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([row(HEAD, HEAD), row(CELL, CELL)], 1),
        ([row(HEAD, HEAD), row(HEAD, HEAD), row(CELL, CELL)], 2),
        ([row(CELL, CELL), row(HEAD, HEAD)], 0),
        ([row(HEAD, CELL), row(CELL, CELL)], 0),
        ([row(HEAD, HEAD)], 0),
        (
            [
                row('<th scope="col" rowspan="2"><p>h</p></th>', HEAD),
                row(HEAD),
                row(CELL, CELL),
            ],
            2,
        ),
        ([row('<th scope="col" rowspan="2"><p>h</p></th>', HEAD), row(CELL)], 0),
    ],
)
def test_leading_rows_of_column_headers_are_the_head_of_a_table(rows, heads):
    shown = rendered(f"<table><tbody>{''.join(rows)}</tbody></table>")

    assert len(xpath(shown.body, ".//thead/tr")) == heads
    assert len(xpath(shown.body, ".//tbody/tr")) == len(rows) - heads
    assert len(xpath(shown.body, ".//thead")) == (1 if heads else 0)


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ([["1,234", "韓国"], ["−5.6%", "2024"]], [True, False]),
        ([["1", ""], ["", "…"]], [True, False]),
        ([["12 億", "（3）"], ["4", "5"]], [False, True]),
    ],
)
def test_a_column_that_holds_figures_only_is_marked_with_its_header(cells, figures):
    heads = row(*('<th scope="col"><p>件数</p></th>' for _ in figures))
    rows = [row(*(f"<td><p>{text}</p></td>" for text in line)) for line in cells]

    shown = rendered(f"<table><tbody>{heads}{''.join(rows)}</tbody></table>")

    marked = [[cell.get("class") == "figures" for cell in line] for line in xpath(shown.body, ".//tr")]
    assert marked == [figures] * 3


def test_figures_stand_in_the_column_where_wide_and_high_cells_leave_them():
    shown = rendered(
        '<table><tbody><tr><th scope="row" rowspan="2"><p>a</p></th><td colspan="2"><p>1</p></td><td><p>2</p></td></tr>'
        "<tr><td><p>x</p></td><td><p>3</p></td><td><p>4<sup data-note='a'></sup></p></td></tr></tbody></table>".replace(
            "'", '"'
        ),
        "a",
    )

    assert [
        cell.xpath("string(p/text() | p/span/text())") for cell in xpath(shown.body, ".//*[@class='figures']")
    ] == [
        "2",
        "3",
        "4",
    ]


LONG = "<p>" + "word " * 100 + "</p>"


def test_a_picture_has_its_size_and_its_copies_and_waits_until_it_is_near():
    shown = rendered(
        f'{LONG}<figure data-passage="f1"><img src="{PICTURE}" alt="図"><figcaption>図1 <small>撮影</small></figcaption>'
        "</figure>",
        pictures={PICTURE: Picture(800, 600)},
    )

    small = PICTURE.replace(".png", "-480.png")
    assert shown.body.partition("\n")[2] == (
        f'<figure data-passage="f1" id="p-f1"><img src="{PICTURE}" alt="図" width="800" height="600" '
        f'srcset="{small} 480w, {PICTURE} 800w" sizes="(min-width: 46rem) 42.75rem, calc(100vw - 2.5rem)" '
        'loading="lazy" decoding="async"><figcaption>図1 <small>撮影</small></figcaption></figure>'
    )
    assert shown.images == ("a" * 64,)


def test_a_small_picture_and_one_that_moves_have_no_copies():
    moving = PICTURE.replace(".png", ".gif")
    sizes = {PICTURE: Picture(480, 300), moving: Picture(2000, 900)}
    shown = rendered(
        f'<figure><img src="{PICTURE}" alt=""></figure><figure><img src="{moving}" alt=""></figure>',
        pictures=sizes,
    )

    assert xpath(shown.body, ".//img/@width") == ["480", "2000"]
    assert xpath(shown.body, ".//img/@srcset | .//img/@sizes") == []


def test_a_picture_of_unknown_size_is_shown_without_one():
    shown = rendered(f'{LONG}<figure><img src="{PICTURE}" alt=""></figure>')

    assert shown.body.partition("\n")[2] == (
        f'<figure><img src="{PICTURE}" alt="" loading="lazy" decoding="async"></figure>'
    )


@pytest.mark.parametrize(
    ("before", "more", "waiting"),
    [
        ("", {}, [False, True, True]),
        ("<p>Short.</p>", {}, [False, True, True]),
        (LONG, {}, [True, True, True]),
        ("<p>" + "長" * 201 + "</p>", {}, [True, True, True]),
        ("", {"abstract": LONG}, [True, True, True]),
        ("", {"series": SeriesHead(id=1, name=Text("S", "en"), notice=Text(LONG, "en"))}, [True, True, True]),
    ],
    ids=["none", "little", "much", "much Japanese", "an abstract", "a notice"],
)
def test_only_a_first_picture_that_is_seen_at_once_is_fetched_at_once(before, more, waiting):
    figure = f'<figure><img src="{PICTURE}" alt=""></figure>'
    shown = rendered(before + figure * 3, **more)

    for html in (shown.body, "".join(html for _ids, html in shown.passages)):
        assert [image.get("loading") == "lazy" for image in xpath(html, ".//img")] == waiting


def test_a_reading_is_in_parentheses_for_browsers_that_do_not_set_it():
    shown = rendered("<p><ruby>見本<rt>みほん</rt></ruby>の<ruby>鯛<rt>たい</rt></ruby></p>")

    assert shown.body == (
        "<p><ruby>見本<rp>（</rp><rt>みほん</rt><rp>）</rp></ruby>の"
        "<ruby>鯛<rp>（</rp><rt>たい</rt><rp>）</rp></ruby></p>"
    )


def test_passages_for_the_parallel_page_carry_no_anchors_and_call_ids_of_their_language():
    shown = rendered(
        f'<h2 data-passage="h1">題</h2><p data-passage="k1 k2">文{call("a")}。{call("a")}</p>', "a"
    )

    assert shown.passages == (
        (("h1",), '<h2 data-passage="h1">題</h2>'),
        (
            ("k1", "k2"),
            f'<p data-passage="k1 k2"><span class="nb">文{noteref("a", 1, prefix="ja-")}。</span>\u2060'
            f'<span class="nb">{noteref("a", 1, suffix="-2", prefix="ja-")}</span></p>',
        ),
    )


def test_the_text_for_search_is_folded_and_holds_everything_that_is_read():
    shown = rendered(
        f"<h2>ＮＡＴＯ</h2><p>ﾊﾞﾗﾝｽ と<strong>STRASSE</strong> Straße{call('a')}</p>",
        note("a", "<p>The <em>Source</em></p>"),
        title="タイトル",
        subtitle="Sub",
        abstract="<p>Gist</p>",
        authors=(Person(id=1, family=Text("Mihon"), given=Text("Hanako"), name=Text("Hanako Mihon")),),
    )

    assert shown.text.split("\n") == [
        "タイトル",
        "sub",
        "hanako mihon",
        "mihonhanako",
        "gist",
        "nato",
        "バランス とstrasse strasse",
        "the source",
    ]


@pytest.mark.parametrize(
    ("more", "description"),
    [
        ({"abstract": "<p>要旨。</p>"}, "要旨。"),
        ({}, "本文。"),
        ({"abstract": f"<p>{'長い文。' * 60}</p>"}, "長い文。" * 49 + "…"),
        ({"abstract": f"<p>{'word ' * 60}</p>"}, ("word " * 39).strip() + "…"),
        ({"abstract": f"<p>{'語' * 300}</p>"}, "語" * 199 + "…"),
    ],
)
def test_the_description_is_the_abstract_or_the_first_paragraph_cut_where_a_word_ends(more, description):
    shown = rendered(f"<h2>題</h2><p>本文{call('a')}。</p>", "a", **more)

    assert shown.description == description
    assert len(shown.description) <= 200


def test_the_head_keeps_each_text_with_its_language():
    series = SeriesHead(id=1, name=Text("同盟国", "ja"), genre=Text("Policy Paper", "en"), issn="1234-567X")
    person = Person(id=2, family=Text("訳", "ja"), given=Text("す", "ja"), name=Text("訳 す", "ja"))

    shown = rendered(
        "<p>x</p>",
        original_language="en",
        translated_from="en",
        series=series,
        translators=(person,),
        licence="CC-BY-4.0",
    )

    empty = ["", ""]
    assert shown.head == {
        "translators": [
            {
                "id": 2,
                "name": ["訳 す", "ja"],
                "family": ["訳", "ja"],
                "given": ["す", "ja"],
                "affiliation": empty,
                "position": empty,
                "note": empty,
            }
        ],
        "series": {
            "issn": "1234-567X",
            "name": ["同盟国", "ja"],
            "genre": ["Policy Paper", "en"],
            **dict.fromkeys(("number", "publisher", "place", "partners"), empty),
            **dict.fromkeys(("notice_title", "notice", "disclaimer"), empty),
        },
        "licence": "CC-BY-4.0",
        "original_language": "en",
        "translated_from": "en",
    }


def test_the_original_says_nothing_of_being_translated():
    shown = rendered("<p>x</p>", translated_from="en")

    assert shown.head["translated_from"] == ""


def test_an_empty_document_renders():
    shown = page(Document(language="en", original_language="en", printed_date=date(2025, 6, 27)))

    assert (shown.body, shown.endnotes, shown.contents, shown.passages) == ("", "", [], ())


def test_text_that_looks_like_markup_stays_text():
    shown = rendered(
        f"<p>&lt;script&gt;{call('a')}&amp;amp;</p>", note("a", "<p>&lt;b&gt;</p>"), title="<b>T</b>"
    )

    assert "<script" not in shown.body
    assert xpath(shown.body, "string()") == "<script>1&amp;"
    assert "<b>" not in shown.endnotes
    assert shown.title == "<b>T</b>"


def test_links_and_pictures_are_made_absolute_for_use_elsewhere():
    small = PICTURE.replace(".png", "-480.png")
    html = (
        f'<p><a href="#note-a">1</a><a href="https://example.org/">x</a><img src="{PICTURE}" alt="" '
        f'srcset="{small} 480w, {PICTURE} 800w" sizes="33rem"> srcset="a" sizes="b"</p>'
    )

    assert absolute(html, "https://s.example/en/papers/x/", "https://s.example") == (
        '<p><a href="https://s.example/en/papers/x/#note-a">1</a><a href="https://example.org/">x</a>'
        f'<img src="https://s.example{PICTURE}" alt=""> srcset="a" sizes="b"</p>'
    )
