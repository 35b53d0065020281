"""Two states of a text are compared passage by passage, word by word or sign by sign."""

import re
from datetime import date

import pytest

from papers.document import Document, Note
from papers.revisions import Piece, Row, compare


def document(body="", **fields):
    return Document(language="en", original_language="en", body=body, **fields)


def changed(before, after):
    return [row for row in compare(before, after) if row.changed]


def test_one_changed_word_is_the_only_change():
    before = document('<p data-passage="a">One old word.</p><p data-passage="b">Same.</p>')
    after = document('<p data-passage="a">One new word.</p><p data-passage="b">Same.</p>')

    assert changed(before, after) == [
        Row(
            "",
            (Piece("same", "One "), Piece("gone", "old"), Piece("same", " word.")),
            (Piece("same", "One "), Piece("new", "new"), Piece("same", " word.")),
            ids=("a",),
        )
    ]


def test_japanese_is_compared_sign_by_sign():
    before, after = (
        document(f'<p data-passage="a">{text}</p>') for text in ("防衛産業の協力", "防衛技術の協力")
    )
    (row,) = changed(before, after)

    assert row.before == (Piece("same", "防衛"), Piece("gone", "産業"), Piece("same", "の協力"))
    assert row.after == (Piece("same", "防衛"), Piece("new", "技術"), Piece("same", "の協力"))


def test_a_call_that_only_has_another_number_is_no_change():
    before = document('<p data-passage="b">Text<sup data-note="y"></sup></p>')
    after = document(
        '<p data-passage="a">New<sup data-note="x"></sup></p><p data-passage="b">Text<sup data-note="y"></sup></p>'
    )

    assert [(row.ids, row.after) for row in changed(before, after)] == [(("a",), (Piece("new", "New[1]"),))]


def test_a_split_passage_stands_beside_its_whole():
    before = document('<p data-passage="a">One. Two.</p>')
    after = document('<p data-passage="a">One.</p><p data-passage="c">Two.</p>', lineage={"c": "a"})
    (row,) = compare(before, after)

    assert row.ids == ("a", "c")
    assert "".join(piece.text for piece in row.after) == "One.\nTwo."


def shown(pieces):
    return "".join(piece.html for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        (
            "<p>One <strong>word</strong></p>",
            "<p>One <em>word</em></p>",
            "One <del><strong>word</strong></del>",
            "One <ins><em>word</em></ins>",
        ),
        (
            "<p>One word</p>",
            '<p>One <a href="https://a.example/?x=1&amp;y">word</a></p>',
            "One <del>word</del>",
            'One <ins><span class="compared-link">word</span></ins>'
            '<ins><small class="compared-form">⟨https://a.example/?x=1&amp;y⟩</small></ins>',
        ),
        (
            '<p><a href="https://a.example/">word</a></p>',
            '<p><a href="https://b.example/">word</a></p>',
            '<span class="compared-link">word</span>'
            '<del><small class="compared-form">⟨https://a.example/⟩</small></del>',
            '<span class="compared-link">word</span>'
            '<ins><small class="compared-form">⟨https://b.example/⟩</small></ins>',
        ),
        (
            '<p><span lang="fr">mot</span></p>',
            '<p><span lang="de">mot</span></p>',
            '<span lang="fr">mot</span><del><small class="compared-form">⟨fr⟩</small></del>',
            '<span lang="de">mot</span><ins><small class="compared-form">⟨de⟩</small></ins>',
        ),
        (
            "<p>港（みなと）</p>",
            "<p><ruby>港<rt>みなと</rt></ruby></p>",
            "<del>港（みなと）</del>",
            '<ins><span class="compared-ruby">港</span></ins>'
            '<ins><small class="compared-form">⟨みなと⟩</small></ins>',
        ),
        (
            "<h2>Word</h2>",
            "<h3>Word</h3>",
            '<del><small class="compared-form">⟨Heading⟩</small></del>Word',
            '<ins><small class="compared-form">⟨Subheading⟩</small></ins>Word',
        ),
        (
            "<ul><li><p>Word</p></li></ul>",
            '<ol start="3"><li><p>Word</p></li></ol>',
            '<del><small class="compared-form">⟨List⟩</small></del>Word',
            '<ins><small class="compared-form">⟨Numbered list, from 3⟩</small></ins>Word',
        ),
        (
            "<table><tbody><tr><td><p>1</p></td></tr></tbody></table>",
            '<table><tbody><tr><th scope="row" colspan="2"><p>1</p></th></tr></tbody></table>',
            '<small class="compared-form">⟨Table⟩</small>1 | ',
            '<small class="compared-form">⟨Table⟩</small>'
            '<ins><small class="compared-form">⟨Header cell of its row, 2 columns wide⟩</small></ins>1 | ',
        ),
        ("<p>A<br>B</p>", '<p>A</p><p data-passage="a">B</p>', "A<del>↵\n</del>B", "A<ins>\n</ins>B"),
    ],
)
def test_a_change_of_form_is_seen_where_it_is(before, after, left, right):
    bodies = (re.sub(r"^<(\w+)", r'<\1 data-passage="a"', html) for html in (before, after))
    (row,) = changed(*map(document, bodies))

    assert (shown(row.before).rstrip(), shown(row.after).rstrip()) == (left.rstrip(), right.rstrip())


def test_fields_and_notes_have_rows_of_their_own():
    before = document(title="Old", notes=(Note("n1", "author", "en", "<p>Source.</p>"),))
    after = document(
        title="New", printed_date=date(2025, 6, 27), notes=(Note("n1", "author", "en", "<p>Sources.</p>"),)
    )

    assert [row.name for row in changed(before, after)] == [
        "title",
        "printed date",
        "note without a call: Sources.",
    ]


def test_a_text_beside_itself_has_no_change():
    text = document(
        '<table data-passage="t"><caption>C</caption><tbody><tr><th scope="col"><p>A</p></th></tr></tbody></table>',
        title="T",
    )

    assert changed(text, text) == []


def test_the_form_of_notes_and_abstracts_is_compared_too():
    texts = ("<p>A <em>Title</em></p>", "<p>A Title</p>")
    before, after = (document(abstract=text, notes=(Note("n1", "author", "en", text),)) for text in texts)
    rows = changed(before, after)

    assert [row.form_only for row in rows] == [True, True]
    assert [shown(row.before) for row in rows] == ["A <del><em>Title</em></del>"] * 2


def test_hostile_words_are_shown_as_words():
    (row,) = changed(document(title="<script>x</script>"), document(title="<b>"))

    assert (shown(row.before), shown(row.after)) == (
        "&lt;<del>script</del>&gt;<del>x&lt;/script&gt;</del>",
        "&lt;<ins>b</ins>&gt;",
    )


def test_a_note_is_named_by_the_number_that_is_printed():
    def noted(body, text):
        return document(body, notes=tuple(Note(key, "author", "en", text) for key in ("xrrx48i4", "n9")))

    before = noted('<p data-passage="a">A<sup data-note="xrrx48i4"></sup></p>', "<p>Old.</p>")
    after = noted('<p data-passage="a">A<sup data-note="n9"></sup></p>', "<p>New.</p>")

    assert [row.name for row in changed(before, after)] == ["", "note 1 of the other text", "note 1"]
