"""The ids of a text given to a revised file of it."""

from papers import passages
from papers.passages import carry

FIRST = "The canal was widened in 1964 and nobody has measured it since."
SECOND = "A lock keeper in the north counts the barges by hand every evening."
THIRD = "The ministry publishes his numbers with a delay of eleven months."


def p(text: str, ids: str = "") -> str:
    return f'<p data-passage="{ids}">{text}</p>' if ids else f"<p>{text}</p>"


BEFORE = p(FIRST, "a") + p(SECOND, "b c") + p(THIRD, "d")


def carried(after: str) -> list[str]:
    return [" ".join(names) for names in passages.every(carry(BEFORE, after))]


def test_equal_blocks_get_their_ids_back_in_any_order():
    assert carried(p(THIRD) + p(FIRST) + p(SECOND)) == ["d", "a", "b c"]


def test_a_revised_block_gets_the_ids_of_the_one_it_continues():
    revised = SECOND.replace("every evening", "each morning, in ink")

    assert carried(p(FIRST) + p(revised) + p(THIRD)) == ["a", "b c", "d"]


def test_a_new_block_stays_without():
    assert carried(p(FIRST) + p("Something that was never said before.") + p(THIRD)) == ["a", "", "d"]


def test_equal_texts_come_before_similar_ones():
    assert carried(p(FIRST.replace("1964", "1965")) + p(FIRST)) == ["", "a"]


def test_a_block_is_continued_once():
    assert carried(p(FIRST) + p(FIRST)) == ["a", ""]


def test_repeated_blocks_are_told_apart_by_their_order():
    before = p("* * *", "a") + p(FIRST, "b") + p("* * *", "c")

    assert passages.every(carry(before, p("* * *") + p(FIRST) + p("* * *"))) == [["a"], ["b"], ["c"]]


def test_width_case_spaces_and_emphasis_make_no_difference():
    assert carried(p("the canal was widened in <em>１９６４</em> and nobody has measured it since.")) == ["a"]


def test_ids_of_the_file_itself_are_dropped():
    assert carried(p(FIRST, "zz") + p("New", "yy")) == ["a", ""]


def test_japanese_is_revised_too():
    before = p("運河は一九六四年に拡幅され、それ以来誰も測っていない。", "a") + p(
        "水門の番人は毎晩はしけを数える。", "b"
    )
    after = p("水門の番人は毎朝はしけを数える。") + p(
        "運河は一九六四年に拡幅されたが、それ以来誰も測っていない。"
    )

    assert passages.every(carry(before, after)) == [["b"], ["a"]]


def test_carrying_into_the_same_text_is_the_identity():
    assert carry(BEFORE, BEFORE) == BEFORE


def test_a_split_carried_and_kept_has_its_lineage():
    """A revised file is carried, then kept: what is a half remembers of what."""
    one, two = "The canal was widened in 1964.", "Nobody has measured the canal since it was widened by hand."
    before = p(f"{one} {two}", "a") + p(THIRD, "d")
    kept = passages.keep(
        before, carry(before, p(one) + p(two) + p(THIRD)), original=True, lineage={}, taken=()
    )
    first, second, last = passages.every(kept.body)

    assert (first, last) == (["a"], ["d"])
    assert kept.lineage == {second[0]: "a"}


def test_nothing_is_carried_from_nothing():
    assert carry("", p(FIRST)) == p(FIRST)
    assert carry(BEFORE, "") == ""
