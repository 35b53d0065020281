"""No script survives the cleaner, and enormous HTML costs no more than its size."""

import re

import pytest

from papers import markup
from papers.markup import declaration, taming
from tests.markup.judging import OURS, SAMPLES, assert_clean, assert_harmless, seen

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#x0A;script:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "javascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "\u202ejavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://x.org/1",
    "file:///etc/passwd",
    "view-source:x",
    "//evil.example/x",
    "/\\evil.example",
    "https:evil.example",
    "http:\\\\evil.example",
    "https://",
    "mailto:",
    "jar:https://x!/",
    "feed:javascript:alert(1)",
)
PLACES = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    '<a xlink:href="{}">x</a>',
    '<svg><a xlink:href="{0}" href="{0}"><text>x</text></a></svg>',
    '<math href="{}" xlink:href="x">x</math>',
    '<img src="{}" alt=x>',
    '<img src=/media/{} alt=x>',
    '<img srcset="{} 2x" alt=x>',
    '<form action="{}"><button formaction="{}">x</button><input type=image src="{}"></form>',
    '<base href="{}">x',
    '<meta http-equiv=refresh content="0;url={}">x',
    '<link rel=stylesheet href="{}">x',
    '<iframe src="{}" srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>x',
    '<object data="{}"><embed src="{}">x</object>',
    '<video poster="{}" src="{}"><source src="{}">x</video>',
    '<blockquote cite="{}">x</blockquote>',
    '<p background="{}" style="background:url({})">x</p>',
    '<isindex action="{}">x',
    '<image xlink:href="{}" alt=x>',
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_address_runs_a_script_wherever_it_stands(place):
    for address in ADDRESSES:
        found = place.replace("{0}", "{}").replace("{}", address)
        clean = assert_clean(found)
        assert not re.search("href|src", clean), found


HANDLERS = (
    "onerror",
    "onload",
    "onclick",
    "ONMOUSEOVER",
    "onfocus autofocus",
    "onbegin",
    "ontoggle",
    "style",
    "id",
    "class",
)


@pytest.mark.parametrize(
    "tag", sorted({*markup.ELEMENTS, *declaration.NAMES, *declaration.DIVISIONS, "svg", "math", "x-y"})
)
def test_no_element_keeps_a_script_in_an_attribute(tag):
    for handler in HANDLERS:
        for written in (
            f'{handler}="alert(1)"',
            f"{handler}=alert(1)",
            f"/{handler}='alert(1)'",
            f'a="b"{handler}=alert(1)',
        ):
            assert "alert" not in assert_clean(f"<{tag} {written}>x</{tag}>y")


ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT/x>alert(1)</SCRIPT >",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<<script>alert(1)//<</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><img src=x onerror=alert(1)></style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "<svg><animate onbegin=alert(1) attributeName=href values=javascript:alert(1)></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x'></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<table><tr><td><svg><desc><td><script>alert(1)</script>",
    "<select><noembed></select><script x='a@b'>alert(1)</script>",
    "<noembed><noembed></noembed><script>alert(1)</script></noembed>",
    "<iframe><textarea></iframe><img src=x onerror=alert(1)></textarea>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>--!>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml version='1.0'?><img src=x onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)``>",
    "<img \x0c src=x\x0conerror=alert(1)>",
    "<img src='x'onerror='alert(1)'",
    '<a href="https://x.org/" onclick=alert(1)//">x</a>',
    "<p data-passage='\"><script>alert(1)</script>'>x</p>",
    "<sup data-note='\"><script>alert(1)</script>'></sup>",
    "<span lang='\" onclick=alert(1) x=\"'>x</span>",
    f"<img src='{OURS}' alt='\"><img src=x onerror=alert(1)>'>",
    f"<img src='{OURS}\n'><img src='{OURS}?x'><img src='x{OURS}'>",
    "<ruby><rt><img src=x onerror=alert(1)></rt></ruby>",
    "<b <script>alert(1)</script>0",
    "<img/onerror=alert(1)/src=x>",
    "<input autofocus onfocus=alert(1)><keygen autofocus onfocus=alert(1)><button onclick=alert(1)>x</button>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee><bgsound src=javascript:alert(1)>",
    "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<body onload=alert(1)>x</body><html onclick=alert(1)>",
    "<object><param name=src value=javascript:alert(1)></object>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<plaintext><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "<p>{}</p>", "<table><td>{}", "<b><ul><li>{}", "<svg>{}", "<a href='https://x.org/'>{}"]
)
def test_no_known_attack_survives(attack, around):
    assert_clean(around.format(attack) if "{" not in attack else attack)


def test_text_that_looks_like_a_script_stays_text():
    assert (
        markup.clean("&lt;script&gt;alert(1)&lt;/script&gt;")
        == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


# Enormous ------------------------------------------------------------------------------------------

NESTS = (
    "div", "b", "blockquote", "ul", "ul><li", "li", "table><tr><td", "table", "section><p", "span lang=fr", "sup",
    "ruby><rt", 'sup data-note="k"', "a href=https://x.org/", "figure><figcaption", "h2", "p><b", "li><dd",
    "div><table><tr><td></div",
)  # fmt: skip
RARER_NESTS = (
    "ol><li><p", "dl><dd", "ruby", "figure", "h2><div", "button", "x-y", "o:p", "svg", "math><mi", "font color=red", "span",
    "center><table><td", "select><option", "form", "details><summary", "object", "caption", "b><div", "em><p", "rt><rb",
)  # fmt: skip


def assert_nested(nest, times, *, is_closed):
    names = [part.split()[0] for part in nest.split("><")]
    closing = "".join(f"</{name.lstrip('/')}>" for name in reversed(names)) if is_closed else ""

    clean = markup.clean(f"<{nest}>字" * times + "末" + closing * times)

    assert_harmless(clean)
    assert markup.clean(clean) == clean
    assert seen("".join(markup.parse(clean).itertext())) == {"字": times, "末": 1}


@pytest.mark.parametrize("nest", NESTS)
def test_ten_thousand_elements_in_one_another_keep_all_their_text(nest):
    assert_nested(nest, 10_000, is_closed=False)


@pytest.mark.parametrize("nest", [*NESTS, *RARER_NESTS])
@pytest.mark.parametrize("is_closed", [True, False])
def test_a_thousand_elements_in_one_another_keep_all_their_text(nest, is_closed):
    assert_nested(nest, 1_000, is_closed=is_closed)


def test_what_is_nested_too_deep_still_ends_its_paragraphs():
    found = (
        "<blockquote>" * 5_000
        + "<p>one</p><ul><li>two</li><li>three</li></ul>"
        + "</blockquote>" * 5_000
        + "<h2>four</h2>"
    )

    clean = assert_clean(found)

    assert markup.text(clean) == "one\ntwo\nthree\nfour"
    assert clean.endswith("<h2>four</h2>")


def test_lists_deeper_than_anyone_can_follow_become_paragraphs():
    found = "<ul><li>a" * 20

    clean = assert_clean(found)

    assert clean.count("<ul>") == markup.LEVELS
    assert markup.text(clean) == "\n".join("a" * 20)


def test_a_paper_of_two_thousand_paragraphs_and_three_hundred_notes_stays_as_it_is():
    body = "".join(
        f'<p data-passage="p{n}">第{n}段落。<em>Text</em>'
        + (f'<sup data-note="note-{n % 300}"></sup>' if n % 4 == 0 else "")
        + "続く。</p>"
        for n in range(2_000)
    )

    assert markup.clean(body) == body


def test_an_element_left_open_is_not_repeated_without_bounds():
    found = "<p>" + "".join(f"<i x={n}>" for n in range(1_000)) + "</p>" + "<p>x</p>" * 1_000

    assert markup.clean(found) == "<p><em>x</em></p>" * 1_000


def test_a_table_with_everything_outside_its_cells_keeps_its_text():
    found = "<table>" + "<tr><hr>字" * 5_000 + "<td>末</table>"

    assert seen(markup.text(assert_clean(found))) == {"字": 5_000, "末": 1}


def test_a_tag_of_ten_thousand_attributes_is_still_its_tag():
    many = " ".join(f'a{n}="1"' for n in range(10_000))

    assert markup.clean(f'<ol start="3" {many}><li>a</ol>') == '<ol start="3"><li><p>a</p></li></ol>'


def test_formatting_that_is_never_closed_holds_to_the_end():
    assert markup.clean("<p><b>x" * 100) == "<p><strong>x</strong></p>" * 100
    assert markup.clean("<table>" + "<tr><td><i>x" * 100).count("<td><p><em>x</em></p></td>") == 100


@pytest.mark.parametrize("name", ["editor", "old", "spaces"])
def test_ordinary_html_is_read_as_it_is_written(name):
    found = (SAMPLES / f"{name}.found.html").read_text()

    assert taming.tame(found) == found
