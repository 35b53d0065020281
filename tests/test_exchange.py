"""Citations travel: written, read by ourselves and by programs that are not ours, nothing is lost that a format carries."""

import json
import re
import subprocess

import bibtexparser
import jsonschema
import pybtex.database
import pypandoc
import pytest
import rispy

from references import bibtex, csl, formats, ris
from references.csl.vocabulary import OLD_NAMES
from tests.citations import EDITION, SAMPLES, day, of_every_type, person, printed

PRINTED = printed()
ENDINGS = list(formats.FORMATS)

# What a format cannot carry, or carries as something else: name of the loss → an item → what comes back.
WITHOUT_ORDER_OF_NAMES = {
    "a name that is printed family name first is a name as any other": (
        {"author": [{"family": "Cho", "given": "Boram", "static-ordering": True}]},
        {"author": [person("Cho", "Boram")]},
    ),
}
WITHOUT_NAMES_IN_PARTS = {
    "a particle is a part of the family name": (
        {"author": [{"non-dropping-particle": "van der", "family": "Berg", "given": "Jan"}]},
        {"author": [person("van der Berg", "Jan")]},
    ),
}
LOSSES = {
    "bib": WITHOUT_ORDER_OF_NAMES
    | {
        "a particle in capitals is a part of the family name": (
            {"author": [{"non-dropping-particle": "De", "family": "Berg", "given": "Jan"}]},
            {"author": [person("De Berg", "Jan")]},
        ),
        "a dropping particle is a part of the given name": (
            {"author": [{"family": "Vigny", "given": "Alfred", "dropping-particle": "de"}]},
            {"author": [person("Vigny", "Alfred de")]},
        ),
        "a page range has an en dash": ({"page": "112-115"}, {"page": "112–115"}),
        "a braced address is encoded": (
            {"URL": "https://a.example/{b}"},
            {"URL": "https://a.example/%7Bb%7D"},
        ),
        "lines become one": ({"abstract": "one\n\ntwo"}, {"abstract": "one two"}),
    },
    "ris": WITHOUT_ORDER_OF_NAMES
    | WITHOUT_NAMES_IN_PARTS
    | {
        "a body with a comma is a person": (
            {"author": [{"literal": "RAND, Europe"}]},
            {"author": [person("RAND", "Europe")]},
        ),
        "a body of two Japanese words is a person": (
            {"author": [{"literal": "防衛省 防衛研究所"}]},
            {"author": [person("防衛省", "防衛研究所")]},
        ),
        "a page range has an en dash": ({"page": "112-115"}, {"page": "112–115"}),
        "lines become one": ({"abstract": "one\n\ntwo"}, {"abstract": "one two"}),
    },
    "json": {},
    "csv": {},
}


def sent(ending: str, items: list) -> list:
    """Return the items after a journey through a file of this format."""
    written = "".join(formats.FORMATS[ending].lines(items)).encode()
    return formats.read(f"a.{ending}", written)


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_every_printed_source_comes_back_as_it_was(ending):
    assert len(PRINTED) > 350
    assert sent(ending, PRINTED) == PRINTED


@pytest.mark.parametrize("ending", ["bib", "ris"])
def test_every_printed_source_comes_back_but_for_the_order_of_names(ending):
    # Bodies that RIS takes for persons are in the table below.
    carried = [item for item in PRINTED if ending == "bib" or not seems_a_person(item)]
    assert len(carried) > len(PRINTED) - 10
    assert sent(ending, carried) == [without_order(item) for item in carried]


def seems_a_person(item: dict) -> bool:
    bodies = [one.get("literal", "") for name in csl.NAMES for one in item.get(name, [])]
    return any("," in body or (" " in body and not body.isascii()) for body in bodies)


def without_order(item: dict) -> dict:
    return {
        name: [{part: said for part, said in one.items() if part != "static-ordering"} for one in value]
        if name in csl.NAMES
        else value
        for name, value in item.items()
    }


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_edition_comes_back_as_it_was(ending):
    assert sent(ending, [EDITION]) == [EDITION]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_variable_of_every_type_comes_back(ending):
    for item in of_every_type():
        assert sent(ending, [item]) == [item], item["type"]


@pytest.mark.parametrize(("ending", "loss"), [(end, loss) for end in ENDINGS for loss in LOSSES[end]])
def test_what_a_format_cannot_carry_is_what_the_table_says(ending, loss):
    given, back = LOSSES[ending][loss]
    base = {"id": "a", "type": "report", "title": "T"}

    assert sent(ending, [base | given]) == [base | back]


@pytest.mark.parametrize("ending", ["json", "csv"])
@pytest.mark.parametrize("other", ["bib", "ris"])
def test_what_one_format_cannot_carry_another_does(ending, other):
    base = {"id": "a", "type": "report", "title": "T"}
    for loss, (given, _back) in LOSSES[other].items():
        if "lines" not in loss or ending == "json":
            assert sent(ending, [base | given]) == [base | given]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "date",
    [
        day(2025),
        day(2025, 6),
        day(2025, 6, 27),
        day(476),
        {"date-parts": [[2002, 9], [2002, 10]]},
        {"date-parts": [[2005, 8, 25], [2005, 8, 27]]},
        {"date-parts": [[2019]], "season": "Summer"},
        {"date-parts": [[2007], [2008]], "season": "Winter"},
        {"date-parts": [[2020]], "season": "春"},
        {"date-parts": [[2020]], "season": "Michaelmas"},
        {"date-parts": [[1920]], "circa": True},
        {"literal": "in press"},
    ],
    ids=str,
)
def test_every_date_comes_back(ending, date):
    item = {"id": "a", "type": "article-journal", "title": "T", "issued": date}

    assert sent(ending, [item]) == [item]


HOSTILE = [
    r"50% of {braces} & \backslash _under_ $5 #1 ~tilde ^hat",
    r"\textbf{x} \' \"o {\i} \unknown",
    "``quoted'' -- dashed --- ``",
    "=HYPERLINK(1)",
    "'=1+1",
    "''@x",
    "@book{evil, title = {x}}",
    "TY - JOUR",
    "ER -",
    '"quotes", commas; and; semicolons',
    "<b>markup</b> &amp; “marks” ’ 「括弧」",
    "東京　大阪",
    "e\u0301 decomposed",
    "\u200fright to left\u200e",
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_signs_that_a_format_lives_by_are_text_in_a_value(ending, text):
    item = {
        "id": "a",
        "type": "report",
        "title": text,
        "publisher": text,
        "author": [{"family": text.replace(",", "").replace(";", ""), "given": "A."}],
    }

    assert sent(ending, [item, item]) == [item, item | ({"id": "a-2"} if ending in ("bib", "ris") else {})]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def titles(items: list) -> list[str]:
    return [plain(item["title"]) for item in items]


def test_pybtex_reads_every_entry_with_its_names_and_its_year():
    found = pybtex.database.parse_string(bibtex.write(PRINTED), "bibtex").entries.values()

    assert len(found) == len(PRINTED)
    for entry, item in zip(found, PRINTED, strict=True):
        people = [plain(str(one)) for one in entry.persons.get("author", ())]
        named = [
            plain(
                "".join(
                    [name.get("literal") or name["family"], name.get("suffix", ""), name.get("given", "")]
                )
            )
            for name in item.get("author", ())
        ]
        assert people == named
        assert entry.fields.get("year", "") == str(csl.year(item) or "")


def test_bibtexparser_finds_every_entry_and_nothing_else():
    library = bibtexparser.parse_string(bibtex.write(PRINTED))

    assert [entry.key for entry in library.entries] == [item["id"] for item in PRINTED]
    assert library.failed_blocks == []


@pytest.mark.parametrize("reader", ["bibtex", "biblatex"])
def test_pandoc_reads_the_one_form_as_bibtex_and_as_biblatex(reader):
    back = json.loads(pandoc(reader, "csljson", bibtex.write(PRINTED)))

    assert [plain(re.sub(r"<[^>]+>", "", item["title"])) for item in back] == titles(PRINTED)
    wrong = [
        (mine["id"], theirs.get("issued"), mine.get("issued"))
        for mine, theirs in zip(PRINTED, back, strict=True)
        if csl.year(theirs) != csl.year(mine)
    ]
    assert wrong == []


def test_pandoc_knows_the_types_that_biblatex_has():
    kinds = [
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "book",
        "chapter",
        "dataset",
        "legal_case",
    ]
    kinds += [
        "legislation",
        "paper-conference",
        "report",
        "thesis",
        "treaty",
        "webpage",
        "personal_communication",
    ]
    items = [{"id": kind, "type": kind, "title": kind, "author": [person("A", "B")]} for kind in kinds]

    back = json.loads(pandoc("biblatex", "csljson", bibtex.write(items)))
    assert [item["type"] for item in back] == kinds


def pandoc(reader: str, writer: str, text: str, *more: str) -> str:
    command = [pypandoc.get_pandoc_path(), "-f", reader, "-t", writer, *more]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("ending", "first"), [("bib", "van der Berg, Jan Willem"), ("json", "Berg, Jan Willem van der")]
)
def test_citeproc_prints_an_edition_from_its_files(tmp_path, ending, first):
    file = tmp_path / f"pact.{ending}"
    file.write_text("".join(formats.FORMATS[ending].lines([EDITION])), encoding="utf-8")
    asked = "---\nnocite: '@*'\n---\n"

    printed = pandoc("markdown", "plain", asked, "--citeproc", f"--bibliography={file}", "--wrap=none")
    assert printed.strip() == (
        f"{first}, and 見本花子. (2025) 2025. A Pact: Its Limits & Costs. Policy Paper No. 7. Translated by Jun Yaku. "
        "Allies and Partners. Sample Foundation. Originally published as 協定：その限界. "
        "https://doi.org/10.1234/pact_en."
    )


def test_rispy_reads_every_entry_with_its_names_and_its_year():
    found = rispy.loads(ris.write(PRINTED))

    assert [plain(entry["title"]) for entry in found] == titles(PRINTED)
    for entry, item in zip(found, PRINTED, strict=True):
        assert entry.get("year", "") == str(csl.year(item) or "")
        assert len(entry.get("authors", ())) == len(item.get("author", ()))


def test_the_schema_of_csl_takes_everything():
    schema = json.loads((SAMPLES / "csl/csl-data.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft7Validator(schema)

    check.validate(json.loads(csl.write([*PRINTED, EDITION, *of_every_type()])))


def test_the_vocabulary_is_that_of_the_schema():
    schema = json.loads((SAMPLES / "csl/csl-data.json").read_text(encoding="utf-8"))["items"]["properties"]

    assert set(schema["type"]["enum"]) == csl.TYPES
    known = csl.NAMES | csl.DATES | csl.TEXTS | OLD_NAMES.keys()
    assert set(schema) - {"type", "id", "custom", "categories"} == known
