"""Groups of blocks between two editions, and the DOM anchors of one."""

from papers.passages import Group, anchors, groups, joined


def body(*lists: str) -> str:
    return "".join(f'<p data-passage="{names}">x</p>' if names else "<p>x</p>" for names in lists)


def test_one_to_one_one_to_two_and_two_to_one_are_one_rule():
    assert groups(body("a", "b", "c", "d"), body("a", "b", "b", "c d")) == [
        Group((0,), (0,)),
        Group((1,), (1, 2)),
        Group((2, 3), (3,)),
    ]


def test_chains_of_shared_ids_are_one_group():
    assert groups(body("a", "b", "c"), body("a b", "b c")) == [Group((0, 1, 2), (0, 1))]


def test_two_translations_meet_in_the_ids_of_an_original_that_is_not_there():
    french, japanese = body("a", "a", "b"), body("a b", "c")

    assert groups(french, japanese) == [Group((0, 1, 2), (0,)), Group((), (1,))]


def test_the_order_is_that_of_the_left_edition():
    assert groups(body("a", "b", "c"), body("c", "a", "b")) == [
        Group((0,), (1,)),
        Group((1,), (2,)),
        Group((2,), (0,)),
    ]


def test_what_stands_only_right_follows_the_block_before_it():
    assert groups(body("a", "b"), body("x", "b", "y", "z", "a", "w")) == [
        Group((), (0,)),
        Group((0,), (4,)),
        Group((), (5,)),
        Group((1,), (1,)),
        Group((), (2,)),
        Group((), (3,)),
    ]


def test_blocks_without_ids_stand_alone():
    assert groups(body("", "a"), body("a", "")) == [Group((0,), ()), Group((1,), (0,)), Group((), (1,))]


def test_lists_of_ids_serve_as_well_as_a_body():
    assert groups([["a"], ["b"]], [["b"], ["a"]]) == groups(body("a", "b"), body("b", "a"))


def test_a_split_in_the_original_keeps_an_untouched_translation_beside_both_halves():
    assert groups(body("a", "n", "b"), body("a", "b"), {"n": "a"}) == [Group((0, 1), (0,)), Group((2,), (1,))]


def test_a_merge_in_the_original_keeps_both_translations_beside_it():
    assert groups(body("a", "c"), body("a", "b", "c"), {"b": "a"}) == [Group((0,), (0, 1)), Group((1,), (2,))]


def test_two_halves_that_were_both_translated_anew_are_two_groups():
    assert groups(body("a", "n"), body("a", "n"), {"n": "a"}) == [Group((0,), (0,)), Group((1,), (1,))]


def test_two_translations_of_different_age_meet_in_the_lineage():
    assert groups(body("b"), body("c"), {"b": "a", "c": "a"}) == [Group((0,), (0,))]


def test_untranslated_halves_are_not_held_together():
    assert groups(body("a", "n"), body("z"), {"n": "a"}) == [
        Group((), (0,)),
        Group((0,), ()),
        Group((1,), ()),
    ]


def test_lineage_is_followed_over_several_steps_and_never_in_circles():
    assert groups(body("d"), body("a"), {"d": "c", "c": "b", "b": "a", "a": "b"}) == [Group((0,), (0,))]


def test_empty_editions_have_no_groups():
    assert groups("", "") == []
    assert groups("", body("a")) == [Group((), (0,))]


def test_an_anchor_stands_on_the_first_block_with_the_id():
    assert anchors(body("a", "a b", "b", "")) == [["p-a"], ["p-b"], [], []]


def test_the_address_of_a_merged_passage_arrives_where_it_went():
    assert anchors(body("a", "c"), {"b": "a"}) == [["p-a", "p-b"], ["p-c"]]


def test_an_address_follows_the_lineage_to_its_end():
    assert anchors(body("a"), {"c": "b", "b": "a"}) == [["p-a", "p-c", "p-b"]]


def test_the_address_of_a_new_half_arrives_in_an_older_translation():
    assert anchors(body("a", "b"), {"n": "a"}) == [["p-a", "p-n"], ["p-b"]]


def test_an_address_arrives_where_only_what_came_from_it_is_left():
    assert anchors(body("n", "m"), {"n": "a", "m": "a"}) == [["p-n", "p-a"], ["p-m"]]


def test_an_address_that_leads_nowhere_is_not_there():
    assert anchors(body("a"), {"x": "y", "y": "x"}) == [["p-a"]]


def test_blocks_of_three_texts_meet_through_any_two_of_them():
    base, theirs, mine = [["a"], ["b"]], [["b"], ["a", "c"]], [["c"], ["d"]]

    assert sorted(joined([base, theirs, mine], {})) == [((), (), (1,)), ((0,), (1,), (0,)), ((1,), (0,), ())]
