"""Sources marked in the text of a note: italics cut, numbers once, nothing that is not there."""

import pytest

from papers.admin.marking import marked

NOTE = "<p>See Kim, <em>Ports &amp; Seas</em>, 12; Lee, “Cables”.</p>"


@pytest.mark.parametrize(
    ("printed", "html"),
    [
        (
            [(1, "<p>Kim, <em>Ports &amp; Seas</em>, 12</p>"), (2, "<p>Lee, “Cables”</p>")],
            '<p>See <mark data-source="1">Kim, </mark><em><mark>Ports &amp; Seas</mark></em><mark>, 12</mark>; '
            '<mark data-source="2">Lee, “Cables”</mark>.</p>',
        ),
        (
            [(1, "Seas</em>, 12")],
            '<p>See Kim, <em>Ports &amp; <mark data-source="1">Seas</mark></em><mark>, 12</mark>; '
            "Lee, “Cables”.</p>",
        ),
        ([(1, "<p>Another note</p>"), (2, "")], NOTE),
        (
            [(1, "<p>Kim, <em>Ports &amp; Seas</em>, 12</p>"), (2, "<p>12</p>")],
            '<p>See <mark data-source="1">Kim, </mark><em><mark>Ports &amp; Seas</mark></em><mark>, </mark>'
            '<mark data-source="2">12</mark>; Lee, “Cables”.</p>',
        ),
        (
            [(1, "<p>Kim, <em>Ports &amp; Seas</em>, 12</p>"), (2, "<p>Ports</p>")],
            '<p>See <mark data-source="1">Kim, </mark><em><mark data-source="2">Ports</mark><mark> &amp; Seas</mark>'
            "</em><mark>, 12</mark>; Lee, “Cables”.</p>",
        ),
    ],
)
def test_each_source_is_marked_where_it_stands(printed, html):
    assert marked(NOTE, printed) == html


def test_the_same_words_twice_are_two_sources():
    assert marked("<p>Ibid.; ibid.; Ibid.</p>", [(1, "Ibid."), (2, "ibid."), (3, "Ibid.")]) == (
        '<p><mark data-source="1">Ibid.</mark>; <mark data-source="2">ibid.</mark>; '
        '<mark data-source="3">Ibid.</mark></p>'
    )


def test_a_text_is_never_taken_for_html():
    assert marked("<p>&lt;script&gt;x&lt;/script&gt; y</p>", [(1, "&lt;script&gt;x&lt;/script&gt;")]) == (
        '<p><mark data-source="1">&lt;script&gt;x&lt;/script&gt;</mark> y</p>'
    )


def test_a_link_keeps_its_address():
    assert marked('<p><a href="https://example.org/?a=1&amp;b=2">Kim</a></p>', [(1, "Kim")]) == (
        '<p><a href="https://example.org/?a=1&amp;b=2"><mark data-source="1">Kim</mark></a></p>'
    )
