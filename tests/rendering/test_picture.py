"""The picture of works by type and year: every mark where it belongs."""

from itertools import pairwise
from random import Random

import pytest

from papers.rendering.picture import Mark, Picture, Row, Tick, picture


def test_nothing_is_an_empty_picture():
    assert picture({}) == Picture(rows=[], ticks=[], height=26, floor=0)


def test_one_work_is_one_brick_in_a_dozen_years():
    slot = 100 / 12

    assert picture({("book", 2024): 1}) == Picture(
        rows=[
            Row(
                "book",
                1,
                top=0,
                words=15,
                line=31,
                marks=[Mark(round(11.5 * slot - 0.8, 3), 24, 1.6, 5.5, 2024, 1)],
            )
        ],
        ticks=[
            Tick(year, round((year - 2013 + 0.5) * slot, 3), "middle")
            for year in (2014, 2016, 2018, 2020, 2022, 2024)
        ],
        height=57,
        floor=31,
    )


def test_works_of_one_year_stand_on_one_another():
    drawn = picture({("book", 2020): 3, ("report", 2020): 1})

    assert [(row.kind, row.count, row.top, row.line) for row in drawn.rows] == [
        ("book", 3, 0, 45),
        ("report", 1, 57, 88),
    ]
    assert [(mark.y, mark.height) for mark in drawn.rows[0].marks] == [(38, 5.5), (31, 5.5), (24, 5.5)]
    assert len({mark.x for row in drawn.rows for mark in row.marks}) == 1


def test_a_high_pile_is_a_bar_and_every_row_has_the_same_scale():
    drawn = picture({("book", 2020): 40, ("report", 2021): 10})

    assert [(mark.height, mark.count) for row in drawn.rows for mark in row.marks] == [(60, 40), (15, 10)]


def test_works_without_a_year_stand_apart_at_the_end():
    drawn = picture({("book", 2020): 1, ("book", None): 2})

    assert drawn.ticks[-1] == Tick(None, 95, "middle")
    assert [mark.year for mark in drawn.rows[0].marks] == [2020, None, None]
    assert drawn.rows[0].marks[0].x < 88 < drawn.rows[0].marks[1].x
    assert all(tick.x <= 80 for tick in drawn.ticks[:-1])


def test_works_without_any_year_are_drawn_too():
    assert picture({("book", None): 1}).ticks == [Tick(None, 95, "middle")]


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (1945, 2026, [1960, 1980, 2000, 2020]),
        (2015, 2026, [2016, 2018, 2020, 2022, 2024, 2026]),
        (2000, 2026, [2000, 2005, 2010, 2015, 2020, 2025]),
        (1600, 2026, [1600, 1700, 1800, 1900, 2000]),
    ],
)
def test_round_years_are_written_as_many_as_there_is_room_for(first, last, written):
    drawn = picture({("book", first): 1, ("book", last): 1})

    assert [tick.year for tick in drawn.ticks] == written


def test_no_mark_leaves_the_picture_or_covers_another():
    random = Random(1)
    counts = {
        (kind, random.randint(1945, 2026)): random.randint(1, 15)
        for kind in ("report", "book", "webpage", "speech", "treaty")
        for _time in range(40)
    } | {("book", None): 3}
    drawn = picture(counts)

    assert sum(row.count for row in drawn.rows) == sum(counts.values())
    for row in drawn.rows:
        assert all(mark.x >= 0 and mark.x + mark.width <= 100 for mark in row.marks)
        assert all(row.words + 5 < mark.y and mark.y + mark.height <= row.line for mark in row.marks)
        # Years beside one another leave a gap between them.
        places = sorted({(mark.x, mark.width) for mark in row.marks})
        assert all(x + width < after for (x, width), (after, _w) in pairwise(places))
    assert [row.count for row in drawn.rows] == sorted((row.count for row in drawn.rows), reverse=True)
