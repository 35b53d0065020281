"""A file of citations costs as much as it is long, in every format and whatever stands in it; so does an import."""

from itertools import count
from time import process_time

import pytest
from django.contrib.auth import get_user_model

from references import accessions, csl, formats
from references.accessions import Entry
from tests.bench.bench_text_rooms import LARGER, MOST, ratio
from tests.citations import printed
from tests.test_accessions import book

ITEMS = printed()
MANY = 10_000
FEW = MANY // LARGER
ENDINGS = list(formats.FORMATS)


def items(number):
    return [{**ITEMS[place % len(ITEMS)], "id": f"work-{place}"} for place in range(number)]


def written(ending, number):
    return "".join(formats.FORMATS[ending].lines(items(number)))


def read(name, data):
    try:
        return formats.read(name, data)
    except csl.Refused as refusal:
        return refusal


@pytest.mark.parametrize("ending", ENDINGS)
def test_writing_costs_as_much_as_there_are_entries(ending):
    measured = ratio(lambda: written(ending, FEW), lambda: written(ending, MANY))
    start = process_time()
    written(ending, MANY)

    print(
        f"\nwrite {ending}: {MANY} entries in {process_time() - start:.2f} s, {LARGER} x, {measured:.1f} x the time"
    )
    assert measured <= MOST


@pytest.mark.parametrize("ending", ENDINGS)
def test_reading_costs_as_much_as_there_are_entries(ending):
    few, many = (written(ending, number).encode() for number in (FEW, MANY))
    measured = ratio(lambda: read(f"a.{ending}", few), lambda: read(f"a.{ending}", many))
    start = process_time()
    assert len(read(f"a.{ending}", many)) == MANY

    print(
        f"\nread {ending}: {MANY} entries in {process_time() - start:.2f} s, {LARGER} x, {measured:.1f} x the time"
    )
    assert measured <= MOST


# What opens and never closes, and what a reader may begin at again and again: name of the file, before, unit, after.
HOSTILE = {
    "open braces": ("a.bib", "@a{b,c=", "{", ""),
    "open braces in quotes": ("a.bib", '@a{b,c="', "{", ""),
    "signs of entries": ("a.bib", "", "@ ", ""),
    "names": ("a.bib", "@book{a,title={x},author={", "A and ", "}}"),
    "words of a name": ("a.bib", "@book{a,title={x},author={", "a ", "}}"),
    "accents": ("a.bib", "@book{a,title={", "\\'", "e}}"),
    "pieces": ("a.bib", "@book{a,title=", '"a"#', '"b"}'),
    "pages": ("a.ris", "TY  - JOUR\nTI  - A\nSP  - ", "1-", ""),
    "lines of a value": ("a.ris", "TY  - JOUR\nTI  - A\n", "more\n", ""),
    "open lists": ("a.json", "", "[", ""),
    "quotes": ("a.csv", "type,title\nbook,", '""', ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_as_much_as_it_is_long(name):
    file, before, unit, after = HOSTILE[name]
    short, long = (
        (before + unit * (length // len(unit)) + after).encode() for length in (125_000, 125_000 * LARGER)
    )
    measured = ratio(lambda: read(file, short), lambda: read(file, long))

    print(f"\n{name}: {LARGER} x the file, {measured:.1f} x the time")
    assert measured <= MOST


@pytest.mark.django_db
def test_an_import_costs_as_much_as_there_are_works():
    editor, numbers = get_user_model().objects.create_user("editor"), count()

    def store(number):
        works = [book(f"Title {next(numbers)} of a work", f"F{next(numbers)}") for _ in range(number)]
        kept = accessions.keep(editor, "a.bib", [Entry(work) for work in works])
        start = process_time()
        told = accessions.store(kept)
        assert told is not None
        assert told.new == number
        return process_time() - start

    store(50)  # what is made once
    few, many = store(100), store(100 * LARGER)

    print(f"\nimport: {10 * few:.1f} ms a work, {LARGER} x the works, {many / few:.1f} x the time")
    assert many / few <= MOST
