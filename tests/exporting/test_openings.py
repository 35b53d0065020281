"""What every file says of its text, whatever its kind: whose translation it is, and which version."""

import io
import zipfile

import pytest
from lxml import etree

from papers.document import Person, Text
from papers.exporting import docx, epub, facing, jats, pdf, plain
from papers.importing import reading
from tests.exporting.pieces import frozen, made, text


def translator(family, given, language):
    name = f"{family} {given}" if language == "ja" else f"{given} {family}"
    return Person(id=2, family=Text(family, language), given=Text(given, language), name=Text(name, language))


def edition(language="en", number=1, **more):
    return made(frozen("<p>Text.</p>", language=language, **more), number=number)


def translated(language):
    names = ("橋渡", "ことは") if language == "ja" else ("Alder", "Robin")
    facts = {
        "translated_from": "en" if language == "ja" else "ja",
        "translators": (translator(*names, language),),
    }
    return edition(language, original_language=facts["translated_from"], **facts)


def in_archive(data, name):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))
    return "\n".join(root.itertext())


# Each kind of file as text without spaces.
KINDS = {
    "pdf": lambda edition: text(pdf.write(edition)),
    "facing": lambda edition: text(facing.write((edition, made(frozen("<p>Other.</p>"), version=2)))),
    "epub": lambda edition: in_archive(epub.write(edition), "EPUB/text.xhtml"),
    "docx": lambda edition: in_archive(docx.write(edition), "word/document.xml"),
    "txt": lambda edition: plain.write(edition).decode(),
}


def said(kind, edition):
    return "".join(KINDS[kind](edition).split())


@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_says_from_which_language_and_by_whom(kind):
    english, japanese = said(kind, translated("en")), said(kind, translated("ja"))

    assert "TranslatedfromJapanese" in english
    assert "TranslatedbyRobinAlder" in english
    assert "英語からの翻訳" in japanese
    assert "訳者橋渡ことは" in japanese


@pytest.mark.parametrize("kind", KINDS)
def test_an_original_names_no_translation(kind):
    assert "Translated" not in said(kind, edition())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 2])
def test_every_version_names_its_number_the_first_one_too(kind, number):
    assert f"Version{number}" in said(kind, edition(number=number))
    assert f"第{number}版" in said(kind, edition("ja", number=number, title="論考"))


def test_an_archive_finds_the_version_of_each_edition():
    english, japanese = edition(number=3), edition("ja", number=2, original_language="en")

    root = etree.fromstring(jats.write((english, japanese)))

    pairs = [(meta.findtext("meta-name"), meta.findtext("meta-value")) for meta in root.iter("custom-meta")]
    assert pairs == [("version", "3"), ("version", "2")]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_word_file_comes_back_without_these_lines(language):
    back = reading.read("paper.docx", docx.write(translated(language)), language)

    assert back.body.count("<p") == 1
    assert (back.furniture.printed_date, len(back.authors)) == (translated(language).document.printed_date, 1)
    assert {entry.what for entry in back.not_kept} <= {"line of an exported file"}
