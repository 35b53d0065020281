"""The HTML of bodies, pair by pair: what comes in, what stands; and its plain text."""

import pytest

from papers import markup
from tests.markup.judging import OURS, SAMPLES, assert_clean


@pytest.mark.parametrize("name", sorted(path.name.split(".")[0] for path in SAMPLES.glob("*.found.html")))
def test_html_as_it_is_found_becomes_a_body(name):
    expected = "".join((SAMPLES / f"{name}.clean.html").read_text().splitlines())

    assert assert_clean((SAMPLES / f"{name}.found.html").read_text()) == expected


CASES = {
    "": "",
    " \n": "",
    "words": "<p>words</p>",
    "a<p>b": "<p>a</p><p>b</p>",
    "<b>a</b>": "<p><strong>a</strong></p>",
    "<cite>a</cite><i>b</i>": "<p><em>ab</em></p>",
    "<sup><sub><em><strong><span lang=fr><a href='https://x.org/'>a</a></span></strong></em></sub></sup>": (
        '<p><a href="https://x.org/"><span lang="fr"><strong><em><sub><sup>a</sup></sub></em></strong></span></a></p>'
    ),
    "<em lang=EN-latn-us>a</em>": '<p><span lang="en-Latn-US"><em>a</em></span></p>',
    "<span lang=fr>a<span lang=de>b</span></span>": '<p><span lang="fr">a</span><span lang="de">b</span></p>',
    "<span lang='not a language'>a</span><span lang=''>b</span><span lang=fr-FR-x-old>c</span><span lang=fr-٣٣٣>d</span>": (
        '<p>ab<span lang="fr-FR-x-old">c</span>d</p>'
    ),
    "<a href='#top'>a</a><a href='/x'>b</a><a href='ftp://x'>c</a><a href='https:x'>d</a><a>e</a>": "<p>abcde</p>",
    "<a href=' HTTPS://x.org/\n a '>a</a><a href='mailto:a@b.c'>m</a>": (
        '<p><a href="HTTPS://x.org/%20a">a</a><a href="mailto:a@b.c">m</a></p>'
    ),
    "<a href='https://x.org/?a=1&amp;b=\"<'>a</a>": '<p><a href="https://x.org/?a=1&amp;b=&quot;&lt;">a</a></p>',
    f"<a href='https://x.org/{'a' * 2000}'>long</a>": "<p>long</p>",
    "<p>a<a href='https://x.org/'><p>b</p></a>": '<p>a</p><p><a href="https://x.org/">b</a></p>',
    "<ul>loose<li>a</li>more<li></li></ul>": "<ul><li><p>loose</p></li><li><p>a</p><p>more</p></li></ul>",
    "<li>a</li>": "<p>a</p>",
    "<ol start=1><li>a</ol>": "<ol><li><p>a</p></li></ol>",
    "<ol start='-4'><li>a</ol>": "<ol><li><p>a</p></li></ol>",
    "<ul start=4><li><ul><li></ul></ul>": "",
    "<ul><ul><li>a</ul></ul>": "<ul><li><ul><li><p>a</p></li></ul></li></ul>",
    "<h2>a<p>b</p>c</h2>": "<h2>a<br>b<br>c</h2>",
    "<h1> </h1><h6>a</h6>": "<h4>a</h4>",
    "<b><h2>a</h2><ul><li>b</ul></b>": "<h2><strong>a</strong></h2><ul><li><p><strong>b</strong></p></li></ul>",
    '<sup data-note="k">[12]</sup>': '<p><sup data-note="k"></sup></p>',
    '<em><sup data-note="k"><a href="#n">*</a></sup></em>': '<p><sup data-note="k"></sup></p>',
    '<sup data-note="k"/>swallowed': '<p><sup data-note="k"></sup>swallowed</p>',
    '<sup data-note="Not a key">2</sup>': "<p><sup>2</sup></p>",
    f'<sup data-note="{"k" * 41}">2</sup>': "<p><sup>2</sup></p>",
    '<sup data-note="k\n">2</sup>': "<p><sup>2</sup></p>",
    '<span data-note="k">2</span>': "<p>2</p>",
    '<p data-passage="a!b">x</p><div data-passage="d"><p>y</p></div>': "<p>x</p><p>y</p>",
    f'<p data-passage="a">x<img src="{OURS}">y</p>': (
        f'<p data-passage="a">x</p><figure><img src="{OURS}" alt=""></figure><p>y</p>'
    ),
    f'<p data-passage="a"><img src="{OURS}"></p>': f'<figure data-passage="a"><img src="{OURS}" alt=""></figure>',
    f'<ul><li>a<img src="{OURS}" alt="A">b</ul>c': (
        f'<ul><li><p>ab</p></li></ul><figure><img src="{OURS}" alt="A"></figure><p>c</p>'
    ),
    f"<ul><li><figure><img src={OURS}><figcaption>C</figcaption></figure>b</ul>": (
        f'<ul><li><p>b</p></li></ul><figure><img src="{OURS}" alt=""><figcaption>C</figcaption></figure>'
    ),
    f"<figure><img src={OURS}><img src={OURS}><figcaption>C<small>1</small> d <small>2</small></figcaption></figure>": (
        f'<figure><img src="{OURS}" alt=""></figure>'
        f'<figure><img src="{OURS}" alt=""><figcaption>C d<small>1 2</small></figcaption></figure>'
    ),
    "<figure><table><td>a</table><figcaption>C</figcaption></figure>": (
        "<table><caption>C</caption><tbody><tr><td><p>a</p></td></tr></tbody></table>"
    ),
    '<figure data-passage="k"><figcaption>C</figcaption>x<div><table><td>a</table></div><figcaption>D</figcaption>y': (
        '<p>x</p><table data-passage="k"><caption>C<br>D</caption><tbody><tr><td><p>a</p></td></tr></tbody></table><p>y</p>'
    ),
    f"<h2>a<img src={OURS}></h2>": f'<h2>a</h2><figure><img src="{OURS}" alt=""></figure>',
    f"<h2>a<figure>b<img src={OURS}><figcaption>c</figcaption></figure></h2>": (
        f'<h2>a<br>b<br>c</h2><figure><img src="{OURS}" alt=""></figure>'
    ),
    "<img src=/media/x.png alt=' an \n image '><img src=y>": "<p>an image</p>",
    "<p>a <small>b</small></p>": "<p>a b</p>",
    "<table><td colspan=1 rowspan=101>a<td colspan=100 rowspan=x>b</table>": (
        '<table><tbody><tr><td><p>a</p></td><td colspan="100"><p>b</p></td></tr></tbody></table>'
    ),
    "<table><th scope=rowgroup>a<th scope=x>b<tr><th>c<td>d</table>": (
        '<table><tbody><tr><th scope="row"><p>a</p></th><th scope="col"><p>b</p></th></tr>'
        '<tr><th scope="row"><p>c</p></th><td><p>d</p></td></tr></tbody></table>'
    ),
    "<table><thead><tr><th>a<tr><th>b</thead></table>": (
        '<table><tbody><tr><th scope="col"><p>a</p></th></tr><tr><th scope="col"><p>b</p></th></tr></tbody></table>'
    ),
    "<table><caption>a</caption><caption>b</caption><tr><td></table>": "<p>a<br>b</p>",
    "<table><tr><td></td></tr></table>": "",
    "<table>stray<tr>words<td>a<h2>b</h2><table><td>c</table></table>": (
        "<p>straywords</p><table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td></tr></tbody></table>"
    ),
    "<ruby>a<rt>b</rt>c</ruby>": "<p><ruby>a<rt>b</rt></ruby>c</p>",
    "<ruby> a <rt> </rt><rt>b</rt></ruby>": "<p>a b</p>",
    "<ruby>a<sup data-note=k></sup><img alt=pic><rt>b</rt></ruby>": (
        '<p><ruby>a<rt>b</rt></ruby><sup data-note="k"></sup>pic</p>'
    ),
    "<rt>a</rt><rb>b</rb>": "<p>ab</p>",
    # The language of a block is that of its text.
    "<p lang=fr>a<em>b</em><span lang=de>c</span></p>": (
        '<p><span lang="fr">a<em>b</em></span><span lang="de">c</span></p>'
    ),
    "<blockquote lang=fr>a</blockquote><ul lang=de><li lang=fr>b<li>c</ul><h3 lang=fr>d</h3><div lang=fr><p>e</div>": (
        '<blockquote><p><span lang="fr">a</span></p></blockquote>'
        '<ul><li><p><span lang="fr">b</span></p></li><li><p><span lang="de">c</span></p></li></ul>'
        '<h3><span lang="fr">d</span></h3><p>e</p>'
    ),
    "<table lang=fr><caption lang=de>a</caption><tr><th>b<td lang=de>c</table>": (
        '<table><caption><span lang="de">a</span></caption><tbody><tr><th scope="col"><p><span lang="fr">b</span></p></th>'
        '<td><p><span lang="de">c</span></p></td></tr></tbody></table>'
    ),
    f"<figure lang=fr><img src={OURS}><figcaption>a</figcaption></figure><figure><img src={OURS}><figcaption lang=fr>b": (
        f'<figure><img src="{OURS}" alt=""><figcaption><span lang="fr">a</span></figcaption></figure>'
        f'<figure><img src="{OURS}" alt=""><figcaption><span lang="fr">b</span></figcaption></figure>'
    ),
    # What a call holds by mistake is kept.
    '<sup data-note="k">2025</sup>': '<p><sup data-note="k"></sup>2025</p>',
    f'<sup data-note="k">{"<i> </i>" * 7}</sup><sup data-note="l">{"<i> </i>" * 7}text</sup>': (
        '<p><sup data-note="k"></sup><sup data-note="l"></sup> text</p>'
    ),
    '<sup data-note="k">1<sup data-note="l">2</sup></sup>': (
        '<p><sup data-note="k"></sup>1<sup data-note="l"></sup></p>'
    ),
    f'<p><sup data-note="k">1<img src="{OURS}"></sup></p>': (
        f'<p><sup data-note="k"></sup>1</p><figure><img src="{OURS}" alt=""></figure>'
    ),
    # Rubies.
    "<ruby><rb>漢<rb>字<rt>かん<rt>じ</ruby>": (
        "<p><ruby>漢<rt>かん</rt></ruby><ruby>字<rt>じ</rt></ruby></p>"
    ),
    "<ruby><rb>漢</rb><rb>字</rb><rtc><rt>かん</rt><rt>じ</rt></rtc></ruby>": (
        "<p><ruby>漢<rt>かん</rt></ruby><ruby>字<rt>じ</rt></ruby></p>"
    ),
    "<ruby><rb>漢</rb><rb>字</rb><rt>かんじ</rt></ruby>": "<p><ruby>漢字<rt>かんじ</rt></ruby></p>",
    "<ruby><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby><rt>kanji</rt></ruby>": (
        "<p><ruby>漢字<rt>かんじ kanji</rt></ruby></p>"
    ),
    "<ruby><a href='https://x.org/'><em>漢</em></a><rt>かん</rt></ruby>": (
        '<p><a href="https://x.org/"><em><ruby>漢<rt>かん</rt></ruby></em></a></p>'
    ),
    "<ruby lang=ja>漢<em>字</em><rt>かんじ</rt></ruby>": (
        '<p><span lang="ja"><ruby>漢字<rt>かんじ</rt></ruby></span></p>'
    ),
    "<ruby><sup>2</sup><rt>に</rt></ruby><ruby>H<sub>2</sub><rt>えいち</rt></ruby>": (
        "<p><sup><ruby>2<rt>に</rt></ruby></sup><ruby>H2<rt>えいち</rt></ruby></p>"
    ),
    "<ruby>漢<br>字<rt>かんじ</rt></ruby>": "<p><ruby>漢 字<rt>かんじ</rt></ruby></p>",
    # Captions stand apart.
    f"<figure><img src={OURS}><figcaption>C<small>1</small></figcaption><figcaption>D<small>2</small></figcaption>": (
        f'<figure><img src="{OURS}" alt=""><figcaption>C<br>D<small>1 2</small></figcaption></figure>'
    ),
    f"<figure><figure><img src={OURS}><figcaption>C</figcaption></figure><figcaption>D</figcaption></figure>": (
        f'<figure><img src="{OURS}" alt=""><figcaption>C<br>D</figcaption></figure>'
    ),
    "<figure><img src=/x.png alt=A><figcaption>C</figcaption></figure>": "<p>A</p><p>C</p>",
    "<h2><figure><img src=/x.png alt=A><figcaption>C</figcaption></figure></h2>": "<h2>A<br>C</h2>",
    # A passage that is only a picture is the picture.
    **{
        f'<{tag} data-passage="k"><{inner}><img src="{OURS}"></{inner}></{tag}>': (
            f'<figure data-passage="k"><img src="{OURS}" alt=""></figure>'
        )
        for tag, inner in (("ul", "li"), ("h2", "span"), ("blockquote", "p"), ("table", "td"))
    },
    f'<ul data-passage="k"><li>a<img src="{OURS}"></ul>': (
        f'<ul data-passage="k"><li><p>a</p></li></ul><figure><img src="{OURS}" alt=""></figure>'
    ),
    f'<figure data-passage="k"><p>a</p><img src="{OURS}"></figure>': (
        f'<p>a</p><figure data-passage="k"><img src="{OURS}" alt=""></figure>'
    ),
    '<figure data-passage="k"><p>a</p><p>b</p></figure>': '<p data-passage="k">a</p><p>b</p>',
    # Lines of a poem, and quotations in a line.
    "<pre>\na\n  <b>b\nc</b>\n\nd\n</pre>e\nf": "<p>a<br><strong>b<br>c</strong><br><br>d</p><p>e f</p>",
    "He said <q>yes</q>.<q></q>": "<p>He said “yes”.</p>",
    "<p lang=ja>彼は<q>はい</q>と<q lang=en>yes</q>": (
        '<p><span lang="ja">彼は「はい」と</span><span lang="en">“yes”</span></p>'
    ),
    "a & b &lt; c &amp;lt; &nbsp;d \" '": "<p>a &amp; b &lt; c &amp;lt; &nbsp;d \" '</p>",
    "if a <b then c": "<p>if a &lt;b then c</p>",
    "<p>kept <a href='never closed": "<p>kept &lt;a href='never closed</p>",
    "a<!-- b -->c<!doctype x>d<?php e ?>f<![CDATA[g]]>h": "<p>acdfh</p>",
    "a\ud800b\x00c\x07d\u202ee\u2066f\u2069\ufdd0g\U0001ffffh\x9fi\ufeffj": "<p>abcde\u2066f\u2069ghij</p>",
    "&#0;&#1;&#xd800;&#xfffe;&#x202e;a": "<p>\ufffd\ufffda</p>",
    "a\x0bb\u2028c": "<p>a b c</p>",
    "<p>\u200b\u200f</p>": "",
    "\u200fשלום\u200e": "<p>\u200fשלום\u200e</p>",
    "<textarea><b>a</b></textarea>": "<p>&lt;b&gt;a&lt;/b&gt;</p>",
    "<select><option>a<option>b</select>": "<p>a</p><p>b</p>",
}  # fmt: skip


@pytest.mark.parametrize(("found", "expected"), CASES.items(), ids=range(len(CASES)))
def test_each_rule_of_the_canonical_body(found, expected):
    assert assert_clean(found) == expected


def test_a_note_has_paragraphs_only_and_no_calls():
    found = (
        f'<p data-passage="a">See<sup data-note="k">1</sup> <em>Title</em>.</p><ul><li>item</li></ul>'
        f'<figure><img src="{OURS}" alt="A map"><figcaption>C</figcaption></figure><h2>H<br>2</h2>'
    )

    assert (
        markup.clean_note(found) == "<p>See <em>Title</em>.</p><p>item</p><p>A map</p><p>C</p><p>H<br>2</p>"
    )


def test_outer_and_serialise_write_what_was_parsed():
    body = '<p>a<em>b</em>c<br>&nbsp;&amp;"</p><ul><li><p>d</p></li></ul>'
    tree = markup.parse(body)

    assert (tree.tag, markup.serialise(tree)) == ("body", body)
    assert [markup.outer(block) for block in tree] == [
        '<p>a<em>b</em>c<br>&nbsp;&amp;"</p>',
        "<ul><li><p>d</p></li></ul>",
    ]
    assert markup.outer(tree[0][0]) == "<em>b</em>"


def test_parse_keeps_the_text_of_html_that_is_not_clean():
    tree = markup.parse("a <b c </em>d<p>e<ul>f</p> &lt;")

    assert "".join(tree.itertext()) == "a <b c de f <".replace("e f", "ef")


# Plain text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", ""),
        ("<p>a<em>b<strong>c</strong></em>d</p><p>e</p>", "abcd\ne"),
        ('<p>a<sup data-note="k"></sup><br><ruby>漢<rt>かん</rt></ruby>&nbsp;&lt;</p>', "a\n漢\xa0<"),
        ("<ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ul>", "a\nb\nc"),
        (
            '<table><caption>T</caption><tbody><tr><th scope="col"><p>a</p><p>b<br>c</p></th><td><p></p></td></tr>'
            "<tr><td><ul><li><p>d</p></li></ul></td><td><p>e</p></td></tr></tbody></table>",
            "T\na b c\t\nd\te",
        ),
        (
            f'<figure><img src="{OURS}" alt="A"><figcaption>C<small>D</small></figcaption></figure>'
            "<blockquote><p>q</p></blockquote>",
            "C D\nq",
        ),
        ("not <em>clean</em>", "not\nclean"),
    ],
)
def test_text_says_what_a_reader_reads(body, expected):
    assert markup.text(body) == expected
    assert markup.text(markup.parse(body)) == expected


def test_the_text_of_one_element_is_without_what_follows_it():
    (block,) = markup.parse("<p>a<em>b<strong>c</strong>d</em>e</p>")

    assert (markup.text(block), markup.text(block[0])) == ("abcde", "bcd")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" a \n\t b\r\n", "a b"),
        ("か\u3099く", "がく"),
        ("神\ufa19e\u0301", "神\ufa19é"),
        ("防衛　産業\xa0x\u3000", "防衛　産業\xa0x"),
        ("a\x00\ud800\u202eb\u2028c\x0bd", "ab c d"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_a_line_is_one_line_of_plain_text(typed, expected):
    assert markup.line(typed) == expected
    assert markup.line(expected) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        (" \n\n\u200b\n ", ""),
        ('a\nb\r\n \r\nc <d> & "e"', '<p>a b</p><p>c &lt;d&gt; &amp; "e"</p>'),
        ("　防衛\n産業\n\n\n\nNATO\nと", "<p>防衛産業</p><p>NATO と</p>"),
        ("a\rb\x00\n\u3000\nc", "<p>a b</p><p>c</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(typed, expected):
    assert markup.paragraphs(typed) == expected
    assert markup.clean(expected) == expected
