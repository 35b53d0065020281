"""Printed notes of real sources, read into items and printed again: what comes out as it went in, and what does not."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from references import notes
from tests import citing_rates
from tests.citing_rates import FILES

SAMPLES = Path(__file__).parent / "samples/notes"
# Notes in no form of Chicago's or in another language's, and what the library does not print.
OTHER_FORMS = re.compile(r" (?:sloppy|foreign.*|ibid|op-cit)$")
ENGLISH_WHOLE = [
    "article-journal",
    "article-magazine",
    "bill",
    "book",
    "book-edited",
    "book-edition",
    "book-reprint",
    "book-translated",
    "chapter",
    "interview",
    "legal_case",
    "legislation",
    "news-release",
    "paper-conference",
    "personal_communication",
    "post",
    "post-weblog",
    "speech",
    "thesis",
    "treaty",
]
JAPANESE_WHOLE = ["blog", "broadcast", "magazine", "report", "thesis"]


def formed(counts: Counter[str]) -> int:
    return sum(count for kind, count in counts.items() if not OTHER_FORMS.search(kind))


@pytest.mark.parametrize(
    ("path", "whole"), [(FILES[0], ENGLISH_WHOLE), (FILES[1], JAPANESE_WHOLE)], ids=["english", "japanese"]
)
def test_every_note_of_these_kinds_comes_out_as_it_went_in(path, whole):
    same, all_of_them = citing_rates.rates([path])
    kinds = [f"{path.stem} {kind}" for kind in whole]

    assert {kind: same[kind] for kind in kinds} == {kind: all_of_them[kind] for kind in kinds}
    assert all(all_of_them[kind] for kind in kinds)


def test_seven_in_eight_notes_in_chicagos_form_come_out_as_they_went_in():
    same, all_of_them = citing_rates.rates([FILES[0]])

    assert formed(same) >= 0.88 * formed(all_of_them)
    assert formed(all_of_them) > 120


def test_so_do_those_that_were_not_seen_when_the_rules_were_written():
    same, all_of_them = citing_rates.rates([SAMPLES / "unseen_english.toml"])

    assert formed(same) >= 0.84 * formed(all_of_them)
    assert formed(all_of_them) > 35


def test_japanese_notes_differ_by_the_habits_of_their_houses():
    """What differs is brackets around the imprint, the era, ページ for 頁, 閲覧 in other words: facts are the same."""
    same, _of_all = citing_rates.rates([FILES[1]])

    assert same.total() >= 36
    for kind, text, said in citing_rates.trips([FILES[1]]):
        if kind.split()[1] in ("book", "translation", "chapter", "article", "report", "thesis"):
            assert facts(said) - facts(text) <= {"第"}, text


def facts(text: str) -> set[str]:
    """Return the words and figures of a note without what houses write differently."""
    plain = text.translate(str.maketrans("０１２３４５６７８９", "0123456789")).replace("2006.7", "2006年7月")
    plain = re.sub(r"ページ|頁|pp?\.|監訳|訳|編著|編|責任編集|著|所収|号|第|[年月]", " ", plain)
    return set(re.findall(r"[^\W_]{2,}", plain))


@pytest.fixture(scope="module")
def sample() -> list[str]:
    path = Path(settings.TAIYAKU_SAMPLE) if settings.TAIYAKU_SAMPLE else None
    if path is None or not path.is_file():
        pytest.skip("TAIYAKU_SAMPLE names no file")
    return re.findall(r"^- \d+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_all_notes_of_the_sample_but_one_are_printed_to_the_character(sample):
    """Note 20 has its occasion after a comma and says where a transcript is; Chicago puts it in brackets (CMOS 14.217)."""
    read = [notes.read(line).items[0] for line in sample]
    differing = [
        number
        for number, (line, item) in enumerate(zip(sample, read, strict=True), start=1)
        if citing_rates.printed(item, "ja") != line
    ]

    assert len(read) == 22
    assert differing == [20]


def test_short_notes_of_the_sample_go_by_the_family_name_of_the_work_they_mean(sample):
    """Notes 9 and 10 print a given name for the family name: from the work itself they come out right, and so otherwise."""
    read = [notes.read(line) for line in sample]
    led = notes.resolve(read)
    for place, source in led.items():
        short, full = read[place.note].items[0], read[source.note].items[0]
        said = citing_rates.short(full, short.locator, short.label)
        ours, theirs = said.split(" et al., "), sample[place.note].split(" et al., ")

        assert ours[0] == full.item["author"][0]["family"] != theirs[0]
        assert ours[1] == theirs[1]
    assert sorted(place.note + 1 for place in led) == [9, 10]
