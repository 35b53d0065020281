"""The JSON document: written, read back the same, and every schema ever shipped still read and rendered."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import document, rendering
from papers.document import Document, Note, Person, Picture, SeriesHead, Text, UnknownSchemaError

SHIPPED = sorted((Path(__file__).parent / "samples" / "documents").glob("schema-*.json"))

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
texts = st.builds(Text, words, st.sampled_from(["en", "ja", "pt-BR"]))
people = st.builds(Person, st.integers(1, 9), texts, texts, texts, texts, texts, texts)
heads = st.builds(
    SeriesHead, st.integers(1, 9), texts, texts, texts, texts, texts, words, texts, texts, texts, texts
)
documents = st.builds(
    Document,
    language=st.sampled_from(["en", "ja"]),
    original_language=st.just("en"),
    title=words,
    body=words,
    notes=st.lists(st.builds(Note, words, st.just("author"), st.just("en"), words), max_size=3).map(tuple),
    printed_date=st.one_of(st.none(), st.dates()),
    lineage=st.dictionaries(words, words, max_size=2),
    authors=st.lists(people, max_size=2).map(tuple),
    translators=st.lists(people, max_size=1).map(tuple),
    series=st.one_of(st.none(), heads),
    pictures=st.dictionaries(words, st.builds(Picture, st.integers(1, 9), st.integers(1, 9)), max_size=1),
    correction=st.dictionaries(st.sampled_from(["en", "ja"]), words),
)


@given(documents)
def test_what_is_written_is_read_back_the_same(text):
    stored = json.loads(json.dumps(document.write(text)))

    assert document.read(stored) == text


def test_every_shipped_schema_has_a_document_here():
    assert [path.stem for path in SHIPPED] == [f"schema-{number}" for number in range(1, document.SCHEMA + 1)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_document_is_read_and_rendered(path):
    text = document.read(json.loads(path.read_text(encoding="utf-8")))
    page = rendering.page(text)

    assert (text.title, text.printed_date, text.authors[0].name.text) == (
        "港の復旧",
        date(2025, 6, 27),
        "見本 花子",
    )
    assert page.body.count('class="note-call"') == 3
    assert page.endnotes.count('role="doc-backlink"') == 3


def test_the_shipped_document_of_the_current_schema_is_what_is_written_now():
    stored = json.loads(SHIPPED[-1].read_text(encoding="utf-8"))

    assert document.write(document.read(stored)) == stored


def test_a_document_of_a_former_schema_goes_through_every_step_after_it(monkeypatch):
    steps = {
        1: lambda values: {**values, "headline": values["title"] + "!"},
        2: lambda values: {
            **{k: v for k, v in values.items() if k != "headline"},
            "title": values["headline"],
        },
    }
    monkeypatch.setattr(document, "SCHEMA", 3)
    monkeypatch.setattr(document, "UPGRADES", steps)
    stored = {"language": "en", "original_language": "en", "title": "Ports"}

    assert document.read({"schema": 1, **stored}).title == "Ports!"
    assert document.read({"schema": 3, **stored}).title == "Ports"
    assert document.write(document.read({"schema": 1, **stored}))["schema"] == 3


@pytest.mark.parametrize("schema", [0, document.SCHEMA + 1, 99, None, "1", 1.0, True, [1]])
def test_a_document_of_an_unknown_schema_is_refused(schema):
    with pytest.raises(UnknownSchemaError, match=re.escape(repr(schema))):
        document.read({"schema": schema, "language": "en", "original_language": "en"})


def test_an_expunged_document_keeps_no_word_of_its_text():
    text = document.read(json.loads(SHIPPED[-1].read_text(encoding="utf-8")))

    assert document.write(document.without_text(text)) == {
        "schema": document.SCHEMA,
        "language": "ja",
        "original_language": "en",
        "printed_date": "2025-06-27",
        "volume": "7",
    }
