"""Notes of facing pages, read by poppler: each on the page of its first call, in order, below the rule of that page."""

import re
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.utils import timezone, translation
from PIL import Image

from papers import exporting, markup
from papers.exporting import facing, pdf
from tests.exporting.pieces import call, frozen, made, note, program

SIDES = {"left": 0, "right": 421}
# Points: where the text of either side begins, how long its rule is, and the size of a sheet.
EDGES, RULE, WIDTH, HEIGHT = {"left": 46, "right": 446}, 77, 421, 595
# Letters by which a call or a note is known.
KNOWN = 10


@dataclass(frozen=True)
class Half:
    """One page: its text without spaces and hyphens, and how many rules stand on it above notes."""

    text: str
    rules: int


def squashed(text):
    return re.sub(r"[\s\u00ad\u200b\u2060-]", "", text)


def halves(data, tmp_path, side):
    """Return the pages of one side."""
    file = tmp_path / "facing.pdf"
    file.write_bytes(data)
    sheets = int(re.search(r"Pages:\s+(\d+)", program("pdfinfo", str(file)))[1])
    return [half(file, sheet, side) for sheet in range(1, sheets + 1)]


def half(file, sheet, side):
    area = ["-f", str(sheet), "-l", str(sheet), "-x", str(SIDES[side]), "-y", "0"]
    area += ["-W", str(WIDTH), "-H", str(HEIGHT)]
    text = program("pdftotext", "-raw", "-r", "72", *area, str(file), "-")
    return Half(squashed(text), rules(file, area, EDGES[side] - SIDES[side]))


def rules(file, area, edge):
    """Return how many short lines begin at the edge of the text."""
    picture = file.with_suffix("")
    program("pdftoppm", "-r", "72", "-gray", "-singlefile", *area, str(file), str(picture))
    with Image.open(picture.with_suffix(".pgm")) as image:
        grey, width = image.tobytes(), image.width
    rows = [grey[start : start + width] for start in range(60 * width, len(grey), width)]
    return sum(
        max(row[edge : edge + RULE - 2]) < 250 < min(row[edge + RULE + 3 : edge + RULE + 60]) for row in rows
    )


def with_numbers(edition):
    """Return the text of an edition as its pages have it, and where the number of each first call ends in it."""
    said, ends = "", {}

    def walk(element):
        nonlocal said
        said += squashed(element.text or "")
        for child in element:
            if key := child.get(markup.CALL):
                beside = child.getprevious() is not None and child.getprevious().get(markup.CALL)
                said += "," if beside and not child.getprevious().tail else ""
                said += str(edition.numbers[key])
                ends.setdefault(key, len(said))
            elif child.tag != "rt":
                walk(child)
            said += squashed(child.tail or "")

    walk(markup.parse(edition.document.body))
    return said, ends


def faults(editions, data, tmp_path):
    """Yield what is wrong with the notes of facing pages."""
    for side, edition in zip(SIDES, editions, strict=True):
        pages = halves(data, tmp_path, side)
        said, calls = with_numbers(edition)
        notes = {each.key: each for each in edition.document.notes}
        printed = [beginning(edition, notes[key]) for key in sorted(calls, key=edition.numbers.get)]
        for key, end in calls.items():
            of_note = [
                place for place, page in enumerate(pages) if beginning(edition, notes[key]) in page.text
            ]
            if of_note != of_call(pages, said, end):
                yield side, edition.numbers[key], of_note, of_call(pages, said, end)
        for place, page in enumerate(pages):
            found = [page.text.rindex(start) for start in printed if start in page.text]
            if found != sorted(found) or page.rules != bool(found):
                yield side, place, found, page.rules


def beginning(edition, note):
    """Return how a note begins on its page: its number, what it is headed by, its first words."""
    with translation.override(edition.tongue.words):
        kind = pdf.printed_note(note)["kind"]
    return squashed(f"{edition.numbers[note.key]}{kind}{markup.text(note.html)}")[: 2 * KNOWN]


def of_call(pages, said, end):
    """Return the pages on which a call stands: behind the words before it, or before those that follow."""
    before = [place for place, page in enumerate(pages) if said[max(0, end - KNOWN) : end] in page.text]
    after = said[end - 1 : end + KNOWN]
    return before or [place for place, page in enumerate(pages) if after in page.text]


@pytest.mark.django_db
@pytest.mark.one_database
def test_on_all_facing_pages_of_the_sample_papers_each_note_stands_with_its_call(tmp_path):
    call_command("load_demo", verbosity=0)
    pairs = [order.editions for _row, order in exporting.everything(timezone.now()) if order.kind == "facing"]

    assert len(pairs) == 14
    found = {
        (left.slug, left.language): list(faults((left, right), facing.write((left, right)), tmp_path))
        for left, right in pairs
    }
    assert found == {pair: [] for pair in found}


FILLER = "filling words of a passage that takes a third of a sheet " * 26


def test_a_note_that_the_editions_call_in_other_passages_stands_on_each_page_with_its_own_call(tmp_path):
    passages = "abcdef"
    left, right = (
        "".join(
            f'<p data-passage="{name}">{name}{number}x {FILLER}{calls.get(name, "")}</p>' for name in passages
        )
        for number, calls in ((1, {"a": call("k")}), (2, {"f": call("k")}))
    )
    editions = tuple(made(frozen(body, note("k"))) for body in (left, right))

    data = facing.write(editions)

    assert list(faults(editions, data, tmp_path)) == []
    ours, theirs = ([page.rules for page in halves(data, tmp_path, side)] for side in SIDES)
    assert (ours, theirs) == ([1, 0, 0], [0, 0, 1])


@pytest.mark.parametrize("length", [6, 14, 22])
def test_all_notes_of_a_passage_stand_on_its_sheet_however_much_of_it_is_taken(length, tmp_path):
    above = f'<p data-passage="a">{"words above " * length * 18}</p>'
    calls = "".join(f"Said at length in place {n}.{call(f'n{n}')} " for n in range(7))
    body = f'{above}<h2 data-passage="h">Head</h2><p data-passage="b">{calls}</p>'
    notes = [note(f"n{n}", f"<p>Place {n}, {'a source of some length, ' * 5}.</p>") for n in range(7)]
    editions = tuple(made(frozen(body, *notes)) for _side in SIDES)

    assert list(faults(editions, facing.write(editions), tmp_path)) == []
