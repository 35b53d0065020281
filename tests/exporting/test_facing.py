"""Facing pages, read by poppler: passages that belong together start level, each note on both pages of its sheet."""

import pytest

from papers.exporting import facing, pdf
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.models import Label
from tests.exporting.pieces import call, facts, frozen, made, note, pages, text, words

FILLER = "filling words " * 60


def pair(left, right, left_notes=(), right_notes=(), **live):
    english = frozen(left, *left_notes, title="The Paper")
    japanese = frozen(right, *right_notes, language="ja", original_language="en", title="論考")
    return made(english, **live), made(japanese, version=2)


def at(found, word):
    """Return (page, left edge, top) of a word."""
    return next((page, left, top) for page, said, left, top in found if word in said)


def places(pdf, tmp_path):
    """Return (page, word, left edge, top) of every word."""
    return [(page, word, left, top) for page, word, left, top, _bottom in words(pdf, tmp_path, tops=True)]


def test_passages_of_one_group_start_level_and_on_their_own_sides(tmp_path):
    left = f'<p data-passage="a">AAA {FILLER}</p><p data-passage="b">BBB.</p><p data-passage="c">CCC.</p>'
    right = '<p data-passage="a">あああ。</p><p data-passage="b c">いいい。</p>'

    found = places(facing.write(pair(left, right)), tmp_path)

    for ours, theirs in (("AAA", "あああ"), ("BBB", "いいい")):
        (page, x, y), (other, far, level) = at(found, ours), at(found, theirs)
        assert page == other
        assert abs(y - level) < 3
        assert x < 421 < far
    assert at(found, "CCC")[2] > at(found, "BBB")[2]


def test_a_passage_without_a_counterpart_stands_alone(tmp_path):
    left = '<p data-passage="a">AAA.</p><p data-passage="b">BBB.</p>'

    found = places(facing.write(pair(left, '<p data-passage="b">いいい。</p>')), tmp_path)

    assert at(found, "BBB")[2] > at(found, "AAA")[2] + 10
    assert abs(at(found, "BBB")[2] - at(found, "いいい")[2]) < 3


def test_a_note_stands_once_on_each_page_with_the_number_of_its_edition():
    left = f'<p data-passage="a">One{call("x")}, two{call("y")}.</p>'
    right = f'<p data-passage="a">二{call("y")}、一{call("x")}。</p>'
    notes = (note("x"), note("y"))

    said = text(facing.write(pair(left, right, notes, notes)))

    assert "One1,two2." in said
    assert (said.count("Sourcex."), said.count("Sourcey.")) == (2, 2)
    for printed in ("1Sourcex.", "2Sourcex.", "2Sourcey.", "1Sourcey."):
        assert printed in said


def test_a_note_of_one_edition_only_stands_on_its_page_alone():
    right = f'<p data-passage="a">二{call("y")}。</p>'

    said = text(facing.write(pair('<p data-passage="a">Two.</p>', right, (), (note("y"),))))

    assert said.count("Sourcey.") == 1


def test_notes_follow_each_other_closely_on_each_page(tmp_path):
    calls = "".join(map(call, "abc"))
    left, right = (f'<p data-passage="a">{said}{calls}</p>' for said in ("One", "一"))
    # The long one is another in each edition, so that either page would have a gap.
    ours = [note("a", f"<p>LA {FILLER}</p>"), note("b", "<p>LB</p>"), note("c", "<p>LC</p>")]
    theirs = [note("a", "<p>RA</p>"), note("b", f"<p>RB {FILLER}</p>"), note("c", "<p>RC</p>")]

    found = places(facing.write(pair(left, right, ours, theirs)), tmp_path)

    top = {word: at(found, word)[2] for word in ("LA", "LB", "LC", "RA", "RB", "RC")}
    assert top["LC"] - top["LB"] == pytest.approx(top["RB"] - top["RA"], abs=3)
    assert top["LC"] - top["LB"] < 20
    assert top["LB"] - top["LA"] > 20 < top["RC"] - top["RB"]
    assert top["LA"] == pytest.approx(top["RA"], abs=3)


def test_each_half_of_a_sheet_is_a_page_with_its_own_number(tmp_path):
    data = facing.write(pair(f"<p>{FILLER * 12}</p>", "<p>あ。</p>"))

    found = places(data, tmp_path)

    folios = [(page, word, left < 421) for page, word, left, top in found if top > 555]
    assert folios[:4] == [(1, "1", True), (1, "2", False), (2, "3", True), (2, "4", False)]


def test_each_note_is_on_the_sheet_of_its_call():
    left = "".join(f'<p data-passage="p{n}">Mark{n}x {FILLER}{call(f"n{n}")}</p>' for n in range(12))
    right = "".join(f'<p data-passage="p{n}">印{n}。{call(f"n{n}")}</p>' for n in range(12))
    notes = tuple(note(f"n{n}") for n in range(12))

    printed = pages(facing.write(pair(left, right, notes, notes)))

    assert len(printed) > 3
    for n in range(12):
        assert [place for place, page in enumerate(printed) if f"Mark{n}x" in page] == [
            place for place, page in enumerate(printed) if f"Source n{n}." in page
        ]


def test_a_passage_longer_than_a_sheet_goes_on_to_the_next():
    left = f'<p data-passage="a">AAA {FILLER * 12} ZZZ</p>'

    printed = pages(facing.write(pair(left, '<p data-passage="a">あああ。</p>')))

    assert "AAA" in printed[0]
    assert "ZZZ" in printed[-1]
    assert len(printed) > 1


def test_it_is_tagged_and_named_by_both_titles(tmp_path):
    told = facts(facing.write(pair('<p data-passage="a">A.</p>', '<p data-passage="a">あ。</p>')), tmp_path)

    assert (told["Title"], told["Tagged"]) == ("The Paper / 論考", "yes")


def test_a_retraction_of_one_edition_stands_on_its_page():
    editions = pair("<p>A.</p>", "<p>あ。</p>", retraction=Retraction("July 1, 2025", Label("Wrong.", "en")))

    assert "ThispaperwasretractedonJuly1,2025.Wrong." in text(facing.write(editions))


def test_both_pages_list_the_sources_of_their_edition():
    english = made(frozen("<p>A.</p>"), sources=(Source("Kim, <em>A Book</em>.", "en"),))
    japanese = made(
        frozen("<p>あ。</p>", language="ja", original_language="en"),
        version=2,
        sources=(Source("『本』", "ja"),),
    )

    said = text(facing.write((english, japanese)))

    assert said.index("References") < said.index("Kim,ABook.")
    assert said.index("文献") < said.index("『本』")


def test_no_sheet_is_left_half_empty_because_the_next_passage_is_long(tmp_path):
    long = "filling words of a passage that takes half a sheet " * 46
    left = "".join(f'<p data-passage="p{n}">Mark{n}x{call(f"n{n}")} {long}</p>' for n in range(5))
    right = "".join(f'<p data-passage="p{n}">印{n}。{call(f"n{n}")}</p>' for n in range(5))
    notes = tuple(note(f"n{n}") for n in range(5))

    editions = pair(left, right, notes, notes)
    data = facing.write(editions)

    # What stays whole leaves a third of each sheet empty.
    assert fullness(pdf.run("facing.typ", facing.values(*editions), None), tmp_path) < 370
    assert fullness(data, tmp_path) > 450
    for n in range(5):
        assert [f"Source n{n}." in sheet for sheet in pages(data)] == [
            f"Mark{n}x" in sheet for sheet in pages(data)
        ]


def fullness(data, tmp_path):
    """Return how far down the text reaches on the emptiest sheet but the last."""
    bottoms = {}
    for page, word, _left, _top, bottom in words(data, tmp_path, tops=True):
        if word in ("filling", "words", "passage", "half"):
            bottoms[page] = max(bottoms.get(page, 0), bottom)
    return min(bottoms[page] for page in sorted(bottoms)[:-1])


def test_an_abstract_of_one_edition_stands_on_its_page(tmp_path):
    english = frozen("<p>A.</p>")
    japanese = frozen("<p>あ。</p>", language="ja", original_language="en", abstract="<p>要旨の文。</p>")

    found = places(facing.write((made(english), made(japanese, version=2))), tmp_path)

    assert at(found, "要旨の文")[1] > 421
