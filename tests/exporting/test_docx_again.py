"""Word files of real papers: what an editor gets, sends back and imports is the same text, note by note."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from papers import exporting
from papers.document import Document, Note, Person, Text
from papers.exporting import docx
from papers.importing import reading
from papers.models import Version
from tests.exporting.pieces import made


def read_back(edition):
    language = edition.language
    return reading.read("paper.docx", docx.write(edition), language)


def record(notes):
    return [(note.key, note.kind, note.language, note.html) for note in notes]


def as_numbered(edition):
    return record(sorted(edition.document.notes, key=lambda note: edition.numbers[note.key]))


def assert_the_same(edition):
    frozen, back = edition.document, read_back(edition)

    assert back.body == frozen.body
    assert record(back.notes) == as_numbered(edition)
    assert (back.title, back.subtitle, back.abstract) == (frozen.title, frozen.subtitle, frozen.abstract)
    assert back.furniture.printed_date == frozen.printed_date
    assert back.authors == tuple(person.name.text for person in frozen.authors)
    assert (back.proof.mismatches, back.unsure) == ((), ())
    assert {entry.what for entry in back.not_kept} <= {"line of an exported file"}


@pytest.mark.django_db
@pytest.mark.one_database
def test_every_edition_of_the_sample_papers_comes_back_as_it_was():
    call_command("load_demo", verbosity=0)
    orders = [order for _row, order in exporting.everything(timezone.now()) if order.kind == "docx"]

    assert len(orders) == Version.objects.live(timezone.now()).count() == 17
    for order in orders:
        assert_the_same(order.editions[0])


@pytest.mark.skipif(not settings.TAIYAKU_SAMPLE, reason="TAIYAKU_SAMPLE is not set")
def test_the_real_sample_comes_back_as_it_was():
    found = reading.read("sample.txt", Path(settings.TAIYAKU_SAMPLE).read_bytes(), "ja")
    name = Text("見本 花子", "ja")
    frozen = Document(
        language="ja",
        original_language="ja",
        title="見本の題",
        body=found.body,
        notes=tuple(Note(note.key, note.kind, note.language, note.html) for note in found.notes),
        printed_date=found.furniture.printed_date,
        authors=(Person(id=1, family=Text("見本", "ja"), given=Text("花子", "ja"), name=name),),
    )

    assert len(frozen.notes) == 22
    assert_the_same(made(frozen))
