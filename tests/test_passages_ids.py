"""Passage ids: reading, giving, and the digest that tells whether a translation is stale."""

import re

import pytest

from papers import markup, passages

BODY = '<h2 data-passage="k3x">One</h2><p data-passage="a b a">Two</p><p>Three</p>'


def test_ids_are_read_in_their_order_each_once():
    assert passages.every(BODY) == [["k3x"], ["a", "b"], []]


def test_only_a_block_without_an_id_is_given_one():
    given = passages.every(passages.give(BODY))

    assert given[:2] == [["k3x"], ["a", "b"]]
    assert re.fullmatch(r"[a-z0-9]{1,12}", given[2][0])


def test_giving_twice_gives_the_same():
    once = passages.give("<p>One</p><p>Two</p>")

    assert passages.give("<p>One</p><p>Two</p>") == once
    assert passages.give(once) == once


def test_equal_blocks_get_different_ids():
    lists = passages.every(passages.give("<p>Same</p>" * 200))

    assert len({name for names in lists for name in names}) == 200


def test_a_taken_id_is_never_given():
    (first,) = passages.every(passages.give("<p>One</p>"))[0]
    (second,) = passages.every(passages.give("<p>One</p>", taken=[first]))[0]

    assert second != first
    assert first not in passages.every(passages.give(f'<p>One</p><p data-passage="{first}">Two</p>'))[0]


def test_giving_changes_nothing_but_ids():
    body = markup.clean(
        '<h2>Ein &amp; „Zwei“</h2><table><tr><td>1</td></tr></table><p><em>a</em><sup data-note="n1"></sup></p>'
    )

    assert re.sub(r' data-passage="[^"]*"', "", passages.give(body)) == body


def test_what_is_given_survives_cleaning():
    given = passages.give("<p>One</p><ul><li><p>Two</p></li></ul>")

    assert markup.clean(given) == given


@pytest.mark.parametrize(
    "same",
    [
        '<p data-passage="a">A <em>word</em> here<sup data-note="n1"></sup></p>',
        '<p data-passage="b c">A word here<sup data-note="n1"></sup></p>',
        '<p>A <a href="https://example.org/">word</a> <strong>here</strong><sup data-note="n1"></sup></p>',
    ],
)
def test_ids_links_and_emphasis_leave_the_digest_as_it_is(same):
    assert passages.digest(same) == passages.digest('<p>A word here<sup data-note="n1"></sup></p>')


@pytest.mark.parametrize(
    "other",
    [
        '<p>A word there<sup data-note="n1"></sup></p>',
        '<p>A word here<sup data-note="n2"></sup></p>',
        '<p>A word<sup data-note="n1"></sup> here</p>',
        "<p>A word here</p>",
        '<h2>A word here<sup data-note="n1"></sup></h2>',
        '<p>A word<br>here<sup data-note="n1"></sup></p>',
        '<p>A <sup>word</sup> here<sup data-note="n1"></sup></p>',
        '<blockquote><p>A word here<sup data-note="n1"></sup></p></blockquote>',
    ],
)
def test_text_notes_and_structure_change_the_digest(other):
    assert passages.digest(other) != passages.digest('<p>A word here<sup data-note="n1"></sup></p>')


def test_another_picture_or_its_text_changes_the_digest():
    picture = '<figure><img src="/media/{}.png" alt="{}"><figcaption>A map</figcaption></figure>'
    digests = {passages.digest(picture.format(name * 64, alt)) for name in "ab" for alt in ("", "Map")}

    assert len(digests) == 4


def test_where_one_cell_ends_and_the_next_begins_changes_the_digest():
    row = "<table><tbody><tr><td><p>{}</p></td><td><p>{}</p></td></tr></tbody></table>"

    assert passages.digest(row.format("ab", "c")) != passages.digest(row.format("a", "bc"))
