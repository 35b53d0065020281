"""RIS: lines as the specification has them, types both ways, and what is refused."""

import pytest

from references import csl, ris
from references.ris.tags import KINDS, TYPES
from tests.citations import EDITION, day


def test_an_edition_is_written_line_by_line():
    assert ris.write([EDITION]).split("\r\n") == [
        "TY  - RPRT",
        "ID  - pact-en",
        "TI  - A Pact: Its Limits & Costs",
        "AU  - van der Berg, Jan Willem",
        "AU  - 見本, 花子",
        "A4  - Yaku, Jun",
        "PY  - 2025",
        "DA  - 2025/06/27/",
        "PB  - Sample Foundation",
        "CY  - Tokyo",
        "M3  - Policy Paper",
        "LA  - en",
        "DO  - 10.1234/pact_en",
        "UR  - https://papers.example.org/en/papers/pact/",
        "AB  - In short: 5% of {it} costs $10.",
        "T2  - Allies and Partners",
        "SN  - 7",
        "M2  - ISSN: 1234-5678",
        "M2  - original-date: 2025-05-01",
        "M2  - original-title: 協定：その限界",
        "ER  - ",
        "",
        "",
    ]


def test_every_type_has_one_of_ris():
    assert set(TYPES) <= csl.TYPES
    assert set(KINDS.values()) <= csl.TYPES
    assert {kind for kind in TYPES if KINDS[TYPES[kind]] != kind} == {
        "broadcast",
        "entry",
        "interview",
        "regulation",
        "review",
        "review-book",
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2020/03/01/", day(2020, 3, 1)),
        ("2020/3/1", day(2020, 3, 1)),
        ("2020///", day(2020)),
        ("2020//", day(2020)),
        ("2020", day(2020)),
        ("2020-03", day(2020, 3)),
        ("March 2020", day(2020, 3)),
        ("2020年3月1日", day(2020, 3, 1)),
        ("2020/00/00/", day(2020)),
        ("2020/13/45/", day(2020)),
        ("2019///Summer", day(2019) | {"season": "Summer"}),
        ("2002/09//to 2002-10", {"date-parts": [[2002, 9], [2002, 10]]}),
        ("2007///Winter, to 2008", {"date-parts": [[2007], [2008]], "season": "Winter"}),
        ("1998-1999", {"date-parts": [[1998], [1999]]}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_dates_are_read_however_they_are_written(said, expected):
    (item,) = ris.read(f"TY  - JOUR\nTI  - T\nDA  - {said}\nER  - ")

    assert item["issued"] == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "AU  - Kim, S.\nTY  - JOUR",
            "Line 1, entry “AU”: a tag stands outside an entry, which begins with TY.",
        ),
        (
            "TY  - JOUR\nTI  - A\nER  - \nAU  - B\n",
            "Line 4, entry “AU”: a tag stands outside an entry, which begins with TY.",
        ),
        ("TY  - \nTI  - A", "Line 1, entry “TY”: TY does not name a type."),
        (
            "TY  - JOUR\nTI  - A\nER  - \n\nTY  - BOOK\nID  - k\nER  - ",
            "Line 5, entry “k”: the title is missing.",
        ),
    ],
)
def test_a_malformed_file_names_line_and_entry(text, sentence):
    with pytest.raises(csl.Refused) as refusal:
        ris.read(text)

    assert str(refusal.value) == sentence


def test_a_type_that_is_not_known_is_a_document():
    assert ris.read("TY  - XXXX\nTI  - A\nER  - ") == [{"type": "document", "title": "A"}]


def test_a_value_cannot_open_an_entry_of_its_own():
    item = {"id": "a", "type": "book", "title": "A\nER  - \nTY  - BOOK\nTI  - B"}

    assert [found["title"] for found in ris.read(ris.write([item]).replace("\r\n", "\n"))] == [
        "A ER - TY - BOOK TI - B"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - A\n" + "AU  - Kim\n" * 200_000,
        "TY  - JOUR\nTI  - A\n" + "and so on\n" * 200_000,
        "TY  - JOUR\nTI  - A\nAU  - " + "," * 1_000_000,
        "TY  - JOUR\nTI  - A\nSP  - " + "1-" * 400_000,
        "TY  - JOUR\nTI  - A\n" * 40_000,
    ],
    ids=lambda text: text[-20:],
)
def test_a_hostile_megabyte_is_answered(text):
    assert {item["title"][:1] for item in ris.read(text)} == {"A"}


def test_an_entry_without_its_end_is_read_and_told_of_by_its_line():
    text = "TY  - JOUR\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nTY  - BOOK\nTI  - C\n"

    assert [item["title"] for item in ris.read(text)] == ["A", "B", "C"]
    told = "Line %d: the entry has no ER; it was read as far as the next entry or the end of the file."
    assert ris.remarks(text) == {1: told % 1, 3: told % 6}
    assert ris.remarks("TY  - JOUR\nTI  - A\nER  - \n") == {}
