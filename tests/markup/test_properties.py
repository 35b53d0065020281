"""Whatever is put in: nothing harmful stands, no word is lost, cleaning twice changes nothing."""

import html as entities
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from papers import markup
from papers.markup import declaration
from papers.markup.characters import legal, visible
from tests.markup.judging import EMPTY, OURS, assert_clean, seen

WORDS = st.text(
    st.one_of(
        st.sampled_from("ab 字の、。　\xa0\n\t&<>\"'"),
        st.sampled_from("\u200f\u202e\x00\x0b\ud800\udfff\u2028\ufeff\uffff\u0301\U0001f600"),
        st.characters(codec=None),
    ),
    max_size=12,
)
TAGS = sorted(
    {
        *declaration.NAMES,
        *declaration.DIVISIONS,
        "u",
        "font",
        "svg",
        "math",
        "mi",
        "x-y",
        "o:p",
        "colgroup",
        "col",
        "code",
        "button",
    }
)
ATTRIBUTES = st.sampled_from(
    (
        "", ' href="https://x.org/"', " href=javascript:a", " lang=fr", " lang=EN-us", ' data-note="k1"', ' data-note="K"',
        ' data-passage="a b"', " start=3", " colspan=2", " scope=row", f" src={OURS}", ' alt="図"', " onclick=x",
        ' title="a>b"',
    )
)  # fmt: skip
# A call's number is not text, what stands in <xmp> is not read as HTML, and <q> adds marks.
PLAIN_TAGS = [tag for tag in TAGS if tag not in ("xmp", "q")]
PLAIN_ATTRIBUTES = ATTRIBUTES.filter(lambda attribute: attribute != ' data-note="k1"')


@st.composite
def soup(draw):
    """Tags in any order, closed or not, with text that may be anything."""
    pieces = []
    for _ in range(draw(st.integers(0, 25))):
        tag = draw(st.sampled_from(TAGS))
        start = f"<{tag}{draw(ATTRIBUTES)}{draw(ATTRIBUTES)}>"
        pieces.append(
            draw(st.one_of(st.just(start), st.just(f"</{tag}>"), WORDS, WORDS.map(entities.escape)))
        )
    return "".join(pieces)


def trees():
    """Well-formed elements in one another, with text between them: (HTML, the visible text in it)."""
    text = WORDS.map(lambda word: (entities.escape(word), word))
    return st.recursive(
        text,
        lambda inner: st.tuples(
            st.sampled_from(PLAIN_TAGS), PLAIN_ATTRIBUTES, st.lists(inner, max_size=4)
        ).map(element),
    )


def element(drawn):
    tag, attributes, children = drawn
    html = "".join(html for html, _ in children)
    words = "".join(words for _, words in children)
    if tag in EMPTY or tag in ("hr", "col"):
        alt = "図" if tag == "img" and OURS not in attributes and "図" in attributes else ""
        return f"<{tag}{attributes}>{html}", alt + words
    return f"<{tag}{attributes}>{html}</{tag}>", words


@given(soup())
@settings(max_examples=400, deadline=None)
def test_whatever_is_found_becomes_canonical_and_harmless(found):
    assert_clean(found)


@given(st.text(st.characters(codec=None)))
@settings(deadline=None)
def test_any_text_at_all_can_be_cleaned(found):
    assert_clean(found)


@given(st.text(st.sampled_from("<>/!-?=\"'& abp\n[]")))
@settings(max_examples=400, deadline=None)
def test_any_heap_of_signs_can_be_cleaned(found):
    assert_clean(found)


@given(trees())
@settings(max_examples=400, deadline=None)
def test_no_visible_text_is_ever_lost(tree):
    found, words = tree

    body = markup.parse(assert_clean(found))

    assert seen("".join(body.itertext())) == seen(words)


@given(WORDS, st.sampled_from(["p", "h2", "td", "li", "figcaption", "caption", "em", "ruby", "x-y"]))
@settings(deadline=None)
def test_words_come_through_as_they_were_typed(word, tag):
    around = f"<table><{tag}>{{}}</{tag}></table>" if tag in ("td", "caption") else f"<{tag}>{{}}</{tag}>"

    clean = assert_clean(around.format(entities.escape(word)))

    expected = re.sub("[ \t\n\r\f]+", " ", legal(word)).strip()
    assert markup.text(clean) == (expected if visible(expected) else "")


@given(soup())
@settings(deadline=None)
def test_the_notes_of_any_body_are_in_its_text_in_order(found):
    clean = markup.clean(found)

    calls = re.findall('<sup data-note="([^"]*)"></sup>', clean)
    assert calls == [call.get("data-note") for call in markup.parse(clean).iterfind(".//sup[@data-note]")]


@given(WORDS)
def test_lines_and_paragraphs_of_any_text_are_settled(word):
    assert markup.line(markup.line(word)) == markup.line(word)
    assert markup.clean(markup.paragraphs(word)) == markup.paragraphs(word)
    assert markup.clean_note(markup.paragraphs(word)) == markup.paragraphs(word)
