"""Ways across: one in each passage that can hold it, named, and nothing of the text changed."""

import re

import pytest

from papers.rendering import with_ways_across

WAY = '<a class="way-across" href="/en/papers/a/parallel/ja/#{}" hreflang="ja" aria-label="This passage in Japanese"></a>'


def across(body, interface=""):
    return with_ways_across(
        body, "/en/papers/a/parallel/ja/", "ja", "This passage in Japanese", interface=interface
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p data-passage="a" id="p-a">', "Text</p>"),
        ('<blockquote data-passage="a" id="p-a"><p>', "Text</p></blockquote>"),
        ('<ul data-passage="a" id="p-a"><li><p>', "One</p></li><li><p>Two</p></li></ul>"),
        ('<ol data-passage="a" id="p-a"><li><p lang="ja">', "One</p></li></ol>"),
        ('<figure data-passage="a" id="p-a">', '<img src="/media/a.png"></figure>'),
    ],
)
def test_a_passage_begins_with_its_way(before, after):
    assert across(before + after) == before + WAY.format("p-a") + after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p data-passage="a b">', "Text</p>"),
        ('<p class="x" data-passage="a">', "Text</p>"),
        ('<ol data-passage="a"><li><p>', "One</p></li></ol>"),
    ],
)
def test_a_passage_whose_anchor_stands_before_it_leads_to_the_same_place(before, after):
    assert across(before + after) == before + WAY.format("p-a") + after


@pytest.mark.parametrize(
    "body",
    [
        '<h2 data-passage="a" id="p-a">Head</h2>',
        '<div class="table" role="region" id="p-a"><table></table></div>',
        "<p>Without an id</p>",
        '<p data-passage="a" id="section-1">Another id</p>',
        'text &lt;p id="p-a"&gt; in a text',
    ],
)
def test_heads_tables_and_what_is_no_passage_have_none(body):
    assert across(body) == body


def test_every_passage_of_a_text_has_its_own_and_the_text_stays():
    body = '<p id="p-a">One</p>\n<h2 id="p-b">Two</h2>\n<p id="p-c">Three<br>\nfour</p>'

    assert re.findall('#([^"]+)', across(body)) == ["p-a", "p-c"]
    assert re.sub("<a .*?</a>", "", across(body)) == body


def test_a_name_in_another_language_than_the_page_says_so_and_cannot_break_out():
    html = with_ways_across('<p id="p-a">x</p>', '/a"b/', "ja", 'In "<Japanese>"', "en")

    assert html == (
        '<p id="p-a"><a class="way-across" href="/a&quot;b/#p-a" hreflang="ja" lang="en"'
        ' aria-label="In &quot;&lt;Japanese&gt;&quot;"></a>x</p>'
    )
