"""Word documents: comments, text boxes and fields, tables and images, and files of other makers."""

import io
import zipfile

from papers.importing import NotKept
from tests.manuscripts import not_kept, read, texts, word
from tests.word import (
    archive,
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
    png,
    r,
    row,
    table,
    text_box,
)

LONG = "この段落は文でできており、見出しと間違えられることはない。"
ACCEPTED = "They are accepted: the text reads as it does after them."
CITATION = "Its text is kept; the link to the citation manager is not."
TEXT_BOX = "Its text is kept as paragraphs behind the one that it stood at; its frame and place are not."


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
