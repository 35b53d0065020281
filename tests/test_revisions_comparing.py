"""Two states of a text are compared passage by passage, word by word or sign by sign."""

from datetime import date

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


def test_emphasis_alone_is_a_change_of_form():
    before, after = (document(f'<p data-passage="a">{text}</p>') for text in ("One", "<em>One</em>"))
    (row,) = changed(before, after)

    assert row.form_only


def test_fields_and_notes_have_rows_of_their_own():
    before = document(title="Old", notes=(Note("n1", "author", "en", "<p>Source.</p>"),))
    after = document(
        title="New", printed_date=date(2025, 6, 27), notes=(Note("n1", "author", "en", "<p>Sources.</p>"),)
    )

    assert [row.name for row in changed(before, after)] == ["title", "printed date", "note n1"]


def test_a_text_beside_itself_has_no_change():
    text = document(
        '<table data-passage="t"><caption>C</caption><tbody><tr><th scope="col"><p>A</p></th></tr></tbody></table>',
        title="T",
    )

    assert changed(text, text) == []
