"""The smaller parts: likeness of texts, lineage, the way through two texts."""

from itertools import pairwise

import pytest

from papers import markup
from papers.passages.likeness import Source, likeness, match, said
from papers.passages.lineage import ancestry, arrivals, join, roots
from papers.passages.path import band, best


def test_what_a_block_says_has_no_marks_and_no_width():
    (block,) = markup.parse('<p>ＮＡＴＯ  <em>und</em><sup data-note="n1"></sup> Japan</p>')

    assert said(block) == "nato und japan"


def test_a_picture_says_where_it_is():
    (block,) = markup.parse('<figure><img src="/media/a.png" alt="Map"></figure>')

    assert "/media/a.png" in said(block)


def test_two_halves_stand_in_their_source_once():
    source = Source("a first sentence about ships. a second one about ports.")
    assert source.share("a second one about ports.") == 1.0

    source.take("a second one about ports.")

    assert source.share("a second one about ports.") < 0.3
    assert source.share("a first sentence about ships.") > 0.9


def test_text_that_was_held_before_is_not_free():
    assert Source("ships. ports.", held=["ships. ports."]).share("ports.") == 0.0


@pytest.mark.parametrize("text", ["", "a", "ab", "abc"])
def test_the_shortest_texts_are_shared_too(text):
    assert Source(f"x{text}y").share(text) == (1.0 if text else 0.0)


def test_likeness_runs_from_nothing_to_one():
    assert likeness("the same words", "the same words") == 1.0
    assert likeness("the same words", "quite different") < 0.2
    assert likeness("", "") == 0.0


def test_equal_texts_match_before_similar_ones():
    olds = ["the harbour is full of ships", "the harbour is full of boats"]

    assert match(olds, ["the harbour is full of boats", "the harbour is full of rafts"]) == {0: 1, 1: 0}


def test_nothing_matches_nothing():
    assert match([], ["a"]) == match(["a"], []) == match(["one text"], ["another thing"]) == {}


def test_ancestry_ends_where_a_circle_closes():
    lineage = {"c": "b", "b": "a", "a": "b"}

    assert list(ancestry("c", lineage)) == ["c", "b", "a"]
    assert roots("cba", lineage) == roots("abc", lineage) == dict.fromkeys("abc", "a")


def test_an_id_arrives_at_the_nearest_home_that_it_leads_to():
    lineage = {"d": "c", "c": "b", "b": "a", "x": "y", "y": "x"}

    assert arrivals("abcdxz", lineage, {"b", "q"}) == {"b": "b", "c": "b", "d": "b"}
    assert arrivals("dcba", lineage, {"a"}) == dict.fromkeys("abcd", "a")
    assert roots("dcz", lineage) == {"a": "a", "b": "a", "c": "a", "d": "a", "z": "z"}


@pytest.mark.parametrize(
    ("lineage", "gone", "stays", "joined"),
    [
        ({"n": "a"}, "a", "n", {"a": "n"}),
        ({"n": "m", "m": "a"}, "a", "n", {"m": "a", "a": "n"}),
        ({"x": "y"}, "a", "a", {"x": "y"}),
        ({"n": "m", "m": "a"}, "am", "n", {"m": "n", "a": "n"}),
    ],
)
def test_joining_what_was_split_from_the_other_turns_the_lineage_round(lineage, gone, stays, joined):
    join(lineage, gone, stays)

    assert lineage == joined


def test_the_way_takes_the_steps_that_score_best():
    def score(left: int, left_stop: int, right: int, right_stop: int) -> float:
        return 5.0 if (left, left_stop, right, right_stop) in {(0, 1, 0, 1), (1, 2, 1, 3)} else -5.0

    beads = best(band(2, 3, []), score)

    assert [(bead.lefts, bead.rights) for bead in beads] == [
        (range(1), range(1)),
        (range(1, 2), range(1, 3)),
    ]
    assert all(bead.margin > 0 for bead in beads)


def test_lone_blocks_are_steps_of_their_own():
    beads = best(band(2, 0, []), lambda *blocks: 0.0)

    assert [(list(bead.lefts), list(bead.rights)) for bead in beads] == [([0], []), ([1], [])]


def test_two_ways_of_one_worth_have_no_margin():
    beads = best(
        band(1, 2, []), lambda left, left_stop, right, right_stop: 9.0 if right_stop - right == 1 else -9.0
    )

    assert [bead.margin for bead in beads if bead.lefts] == [0.0]


def test_a_band_leads_through_its_anchors_from_corner_to_corner():
    rows = band(300, 500, [(100, 400)])

    assert len(rows) == 301
    assert 0 in rows[0]
    assert 400 in rows[100]
    assert 500 in rows[300]
    assert all(row.start < above.stop and above.start <= row.start for above, row in pairwise(rows))
    assert sum(map(len, rows)) < 300 * 60
