"""Marks in paragraphs: they change no word, and stand where a page may tear the text."""

import random
from itertools import pairwise

import pytest

from papers.exporting import lines, tree
from tests.exporting.pieces import call

ENGLISH = "A note that is called in the second line does not always fit. " * 8
JAPANESE = "二行目で呼ばれる注が頁に収まるとは限らない。" * 12
MIXED = (
    "2024年5月にNISTの800-171 revision 3が公表され、Defense Security Cooperation Agencyもこれに従った。" * 9
)
UNBROKEN = "https://example.org/" + "a" * 400


def marked(html, language="en"):
    body = tree.blocks(html, language)
    lines.mark(body)
    return body


def is_mark(piece):
    return isinstance(piece, dict) and piece["k"] == "at"


def words(paragraph):
    return "".join(piece for piece in paragraph["c"] if isinstance(piece, str))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (JAPANESE, "ja"),
        (MIXED, "ja"),
        (MIXED, "en"),
        (UNBROKEN, "en"),
        (f"あ{UNBROKEN}い", "ja"),
    ],
)
def test_marks_change_no_word(text, language):
    (paragraph,) = marked(f"<p>{text}Last{call('a')}</p>", language)
    (plain,) = tree.blocks(f"<p>{text}Last{call('a')}</p>", language)

    assert words(paragraph) == words(plain)
    assert [piece for piece in paragraph["c"] if isinstance(piece, dict) and not is_mark(piece)] == [
        piece for piece in plain["c"] if isinstance(piece, dict)
    ]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (JAPANESE, "ja")])
def test_marks_stand_at_both_ends_and_not_in_the_middle_of_a_long_paragraph(text, language):
    (paragraph,) = marked(f"<p>{text * 3}{call('a')}</p>", language)

    offsets, passed = [], 0
    for piece in paragraph["c"]:
        if is_mark(piece):
            offsets.append(passed)
        passed += lines.width(piece)
    assert (offsets[0], offsets[-1]) == (0, passed)
    steps = [later - earlier for earlier, later in pairwise(offsets)]
    assert sorted(step <= 40 for step in steps) == [False, *[True] * (len(steps) - 1)]
    assert max(steps) > passed - 2 * lines.REACH - 60


def test_a_mark_stands_at_the_beginning_of_a_word():
    (paragraph,) = marked(f"<p>{ENGLISH}{call('a')}</p>")

    parts = [piece for piece in paragraph["c"] if isinstance(piece, str) and piece]
    assert all(part.endswith(" ") for part in parts)


@pytest.mark.parametrize(
    "html", [f"<p>Short{call('a')}.</p>", f"<p>{ENGLISH}</p>", f"<h2>{ENGLISH}{call('a')}</h2>"]
)
def test_what_is_never_torn_badly_has_no_marks(html):
    assert not any(is_mark(piece) for piece in marked(html)[0]["c"])


def test_each_paragraph_has_its_own_number():
    body = marked(f"<p>{ENGLISH}{call('a')}</p><h2>Between</h2><p>{ENGLISH}{call('b')}</p>")

    assert [block["c"][0]["paragraph"] for block in body if block["k"] == "p"] == [0, 2]
    assert all(
        piece["paragraph"] == block["c"][0]["paragraph"]
        for block in body
        if block["k"] == "p"
        for piece in block["c"]
        if is_mark(piece)
    )


@pytest.mark.parametrize("seed", range(40))
def test_marks_change_no_word_of_any_mixture(seed):
    chance = random.Random(seed)
    signs = ["語", "か", "a", "B", "7", " ", "。", "-", "é", "한", "“", "\u200b"]
    pieces = ["".join(chance.choices(signs, k=chance.randrange(90))) for _piece in range(12)]
    html = "".join(f"{piece}{chance.choice([call('a'), '<em>x語</em>', '<br>', ''])}" for piece in pieces)

    (paragraph,) = marked(f"<p>{html}{call('b')}</p>", "ja")
    (plain,) = tree.blocks(f"<p>{html}{call('b')}</p>", "ja")

    assert words(paragraph) == words(plain)
    assert sum(map(lines.width, paragraph["c"])) == sum(map(lines.width, plain["c"]))
