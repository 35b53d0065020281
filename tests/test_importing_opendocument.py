"""OpenDocument texts, as LibreOffice writes them."""

from papers.importing import NotKept, Remark
from papers.importing.opendocument import NAMESPACES
from tests.manuscripts import not_kept, read, texts
from tests.word import archive, png

HEAD = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **NAMESPACES,
        "xlink": "http://www.w3.org/1999/xlink",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    }.items()
)
STYLES = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Subtitle"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>"""


def odt(*body, before="", margins="", parts=None):
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {HEAD} office:version="1.3">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{before}{''.join(body)}"
        "</office:text></office:body></office:document-content>"
    )
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {HEAD} office:version="1.3">'
        f'<office:master-styles><style:master-page style:name="Standard">{margins}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "styles.xml": sheet.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
            **(parts or {}),
        }
    )


def p(*content, style="Standard"):
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def note(name, text, kind="footnote", label=""):
    labelled = f' text:label="{label}"' if label else ""
    return (
        f'<text:note text:id="{name}" text:note-class="{kind}">'
        f"<text:note-citation{labelled}>{label or 1}</text:note-citation>"
        f"<text:note-body>{text}</text:note-body></text:note>"
    )


def test_footnotes_endnotes_and_second_calls():
    again = '<text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="ftn1">1</text:note-ref>'
    found = read(
        "a.odt",
        odt(
            p("一", note("ftn1", p('<text:span text:style-name="T1">A Title</text:span>, 2024.')), "二。"),
            p("三", note("ftn2", p("乙。") + p("続き。"), "endnote"), "四", again, "。"),
        ),
    )

    assert found.body == (
        '<p>一<sup data-note="n1"></sup>二。</p><p>三<sup data-note="n2"></sup>四<sup data-note="n1"></sup>。</p>'
    )
    assert texts(found) == ["<p><em>A Title</em>, 2024.</p>", "<p>乙。</p><p>続き。</p>"]
    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (3, 2, 2)


def test_a_reference_to_a_lost_note_is_named():
    lost = '<text:note-ref text:reference-format="text" text:ref-name="ftn9">9</text:note-ref>'
    found = read("a.odt", odt(p("一文である", lost, "。")))

    assert found.proof.mismatches == ("Note 9 is called, but there is no such note: “一文である。”.",)


def test_titles_and_a_starred_note():
    found = read(
        "a.odt",
        odt(
            p("題名", note("ftn1", p("謝辞。"), label="*"), style="P1"),
            p("副題", style="P2"),
            '<text:h text:outline-level="1">はじめに</text:h>',
            p("本文である。"),
            '<text:h text:outline-level="2">背景</text:h>',
            p("本文である。"),
        ),
    )

    assert (found.title, found.subtitle, found.starred) == ("題名", "副題", (Remark("<p>謝辞。</p>"),))
    assert found.body == "<h2>はじめに</h2><p>本文である。</p><h3>背景</h3><p>本文である。</p>"
    assert found.not_kept == ()


def test_changes_comments_boxes_and_margins_are_reported():
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
        f"<dc:creator>山田</dc:creator></office:change-info>{p('消した。')}</text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>'
    )
    comment = f"<office:annotation><dc:creator>編集者</dc:creator>{p('要確認')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('箱の文。')}</draw:text-box></draw:frame>"
    found = read(
        "a.odt",
        odt(
            p('<text:change text:change-id="c1"/>', "残る文", comment, "である。", box),
            p('<text:change-start text:change-id="c2"/>加えた文。<text:change-end text:change-id="c2"/>'),
            before=changes,
            margins=f"<style:header>{p('社外秘')}</style:header><style:footer>{p('<text:page-number/>')}</style:footer>",
        ),
    )

    assert found.body == "<p>残る文である。</p><p>箱の文。</p><p>加えた文。</p>"
    assert found.not_kept == (
        NotKept("deleted text", "消した。", "A tracked change deletes it."),
        NotKept("2 tracked changes", "", "They are accepted: the text reads as it does after them."),
        NotKept("comment", "編集者: 要確認", "Comments are not part of the text."),
        NotKept(
            "text box",
            "箱の文。",
            "Its text is kept as paragraphs behind the one that it stood at; its frame and place are not.",
        ),
        NotKept("page header", "社外秘", "Pages are a matter of paper; the site has none."),
    )


def test_ruby_and_images_are_kept():
    ruby = "<text:ruby><text:ruby-base>対訳</text:ruby-base><text:ruby-text>たいやく</text:ruby-text></text:ruby>"
    picture = (
        '<draw:frame svg:width="4cm" svg:height="3cm"><draw:image xlink:href="Pictures/1.png" xlink:type="simple"/>'
        "<svg:title>港</svg:title></draw:frame>"
    )
    found = read("a.odt", odt(p(ruby, "を読む。"), p(picture), parts={"Pictures/1.png": png()}))
    (digest,) = found.images

    assert found.body.startswith("<p><ruby>対訳<rt>たいやく</rt></ruby>を読む。</p><figure>")
    assert f'<img src="/media/{digest}.png"' in found.body


def test_a_contents_list_and_citation_marks_are_reported():
    contents = (
        f"<text:table-of-content><text:index-body>{p('背景 1')}</text:index-body></text:table-of-content>"
    )
    cited = (
        '<text:reference-mark-start text:name="ZOTERO_ITEM CSL_CITATION {}"/>(Kim 2024)'
        '<text:reference-mark-end text:name="ZOTERO_ITEM CSL_CITATION {}"/>'
    )
    found = read("a.odt", odt(contents, p("文である", cited, "。")))

    assert found.body == "<p>文である(Kim 2024)。</p>"
    assert not_kept(found) == [("table of contents", "背景 1"), ("citation field (Zotero)", "(Kim 2024)")]


def test_breaks_and_spaces_in_a_title_stay_spaces():
    found = read(
        "a.odt",
        odt(
            p('港の<text:line-break/>計画<text:s text:c="2"/>案', style="P1"),
            p("本文である。"),
            p("続きである。"),
        ),
    )

    assert found.title == "港の 計画 案"


def test_the_note_on_a_title_keeps_its_links():
    link = '<text:a xlink:type="simple" xlink:href="https://example.org">謝辞</text:a>'
    found = read(
        "a.odt", odt(p("題名", note("ftn1", p(link), label="*"), style="P1"), p("本文である。"), p("続き。"))
    )

    assert found.starred == (Remark('<p><a href="https://example.org">謝辞</a></p>'),)


def test_hidden_sections_are_dropped_and_reported():
    hidden = f'<text:section text:name="S" text:display="none">{p("隠れた文。")}</text:section>'
    found = read("a.odt", odt(p("本文である。"), hidden, p("続きである。")))

    assert found.body == "<p>本文である。</p><p>続きである。</p>"
    assert not_kept(found) == [("hidden text", "隠れた文。")]


def test_reports_show_no_marks_of_ours():
    box = f"<draw:frame><draw:text-box>{p('枠の文', note('ftn1', p('枠の注')))}</draw:text-box></draw:frame>"
    found = read("a.odt", odt(p(box, "本文である。"), p("続きである。")))

    assert not_kept(found) == [("text box", "枠の文枠の注")]
