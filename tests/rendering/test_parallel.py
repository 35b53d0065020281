"""Two editions side by side: groups, lonely passages, notes once."""

import pytest
from django.utils import translation

from papers.rendering import Side, parallel


def side(language, *passages, notes=(), lineage=None):
    """Return a side whose passages are given as "ids text"."""
    blocks = [text.rsplit(" ", 1) for text in passages]
    return Side(language, [(ids.split(), f"<p>{text}</p>") for ids, text in blocks], notes, lineage or {})


def beside(left, right):
    """Return the groups: first anchor, further ones, and the texts of both sides."""
    groups, _notes = parallel(left, right)
    return [
        (group.id, group.anchors, "+".join(map(strip, group.left)), "+".join(map(strip, group.right)))
        for group in groups
    ]


def strip(html):
    return html.removeprefix("<p>").removesuffix("</p>")


def test_passages_stand_beside_their_translation():
    assert beside(side("en", "a A", "b B"), side("ja", "a あ", "b い")) == [
        ("p-a", (), "A", "あ"),
        ("p-b", (), "B", "い"),
    ]


def test_one_passage_may_stand_beside_two_and_two_beside_one():
    left = side("en", "a A", "b B", "c C")
    right = side("ja", "a あ1", "a あ2", "b c い")

    assert beside(left, right) == [("p-a", (), "A", "あ1+あ2"), ("p-b", ("p-c",), "B+C", "い")]
    assert beside(right, left) == [("p-a", (), "あ1+あ2", "A"), ("p-b", ("p-c",), "い", "B+C")]


def test_a_moved_passage_stands_in_the_order_of_the_left_edition():
    left, right = side("en", "a A", "b B", "c C"), side("ja", "c う", "a あ", "b い")

    assert beside(left, right) == [("p-a", (), "A", "あ"), ("p-b", (), "B", "い"), ("p-c", (), "C", "う")]
    assert beside(right, left) == [("p-c", (), "う", "C"), ("p-a", (), "あ", "A"), ("p-b", (), "い", "B")]


def test_a_passage_that_is_missing_or_added_stands_alone_in_its_place():
    left, right = side("en", "a A", "b B", "c C"), side("ja", "a あ", "x え", "c う")

    assert beside(left, right) == [
        ("p-a", (), "A", "あ"),
        ("p-x", (), "", "え"),
        ("p-b", (), "B", ""),
        ("p-c", (), "C", "う"),
    ]


def test_a_passage_that_was_split_since_still_meets_its_translation():
    left = side("en", "a A1", "n A2", "b B", lineage={"n": "a"})

    assert beside(left, side("ja", "a あ", "b い")) == [
        ("p-a", ("p-n",), "A1+A2", "あ"),
        ("p-b", (), "B", "い"),
    ]


def test_no_anchor_stands_twice_and_no_passage_is_lost():
    left = side("en", "a A", "b B", "a A2", "c C")
    right = side("ja", "b い", "a c あ", "d え")

    groups, _notes = parallel(left, right)

    anchors = [name for group in groups for name in (group.id, *group.anchors) if name]
    assert sorted(anchors) == ["p-a", "p-b", "p-c", "p-d"]
    assert sorted(strip(html) for group in groups for html in group.left) == ["A", "A2", "B", "C"]
    assert sorted(strip(html) for group in groups for html in group.right) == ["あ", "い", "え"]


def printed(key, number, html="<p>Source.</p>", language="en", kind="author", calls=None):
    return {
        "key": key,
        "number": number,
        "html": html,
        "language": language,
        "kind": kind,
        "calls": [f"call-{key}"] if calls is None else calls,
    }


def notes_beside(left, right):
    _groups, notes = parallel(side("en", "a A", notes=left), side("ja", "a あ", notes=right))
    return [
        (
            shown.id,
            shown.left_number,
            shown.right_number,
            [(text.lang, text.html) for text in shown.texts],
            [way.url for way in shown.left_calls],
            [way.url for way in shown.right_calls],
        )
        for shown in notes
    ]


def test_a_note_that_both_editions_show_stands_once_with_both_numbers():
    assert notes_beside([printed("a", 1), printed("b", 2)], [printed("b", 1), printed("a", 2)]) == [
        ("note-a", 1, 2, [("en", "<p>Source.</p>")], ["#en-call-a"], ["#ja-call-a"]),
        ("note-b", 2, 1, [("en", "<p>Source.</p>")], ["#en-call-b"], ["#ja-call-b"]),
    ]


def test_a_note_that_was_translated_shows_both_texts_the_left_one_first():
    translated = printed("a", 1, "<p>出典。</p>", "ja")

    assert [row[3] for row in notes_beside([printed("a", 1)], [translated])] == [
        [("en", "<p>Source.</p>"), ("ja", "<p>出典。</p>")]
    ]


def test_equal_words_in_two_languages_are_two_texts():
    assert [row[3] for row in notes_beside([printed("a", 1)], [printed("a", 1, language="ja")])] == [
        [("en", "<p>Source.</p>"), ("ja", "<p>Source.</p>")]
    ]


def test_a_note_of_one_edition_alone_has_no_number_in_the_other():
    assert notes_beside([printed("a", 1)], [printed("t", 1, kind="translator")]) == [
        ("note-a", 1, None, [("en", "<p>Source.</p>")], ["#en-call-a"], []),
        ("note-t", None, 1, [("en", "<p>Source.</p>")], [], ["#ja-call-t"]),
    ]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Back to note 3 in the text, place 1", "Back to note 3 in the text, place 2"]),
        ("ja", ["本文にある注3の1か所目に戻る", "本文にある注3の2か所目に戻る"]),
    ],
)
def test_ways_back_of_the_parallel_page_are_named_in_the_language_of_the_page(language, labels):
    row = printed("a", 3, calls=["call-a", "call-a-2"])

    with translation.override(language):
        _groups, (shown,) = parallel(side("en", "a A", notes=[row]), side("ja", "a あ"))

    assert [(way.url, way.label) for way in shown.left_calls] == list(
        zip(["#en-call-a", "#en-call-a-2"], labels, strict=True)
    )
    assert shown.right_calls == ()
