"""HTML pages: their notes in every dialect, without the page around the text."""

import base64

import pytest

from papers.importing import NotKept
from tests.manuscripts import not_kept, read, texts
from tests.word import png

CALLED = '<p>One<sup data-note="n1"></sup> and two<sup data-note="n2"></sup>.</p>'
NOTES = ["<p>First <em>it</em>.</p>", "<p>Second.</p>"]

DIALECTS = {
    "pandoc": """<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> and
      two<a href="#fn2" class="footnote-ref" id="fnref2" role="doc-noteref"><sup>2</sup></a>.</p>
      <section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr /><ol>
      <li id="fn1"><p>First <em>it</em>.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li>
      <li id="fn2"><p>Second.<a href="#fnref2" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>""",
    "Word": """<p class=MsoNormal>One<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
      class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a> and two<a href="file:///C:/a.htm#_ftn2"
      name="_ftnref2"><span class=MsoFootnoteReference>[2]</span></a>.<o:p></o:p></p>
      <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
      <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span
      class=MsoFootnoteReference>[1]</span></a> First <i>it</i>.</p></div>
      <div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a>
      Second.</p></div></div>""",
    "LibreOffice": """<p>One<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> and
      two<a class="sdendnoteanc" name="sdendnote1anc" href="#sdendnote1sym"><sup>i</sup></a>.</p>
      <div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym"
      href="#sdfootnote1anc">1</a>First <em>it</em>.</p></div>
      <div id="sdendnote1"><p class="sdendnote"><a class="sdendnotesym" name="sdendnote1sym"
      href="#sdendnote1anc">i</a>Second.</p></div>""",
    "WordPress": """<p>One<sup data-fn="aa-bb" class="fn"><a href="#aa-bb" id="aa-bb-link">1</a></sup> and two<sup
      data-fn="cc" class="fn"><a id="cc-link" href="#cc">2</a></sup>.</p><ol class="wp-block-footnotes">
      <li id="aa-bb">First <em>it</em>. <a href="#aa-bb-link" aria-label="Jump to note reference 1">↩︎</a></li>
      <li id="cc">Second. <a href="#cc-link">↩︎</a></li></ol>""",
    "kramdown": """<p>One<sup id="fnref:1"><a href="#fn:1" class="footnote" role="doc-noteref">1</a></sup> and
      two<sup id="fnref:b"><a href="#fn:b" class="footnote" rel="footnote">2</a></sup>.</p>
      <div class="footnotes" role="doc-endnotes"><ol><li id="fn:1"><p>First <em>it</em>. <a href="#fnref:1"
      class="reversefootnote" role="doc-backlink">&#8617;</a></p></li><li id="fn:b"><p>Second. <a href="#fnref:b"
      class="reversefootnote">&#8617;</a></p></li></ol></div>""",
    "EPUB": """<p>One<a epub:type="noteref" href="#a">1</a> and
      two<a epub:type="noteref" role="doc-noteref" href="#b">*</a>.</p>
      <aside epub:type="footnote" id="a"><p>1. First <i>it</i>.</p></aside>
      <aside epub:type="footnote" role="doc-footnote" id="b"><p>* Second.</p></aside>""",
    "Wikipedia": """<p>One<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> and two<sup
      id="cite_ref-2" class="reference"><a href="#cite_note-2">&#91;2&#93;</a></sup>.</p><h2>References</h2>
      <div class="reflist"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a
      href="#cite_ref-1">^</a></b></span> <span class="reference-text">First <i>it</i>.</span></li><li
      id="cite_note-2"><span class="mw-cite-backlink">^ <a href="#cite_ref-2"><sup>a</sup></a></span> Second.</li></ol>
      </div>""",
    "anchors by hand": """<p>One<a href="#c1" id="b1">(1)</a> and two<a href="#c2" id="b2">(2)</a>.</p>
      <hr><p><b>Notes</b></p>
      <p><a id="c1" href="#b1">(1)</a> First <i>it</i>.</p><p><a id="c2" href="#b2">(2)</a> Second.</p>""",
    "brackets around the link": """<p>One<sup>[<a href="#n1" id="r1">1</a>]</sup> and two[<a href="#n2" id="r2">2</a>].</p>
      <h3>Footnotes</h3><ol><li id="n1">First <i>it</i>. <a href="#r1">↑</a></li><li id="n2">Second.
      <a href="#r2">Back to text</a></li></ol>""",
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_linked_notes_of_every_dialect_are_notes(dialect):
    found = read("a.html", DIALECTS[dialect], "en")

    assert found.body == CALLED
    assert texts(found) == NOTES
    assert found.proof.holds
    assert found.not_kept == ()


def test_a_second_link_to_a_note_is_a_second_call():
    page = """<p>A<sup id="r1"><a href="#n1">1</a></sup> b<sup id="r2"><a href="#n1">1</a></sup>.</p>
      <div class="footnotes"><ol><li id="n1">Note. <a href="#r1">a</a> <a href="#r2">b</a></li></ol></div>"""
    found = read("a.html", page, "en")

    assert (found.proof.calls, found.proof.distinct, found.proof.notes) == (2, 1, 1)
    assert texts(found) == ["<p>Note.</p>"]


def test_dangling_links_and_items_that_nothing_calls_are_named():
    page = """<p>A<a href="#fn1" class="footnote-ref">1</a> b<a href="#fn9" class="footnote-ref">9</a>.</p>
      <section class="footnotes"><ol><li id="fn1">One. <a href="#x">↩</a></li><li id="fn2">Two.</li></ol></section>"""
    found = read("a.html", page, "en")

    assert found.proof.mismatches == (
        "Note 9 is called, but there is no such note: “A b.”.",
        "Note 2 is called nowhere: “Two.”.",
    )


def test_links_to_sections_and_lists_are_no_notes():
    page = """<p>See <a href="#s2">2</a> and <a href="#i1">item</a>.</p><h2 id="s2">2 Second</h2><p>Text.</p>
      <ol><li id="i1">Item.</li></ol>"""
    found = read("a.html", page, "en")

    assert found.body == "<p>See 2 and item.</p><h2>2 Second</h2><p>Text.</p><ol><li><p>Item.</p></li></ol>"
    assert found.proof.notes == 0


def test_the_page_around_the_text_is_dropped_and_reported():
    page = """<html lang="en"><head><title>A Plan | Site</title><meta name="author" content="Jane Doe">
      <meta property="article:published_time" content="2025-06-27T09:00:00Z"></head><body>
      <header><a href="/">Site</a><nav>Menu</nav></header><main><article><header><h1>A Plan</h1></header>
      <p>Text.</p><h2>Part</h2><p>More.</p></article></main><aside>Related</aside><footer>© Site</footer>
      <script>x()</script><form>Search <input name="q"></form></body></html>"""
    found = read("a.html", page, "en")

    assert (found.title, found.authors) == ("A Plan", ("Jane Doe",))
    assert found.furniture.printed_date.isoformat() == "2025-06-27"
    assert found.body == "<p>Text.</p><h2>Part</h2><p>More.</p>"
    assert sorted(not_kept(found)) == [
        ("form", "Search"),
        ("page footer", "© Site"),
        ("page header", "SiteMenu"),
        ("text beside the article", "Related"),
    ]


def test_pandocs_own_title_block_is_the_record():
    page = """<header id="title-block-header"><h1 class="title">題名</h1><p class="subtitle">副題</p>
      <p class="author">山田 太郎</p><p class="author">佐藤 花子</p><p class="date">2025-06-27</p>
      <div class="abstract"><div class="abstract-title">Abstract</div><p>短い。</p></div></header><p>本文である。</p>"""
    found = read("a.html", page)

    assert (found.title, found.subtitle, found.authors) == ("題名", "副題", ("山田 太郎", "佐藤 花子"))
    assert (found.abstract, found.body) == ("<p>短い。</p>", "<p>本文である。</p>")
    assert found.furniture.printed_date.isoformat() == "2025-06-27"
    assert found.not_kept == ()


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "utf-8", "iso-2022-jp"])
def test_a_page_says_its_encoding(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body><p>本文である。</p></body></html>'

    assert read("a.html", page.encode(encoding)).body == "<p>本文である。</p>"


def test_words_language_marks_on_every_letter_are_noise():
    page = "<p class=MsoNormal>これは<span lang=EN-US>NATO</span>である。</p>"

    assert read("a.html", page).body == "<p>これはNATOである。</p>"


def test_hidden_text_and_words_comments_are_reported():
    page = """<p>本文<span style="display:none">隠し</span><span hidden>無</span>である。</p>
      <div style='mso-element:comment-list'><p>批評</p></div>"""
    found = read("a.html", page)

    assert found.body == "<p>本文である。</p>"
    assert not_kept(found) == [("hidden text", "隠し"), ("hidden text", "無"), ("comment", "批評")]


def test_images_inside_the_page_are_kept_and_others_named():
    inside = "data:image/png;base64," + base64.b64encode(png()).decode()
    page = f"""<p>前<img alt="赤" src="{inside}">後である。</p><figure><img src="{inside}" alt="赤">
      <figcaption>説明</figcaption></figure><p><img src="https://e.org/x.png" alt="遠い"></p>
      <img src="data:image/svg+xml,&lt;svg/&gt;" alt="線">"""
    found = read("a.html", page)
    (digest,) = found.images
    shown = f'<img src="/media/{digest}.png" alt="赤">'

    assert found.body == (
        f"<p>前後である。</p><figure>{shown}</figure><figure>{shown}<figcaption>説明</figcaption></figure>"
    )
    assert found.not_kept == (
        NotKept("image", "遠い (https://e.org/x.png)", "The image is not in the file."),
        NotKept(
            "image",
            "線 (data:image/svg+xml,<svg/>)",
            "SVG images are drawings that browsers cannot show safely.",
        ),
    )


def test_nothing_that_acts_survives():
    page = """<p onclick="x()">文<a href="javascript:x()">甲</a><a href="data:text/html,x">乙</a><script>x()</script>である。
      <img src=x onerror=x()></p><iframe src="https://e.org"></iframe><svg><script>x()</script><text>絵</text></svg>
      <math><mi>x</mi></math><object data="x">丙</object><style>p{}</style><p style="position:fixed">固定。</p>"""
    found = read("a.html", page)

    assert found.body == "<p>文甲乙である。</p><p>x</p><p>固定。</p>"
    assert {what for what, _where in not_kept(found)} == {"image", "embedded media", "formula", "link"}


def test_lines_of_preformatted_text_are_kept():
    found = read("a.html", "<p>次の通りである。</p><pre>one\ntwo</pre>")

    assert found.body == "<p>次の通りである。</p><p>one<br>two</p>"


def test_broken_html_is_read_as_browsers_do():
    found = read("a.html", "<p>一<b>二。<p>三</b>四<table><tr><td>五<td>六</table>七")

    assert found.body == (
        "<p>一<strong>二。</strong></p><p><strong>三</strong>四</p>"
        "<table><tbody><tr><td><p>五</p></td><td><p>六</p></td></tr></tbody></table><p>七</p>"
    )


GOOGLE = (
    "<html><head><style>@import url(https://x);.c0{font-style:italic}.c1{font-weight:700}.c2,.c3{vertical-align:super}"
    "</style></head><body><h1><span class='c1'>Ports</span></h1><p><span>Harbours in </span><span class='c0'>The Book"
    "</span><span>, </span><span class='c1 c0'>both</span><span>, x</span><span class='c2'>2</span>"
    "<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup><span>, </span><span style='font-style:italic'>own</span><span>, "
    "<a href='https://www.google.com/url?q=https://example.org/a?b%3D1&amp;sa=D&amp;usg=A'>page</a>.</span>"
    "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><p>The end of it.</p><hr>"
    "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a><span>&nbsp;Kim, </span><span class='c0'>Title</span>, "
    "<a href='https://www.google.com/url?q=http://example.org/&amp;sa=D'>link</a>.</p></div>"
    "<div class='c9'><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Check this!</span></p></div></body></html>"
)


def test_classes_of_a_style_sheet_keep_their_meaning():
    found = read("a.html", GOOGLE, "en")

    assert found.title == "Ports"
    assert found.body == (
        "<p>Harbours in <em>The Book</em>, <strong><em>both</em></strong>, x<sup>2</sup>"
        '<sup data-note="n1"></sup>, <em>own</em>, <a href="https://example.org/a?b=1">page</a>.</p>'
        "<p>The end of it.</p>"
    )
    assert texts(found) == ['<p>Kim, <em>Title</em>, <a href="http://example.org/">link</a>.</p>']


def test_comments_below_a_page_are_no_notes():
    found = read("a.html", GOOGLE, "en")

    assert not_kept(found) == [("comment", "Check this!")]
    assert found.proof.holds
