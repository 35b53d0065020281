"""The PDF, set by the real typesetter and read by poppler."""

import io
import re
from collections import Counter

import pytest
from PIL import Image

from papers.document import Picture, Text
from papers.exporting import pdf
from papers.exporting.printing import Retraction
from papers.exporting.works import Source
from papers.models import Label
from tests.exporting.pieces import (
    AUTHOR,
    SERIES,
    call,
    facts,
    fonts,
    note,
    pages,
    printing,
    program,
    text,
    words,
)

LONG = "This sentence is here to fill the page with words that say nothing at all. " * 12


def test_everything_that_is_printed_comes_out_as_text_in_its_order():
    edition = printing(
        f"<h2>A heading</h2><p>First{call('a')}.</p><blockquote><p>Quoted.</p></blockquote>"
        "<ul><li><p>Item</p></li></ul><ol start='3'><li><p>Third</p></li></ol>"
        "<table><caption>Table 1</caption><tbody><tr><th scope='col'><p>Head</p></th></tr>"
        "<tr><td><p>Cell</p></td></tr></tbody></table><p>Last.</p>".replace("'", '"'),
        "a",
        subtitle="Its Limits",
        abstract="<p>In short.</p>",
        series=SERIES,
        licence="CC-BY-4.0",
        live={"sources": (Source("Kim, <em>A Book</em>.", "en"),)},
    )

    said = text(pdf.write(edition))

    parts = [
        "AlliesandPartners",
        "Vol.7",
        "ThePaper",
        "ItsLimits",
        "HanakoMihon",
        "June27,2025",
        "Abouttheseries",
        "Abstract",
        "Inshort.",
        "Aheading",
        "First1.",
        "Quoted.",
        "•Item",
        "3.Third",
        "Table1",
        "Head",
        "Cell",
        "Last.",
        "References",
        "Kim,ABook.",
        "SampleInstitute",
        "CC-BY-4.0",
        "https://papers.example/en/papers/paper/",
    ]
    places = [said.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_each_note_stands_on_the_page_of_its_call():
    keys = [f"n{number}" for number in range(40)]
    body = "".join(f"<p>Mark{key}x. {LONG}{call(key)}</p>" for key in keys)

    printed = pages(pdf.write(printing(body, *keys)))

    assert len(printed) > 8
    for number, key in enumerate(keys, start=1):
        # The call ends its paragraph, which may have begun a page before.
        with_note = [page for page in printed if f"Source {key}." in page]
        assert len(with_note) == 1
        assert f"at all. {number}" in " ".join(with_note[0].split()) or f"all.{number}" in text_of(with_note)


def text_of(found):
    return "".join("".join(found).split())


def test_a_note_called_twice_is_printed_once_under_one_number():
    said = text(pdf.write(printing(f"<p>One{call('a')}, two{call('b')}, three{call('a')}.</p>", "a", "b")))

    assert "One1,two2,three1." in said
    assert (said.count("Sourcea."), said.count("Sourceb.")) == (1, 1)


def test_a_call_without_a_note_is_a_question_mark_and_a_note_without_a_call_stands_at_the_end():
    said = text(pdf.write(printing(f"<p>One{call('lost')}.</p>", "spare")))

    assert "One?." in said
    assert said.index("Notes") < said.index("Sourcespare.")


def test_it_says_what_it_is(tmp_path):
    edition = printing(
        subtitle="Its Limits", abstract="<p>In short.</p>", live={"keywords": ("alliances", "ports")}
    )

    made = pdf.write(edition)

    told = facts(made, tmp_path)
    assert {name: told[name] for name in ("Title", "Author", "Keywords", "Subject", "Tagged")} == {
        "Title": "The Paper: Its Limits",
        "Author": "Hanako Mihon",
        "Keywords": "alliances, ports",
        "Subject": "In short.",
        "Tagged": "yes",
    }
    record = facts(made, tmp_path, "-meta")
    assert "<pdfuaid:part>1</pdfuaid:part>" in record
    assert "<rdf:li>en</rdf:li>" in record


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_font_is_embedded_and_leads_back_to_text(language, tmp_path):
    made = pdf.write(
        printing(
            f"<p>漢字 and Latin, <em>stressed</em>, <strong>太字</strong>{call('a')}</p>",
            "a",
            language=language,
        )
    )

    assert {row[1:] for row in fonts(made, tmp_path)} == {("yes", "yes")}
    assert any("NotoSerifCJKjp" in row[0] for row in fonts(made, tmp_path))


def test_the_language_of_a_passage_is_marked(tmp_path):
    made = pdf.write(
        printing(
            f'<p>Un <span lang="fr">mot juste</span>{call("a")}.</p>',
            note("a", "<p>注の文。</p>", language="ja"),
        )
    )
    file = tmp_path / "in.pdf"
    file.write_bytes(made)
    program("qpdf", "--qdf", "--object-streams=disable", str(file), str(tmp_path / "plain.pdf"))

    plain = (tmp_path / "plain.pdf").read_bytes()
    assert set(re.findall(rb"/Lang ?\((\w+)\)", plain)) == {b"en", b"fr", b"ja"}


def test_no_line_of_japanese_begins_with_a_call_or_with_a_mark_that_closes(tmp_path):
    keys = [f"n{number}" for number in range(90)]
    # Calls at every place of a line: after kana, after 。, before 、 …
    body = "".join(
        f"{'あ' * (number % 7)}協力の枠組みを示した{'。' * (number % 2)}{call(key)}{'、' * (number % 3 == 0)}"
        for number, key in enumerate(keys)
    )

    made = pdf.write(printing(f"<p>{body}。</p>", *keys, language="ja"))

    # A call is smaller than the text; the notes below begin with their numbers, in a size between.
    starts = [(word, height) for _page, word, left, height in words(made, tmp_path) if left < 103]
    assert len([word for word, height in starts if 9.5 < height < 9.7]) > 20
    assert [word for word, height in starts if height < 7 or word[0] in "。、」"] == []


HOSTILE = [
    '#import "@preview/evil:1.0.0": *',
    '#read("/etc/passwd")',
    '#image("../../etc/passwd")',
    "#panic()",
    "*bold* _under_ `code` $x^2$ = heading",
    "\\u{41} \\ // comment /* more */",
    "<label> @reference #",
    '"; } ] ) #{ [',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_never_read_as_code(hostile):
    shown = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    edition = printing(
        f"<h2>{shown}</h2><p>{shown}{call('a')}</p>",
        note("a", f"<p>{shown}</p>"),
        title=hostile,
        subtitle=hostile,
        abstract=f"<p>{shown}</p>",
        authors=(AUTHOR.__class__(id=1, family=Text(hostile, "en"), given=Text(), name=Text(hostile, "en")),),
        live={"keywords": (hostile,)},
    )

    said = text(pdf.write(edition))

    assert said.count("".join(hostile.split())) >= 6


def test_three_hundred_notes_print():
    keys = [f"n{number}" for number in range(300)]

    said = text(pdf.write(printing("".join(f"<p>Word{call(key)}.</p>" for key in keys), *keys)))

    assert [said.count(f"Source{key}.") for key in keys] == [1] * 300


def test_a_table_of_forty_columns_stays_on_the_paper(tmp_path):
    row = "".join(f"<td><p>cell{number}</p></td>" for number in range(40))

    made = pdf.write(printing(f"<table><tbody>{f'<tr>{row}</tr>' * 3}</tbody></table>"))

    found = words(made, tmp_path)
    assert max(left for _page, _word, left, _height in found) < 842
    assert all(f"cell{number}" in text(made).replace("\u200b", "") for number in range(40))


def test_a_word_longer_than_a_line_is_broken(tmp_path):
    made = pdf.write(printing(f"<p>{'x' * 500}</p>"))

    assert len([word for word in words(made, tmp_path) if set(word[1].strip("\u200b")) == {"x"}]) >= 5
    assert text(made).replace("\u200b", "").count("x") >= 500


def test_spans_that_reach_too_far_are_cut_and_every_cell_is_printed(tmp_path):
    table = (
        '<table><tbody><tr><td rowspan="9"><p>a</p></td><td><p>b</p></td><td rowspan="2"><p>c</p></td></tr>'
        '<tr><td colspan="100"><p>d</p></td></tr><tr><td><p>e</p></td></tr></tbody></table>'
    )

    made = pdf.write(printing(f"<p>Before.</p>{table}<p>After.</p>"))

    cells = {word: left for _page, word, left, _height in words(made, tmp_path) if len(word) == 1}
    assert cells["a"] < cells["b"] == cells["d"] == cells["e"] < cells["c"]


def test_a_sign_that_no_font_has_does_not_stop_the_page(tmp_path):
    made = pdf.write(printing("<p>Before \U0001f9ff after, and ສະບາຍດີ.</p>"))

    assert "Before" in text(made)
    assert facts(made, tmp_path)["Tagged"] == "yes"


def test_a_picture_that_is_gone_is_replaced_by_its_words():
    src = f"/media/{'a' * 64}.png"
    edition = printing(
        f'<figure><img src="{src}" alt="A harbour at night">'
        "<figcaption>Figure 1<small>Photo: X</small></figcaption></figure>",
        pictures={src: Picture(800, 600)},
    )

    said = text(pdf.write(edition))

    assert said.index("Aharbouratnight") < said.index("Figure1") < said.index("Photo:X")


def shown(data, monkeypatch):
    src = f"/media/{'a' * 64}.png"
    monkeypatch.setattr("papers.exporting.printing.picture", lambda _src: data)
    figure = f'<p>Before.</p><figure><img src="{src}" alt="A harbour"></figure><p>After.</p>'
    return pdf.write(printing(figure, pictures={src: Picture(4000, 3000)}))


def test_a_damaged_picture_is_replaced_by_its_words(monkeypatch):
    said = text(shown(b"no picture at all", monkeypatch))

    assert said.index("Before.") < said.index("Aharbour") < said.index("After.")


def test_a_large_picture_is_printed_as_large_as_paper_shows_it(monkeypatch):
    large = io.BytesIO()
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(large, "PNG")

    made = shown(large.getvalue(), monkeypatch)

    assert "Aharbour" not in text(made)
    assert len(made) < len(large.getvalue()) / 3


def test_a_retraction_stands_on_the_first_page_and_above_every_other(tmp_path):
    edition = printing(
        f"<p>{LONG * 12}</p>", live={"retraction": Retraction("July 1, 2025", Label("Wrong.", "en"))}
    )

    first, *others = pages(pdf.write(edition))

    assert "This paper was retracted on July 1, 2025." in first
    assert "Wrong." in first
    assert others
    assert all("Retracted" in page for page in others)


def test_the_same_text_is_the_same_file():
    edition = printing(f"<p>Same{call('a')}.</p>", "a")

    assert pdf.write(edition) == pdf.write(edition)


def test_without_its_fonts_nothing_is_printed(settings, tmp_path):
    settings.FONT_DIRS = [str(tmp_path)]

    with pytest.raises(pdf.UnprintableError, match="NotoSerifCJK-Regular"):
        pdf.write(printing())


def test_a_text_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "TIMEOUT", 0.01)

    with pytest.raises(pdf.UnprintableError, match="too long"):
        pdf.write(printing())


# -- how the pages look ----------------------------------------------------------------------


def torn_paper(opening, place):
    """Return a paper with a paragraph of eleven lines, of which the word at `place` calls a note of several lines."""
    long = [f"quay{number}" for number in range(120)]
    long[place] += call("a")
    before = "".join(f"<p>Opening {number}.</p>" for number in range(opening))
    text = "A note of several lines that needs its room. " * 12
    return printing(f"{before}<p>{' '.join(long)}</p><p>End.</p>", note("a", f"<p>{text}</p>"))


def lines_on_pages(made, tmp_path):
    """Return how many lines of that paragraph each page has."""
    rows = {
        (page, round(top))
        for page, word, _left, top, _bottom in words(made, tmp_path, tops=True)
        if word.startswith("quay")
    }
    return dict(sorted(Counter(page for page, _top in rows).items()))


@pytest.mark.parametrize(
    ("opening", "place", "left", "mended"),
    [(25, 118, {1: 10, 2: 1}, {1: 9, 2: 2}), (33, 14, {1: 1, 2: 10}, {2: 11})],
)
def test_no_page_keeps_a_single_line_although_the_next_one_calls_a_long_note(
    opening, place, left, mended, tmp_path
):
    edition = torn_paper(opening, place)

    made = pdf.write(edition)

    # What the typesetter does by itself.
    assert lines_on_pages(pdf.run("paper.typ", pdf.values(edition), None), tmp_path) == left
    assert lines_on_pages(made, tmp_path) == mended
    assert "A note of several lines" in pages(made)[1]
    assert facts(made, tmp_path)["Tagged"] == "yes"


def test_no_word_of_a_long_paragraph_is_printed_twice():
    words_of_it = "".join(
        f"第{number}回にNISTの800-{number} revisionが公表され、" for number in range(100, 116)
    )

    said = text(pdf.write(printing(f"<p>始{call('a')}{words_of_it}</p>", "a", language="ja")))

    assert "".join(words_of_it.split()) in said


def test_the_figures_of_calls_side_by_side_are_parted():
    keys = ("a", "b", "c")

    said = text(pdf.write(printing(f"<p>Word{''.join(map(call, keys))} and{call('a')} more.</p>", *keys)))

    assert "Word1,2,3and1more." in said


def test_a_title_breaks_first_where_it_pauses_and_at_no_hyphen(tmp_path):
    title = "The Quiet Half: Standards and Qualification in Defense-Industrial Cooperation"

    rows = {}
    for page, word, _left, top, _bottom in words(pdf.write(printing(title=title)), tmp_path, tops=True):
        if page == 1:
            rows.setdefault(round(top), []).append(word)
    printed = [" ".join(row) for row in rows.values()]

    assert printed[printed.index("The Quiet Half:") + 1].startswith("Standards and Qualification")
    assert any("Defense-Industrial" in row for row in printed)


def test_the_record_has_no_page_to_itself():
    works = [
        Source(f"Author {number}, <em>A Work of Some Length about Ports</em> (2020).", "en")
        for number in range(60)
    ]

    ends = [
        pages(pdf.write(printing(f"<p>{'<br>' * lines}x</p>", live={"sources": tuple(works)})))[-1]
        for lines in range(0, 12, 3)
    ]

    assert all("Author 59" in end and "Author 57" in end and "Address" in end for end in ends)


def test_a_reading_stands_over_the_middle_of_its_word(tmp_path):
    made = pdf.write(printing("<p>Name <ruby>橋渡<rt>はしわたり</rt></ruby> here.</p>", language="ja"))

    lefts = {word: left for _page, word, left, _height in words(made, tmp_path)}
    # Five letters of half the size over two whole ones: a quarter of a letter more on either side.
    assert abs(lefts["橋渡"] - lefts["はしわたり"] - 2.4) < 0.6


@pytest.mark.parametrize("language", ["ko", "ja", "en"])
def test_a_paper_in_any_language_is_printed_in_its_own_face(language, tmp_path):
    body = (
        "<p>상호운용성은 외교관의 말이기 전에 보급 담당자의 말이다.</p>"
        if language == "ko"
        else "<p>語 word</p>"
    )

    made = pdf.write(printing(body, language=language, title="제목의 낱말" if language == "ko" else "Title"))

    face = {"ko": "CJKkr", "ja": "CJKjp", "en": "Libertinus"}[language]
    assert any(face in row[0] for row in fonts(made, tmp_path))
    assert {row[1:] for row in fonts(made, tmp_path)} == {("yes", "yes")}
