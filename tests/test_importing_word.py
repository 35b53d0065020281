"""Word documents, as Word writes them: styles, runs and notes; what each becomes, and all that it loses."""

from papers.importing import Note, NotKept, Remark
from tests.manuscripts import not_kept, texts, word
from tests.word import (
    TRANSLATED_STYLES,
    b,
    bookmark,
    call,
    field,
    i,
    note,
    p,
    r,
    ruby,
    style,
)

LONG = "この段落は文でできており、見出しと間違えられることはない。"


def test_styles_of_a_japanese_word_name_title_and_headings():
    found = word(
        p(r("題名"), style="a3"),
        p(r("副題"), style="a5"),
        p(r("はじめに"), style="1"),
        p(r(LONG)),
        p(r("背景"), style="2"),
        p(r(LONG)),
    )

    assert (found.title, found.subtitle) == ("題名", "副題")
    assert found.body == f"<h2>はじめに</h2><p>{LONG}</p><h3>背景</h3><p>{LONG}</p>"
    assert (found.not_kept, found.unsure) == ((), ())


def test_styles_with_translated_names_and_styles_based_on_them_are_known():
    found = word(
        p(r("題名"), style="b1"),
        p(r("はじめに"), style="a1"),
        p(r(LONG)),
        p(r("背景"), style="c1"),
        p(r("引用した文。"), style="d1"),
        styles=TRANSLATED_STYLES,
    )

    assert found.title == "題名"
    assert found.body == (
        f"<h2>はじめに</h2><p>{LONG}</p><h3>背景</h3><blockquote><p>引用した文。</p></blockquote>"
    )
    assert (found.not_kept, found.unsure) == ((), ())


def test_a_title_in_two_paragraphs_is_title_and_subtitle():
    found = word(p(r("題名"), style="a3"), p(r("副題"), style="a3"), p(r("第三"), style="a3"), p(r(LONG)))

    assert (found.title, found.subtitle) == ("題名", "副題")
    assert "第三" in found.body


def test_an_outline_level_makes_a_heading_without_any_style():
    level = '<w:outlineLvl w:val="0"/>'
    found = word(p(r("第一章"), properties=level), p(r(LONG)), p(r("第二章"), properties=level), p(r(LONG)))

    assert found.body == f"<h2>第一章</h2><p>{LONG}</p><h2>第二章</h2><p>{LONG}</p>"


def test_the_only_first_heading_is_the_title():
    found = word(p(r("題名"), style="1"), p(r(LONG)), p(r("背景"), style="2"), p(r(LONG)))

    assert found.title == "題名"
    assert found.body == f"<p>{LONG}</p><h2>背景</h2><p>{LONG}</p>"


def test_a_number_that_word_counts_before_a_heading_is_reported():
    found = word(
        p(r("背景"), style="1", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        p(r(LONG)),
        p(r("結論"), style="1"),
        p(r(LONG)),
    )

    assert found.body == f"<h2>背景</h2><p>{LONG}</p><h2>結論</h2><p>{LONG}</p>"
    assert found.not_kept == (
        NotKept("number of a heading", "背景", "Word counts it by itself; it is not in the text."),
    )


def test_bold_lines_are_headings_and_reported_as_unsure():
    found = word(
        p(r("題名"), style="a3"),
        p(b("第一の"), b("見出し")),
        p(r(LONG)),
        p(b("第二の見出し"), call(1)),
        p(r(LONG), b("強調")),
        footnotes={1: note(r("注。"))},
    )

    assert found.body == (
        f"<h2>第一の見出し</h2><p>{LONG}</p>"
        f'<h2>第二の見出し<sup data-note="n1"></sup></h2><p>{LONG}<strong>強調</strong></p>'
    )
    assert found.unsure == (
        "“第一の見出し” is taken for a heading by its shape.",
        "“第二の見出し” is taken for a heading by its shape.",
    )
    assert (found.proof.headings, found.proof.paragraphs) == (2, 2)


def test_a_style_of_ones_own_that_is_bold_makes_a_bold_line():
    own = style("a", "Normal") + style("z1", "節", "a", "<w:rPr><w:b/></w:rPr>")
    found = word(p(r(LONG)), p(r("港の役割"), style="z1"), p(r(LONG)), styles=own)

    assert found.body == f"<p>{LONG}</p><h2>港の役割</h2><p>{LONG}</p>"
    assert found.unsure == ("“港の役割” is taken for a heading by its shape.",)


# -- runs ----------------------------------------------------------------------------------------


def test_runs_that_word_splits_are_one_text_again():
    found = word(
        p(
            r("NA"),
            '<w:proofErr w:type="spellStart"/>',
            r("TO"),
            '<w:proofErr w:type="spellEnd"/><w:lastRenderedPageBreak/>',
            r("は"),
            i("Jane"),
            i("s De"),
            i("fence"),
            r("である。"),
            call(2),
            r("次。"),
        ),
        footnotes={2: note(i("A New"), i(" Strategy"), r(" (2024)."))},
    )

    assert found.body == '<p>NATOは<em>Janes Defence</em>である。<sup data-note="n1"></sup>次。</p>'
    assert found.notes == (Note("n1", "<p><em>A New Strategy</em> (2024).</p>", "en"),)
    assert found.not_kept == ()


def test_small_things_in_runs_are_kept_as_they_read():
    content = (
        "<w:r><w:noBreakHyphen/><w:softHyphen/><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"
    )
    wrapped = f"<w:sdt><w:sdtContent>{p(r('中'), content)}</w:sdtContent></w:sdt>"
    found = word(wrapped, p('<w:r><w:br w:type="page"/></w:r>', r("次の頁。")))

    assert found.body == "<p>中‑a b<br>c</p><p>次の頁。</p>"


def test_forms_that_a_body_does_not_know_are_reported():
    found = word(
        p(
            r(LONG),
            r("線", '<w:u w:val="single"/>'),
            r("取消", "<w:strike/>"),
            r("色", '<w:highlight w:val="yellow"/>'),
            r("隠し", "<w:vanish/>"),
        )
    )

    assert found.body == f"<p>{LONG}線取消色</p>"
    assert not_kept(found) == [
        ("hidden text", "隠し"),
        ("underline", "線"),
        ("strike-through", "取消"),
        ("highlighting", "色"),
    ]


def test_dots_beside_letters_are_an_emphasis():
    found = word(p(r(LONG), r("圏点", '<w:em w:val="dot"/>'), r("。")))

    assert found.body == f"<p>{LONG}<em>圏点</em>。</p>"


def test_ruby_is_kept_in_both_of_words_ways():
    old = 'EQ \\* jc2 \\* "Font:游明朝" \\* hps10 \\o\\ad(\\s\\up 9(ほん),本)'
    found = word(p(ruby("対訳", "たいやく"), r("の"), field(old), r("を読む。")))

    assert found.body == ("<p><ruby>対訳<rt>たいやく</rt></ruby>の<ruby>本<rt>ほん</rt></ruby>を読む。</p>")
    assert found.not_kept == ()


# -- notes ---------------------------------------------------------------------------------------


def test_footnotes_and_endnotes_are_one_row_of_notes():
    found = word(
        p(r("一"), call(1), r("二"), call(1, "endnote"), r("三。"), call(2)),
        footnotes={1: note(r("脚注。")), 2: note(r("Second."))},
        endnotes={1: note(r("文末注。"), kind="endnote")},
    )

    assert found.body == (
        '<p>一<sup data-note="n1"></sup>二<sup data-note="n2"></sup>三。<sup data-note="n3"></sup></p>'
    )
    assert texts(found) == ["<p>脚注。</p>", "<p>文末注。</p>", "<p>Second.</p>"]
    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (3, 3, 3)
    assert found.not_kept == ()


def test_links_quotes_and_paragraphs_inside_notes_are_kept():
    link = f'<w:hyperlink r:id="rIdL" w:history="1">{i("A Title")}</w:hyperlink>'
    found = word(
        p(r("本文。"), call(1)),
        footnotes={1: note(r("See “"), link, r(".”")) + p(r("Second paragraph."), style="a7")},
        note_links={"rIdL": "https://example.org/x?a=1&b=2"},
    )

    assert texts(found) == [
        '<p>See “<a href="https://example.org/x?a=1&amp;b=2"><em>A Title</em></a>.”</p><p>Second paragraph.</p>'
    ]


def test_a_noteref_field_is_a_second_call():
    found = word(
        p(r("一"), bookmark("_Ref9", call(1)), r("二"), call(2), r("。")),
        p(r("三"), field("NOTEREF _Ref9 \\f \\h", r("1", '<w:vertAlign w:val="superscript"/>')), r("。")),
        footnotes={1: note(r("甲。")), 2: note(r("乙。"))},
    )

    assert found.body == (
        '<p>一<sup data-note="n1"></sup>二<sup data-note="n2"></sup>。</p><p>三<sup data-note="n1"></sup>。</p>'
    )
    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (3, 2, 2)
    assert found.proof.holds


def test_a_noteref_field_to_nowhere_is_named():
    found = word(
        p(r("一"), call(1), r("。二"), field("NOTEREF _Gone \\h", r("4")), r("。")),
        footnotes={1: note(r("甲。"))},
    )

    assert found.proof.mismatches == ("Note 4 is called, but there is no such note: “二。”.",)
    assert not found.proof.holds


def test_a_call_whose_note_is_missing_is_named():
    found = word(p(r("一"), call(1), r("。二"), call(5), r("。")), footnotes={1: note(r("甲。"))})

    assert found.proof.mismatches == ("Note 2 is called, but there is no such note: “二。”.",)


def test_a_note_that_word_keeps_unseen_is_reported():
    found = word(p(r("一"), call(1), r("。")), footnotes={1: note(r("甲。")), 2: note(r("孤児。"))})

    assert texts(found) == ["<p>甲。</p>"]
    assert found.not_kept == (
        NotKept("note without a call", "孤児。", "Nothing in the document calls it; Word does not show it."),
    )
    assert found.proof.holds


def test_a_starred_note_on_the_title_is_told_apart_and_one_in_the_text_is_numbered():
    def signed(number, sign):
        return f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t>{sign}</w:t></w:r>'

    found = word(
        p(r("題名"), signed(1, "*"), style="a3"),
        p(r("本文"), call(2), r("、続き"), signed(3, "†"), r("。")),
        footnotes={1: p(r("* "), r("謝辞。")), 2: note(r("甲。")), 3: p(r("†"), r("乙。"))},
    )

    assert (found.title, found.starred) == ("題名", (Remark("<p>謝辞。</p>"),))
    assert found.body == '<p>本文<sup data-note="n1"></sup>、続き<sup data-note="n2"></sup>。</p>'
    assert texts(found) == ["<p>甲。</p>", "<p>乙。</p>"]
    assert found.not_kept == (NotKept("sign of a note (†)", "乙。", "Notes are numbered."),)


def test_notes_by_hand_with_raised_numbers_are_real_notes():
    def raised(text):
        return r(text, '<w:vertAlign w:val="superscript"/>')

    found = word(
        p(
            r("本文である。"),
            raised("1)"),
            r(" 次の文"),
            raised("2"),
            r("。広さは5km"),
            raised("2"),
            r("だ。"),
        ),
        p(r("注")),
        p(r("1) "), i("Title"), r(", 2024.")),
        p(r("2) 第二の注。")),
    )

    assert found.body == (
        '<p>本文である。<sup data-note="n1"></sup>次の文<sup data-note="n2"></sup>。広さは5km<sup>2</sup>だ。</p>'
    )
    assert texts(found) == ["<p><em>Title</em>, 2024.</p>", "<p>第二の注。</p>"]
