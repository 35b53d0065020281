"""Tables: a row a work, nothing that a spreadsheet would compute, and what is refused."""

import csv
import io

import pytest

from references import csl, sheet
from references.sheet.cells import COLUMNS, bare, guarded
from tests.citations import EDITION, person


def rows(items):
    return list(csv.DictReader(io.StringIO(sheet.write(items).removeprefix("\ufeff"), newline="")))


def test_an_edition_is_a_row_that_a_person_can_read():
    (row,) = rows([EDITION])

    assert list(row) == COLUMNS
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "pact-en",
        "type": "report",
        "title": "A Pact: Its Limits & Costs",
        "author": "van der Berg, Jan Willem; 見本, 花子",
        "translator": "Yaku, Jun",
        "issued": "2025-06-27",
        "collection-title": "Allies and Partners",
        "genre": "Policy Paper",
        "number": "7",
        "publisher": "Sample Foundation",
        "publisher-place": "Tokyo",
        "original-title": "協定：その限界",
        "original-date": "2025-05-01",
        "language": "en",
        "DOI": "10.1234/pact_en",
        "URL": "https://papers.example.org/en/papers/pact/",
        "ISSN": "1234-5678",
        "abstract": "In short: 5% of {it} costs $10.",
    }


def test_excel_is_told_that_it_is_utf_8_and_lines_end_as_the_standard_says():
    written = sheet.write([EDITION])

    assert written.startswith("\ufeffid,type,title,")
    assert written.count("\r\n") == 2
    assert "\n" not in written.replace("\r\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81 3",
        "-1",
        "@SUM(A1)",
        "＝１",
        "＋",
        "－",
        "＠a",
        "\tx",
        "\rx",
        "'=1",
        "''=1",
        "'Tis",
        "'",
        "plain",
    ],
)
def test_no_cell_is_computed_and_each_is_read_back(text):
    cell = guarded(text)

    assert cell[0] not in "=+-@＝＋－＠\t\r"
    assert bare(cell) == text


def test_a_guarded_name_or_title_comes_back():
    item = {"id": "-a", "type": "book", "title": "=cmd|' /C calc'!A0", "author": [person("@Kim", "-S")]}

    (row,) = rows([item])
    assert [row["id"], row["title"], row["author"]] == ["'-a", "'=cmd|' /C calc'!A0", "'@Kim, -S"]
    assert sheet.read(sheet.write([item])) == [item]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separators_of_other_countries_are_known(separator):
    text = separator.join(["Type", " TITLE ", "Note", "Unknown"]) + "\n"
    text += separator.join(["book", "A, B", "n", "u"]) + "\n\n"

    assert sheet.read(text) == [{"type": "book", "title": "A, B", "note": "n"}]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title,author\nA,B", "Line 1: the first row does not name the columns “type” and “title”."),
        ("type,title\nbook,A\nbok,B", "Line 3, entry “B”: type or title is missing or wrong."),
        ("id,type,title\nk,book,", "Line 2, entry “k”: type or title is missing or wrong."),
        ("type,title\nbook,A,B", "Line 2: the row has 3 cells, the first row names 2."),
        ('type,title\n\nbook,"A\n\n', "Line 3: this row is no CSV (unexpected end of data)."),
        ('type,title,other\nbook,"A\nB",{', "Line 2, entry “A B”: the column “other” holds no JSON."),
        (
            f"type,title\nbook,{'x' * 1_000_001}",
            "Line 2: this row is no CSV (field larger than field limit (1000000)).",
        ),
    ],
)
def test_a_malformed_table_names_line_and_entry(text, sentence):
    with pytest.raises(csl.Refused) as refusal:
        sheet.read(text)

    assert str(refusal.value) == sentence


def test_braces_in_braces_in_the_last_column_are_refused():
    with pytest.raises(csl.Refused, match="holds no JSON"):
        sheet.read('type,title,other\nbook,A,"' + "[" * 200_000 + '"')
