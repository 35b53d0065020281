"""Printed notes of real sources, in pairs with what should be read in them."""

from pathlib import Path

import pytest

from tests import notes_rates
from tests.notes_rates import Rates

FILES = sorted((Path(__file__).parent / "samples/notes").glob("*.toml"))
PAIRS = [pair for path in FILES for pair in notes_rates.pairs(path)]
# A family name of two words without a hyphen cannot be told from a second given name.
UNTOLD = "Jean-Baptiste Jeangène Vilmer"
FLOOR = 0.995
HELD_OUT = sorted((Path(__file__).parent / "samples/notes/held_out").glob("*.toml"))
# What is asked of notes that no rule was written for.
GOAL = 0.95


@pytest.mark.parametrize(
    "pair",
    [pair for pair in PAIRS if not pair["text"].startswith(UNTOLD)],
    ids=lambda pair: pair["text"][:60],
)
def test_a_pair_is_read_as_it_should_be(pair):
    items, own = notes_rates.read(pair)

    assert items == notes_rates.expected(pair)
    assert own == {name: pair.get(name, False if name == "short" else "") for name in notes_rates.OF_NOTE}


def test_the_rate_of_fields_read_right_does_not_fall():
    total = Rates()
    for pair in PAIRS:
        total.add(notes_rates.rate(pair))

    print(f"\n{total}")
    assert total.share("fields") >= FLOOR
    assert total.share("types") >= FLOOR


@pytest.mark.parametrize("path", HELD_OUT, ids=lambda path: path.stem)
def test_of_notes_that_no_rule_was_written_for_nearly_all_fields_are_right(path):
    total = Rates()
    for pair in notes_rates.pairs(path):
        total.add(notes_rates.rate(pair))

    print(f"\n{path.stem}: {total}")
    assert total.share("fields") >= GOAL


def test_a_field_that_is_wrong_missing_or_too_much_counts_as_wrong():
    pair = {
        "text": "Rush Doshi, *The Long Game* (New York: Oxford University Press, 2021), 47.",
        "item": [
            {"type": "book", "title": "The Long Match", "author": [["Doshi", "Rush"]], "genre": "essay"}
        ],
    }

    rates = notes_rates.rate(pair)

    assert rates.fields["fields"] == 8
    assert rates.fields["fields right"] == 2
    assert sorted(line.partition(":")[0] for line in rates.wrong) == [
        "genre",
        "issued",
        "locator",
        "publisher",
        "publisher-place",
        "title",
    ]
    assert (rates.fields["types"], rates.fields["types right"]) == (1, 1)
    assert (rates.fields["items"], rates.fields["items right"]) == (1, 0)


def test_rates_are_printed_by_kind(capsys):
    notes_rates.main([*map(str, FILES), "--wrong"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(UNTOLD)
    assert lines[1].startswith("    author: ")
    assert lines[-1].startswith("all ")
    assert f"of {len(PAIRS)}" in lines[-1]
