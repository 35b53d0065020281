"""What the press does to a paper whose pages tear it badly; the press itself is run in test_pdf and test_facing."""

from papers.exporting import press
from papers.exporting.press import Line


def mark(paragraph, page, y):
    return {"paragraph": paragraph, "page": page, "y": y}


def paragraph(number):
    return {"k": "p", "c": [{"k": "at", "paragraph": number}, "Words."]}


def paper(*body):
    return {"body": list(body), "bottom": 754.0}


def test_marks_of_one_height_are_one_line():
    marks = [mark(0, 1, 90.0), mark(0, 1, 91.5), mark(0, 1, 104.0), mark(0, 2, 90.0)]

    assert press.in_lines(marks) == [Line(1, 90.0), Line(1, 104.0), Line(2, 90.0)]


def test_a_text_that_is_torn_well_stays_as_it_is():
    text = paper(paragraph(0))
    marks = [mark(0, 1, 700), mark(0, 1, 714), mark(0, 2, 90), mark(0, 2, 104)]

    assert not press.mend_lines(text, marks, 1)
    assert text == paper(paragraph(0))


def test_a_line_left_at_the_foot_goes_to_the_next_page_with_the_headings_above_it():
    heading = {"k": "h2", "c": ["Heading"]}
    text = paper({"k": "quote", "c": []}, heading, {"k": "h3", "c": ["Lower"]}, paragraph(3))

    assert press.mend_lines(text, [mark(3, 1, 740), mark(3, 2, 90), mark(3, 2, 104)], 1)
    assert [block["k"] for block in text["body"]] == ["quote", "break", "h2", "h3", "p"]


def test_a_line_left_at_the_top_gets_the_one_before_it():
    text = paper(paragraph(0))
    marks = [mark(0, 1, 640), mark(0, 1, 654), mark(0, 2, 90)]

    assert press.mend_lines(text, [*marks, {"note": "a", "page": 1, "y": 700.0}], 1)
    assert text["body"][0] == {"k": "room", "points": 700.0 - 24.0 - 654 + 7.0, "tries": 1}


def test_room_that_was_too_little_grows_and_is_given_up_in_the_end():
    text = paper(paragraph(0))
    marks = [mark(0, 1, 640), mark(0, 1, 654), mark(0, 2, 90)]

    tried = [press.mend_lines(text, marks, 1) for _attempt in range(4)]

    assert tried == [True, True, True, False]
    assert len(text["body"]) == 2


def test_the_first_place_is_mended_before_what_follows_it():
    text = paper(paragraph(0), paragraph(1))
    torn = [mark(number, page, y) for number in (0, 1) for page, y in ((1, 740), (2, 90), (2, 104))]

    text["body"].insert(0, {"k": "p", "c": ["Opening."]})
    press.mend_lines(text, torn, 1)

    assert [block["k"] for block in text["body"]] == ["p", "break", "p", "p"]


# -- sheets ----------------------------------------------------------------------------------


def group(number, *keys, **state):
    rows = {f"{number}.{place}": {"left": [key], "right": []} for place, key in enumerate(keys)}
    feet = {str(number): {"left": list(keys), "right": []}, **rows} if keys else {}
    return {"number": number, "feet": feet, "torn": False, "long": False, "room": 0, **state}


def edge(number, name, page, y):
    return {"group": number, "edge": name, "page": page, "y": y}


def sheets(*groups):
    return {"groups": list(groups), "bottom": 544.0, "above": {}}


HALF_EMPTY = [edge(1, "end", 1, 300), edge(2, "start", 2, 60)]


def test_a_passage_before_which_much_of_a_sheet_is_empty_is_torn():
    text = sheets(group(1), group(2))

    assert press.mend_torn(text, HALF_EMPTY, 1)
    assert [each["torn"] for each in text["groups"]] == [False, True]
    assert not press.mend_torn(text, [edge(1, "end", 1, 530), edge(2, "start", 2, 60)], 1)


def test_so_is_the_first_one_below_heads_that_leave_much_empty():
    text = sheets(group(1), group(2))

    assert press.mend_torn(text, [edge(0, "end", 1, 300), edge(1, "start", 2, 60)], 1)
    assert [each["torn"] for each in text["groups"]] == [True, False]


def test_notes_at_the_foot_leave_no_sheet_empty():
    notes = [{"note": "a", "side": "left", "page": 1, "y": 340.0}]

    assert not press.mend_torn(sheets(group(1), group(2)), [*HALF_EMPTY, *notes], 1)


STRAYED = [
    {"call": "a", "side": "left", "page": 1, "y": 1},
    {"note": "a", "side": "left", "page": 2, "y": 1},
]


def test_a_passage_whose_note_goes_astray_is_torn_line_by_line_earlier_then_whole_and_not_torn_again():
    text = sheets(group(1), group(2, "a", torn=True))

    for room in (14.0, 28.0, 42.0):
        assert press.mend_torn(text, [*HALF_EMPTY, *STRAYED], 1)
        assert (text["groups"][1]["torn"], text["groups"][1]["room"]) == (True, room)
    assert press.mend_torn(text, [*HALF_EMPTY, *STRAYED], 1)
    assert (text["groups"][1]["torn"], text["groups"][1]["room"]) == (False, 0)
    assert not press.mend_torn(text, HALF_EMPTY, 1)


def test_a_whole_passage_that_takes_more_than_a_sheet_with_its_notes_is_torn():
    for marks in (STRAYED, [{"closes": "a", "side": "left", "page": 1, "y": 580.0}]):
        text = sheets(group(1), group(2, "a"))

        assert press.mend_torn(text, marks, 1)
        assert [(each["torn"], each["long"]) for each in text["groups"]] == [(False, False), (True, True)]


def test_a_whole_passage_is_not_blamed_for_what_the_one_before_it_leaves_to_the_next_sheet():
    text = sheets(group(1, "a", torn=True, long=True), group(2, "b"))
    behind = [mark | {name: "b" for name in ("call", "note") if name in mark} for mark in STRAYED]

    assert not press.mend_torn(text, [*STRAYED, *behind], 1)


def test_at_the_last_attempt_nothing_stays_torn_while_a_note_is_astray():
    text = sheets(group(1, torn=True), group(2, "a", torn=True), group(3, torn=True, long=True))

    assert press.mend_torn(text, STRAYED, 0)
    assert [each["torn"] for each in text["groups"]] == [False, False, True]


# -- the notes of a sheet --------------------------------------------------------------------


def noted(page, *keys, closes=None):
    """Return the marks of notes that stand on a sheet, of which the last one may end on another."""
    begun = [{"note": key, "side": "left", "page": page, "y": 400.0} for key in keys]
    ends = [closes if closes and key == keys[-1] else page for key in keys]
    return begun + [
        {"closes": key, "side": "left", "page": end, "y": 420.0} for key, end in zip(keys, ends, strict=True)
    ]


def noting(*keys):
    return sheets(*(group(number, key) for number, key in enumerate(keys, start=1)))


def test_the_notes_of_each_passage_know_those_above_them_on_their_sheet():
    marks = [*noted(1, "a", "b", "c"), *noted(2, "d", "e")]

    above = press.standing_above(noting(*"abcde"), marks)

    assert above == {"2": ["1"], "3": ["1", "2"], "5": ["4"]}


def test_of_a_passage_that_is_torn_each_row_of_notes_knows_those_above_it():
    text = sheets(group(1, "a"), group(2, "b", "c", torn=True))

    assert press.standing_above(text, noted(1, "a", "b", "c")) == {"2.0": ["1"], "2.1": ["1", "2.0"]}


def test_a_note_that_goes_on_to_the_next_sheet_is_not_moved():
    marks = [*noted(1, "a", "b", "c", closes=2), *noted(2, "d")]

    assert press.standing_above(noting(*"abcd"), marks) == {"2": ["1"]}


def test_notes_close_up_when_nothing_is_torn_badly_and_only_until_they_stand():
    text = noting("a", "b")

    assert press.mend_sheets(text, noted(1, "a", "b"), 2)
    assert text["above"] == {"2": ["1"]}
    assert not press.mend_sheets(text, noted(1, "a", "b"), 1)


def test_at_the_last_attempt_no_note_is_moved_where_others_have_come_to_stand():
    text = noting("a", "b", "c") | {"above": {"2": ["1"]}}

    assert press.mend_sheets(text, [*noted(1, "a"), *noted(2, "b", "c")], 0)
    assert text["above"] == {}
