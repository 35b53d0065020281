"""Files of other programs are read as they really are, and what is none of the formats is refused whole."""

import json

import pytest
from django.utils import translation

from references import csl, formats
from tests.citations import SAMPLES

FILES = sorted(
    path for path in (SAMPLES / "citations").iterdir() if path.with_name(f"{path.name}.json").exists()
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_another_program_is_read_as_it_means(path):
    expected = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))

    assert len(FILES) == 6
    assert formats.read(path.name, path.read_bytes()) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_mark_at_the_beginning_and_other_ends_of_lines_change_nothing(path):
    plain = path.read_bytes()
    expected = formats.read(path.name, plain)

    assert formats.read(path.name, b"\xef\xbb\xbf" + plain) == expected
    if path.suffix != ".csv":  # in a cell an end of line is text
        assert formats.read(path.name, plain.replace(b"\n", b"\r\n")) == expected
        assert formats.read(path.name, plain.replace(b"\n", b"\r")) == expected


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix != ".csv"], ids=lambda path: path.name
)
def test_a_name_that_tells_nothing_does_not_matter(path):
    assert formats.read("export.txt", path.read_bytes()) == formats.read(path.name, path.read_bytes())


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"Dear editor,", "This is neither BibTeX, RIS, CSL-JSON nor CSV."),
        ("a.bib", b"", ""),
        ("a.bib", b"Dear editor,", "Line 1: there is no BibTeX entry in the file."),
        ("a.ris", b"Dear editor,", "Line 1: there is no RIS entry in the file: none begins with TY."),
        ("a.json", b"Dear editor,", "Line 1: this is not JSON (Expecting value)."),
        ("a.csv", b"Dear editor,", "Line 1: the first row does not name the columns “type” and “title”."),
        (
            "a.bib",
            "@book{a, title = {Caf\n\né}}".encode("latin-1"),
            "Line 3: the byte 0xE9 is not UTF-8; the file may be Latin-1 or Shift_JIS. Save it as UTF-8.",
        ),
        (
            "a.csv",
            "type,title\nbook,日本".encode("shift_jis"),
            "Line 2: the byte 0x93 is not UTF-8; the file may be Latin-1 or Shift_JIS. Save it as UTF-8.",
        ),
        (
            "a.csv",
            "type\ttitle".encode("utf-16"),
            "Line 1: the file is UTF-16. Save it as UTF-8 and try again.",
        ),
    ],
)
def test_what_is_none_of_them_is_refused_in_a_sentence(name, data, sentence):
    if not sentence:
        assert formats.read(name, data) == []
        return
    with pytest.raises(csl.Refused) as refusal:
        formats.read(name, data)
    assert str(refusal.value) == sentence


def test_a_refusal_speaks_the_language_of_who_reads_it():
    refusal = csl.Refused("why", 3, "kim2020")

    with translation.override("en"):
        assert str(refusal) == "Line 3, entry “kim2020”: why"
    assert (refusal.line, refusal.entry, refusal.reason) == (3, "kim2020", "why")


def test_media_types_and_endings_are_the_promised_ones():
    assert {ending: (made.name, made.media_type) for ending, made in formats.FORMATS.items()} == {
        "bib": ("BibTeX", "application/x-bibtex; charset=utf-8"),
        "ris": ("RIS", "application/x-research-info-systems"),
        "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
        "csv": ("CSV", "text/csv; charset=utf-8; header=present"),
    }
