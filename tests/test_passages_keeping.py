"""Passage ids through single edits, in the original and in a translation."""

from papers import markup, passages
from papers.passages import Kept

SHIPS = "Ships sail slowly. The harbour is full of cranes."
PORTS = "Ports are deep. Nobody dredges the northern one."
TIDES = "Tides turn twice. Pilots know them by heart."


def block(text: str, ids: str = "", tag: str = "p") -> str:
    return f'<{tag} data-passage="{ids}">{text}</{tag}>' if ids else f"<{tag}>{text}</{tag}>"


BEFORE = block(SHIPS, "a") + block(PORTS, "b") + block(TIDES, "c")


def original(after: str, lineage: dict[str, str] | None = None, taken: tuple[str, ...] = ()) -> Kept:
    return passages.keep(BEFORE, after, original=True, lineage=lineage or {}, taken=taken)


def lists(kept: Kept) -> list[str]:
    return [" ".join(names) for names in passages.every(kept.body)]


# In the original.


def test_an_untouched_original_stays_as_it_is():
    assert original(BEFORE) == Kept(BEFORE, {})


def test_typing_keeps_the_id_whatever_was_typed():
    after = block(SHIPS, "a") + block("Something else entirely was written here.", "b") + block(TIDES, "c")

    assert original(after) == Kept(after, {})


def test_a_moved_block_keeps_its_id():
    after = block(TIDES, "c") + block(SHIPS, "a") + block(PORTS, "b")

    assert original(after) == Kept(after, {})


def test_a_block_cut_and_pasted_without_its_id_keeps_it():
    kept = original(block(TIDES) + block(SHIPS, "a") + block(PORTS, "b"))

    assert (lists(kept), kept.lineage) == (["c", "a", "b"], {})


def test_the_first_half_of_a_split_keeps_the_id_and_the_second_remembers_it():
    first, second = "Ships sail slowly.", "The harbour is full of cranes."
    for halves in (
        block(first, "a") + block(second, "a"),
        block(first, "a") + block(second),
        block(first) + block(second, "a"),
        block(first, "a") + block(second, "foreign"),
    ):
        kept = original(halves + block(PORTS, "b") + block(TIDES, "c"))
        ours, new, *others = lists(kept)

        assert (ours, others, kept.lineage) == ("a", ["b", "c"], {new: "a"})


def test_a_short_first_half_keeps_the_id():
    kept = original(block("Ships sail", "a") + block("slowly. The harbour is full of cranes.", "a"))

    assert lists(kept)[0] == "a"
    assert kept.lineage == {lists(kept)[1]: "a"}


def test_a_split_into_three_gives_two_new_ids():
    long = "One sentence about quays. Another about locks. A third about lighthouses."
    before = block(long, "a")
    after = "".join(block(part + ".", "a") for part in long.removesuffix(".").split(". "))
    kept = passages.keep(before, after, original=True, lineage={}, taken=())
    first, second, third = lists(kept)

    assert (first, kept.lineage) == ("a", {second: "a", third: "a"})


def test_a_line_typed_before_or_after_a_block_is_no_half_of_it():
    for after in (
        block("A thought about bread.", "a") + block(SHIPS, "a"),
        block(SHIPS, "a") + block("A thought about bread.", "a"),
    ):
        kept = original(after + block(PORTS, "b") + block(TIDES, "c"))

        assert kept.lineage == {}
        assert [name for name in lists(kept) if name in "abc"] == ["a", "b", "c"]
        assert SHIPS in after.split("</p>")[lists(kept).index("a")]


def test_a_merge_keeps_the_first_id_and_the_other_leads_to_it():
    for ids in ("a", "a b", "b a", ""):
        kept = original(block(f"{SHIPS} {PORTS}", ids) + block(TIDES, "c"))

        assert (lists(kept), kept.lineage) == (["a", "c"], {"b": "a"})


def test_a_merged_block_keeps_the_id_that_the_editor_left_on_it():
    kept = original(block(f"{SHIPS} {PORTS}", "b") + block(TIDES, "c"))

    assert (lists(kept), kept.lineage) == (["b", "c"], {"a": "b"})


def test_a_short_block_that_is_deleted_goes_with_its_id_whatever_is_typed_beside_it():
    for before, after in (
        (block("結論", "a") + block(TIDES, "b"), block(f"{TIDES} 結論として、", "b")),
        (block("Ships", "a") + block(TIDES, "b"), block(f"{TIDES} Ships wait.", "b")),
        (block(TIDES, "b") + block("Ships", "a"), block(f"Ships wait. {TIDES}", "b")),
        (block(TIDES, "b") + block("Ships", "a"), block(f"{TIDES} And there are ships that wait.", "b")),
    ):
        for is_original in (True, False):
            kept = passages.keep(before, after, original=is_original)

            assert kept == Kept(after, {})


def test_a_short_block_merges_where_nothing_but_it_was_added():
    for before, after, ids in (
        (block("Yes.", "a") + block("No.", "b"), block("Yes.No.", "a"), "a b"),
        (block("背景", "a") + block(TIDES, "b"), block(f"背景{TIDES}", "a"), "a b"),
        (block(TIDES, "a") + block("背景", "b"), block(f"{TIDES}背景", "a"), "a b"),
    ):
        kept = passages.keep(before, after, original=True)

        assert (lists(kept), kept.lineage) == (["a"], {"b": "a"})
        assert lists(passages.keep(before, after, original=False)) == [ids]


def test_three_blocks_merge_into_the_first():
    kept = original(block(f"{SHIPS} {PORTS} {TIDES}", "a"))

    assert (lists(kept), kept.lineage) == (["a"], {"b": "a", "c": "a"})


def test_a_copy_gets_a_new_id_without_lineage():
    for copied in (block(SHIPS, "a"), block(SHIPS)):
        kept = original(BEFORE + copied)

        assert lists(kept)[:3] == ["a", "b", "c"]
        assert lists(kept)[3] not in ("a", "b", "c")
        assert kept.lineage == {}


def test_of_a_block_and_its_copy_the_one_that_stands_where_it_stood_keeps_the_id():
    kept = original(block(PORTS, "b") + block(SHIPS, "a") + block(PORTS, "b") + block(TIDES, "c"))

    assert lists(kept)[1:] == ["a", "b", "c"]


def test_of_a_block_and_its_changed_copy_the_unchanged_one_keeps_the_id():
    kept = original(
        block("Ships sail slowly.", "a") + block(PORTS, "b") + block(TIDES, "c") + block(SHIPS, "a")
    )

    assert lists(kept)[1:] == ["b", "c", "a"]
    assert kept.lineage == {}


def test_a_part_split_off_and_merged_into_the_next_block():
    kept = original(
        block("Ships sail slowly.", "a")
        + block(f"The harbour is full of cranes. {PORTS}", "a")
        + block(TIDES, "c")
    )

    assert (lists(kept), kept.lineage) == (["a", "b", "c"], {})


def test_a_deleted_block_takes_its_id_with_it():
    kept = original(block(SHIPS, "a") + block(TIDES, "c"))

    assert (lists(kept), kept.lineage) == (["a", "c"], {})


def test_a_gone_id_is_never_given_again():
    (given,) = passages.every(passages.give(block(PORTS)))[0]
    kept = passages.keep("", block(PORTS), original=True, lineage={}, taken={given})

    assert lists(kept) != [given]
    assert lists(passages.keep("", block(PORTS), original=True, lineage={"x": given}, taken=())) != [given]


def test_a_pasted_id_of_another_paper_is_replaced():
    kept = original(BEFORE + block("Of another paper.", "k3x"))

    assert lists(kept)[:3] == ["a", "b", "c"]
    assert lists(kept)[3] not in ("k3x", "a", "b", "c")
    assert kept.lineage == {}


def test_earlier_lineage_is_kept_and_chains():
    kept = original(block(f"{SHIPS} {PORTS}", "a") + block(TIDES, "c"), lineage={"b": "x", "q": "b"})

    assert kept.lineage == {"b": "a", "q": "b"}


def test_a_half_that_swallows_what_it_was_split_from_makes_no_circle():
    before = block(PORTS, "n") + block(SHIPS, "a")
    kept = passages.keep(before, block(f"{PORTS} {SHIPS}", "n"), original=True, lineage={"n": "a"}, taken=())

    assert kept.lineage == {"a": "n"}


def test_an_edit_that_is_undone_after_saving_brings_the_id_back_with_its_text():
    saved = block(SHIPS, "a") + block(TIDES, "c")
    former = {"b": passages.digest(block(PORTS))}
    taken = ("a", "b", "c")

    assert passages.keep(saved, BEFORE, original=True, taken=taken, former=former) == Kept(BEFORE, {})
    other = BEFORE.replace(PORTS, "Ports are shallow.")
    assert lists(passages.keep(saved, other, original=True, taken=taken, former=former))[1] not in taken
    assert lists(passages.keep(saved, BEFORE, original=True, taken=taken))[1] not in taken


def test_a_merge_that_is_undone_after_saving_brings_both_ids_back():
    saved = block(f"{SHIPS} {PORTS}", "a") + block(TIDES, "c")
    former = {"b": passages.digest(block(PORTS))}
    kept = passages.keep(saved, BEFORE, original=True, lineage={"b": "a"}, former=former)

    assert kept == Kept(BEFORE, {"b": "a"})


def test_pictures_without_words_keep_their_ids():
    pictures = [
        f'<figure{ids}><img src="/media/{name * 64}.png" alt=""></figure>'
        for name, ids in (("1", ' data-passage="p"'), ("2", ' data-passage="q"'), ("2", ""), ("1", ""))
    ]
    kept = passages.keep("".join(pictures[:2]), "".join(pictures[2:]), original=True, lineage={}, taken=())

    assert lists(kept) == ["q", "p"]


def test_an_original_that_had_no_ids_gets_them():
    kept = passages.keep(block(SHIPS), block(SHIPS) + block(PORTS), original=True, lineage={}, taken=())

    assert len(set(lists(kept))) == 2
    assert "" not in lists(kept)


def test_an_emptied_original_is_empty():
    assert original("") == Kept("", {})


# In a translation.

TRANSLATED = block(SHIPS, "a") + block(PORTS, "b c") + block(TIDES, "own")


def translation(after: str, taken: tuple[str, ...] = ()) -> list[str]:
    kept = passages.keep(TRANSLATED, after, original=False, lineage={"x": "y"}, taken=taken)
    assert kept.lineage == {"x": "y"}
    return lists(kept)


def test_both_halves_of_a_split_keep_the_whole_list():
    first, second = "Ports are deep.", "Nobody dredges the northern one."
    for halves in (
        block(first, "b c") + block(second, "b c"),
        block(first, "b c") + block(second),
        block(first) + block(second, "b c"),
    ):
        assert translation(block(SHIPS, "a") + halves + block(TIDES, "own")) == ["a", "b c", "b c", "own"]


def test_a_merge_unites_the_lists_in_their_order():
    for ids in ("a", "b c", "a b c", ""):
        assert translation(block(f"{SHIPS} {PORTS}", ids) + block(TIDES, "own")) == ["a b c", "own"]


def test_merging_all_unites_all():
    for ids in ("a", "own"):
        assert translation(block(f"{SHIPS} {PORTS} {TIDES}", ids)) == ["a b c own"]


def test_a_copy_keeps_its_list():
    assert translation(TRANSLATED + block(PORTS, "b c") + block(SHIPS)) == ["a", "b c", "own", "b c", "a"]


def test_a_moved_or_retyped_block_keeps_its_list():
    after = block(TIDES, "own") + block("Written anew from the first word.", "a") + block(PORTS)

    assert translation(after) == ["own", "a", "b c"]


def test_only_what_is_typed_new_gets_an_id_of_its_own():
    *kept, new = translation(TRANSLATED + block("For our readers, an explanation."))

    assert kept == ["a", "b c", "own"]
    assert new not in ("", "a", "b", "c", "own")


def test_a_heading_typed_with_words_of_the_block_beside_it_is_new():
    for after in (
        block("Ports are deep", tag="h2") + block(PORTS, "b c"),
        block(PORTS, "b c") + block("The northern one", tag="h2"),
    ):
        typed = passages.every(block(SHIPS, "a") + after).index([])
        new = translation(block(SHIPS, "a") + after + block(TIDES, "own"))[typed]

        assert not {*new.split()} & {"", "a", "b", "c", "own"}


def test_a_half_that_says_what_another_block_says_is_still_a_half():
    before = block("Yes.", "a") + block(f"{SHIPS} Yes.", "b")
    after = block("Yes.", "a") + block(SHIPS, "b") + block("Yes.")

    assert lists(passages.keep(before, after, original=False)) == ["a", "b", "b"]


def test_a_block_merges_though_another_says_the_same():
    before = block(SHIPS, "a") + block(PORTS, "b") + block(SHIPS, "c")
    after = block(SHIPS, "a") + block(f"{PORTS} {SHIPS}", "b")

    assert lists(passages.keep(before, after, original=False)) == ["a", "b c"]


def test_an_id_of_the_paper_may_be_added_by_hand_and_a_foreign_one_not():
    after = block(SHIPS, "a d") + block(PORTS, "c") + block(TIDES, "k3x")

    assert translation(after, taken=("d",)) == ["a d", "c", "own"]


def test_halves_of_one_passage_merge_without_a_trace():
    before = block("Ports are deep.", "b") + block("Nobody dredges.", "b") + block(TIDES, "c")
    kept = passages.keep(
        before,
        block("Ports are deep. Nobody dredges.", "b") + block(TIDES, "c"),
        original=False,
        lineage={},
        taken=(),
    )

    assert lists(kept) == ["b", "c"]


def test_a_half_merged_into_the_next_passage_brings_its_list():
    before = block(SHIPS, "a") + block("Ports are deep.", "b") + block("Nobody dredges.", "b")
    after = block(f"{SHIPS} Ports are deep.", "a") + block("Nobody dredges.", "b")

    assert lists(passages.keep(before, after, original=False, lineage={}, taken=())) == ["a b", "b"]


def test_keeping_changes_nothing_but_ids():
    after = markup.clean(
        block(f"{SHIPS} <em>{PORTS}</em> &amp; 日本<sup data-note='n1'></sup>", "a") + block(TIDES)
    )
    for is_original in (True, False):
        kept = passages.keep(BEFORE, after, original=is_original, lineage={}, taken=())

        assert [passages.digest(markup.outer(one)) for one in markup.parse(kept.body)] == [
            passages.digest(markup.outer(one)) for one in markup.parse(after)
        ]
