"""The reading HTML of an edition: numbered calls and their notes, anchors, tables, pictures; two editions side by side."""

from datetime import date

import pytest
from django.utils import translation
from lxml import html as markup_of

from papers.document import Document, Note, Person, Picture, SeriesHead, Text
from papers.rendering import Side, absolute, interface_language, page, parallel

PICTURE = f"/media/{'a' * 64}.png"


def call(key):
    return f'<sup data-note="{key}"></sup>'


def note(key, html=None, *, kind="author", language="en"):
    return Note(key=key, kind=kind, language=language, html=html or f"<p>Source {key}.</p>")


def rendered(body, *notes, language="ja", **more):
    """Return the reading page of a body; a note given by its key alone is one in English."""
    known = tuple(one if isinstance(one, Note) else note(one) for one in notes)
    settled = {"language": language, "original_language": language, "body": body, "notes": known, **more}
    return page(Document(**settled))


def noteref(key, number, *, label="注{}", suffix="", prefix=""):
    """Return the HTML of a call on a page whose interface words need no language of their own."""
    name = label.format(number)
    return (
        f'<sup class="note-call" id="{prefix}call-{key}{suffix}">'
        f'<a role="doc-noteref" href="#note-{key}" aria-label="{name}">{number}</a></sup>'
    )


def xpath(html, path):
    return markup_of.fragment_fromstring(html, create_parent="div").xpath(path)


def ids_in(html):
    return xpath(html, ".//@id")


# Calls


def test_a_call_is_a_numbered_link_that_stays_with_the_character_before_it():
    shown = rendered(f"<p>同盟{call('a')}は続く</p>", "a")

    assert shown.body == f'<p>同<span class="nb">盟{noteref("a", 1)}</span>は続く</p>'


def test_calls_are_numbered_by_reading_order_and_not_by_the_order_of_the_notes():
    shown = rendered(f"<p>一{call('z')}、二{call('m')}、三{call('a')}</p>", "a", "m", "z")

    assert xpath(shown.body, ".//a/@aria-label") == ["注1", "注2", "注3"]
    assert xpath(shown.body, ".//a/@href") == ["#note-z", "#note-m", "#note-a"]
    assert [(row["key"], row["number"]) for row in shown.notes] == [("z", 1), ("m", 2), ("a", 3)]


@pytest.mark.parametrize(("language", "label"), [("ja", "注9"), ("en", "Note 9")])
@pytest.mark.parametrize("active", ["ja", "en", "de"])
def test_the_words_are_in_the_document_s_language_whatever_language_is_active(language, label, active):
    text = "".join(f"<p>x{call(f'k{number}')}</p>" for number in range(1, 10))

    with translation.override(active):
        shown = rendered(text, *(f"k{number}" for number in range(1, 10)), language=language)
        assert translation.get_language() == active

    assert xpath(shown.body, ".//a/@aria-label")[8] == label
    assert "lang=" not in shown.body


def test_the_same_note_called_again_has_the_same_number_and_an_id_of_its_own():
    shown = rendered(f"<p>一{call('a')}二{call('b')}三{call('a')}四{call('a')}</p>", "a", "b")

    assert xpath(shown.body, ".//a/text()") == ["1", "2", "1", "1"]
    assert xpath(shown.body, ".//sup/@id") == ["call-a", "call-b", "call-a-2", "call-a-3"]
    assert [row["calls"] for row in shown.notes] == [["call-a", "call-a-2", "call-a-3"], ["call-b"]]


def test_a_key_that_looks_like_a_second_call_never_shares_an_id():
    text = f"<p>一{call('a')}二{call('a')}三{call('a-2')}四{call('a-2')}五{call('a')}</p>"

    found = xpath(rendered(text, "a", "a-2").body, ".//sup/@id")

    assert found == ["call-a", "call-a--2", "call-a-2", "call-a-2-2", "call-a-3"]


def test_adjacent_calls_stand_in_one_line_with_the_character_and_the_full_stop():
    shown = rendered(f"<p>続く{call('a')}{call('b')}。次</p>", "a", "b")

    assert shown.body == (f'<p>続<span class="nb">く{noteref("a", 1)}{noteref("b", 2)}。</span>次</p>')


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [
        ("続く", "。次", "く|。"),
        ("続く", "、次", "く|、"),
        ("同盟」", "。」次", "」|。」"),
        ("同盟", "」と", "盟|」"),
        ("text", ". Next", "t|."),
        ("text”", ", next", "”|,"),
        ("か\u3099", "。次", "か\u3099|。"),  # a mark that combines is no character of its own
        ("text ", "next", "|"),  # a space before the call was written so
    ],
)
def test_a_call_holds_on_to_the_character_before_and_the_marks_after(before, after, held):
    shown = rendered(f"<p>{before}{call('a')}{after}</p>", "a")

    (holder,) = xpath(shown.body, ".//span[@class='nb']")
    assert f"{holder.xpath('string(./text()[1] | ./span)')}|{holder.find('sup').tail or ''}" == held
    assert xpath(shown.body, "string()") == f"{before}1{after}"


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("続く。{}次", '<span class="nb spaced"><span class="half">。</span>{}</span>'),
        ("「続く」{}次", '<span class="nb spaced"><span class="half">」</span>{}</span>'),
        ("「続く」{}、次", '<span class="nb"><span class="half">」</span>{}、</span>'),
        ("続く{}。次", '<span class="nb">く{}。</span>'),
    ],
)
def test_the_empty_half_of_a_mark_before_a_call_goes_behind_the_call(text, holder):
    shown = rendered(f"<p>{text.format(call('a'))}</p>", "a")

    assert holder.format(noteref("a", 1)) in shown.body


def test_inline_elements_around_a_call_keep_their_text_and_are_joined_to_it():
    shown = rendered(f"<p><strong>同盟</strong>{call('a')}<em>。次</em></p>", "a")

    assert shown.body == (
        f'<p><strong>同盟</strong>\u2060<span class="nb">{noteref("a", 1)}</span>\u2060<em>。次</em></p>'
    )


def test_a_call_at_the_beginning_of_a_paragraph_or_line_holds_on_to_nothing():
    shown = rendered(f"<p>{call('a')}文。<br>{call('b')}文</p>", "a", "b")

    assert shown.body == (
        f'<p><span class="nb">{noteref("a", 1)}</span>文。<br><span class="nb">{noteref("b", 2)}</span>文</p>'
    )


def test_a_call_without_a_note_is_a_question_mark_that_leads_nowhere():
    shown = rendered(f"<p>文{call('gone')}。次{call('a')}</p>", "a")

    assert shown.body == (
        '<p><span class="nb">文<sup class="note-call">?</sup>。</span>'
        f'<span class="nb">次{noteref("a", 1)}</span></p>'
    )
    assert [row["key"] for row in shown.notes] == ["a"]


def test_calls_in_headings_lists_tables_and_captions_are_links_too():
    body = (
        f"<h2>題{call('a')}</h2><ul><li><p>項{call('b')}</p></li></ul>"
        f"<table><caption>表{call('c')}</caption><tbody><tr><td><p>値{call('d')}</p></td></tr></tbody></table>"
        f'<figure><img src="{PICTURE}" alt="図"><figcaption>図{call("e")}<small>撮影{call("f")}</small>'
        "</figcaption></figure>"
    )

    shown = rendered(body, *"abcdef")

    assert xpath(shown.body, ".//a/text()") == ["1", "2", "3", "4", "5", "6"]
    assert len(set(ids_in(shown.body))) == len(ids_in(shown.body))


# Notes


def test_notes_are_a_section_with_links_back_named_by_their_number():
    shown = rendered(
        f"<p>一{call('a')}</p>", note("a", "<p>出典。</p>", language="ja"), original_language="en"
    )

    assert shown.endnotes == (
        '<section class="endnotes" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading">脚注</h2><ol><li id="note-a"><p>出典。 '
        '<a role="doc-backlink" class="backlink" href="#call-a" aria-label="本文の注1に戻る">↑</a>'
        "</p></li></ol></section>"
    )


def test_english_notes_on_an_english_page_carry_no_language():
    shown = rendered(f"<p>One{call('a')}</p>", "a", language="en")

    assert shown.endnotes == (
        '<section class="endnotes" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading">Notes</h2><ol><li id="note-a"><p>Source a. '
        '<a role="doc-backlink" class="backlink" href="#call-a" aria-label="Back to note 1 in the text">'
        "↑</a></p></li></ol></section>"
    )


def test_a_note_in_another_language_says_so_and_its_way_back_is_in_the_page_s():
    (item,) = xpath(rendered(f"<p>一{call('a')}</p>", "a").endnotes, ".//li")

    assert item.get("lang") == "en"
    assert [(link.get("lang"), link.get("aria-label")) for link in item.iter("a")] == [
        ("ja", "本文の注1に戻る")
    ]


def test_each_call_of_a_note_has_its_own_way_back():
    shown = rendered(f"<p>一{call('b')}二{call('a')}三{call('a')}</p>", "a", "b")

    links = xpath(shown.endnotes, ".//li[@id='note-a']//a")
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("#call-a", "本文にある注2の1か所目に戻る"),
        ("#call-a-2", "本文にある注2の2か所目に戻る"),
    ]
    assert [link.text_content() for link in links] == ["↑1", "↑2"]
    assert {link.get("href")[1:] for link in links} <= set(ids_in(shown.body))


def test_the_way_back_stands_at_the_end_of_the_last_paragraph_of_a_note():
    long = note("a", "<p>一。</p><p>二<em>三</em></p>", language="ja")

    shown = rendered(f"<p>文{call('a')}</p>", long)

    first, last = xpath(shown.endnotes, ".//li/p")
    assert (first.text_content(), last.text_content()) == ("一。", "二三 ↑")


@pytest.mark.parametrize(
    ("kind", "language", "label"),
    [
        ("translator", "ja", "訳注"),
        ("editor", "ja", "編注"),
        ("translator", "en", "Translator’s note"),
        ("editor", "en", "Editor’s note"),
    ],
)
def test_a_note_that_is_not_the_author_s_begins_with_whose_it_is(kind, language, label):
    given = note("a", "<p>Text <em>here</em>.</p>", kind=kind, language=language)

    (paragraph,) = xpath(rendered(f"<p>x{call('a')}</p>", given, language=language).endnotes, ".//li/p")

    assert paragraph.text_content() == f"{label} Text here. ↑"
    assert [(mark.text, mark.get("lang")) for mark in paragraph.find_class("note-kind")] == [(label, None)]


def test_the_kind_of_a_foreign_note_is_in_the_page_s_language():
    (mark,) = xpath(
        rendered(f"<p>x{call('a')}</p>", note("a", kind="translator")).endnotes, ".//*[@class='note-kind']"
    )

    assert (mark.text, mark.get("lang")) == ("訳注", "ja")


def test_a_note_that_nothing_calls_comes_last_and_leads_nowhere():
    shown = rendered(f"<p>文{call('b')}</p>", "a", "b", "c")

    assert [(row["key"], row["number"], row["calls"]) for row in shown.notes] == [
        ("b", 1, ["call-b"]),
        ("a", 2, []),
        ("c", 3, []),
    ]
    assert xpath(shown.endnotes, ".//li/@id") == ["note-b", "note-a", "note-c"]
    assert xpath(shown.endnotes, ".//a/@href") == ["#call-b"]


def test_a_text_without_notes_has_no_section_of_notes():
    shown = rendered("<p>文。</p>")

    assert (shown.endnotes, shown.notes) == ("", [])


def test_a_note_without_any_text_still_stands_and_leads_back():
    shown = rendered(f"<p>文{call('a')}</p>", Note(key="a", kind="author", language="ja", html=""))

    assert xpath(shown.endnotes, "string(.//li)") == " ↑"


def test_three_hundred_notes_are_numbered_and_linked_both_ways():
    keys = [f"n{number}" for number in range(300)]

    shown = rendered("".join(f"<p>文{call(key)}。</p>" for key in keys), *reversed(keys))

    assert xpath(shown.body, ".//a/@aria-label") == [f"注{number}" for number in range(1, 301)]
    assert xpath(shown.endnotes, ".//li/@id") == [f"note-{key}" for key in keys]
    assert [f"#{name}" for name in xpath(shown.body, ".//sup/@id")] == xpath(shown.endnotes, ".//a/@href")


# A language whose interface texts the site does not have


def test_interface_words_are_english_and_say_so_where_the_site_has_none_in_the_language():
    shown = rendered(
        f"<h2>항만</h2><p>항만{call('a')}.</p><table><tbody><tr><td><p>값</p></td></tr></tbody></table>",
        note("a", "<p>출처.</p>", kind="translator", language="ko"),
        language="ko",
    )

    assert interface_language("ko") == "en"
    assert shown.body == (
        '<h2 id="section-1">항만</h2>\n'
        '<p>항<span class="nb">만<sup class="note-call" id="call-a"><a role="doc-noteref" href="#note-a" '
        'lang="en" aria-label="Note 1">1</a></sup>.</span></p>\n'
        '<div class="table" role="region" tabindex="0" aria-label="Table 1" lang="en">'
        '<table lang="ko"><tbody><tr><td><p>값</p></td></tr></tbody></table></div>'
    )
    assert shown.endnotes == (
        '<section class="endnotes" role="doc-endnotes" aria-labelledby="notes-heading">'
        '<h2 id="notes-heading" lang="en">Notes</h2><ol><li id="note-a"><p>'
        '<span class="note-kind" lang="en">Translator’s note</span> 출처. '
        '<a role="doc-backlink" class="backlink" lang="en" href="#call-a" '
        'aria-label="Back to note 1 in the text">↑</a></p></li></ol></section>'
    )


def test_an_english_note_there_needs_no_language_for_its_english_words():
    (item,) = xpath(rendered(f"<p>항만{call('a')}</p>", note("a"), language="ko").endnotes, ".//li")

    assert item.get("lang") == "en"
    assert [link.get("lang") for link in item.iter("a")] == [None]


# Anchors and contents


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


def test_a_picture_has_its_size_and_waits_until_it_is_near():
    shown = rendered(
        f'<figure data-passage="f1"><img src="{PICTURE}" alt="図"><figcaption>図1 <small>撮影</small></figcaption>'
        "</figure>",
        pictures={PICTURE: Picture(800, 600)},
    )

    assert shown.body == (
        f'<figure data-passage="f1" id="p-f1"><img src="{PICTURE}" alt="図" width="800" height="600" '
        'loading="lazy" decoding="async"><figcaption>図1 <small>撮影</small></figcaption></figure>'
    )
    assert shown.images == ("a" * 64,)


def test_a_picture_of_unknown_size_is_shown_without_one():
    shown = rendered(f'<figure><img src="{PICTURE}" alt=""></figure>')

    assert shown.body == f'<figure><img src="{PICTURE}" alt="" loading="lazy" decoding="async"></figure>'


def test_a_reading_is_in_parentheses_for_browsers_that_do_not_set_it():
    shown = rendered("<p><ruby>見本<rt>みほん</rt></ruby>の<ruby>鯛<rt>たい</rt></ruby></p>")

    assert shown.body == (
        "<p><ruby>見本<rp>（</rp><rt>みほん</rt><rp>）</rp></ruby>の"
        "<ruby>鯛<rp>（</rp><rt>たい</rt><rp>）</rp></ruby></p>"
    )


# What is Latin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "（https://a.example/b-c.pdf、2024年）",
            '（<span class="url">https://a.example/b-c.pdf</span>、2024年）',
        ),
        ("See http://a.example/b.", 'See <span class="url">http://a.example/b</span>.'),
        (
            "https://a.example/x、https://b.example/y。",
            '<span class="url">https://a.example/x</span>、<span class="url">https://b.example/y</span>。',
        ),
        (
            '<a href="https://a.example/">https://a.example/</a>と<em>https://b.example/</em> https://c.example/',
            '<a href="https://a.example/"><span class="url">https://a.example/</span></a>と'
            '<em class="latin"><span class="url">https://b.example/</span></em> '
            '<span class="url">https://c.example/</span>',
        ),
        ("https:// と http", "https:// と http"),
    ],
)
def test_an_address_is_marked_wherever_text_is_read(text, shown):
    given = note("a", f"<p>{text}</p>", language="ja")

    page = rendered(f"<p>{text} 注{call('a')}</p>", given, abstract=f"<p>{text}</p>")

    assert page.abstract == f"<p>{shown}</p>"
    assert page.notes[0]["html"] == f"<p>{shown}</p>"
    assert shown in page.body
    assert shown in page.endnotes
    assert [html for _ids, html in page.passages] == [page.body.replace('id="call', 'id="ja-call')]


def test_an_address_and_its_call_stay_together():
    shown = rendered(f"<p>見よ https://a.example/{call('a')}。</p>", "a")

    assert shown.body == (
        '<p>見よ <span class="url">https://a.example/</span>\u2060'
        f'<span class="nb">{noteref("a", 1)}。</span></p>'
    )


@pytest.mark.parametrize(
    ("language", "text", "is_latin"),
    [
        ("ja", "<em>The Art of War</em>", True),
        ("ja", "<em>孫子</em>", False),
        ("ja", "<em>NATOの拡大</em>", False),
        ("ja", "<em>100</em>", False),
        ("ja", '<em lang="en">War</em>', False),
        ("ja", '<span lang="en"><em>War</em></span>', False),
        ("ko", "<em>War</em>", True),
        ("ko", "<em>전쟁</em>", False),
        ("en", "<em>War</em>", False),
        ("en", '<span lang="ja"><em>War</em></span>', True),
    ],
)
def test_a_stressed_latin_title_is_marked_where_the_language_has_no_italics(language, text, is_latin):
    page = rendered(
        f"<p>{text}{call('a')}</p>", note("a", f"<p>{text}</p>", language=language), language=language
    )

    for html in (page.body, page.endnotes, page.notes[0]["html"]):
        assert [em.get("class") for em in xpath(html, ".//em")] == ["latin" if is_latin else None]


# What else is derived


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
    html = f'<p><a href="#note-a">1</a><a href="https://example.org/">x</a><img src="{PICTURE}" alt=""></p>'

    assert absolute(html, "https://s.example/en/papers/x/", "https://s.example") == (
        '<p><a href="https://s.example/en/papers/x/#note-a">1</a><a href="https://example.org/">x</a>'
        f'<img src="https://s.example{PICTURE}" alt=""></p>'
    )


# Side by side


def side(language, *passages, notes=(), lineage=None):
    """Return a side whose passages are given as "ids text"."""
    blocks = [text.rsplit(" ", 1) for text in passages]
    return Side(language, [(ids.split(), f"<p>{text}</p>") for ids, text in blocks], notes, lineage or {})


def beside(left, right):
    """Return the groups: first anchor, further ones, and the texts of both sides."""
    groups, _notes = parallel(left, right)
    return [
        (group.id, group.anchors, "+".join(map(strip, group.left)), "+".join(map(strip, group.right)))
        for group in groups
    ]


def strip(html):
    return html.removeprefix("<p>").removesuffix("</p>")


def test_passages_stand_beside_their_translation():
    assert beside(side("en", "a A", "b B"), side("ja", "a あ", "b い")) == [
        ("p-a", (), "A", "あ"),
        ("p-b", (), "B", "い"),
    ]


def test_one_passage_may_stand_beside_two_and_two_beside_one():
    left = side("en", "a A", "b B", "c C")
    right = side("ja", "a あ1", "a あ2", "b c い")

    assert beside(left, right) == [("p-a", (), "A", "あ1+あ2"), ("p-b", ("p-c",), "B+C", "い")]
    assert beside(right, left) == [("p-a", (), "あ1+あ2", "A"), ("p-b", ("p-c",), "い", "B+C")]


def test_a_moved_passage_stands_in_the_order_of_the_left_edition():
    left, right = side("en", "a A", "b B", "c C"), side("ja", "c う", "a あ", "b い")

    assert beside(left, right) == [("p-a", (), "A", "あ"), ("p-b", (), "B", "い"), ("p-c", (), "C", "う")]
    assert beside(right, left) == [("p-c", (), "う", "C"), ("p-a", (), "あ", "A"), ("p-b", (), "い", "B")]


def test_a_passage_that_is_missing_or_added_stands_alone_in_its_place():
    left, right = side("en", "a A", "b B", "c C"), side("ja", "a あ", "x え", "c う")

    assert beside(left, right) == [
        ("p-a", (), "A", "あ"),
        ("p-x", (), "", "え"),
        ("p-b", (), "B", ""),
        ("p-c", (), "C", "う"),
    ]


def test_a_passage_that_was_split_since_still_meets_its_translation():
    left = side("en", "a A1", "n A2", "b B", lineage={"n": "a"})

    assert beside(left, side("ja", "a あ", "b い")) == [
        ("p-a", ("p-n",), "A1+A2", "あ"),
        ("p-b", (), "B", "い"),
    ]


def test_no_anchor_stands_twice_and_no_passage_is_lost():
    left = side("en", "a A", "b B", "a A2", "c C")
    right = side("ja", "b い", "a c あ", "d え")

    groups, _notes = parallel(left, right)

    anchors = [name for group in groups for name in (group.id, *group.anchors) if name]
    assert sorted(anchors) == ["p-a", "p-b", "p-c", "p-d"]
    assert sorted(strip(html) for group in groups for html in group.left) == ["A", "A2", "B", "C"]
    assert sorted(strip(html) for group in groups for html in group.right) == ["あ", "い", "え"]


def printed(key, number, html="<p>Source.</p>", language="en", kind="author", calls=None):
    return {
        "key": key,
        "number": number,
        "html": html,
        "language": language,
        "kind": kind,
        "calls": [f"call-{key}"] if calls is None else calls,
    }


def notes_beside(left, right):
    _groups, notes = parallel(side("en", "a A", notes=left), side("ja", "a あ", notes=right))
    return [
        (
            shown.id,
            shown.left_number,
            shown.right_number,
            [(text.lang, text.html) for text in shown.texts],
            [way.url for way in shown.left_calls],
            [way.url for way in shown.right_calls],
        )
        for shown in notes
    ]


def test_a_note_that_both_editions_show_stands_once_with_both_numbers():
    assert notes_beside([printed("a", 1), printed("b", 2)], [printed("b", 1), printed("a", 2)]) == [
        ("note-a", 1, 2, [("en", "<p>Source.</p>")], ["#en-call-a"], ["#ja-call-a"]),
        ("note-b", 2, 1, [("en", "<p>Source.</p>")], ["#en-call-b"], ["#ja-call-b"]),
    ]


def test_a_note_that_was_translated_shows_both_texts_the_left_one_first():
    translated = printed("a", 1, "<p>出典。</p>", "ja")

    assert [row[3] for row in notes_beside([printed("a", 1)], [translated])] == [
        [("en", "<p>Source.</p>"), ("ja", "<p>出典。</p>")]
    ]


def test_equal_words_in_two_languages_are_two_texts():
    assert [row[3] for row in notes_beside([printed("a", 1)], [printed("a", 1, language="ja")])] == [
        [("en", "<p>Source.</p>"), ("ja", "<p>Source.</p>")]
    ]


def test_a_note_of_one_edition_alone_has_no_number_in_the_other():
    assert notes_beside([printed("a", 1)], [printed("t", 1, kind="translator")]) == [
        ("note-a", 1, None, [("en", "<p>Source.</p>")], ["#en-call-a"], []),
        ("note-t", None, 1, [("en", "<p>Source.</p>")], [], ["#ja-call-t"]),
    ]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Back to note 3 in the text, place 1", "Back to note 3 in the text, place 2"]),
        ("ja", ["本文にある注3の1か所目に戻る", "本文にある注3の2か所目に戻る"]),
    ],
)
def test_ways_back_of_the_parallel_page_are_named_in_the_language_of_the_page(language, labels):
    row = printed("a", 3, calls=["call-a", "call-a-2"])

    with translation.override(language):
        _groups, (shown,) = parallel(side("en", "a A", notes=[row]), side("ja", "a あ"))

    assert [(way.url, way.label) for way in shown.left_calls] == list(
        zip(["#en-call-a", "#en-call-a-2"], labels, strict=True)
    )
    assert shown.right_calls == ()
