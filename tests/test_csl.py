"""CSL-JSON: what is an item, how a file of them is read, and what is refused."""

import json

import pytest

from references import csl
from tests.citations import EDITION, day


def test_a_list_an_object_with_items_and_one_item_are_read():
    item = {"id": "a", "type": "book", "title": "A"}
    text = json.dumps(item)

    assert csl.read(f"[{text}, {text}]") == [item, item]
    assert csl.read(f' {{ "items" : [{text}] }}') == [item]
    assert csl.read(text) == [item]
    assert csl.read("[]") == []


def test_what_is_written_is_json_with_an_id_each():
    assert json.loads(csl.write([EDITION, {"type": "book", "title": "A"}])) == [
        EDITION,
        {"id": "2", "type": "book", "title": "A"},
    ]
    assert json.loads(csl.write([])) == []


def test_old_names_of_variables_are_read_as_the_new_ones():
    text = '{"type": "speech", "title": "A", "event": "Old", "event-title": "New", "shortTitle": "S"}'

    assert csl.read(text) == [{"type": "speech", "title": "A", "event-title": "New", "title-short": "S"}]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Line 1: this is not JSON (Expecting value)."),
        ('[\n{"type": "book"}]', "Line 2, entry “1”: type or title is missing."),
        ('[\n{"type": "book", "title": "A"}\n{}]', "Line 3: a comma or the end of the list is missing."),
        ('[\n{"type": "book", "title": "A"},\n\n{"id": "k", "type": "bok", "title": "B"}]',
         "Line 4, entry “k”: “type” has a value that CSL-JSON does not know."),
        ('[{"type": "book", "title": "A", "author": "Kim"}]',
         "Line 1, entry “A”: “author” has a value that CSL-JSON does not know."),
        ('[{"type": "book", "title": "A", "issued": {"date-parts": [["x"]]}}]',
         "Line 1, entry “A”: “issued” has a value that CSL-JSON does not know."),
        ('[{"type": "book", "title": "A", "volume": true}]',
         "Line 1, entry “A”: “volume” has a value that CSL-JSON does not know."),
        ("[1]", "Line 1, entry “1”: an entry is a JSON object with “type” and “title”."),
        ("null", "Line 1, entry “1”: an entry is a JSON object with “type” and “title”."),
        ('{"type": "book",\n"title": "A"', "Line 2: this is not JSON (Expecting ',' delimiter)."),
        ('[{"type": "book", "title": "A"}', "Line 1: a comma or the end of the list is missing."),
        ('{"type": "book", "title": "A"} x', "Line 1: there is something after the end of the JSON value."),
        ("[" * 500_000, "Line 1: this JSON is no list of citations."),
        ("[" + "9" * 100_000 + "]", "Line 1: this JSON is no list of citations."),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_a_malformed_file_names_line_and_entry(text, sentence):
    with pytest.raises(csl.Refused) as refusal:
        csl.read(text)

    assert str(refusal.value) == sentence


def test_a_value_of_the_wrong_shape_is_left_out_of_what_is_written():
    item = {
        "type": "book",
        "title": "A",
        "author": [{"family": "Kim", "spouse": "X"}, "Lee"],
        "editor": [{"family": "Kim", "spouse": "X"}],
        "issued": {"date-parts": [["2020", "3"]]},
        "accessed": "yesterday",
        "volume": 3,
        "custom": {"a": 1},
    }

    assert csl.shaped(item) == {
        "type": "book",
        "title": "A",
        "editor": [{"family": "Kim"}],
        "issued": day(2020, 3),
        "volume": "3",
    }
