"""Two changes of one text are told apart: who changed which field, passage and note, and what taking theirs writes."""

from dataclasses import replace
from datetime import date

import pytest

from papers.document import Document, Note
from papers.revisions import Piece, compare_three, moved

A, B, C = (
    '<p data-passage="a">One word.</p>',
    '<p data-passage="b">Two.</p>',
    '<p data-passage="c">End.</p>',
)


def document(body="", language="en", **fields):
    return Document(language=language, original_language=language, body=body, **fields)


def note(html, key="n1"):
    return Note(key, "author", "en", html)


def states(base, theirs, mine):
    return [(change.target, change.ids, change.state) for change in compare_three(base, theirs, mine)]


@pytest.mark.parametrize(
    ("theirs", "mine", "state"),
    [
        ("One word.", "One word.", "unchanged"),
        ("One word.", "My word.", "mine"),
        ("Their word.", "One word.", "theirs"),
        ("Their word.", "My word.", "both"),
        ("Our word.", "Our word.", "alike"),
        ("<em>One</em> word.", "One word.", "theirs"),
        ("", "One word.", "theirs"),
        ("", "My word.", "both"),
    ],
)
def test_each_state_of_a_passage_is_told(theirs, mine, state):
    bodies = (f'<p data-passage="a">{text}</p>' if text else "" for text in ("One word.", theirs, mine))

    assert states(*map(document, bodies)) == [("body", ("a",), state)]


@pytest.mark.parametrize(
    ("theirs", "mine", "state"),
    [
        ("T", "T", "unchanged"),
        ("T", "M", "mine"),
        ("O", "T", "theirs"),
        ("O", "M", "both"),
        ("O", "O", "alike"),
    ],
)
def test_each_state_of_a_field_and_of_a_note_is_told(theirs, mine, state):
    documents = [document(title=text, notes=(note(f"<p>{text}</p>"),)) for text in ("T", theirs, mine)]

    assert states(*documents) == [("title", (), state), ("notes", ("n1",), state)]


def test_every_field_of_the_text_is_compared():
    base = document()
    theirs = replace(base, title="T", subtitle="S", abstract="<p>A.</p>", printed_date=date(2025, 6, 27))
    changes = compare_three(base, theirs, replace(base, translated_from="ja"))

    assert [(change.target, change.state, change.value) for change in changes] == [
        ("title", "theirs", "T"),
        ("subtitle", "theirs", "S"),
        ("abstract", "theirs", "<p>A.</p>"),
        ("printed_date", "theirs", "2025-06-27"),
        ("translated_from", "mine", ""),
    ]


def test_both_changes_are_marked_against_the_text_they_began_from():
    texts = (A, A.replace("One", "Their"), A.replace("word", "sign"))
    (change,) = compare_three(*map(document, texts))

    assert change.theirs.marked == [Piece("gone", "One"), Piece("new", "Their"), Piece("same", " word.")]
    assert change.mine.marked == [
        Piece("same", "One "),
        Piece("gone", "word"),
        Piece("new", "sign"),
        Piece("same", "."),
    ]
    assert change.value == A.replace("One", "Their")


def test_japanese_is_marked_sign_by_sign():
    texts = (
        f'<p data-passage="a">{text}</p>' for text in ("防衛産業の協力", "防衛技術の協力", "防衛産業の協力")
    )
    (change,) = compare_three(*(document(text, "ja") for text in texts))

    assert change.theirs.marked == [
        Piece("same", "防衛"),
        Piece("gone", "産業"),
        Piece("new", "技術"),
        Piece("same", "の協力"),
    ]


def test_new_passages_stand_behind_their_neighbours_on_either_side():
    theirs = A + '<p data-passage="t1">T1</p><p data-passage="t2">T2</p>' + B + C
    mine = '<p data-passage="m1">M1</p>' + A + B + C

    assert states(document(A + B + C), document(theirs), document(mine)) == [
        ("body", ("m1",), "mine"),
        ("body", ("a",), "unchanged"),
        ("body", ("t1",), "theirs"),
        ("body", ("t2",), "theirs"),
        ("body", ("b",), "unchanged"),
        ("body", ("c",), "unchanged"),
    ]


def test_a_passage_that_mine_lost_stands_where_it_stood():
    assert states(document(A + B + C), document(A + B.replace("Two", "2") + C), document(A + C)) == [
        ("body", ("a",), "unchanged"),
        ("body", ("b",), "both"),
        ("body", ("c",), "unchanged"),
    ]


def test_a_passage_split_by_one_and_changed_by_the_other_is_one_row():
    base = '<p data-passage="a">One. Two.</p>'
    mine = document('<p data-passage="a">One.</p><p data-passage="x">Two.</p>', lineage={"x": "a"})
    theirs = document(base.replace("Two", "2"))

    assert states(document(base), theirs, mine) == [("body", ("a", "x"), "both")]


def test_a_translation_groups_what_shares_an_original():
    base = '<p data-passage="a b">一。二。</p>'
    theirs = '<p data-passage="a">一。</p><p data-passage="b">二。</p>'
    (change,) = compare_three(*(document(text, "ja") for text in (base, theirs, base)))

    assert (change.state, change.ids, change.value) == ("theirs", ("a", "b"), theirs)


def test_a_note_brings_what_it_is_now():
    theirs = replace(note("<p>Now.</p>"), kind="editor")
    (change,) = compare_three(
        document(notes=(note("<p>Was.</p>"),)),
        document(notes=(theirs,)),
        document(notes=(note("<p>Mine.</p>"),)),
    )

    assert (change.state, change.note, change.value) == ("both", theirs, "<p>Now.</p>")


def test_a_note_whose_kind_alone_changed_is_changed():
    read = note("<p>Was.</p>")
    (change,) = compare_three(
        document(notes=(read,)), document(notes=(read,)), document(notes=(replace(read, kind="editor"),))
    )

    assert change.state == "mine"


@pytest.mark.parametrize(
    ("after", "told"), [(B + A + C, True), (A + C, False), (A + B + C, False), ("", False)]
)
def test_moved_passages_are_told_and_deleted_ones_are_not(after, told):
    assert moved(document(A + B + C), document(after)) is told


def test_three_empty_texts_have_nothing_to_tell():
    assert compare_three(document(), document(), document()) == []
