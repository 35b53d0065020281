"""Word documents, as Word writes them: what each becomes, and everything that it loses."""

import io
import zipfile

from PIL import Image

from papers.importing import Note, NotKept, Remark
from tests.manuscripts import not_kept, read, texts
from tests.word import (
    TRANSLATED_STYLES,
    archive,
    b,
    bookmark,
    call,
    cell,
    deleted,
    document,
    drawing,
    field,
    i,
    inserted,
    note,
    p,
    part,
    r,
    row,
    ruby,
    style,
    table,
    text_box,
)

LONG = "この段落は文でできており、見出しと間違えられることはない。"
ACCEPTED = "They are accepted: the text reads as it does after them."
CITATION = "Its text is kept; the link to the citation manager is not."
TEXT_BOX = "Its text is kept as paragraphs behind the one that it stood at; its frame and place are not."


def png(width: int = 4, height: int = 3) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(buffer, "PNG")
    return buffer.getvalue()


def word(*body, language="ja", **parts):
    return read("paper.docx", document(*body, **parts), language)


# -- styles --------------------------------------------------------------------------------------


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


# -- what stands beside the text -----------------------------------------------------------------


def test_tracked_changes_are_accepted_and_counted():
    ended = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    found = word(
        p(r("残る。"), inserted(r("加えた。")), deleted("消した。"), call(1)),
        p(r("前半"), properties=ended),
        p(r("後半。"), f'<w:del w:id="9" w:author="y">{call(2)}</w:del>'),
        footnotes={1: note(r("注"), deleted("古い"), inserted(r("新しい"))), 2: note(r("消える注。"))},
    )

    assert found.body == '<p>残る。加えた。<sup data-note="n1"></sup></p><p>前半後半。</p>'
    assert texts(found) == ["<p>注新しい</p>"]
    assert found.not_kept == (
        NotKept("deleted text", "消した。", "A tracked change deletes it."),
        NotKept("deleted note", "消える注。", "A tracked change deletes its call."),
        NotKept("deleted text", "古い", "A tracked change deletes it."),
        NotKept("6 tracked changes", "", ACCEPTED),
    )
    assert found.proof.holds


def test_moved_text_stands_where_it_was_moved_to():
    moved = '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>動く。</w:t></w:r></w:moveFrom>'
    here = f'<w:moveTo w:id="4" w:author="x">{r("動く。")}</w:moveTo>'
    found = word(p(r("甲。"), moved), p(r("乙。"), here))

    assert found.body == "<p>甲。</p><p>乙。動く。</p>"
    assert found.not_kept == (NotKept("2 tracked changes", "", ACCEPTED),)


def test_a_deleted_row_is_deleted():
    gone = f'<w:tr><w:trPr><w:del w:id="5" w:author="x"/></w:trPr>{cell("旧")}{cell("1")}</w:tr>'
    found = word(
        p(r("前。")), table(row(cell("国"), cell("値"), head=True), row(cell("新"), cell("2")), gone)
    )

    assert "旧" not in found.body
    assert ("deleted row", "旧 1") in not_kept(found)


def test_comments_are_reported_with_their_author():
    anchor = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    comment = f'<w:comment w:id="0" w:author="編集者" w:initials="E">{p(r("要確認"))}</w:comment>'
    found = word(
        p(anchor[0], r("本文。"), anchor[1], '<w:r><w:commentReference w:id="0"/></w:r>'),
        parts={"word/comments.xml": ("comments", part("comments", comment))},
    )

    assert found.body == "<p>本文。</p>"
    assert found.not_kept == (NotKept("comment", "編集者: 要確認", "Comments are not part of the text."),)


def test_the_text_of_a_box_is_kept_once_behind_its_paragraph():
    found = word(p(r("前の段落。"), text_box(p(r("箱の一行目。")), p(i("箱の二行目。")))), p(r("後の段落。")))

    assert found.body == ("<p>前の段落。</p><p>箱の一行目。</p><p><em>箱の二行目。</em></p><p>後の段落。</p>")
    assert found.not_kept == (NotKept("text box", "箱の一行目。 箱の二行目。", TEXT_BOX),)


def test_citation_fields_keep_their_text():
    found = word(
        p(
            r("甲"),
            field('ADDIN ZOTERO_ITEM CSL_CITATION {"citationID":"x1"}', r("(Kim 20"), r("24)")),
            r("、乙"),
            field("ADDIN EN.CITE <EndNote><Cite/></EndNote>", r("[Lee]")),
            r("、丙"),
            field('ADDIN CSL_CITATION {"mendeley":{}}', r("(佐藤)")),
            r("、丁"),
            field("CITATION Kim24 \\l 1041", r("(Park)")),
            r("。"),
        )
    )

    assert found.body == "<p>甲(Kim 2024)、乙[Lee]、丙(佐藤)、丁(Park)。</p>"
    assert found.not_kept == (
        NotKept("citation field (Zotero)", "(Kim 2024)", CITATION),
        NotKept("citation field (EndNote)", "[Lee]", CITATION),
        NotKept("citation field (Mendeley)", "(佐藤)", CITATION),
        NotKept("citation field (Word)", "(Park)", CITATION),
    )


def test_a_citation_field_in_a_note_keeps_its_italics():
    cited = field("ADDIN ZOTERO_ITEM CSL_CITATION {}", r("Kim, "), i("A Title"), r(", 12"))
    found = word(p(r("本文。"), call(1)), footnotes={1: note(cited, r("."))})

    assert texts(found) == ["<p>Kim, <em>A Title</em>, 12.</p>"]
    assert found.not_kept == (NotKept("citation field (Zotero)", "Kim, A Title, 12", CITATION),)


def test_other_fields_are_their_results():
    found = word(
        p(
            r("見よ "),
            field('HYPERLINK "https://example.org/a?b=1&c=2"', r("リンク")),
            r("、"),
            field("REF _Ref1 \\h", r("図1")),
            f'<w:fldSimple w:instr=" SEQ 図 ">{r("、2")}</w:fldSimple>',
            r("。"),
            field("PAGE", r("3")),
        )
    )

    assert found.body == '<p>見よ <a href="https://example.org/a?b=1&amp;c=2">リンク</a>、図1、2。</p>'
    assert found.not_kept == ()


def test_headers_footers_and_contents_lists_are_reported():
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p(r('目次'))}{p(field('TOC', r('背景 1')))}</w:sdtContent></w:sdt>"
    )
    header, footer = part("hdr", p(r("社外秘"))), part("ftr", p(r("- "), field("PAGE", r("3")), r(" -")))
    found = word(
        contents,
        p(r(LONG)),
        parts={"word/header1.xml": ("header", header), "word/footer1.xml": ("footer", footer)},
    )

    assert found.body == f"<p>{LONG}</p>"
    assert not_kept(found) == [("page header", "社外秘"), ("table of contents", "目次 背景 1")]


def test_a_contents_list_that_is_a_bare_field_is_reported_too():
    def char(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    opened = f'{char("begin")}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>{char("separate")}'
    found = word(p(opened, r("背景 1")), p(r("結論 2")), p(char("end")), p(r(LONG)))

    assert found.body == f"<p>{LONG}</p>"
    assert not_kept(found) == [("table of contents", "背景 1 結論 2")]


# -- tables and images ---------------------------------------------------------------------------


def test_merged_cells_stay_merged():
    found = word(
        p(r("前の文。")),
        table(
            row(cell("国"), cell("値"), cell("年"), head=True),
            row(cell("日本", '<w:vMerge w:val="restart"/>'), cell("二列", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("5"), cell("2024")),
            grid=3,
        ),
        p(r("後の文。")),
    )

    assert found.body == (
        "<p>前の文。</p><table><tbody>"
        '<tr><th scope="col"><p>国</p></th><th scope="col"><p>値</p></th><th scope="col"><p>年</p></th></tr>'
        '<tr><td rowspan="2"><p>日本</p></td><td colspan="2"><p>二列</p></td></tr>'
        "<tr><td><p>5</p></td><td><p>2024</p></td></tr>"
        "</tbody></table><p>後の文。</p>"
    )
    assert found.proof.tables == 1
    assert found.not_kept == ()


def test_a_table_inside_a_table_is_kept_as_its_paragraphs():
    inner = table(row(cell("甲"), cell("乙")))
    outer = f"<w:tc><w:tcPr/>{inner}{p()}</w:tc>"
    found = word(p(r("前の文。")), table(row(outer, cell("外"))))

    assert "<p>甲</p><p>乙</p>" in found.body
    assert [what for what, _where in not_kept(found)] == ["table inside a table"]


def test_captions_go_to_their_tables_and_figures():
    found = word(
        p(r("前の文。")),
        p(r("表 "), field("SEQ 表", r("1")), r(" 比較"), style="ab"),
        table(row(cell("国"), cell("値"))),
        p(drawing("rId2", "港の写真")),
        p(r("図 "), field("SEQ 図", r("1")), r(" 港"), style="ab"),
        p(r("後の文。")),
        parts={"word/media/image1.png": ("image", png())},
    )

    assert "<table><caption>表 1 比較</caption>" in found.body
    assert found.body.endswith('alt="港の写真"><figcaption>図 1 港</figcaption></figure><p>後の文。</p>')


def test_images_are_stored_once_and_drawings_are_not():
    found = word(
        p(r("図の前、"), drawing("rId2", "港"), r("図の後。")),
        p(drawing("rId2", "同じ港")),
        p(drawing("rId3", "線画")),
        parts={
            "word/media/image1.png": ("image", png()),
            "word/media/image2.emf": ("image", b"\x01\x00\x00\x00EMF"),
        },
    )
    (digest,) = found.images

    assert found.body == (
        f'<p>図の前、図の後。</p><figure><img src="/media/{digest}.png" alt="港"></figure>'
        f'<figure><img src="/media/{digest}.png" alt="同じ港"></figure>'
    )
    assert (found.images[digest].width, found.images[digest].height) == (4, 3)
    assert found.proof.images == 2
    assert not_kept(found) == [("image", "線画 (media/image2.emf)")]


def test_a_cropped_image_is_kept_whole_and_reported():
    cropped = drawing("rId2", "港").replace("<a:stretch>", '<a:srcRect l="25000" r="0"/><a:stretch>')
    found = word(p(r(LONG)), p(cropped), parts={"word/media/image1.png": ("image", png())})

    assert found.proof.images == 1
    assert found.not_kept == (
        NotKept(
            "cropping of an image", "港", "The whole image is kept: what the cropping hides will be seen."
        ),
    )


def test_a_prompt_to_type_is_no_text():
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p(r('ここに入力'))}</w:sdtContent></w:sdt>"

    assert word(prompt, p(r(LONG))).body == f"<p>{LONG}</p>"


def test_tags_of_other_programs_leave_their_text():
    tagged = f"<w:customXml>{p('<w:smartTag>', r('甲'), '</w:smartTag>', '<w:dir>', r('乙。'), '</w:dir>')}</w:customXml>"

    assert word(tagged).body == "<p>甲乙。</p>"


def test_charts_and_embedded_objects_are_reported():
    data = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></a:graphicData>'
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="グラフ 1" descr="支出の推移"/>'
        f"<a:graphic>{data}</a:graphic></wp:inline></w:drawing></w:r>"
    )
    shape = '<v:shape><v:imagedata r:id="rId7"/></v:shape>'
    sheet = f'<w:r><w:object>{shape}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    found = word(p(r("前の文。")), p(chart), p(r("後の文。"), sheet))

    assert found.body == "<p>前の文。</p><p>後の文。</p>"
    assert not_kept(found) == [("chart", "支出の推移"), ("embedded object", "後の文。")]


# -- files of other makers -----------------------------------------------------------------------


def test_word_on_the_web_calls_its_main_part_otherwise():
    found = word(p(r("本文。"), call(1)), footnotes={1: note(r("注。"))}, main="word/document2.xml")

    assert (found.body, texts(found)) == ('<p>本文。<sup data-note="n1"></sup></p>', ["<p>注。</p>"])


def test_a_strict_document_is_read_like_any_other():
    old, strict = b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"
    names = {
        old + b"/wordprocessingml/2006/main": strict + b"/wordprocessingml/main",
        old + b"/officeDocument/2006/relationships": strict + b"/officeDocument/relationships",
    }
    with zipfile.ZipFile(
        io.BytesIO(document(p(r("本文。"), call(1)), footnotes={1: note(r("注。"))}))
    ) as ordinary:
        parts = {path: ordinary.read(path) for path in ordinary.namelist()}
    for name, new in names.items():
        parts = {path: content.replace(name, new) for path, content in parts.items()}
    found = read("paper.docx", archive(parts))

    assert (found.body, texts(found)) == ('<p>本文。<sup data-note="n1"></sup></p>', ["<p>注。</p>"])


def test_a_paper_in_english_with_authors_and_abstract():
    found = word(
        p(r("A Title of a Paper"), style="a3"),
        p(r("Jane Doe and John Smith")),
        p(r("Abstract"), style="1"),
        p(r("It is short. It says little.")),
        p(r("Introduction"), style="1"),
        p(r("Text here."), call(1), r(" More text.")),
        footnotes={1: note(r("Translator’s note: a remark."))},
        language="en",
    )

    assert (found.title, found.authors) == ("A Title of a Paper", ("Jane Doe", "John Smith"))
    assert found.abstract == "<p>It is short. It says little.</p>"
    assert found.body == '<h2>Introduction</h2><p>Text here.<sup data-note="n1"></sup> More text.</p>'
    assert [note.kind for note in found.notes] == ["translator"]
