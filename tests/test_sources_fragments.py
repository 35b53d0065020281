"""A stretch of a stored note keeps the markup that stands on it."""

import re

import pytest

from papers import markup
from papers.document import Note
from papers.sources import printed
from papers.sources.fragments import cut, language_of
from references.notes.stored import Plain

NOTE = "<p>See Kim, <em>The Long Game</em> (Seoul, 2020), 5; <em>and</em> Lee, “A &amp; B.”</p>"


def stretch(html, words):
    """Return the cut of the stretch that reads so where italics are *starred*."""
    text = Plain(html).text
    start = text.index(words)
    return cut(html, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kim, *The Long Game* (Seoul, 2020), 5", "<p>Kim, <em>The Long Game</em> (Seoul, 2020), 5</p>"),
        ("The Long", "<p><em>The Long</em></p>"),
        ("*The Long Game*", "<p><em>The Long Game</em></p>"),
        ("Lee, “A & B.”", "<p>Lee, “A &amp; B.”</p>"),
        ("See Kim,", "<p>See Kim,</p>"),
        ("; *and* L", "<p>; <em>and</em> L</p>"),
    ],
)
def test_a_stretch_is_cut_with_its_italics(words, expected):
    assert stretch(NOTE, words) == expected


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>A.</p><p>B, 5.</p><p>C.</p>", "B, 5.", "<p>B, 5.</p>"),
        ("<p>A.</p><p>B, 5.</p>", "A. B", "<p>A.</p><p>B</p>"),
        ("<p>A<br>B<br>C</p>", "B", "<p>B</p>"),
        ("<p>A<br>B<br>C</p>", "A B", "<p>A<br>B</p>"),
        (
            '<p>A, <a href="https://example.org/">site</a>; B</p>',
            "A, site",
            '<p>A, <a href="https://example.org/">site</a></p>',
        ),
        ('<p>A, <a href="https://example.org/">site</a>; B</p>', "B", "<p>B</p>"),
        ('<p>A, <span lang="fr">Œuvres</span>; B</p>', "Œuvres", '<p><span lang="fr">Œuvres</span></p>'),
        ("<p>a<strong>b<em>c</em></strong>d</p>", "b*c*", "<p><strong>b<em>c</em></strong></p>"),
    ],
)
def test_every_element_of_a_note_is_cut(html, words, expected):
    assert markup.clean_note(html) == html
    assert stretch(html, words) == expected


def test_every_cut_says_what_its_stretch_says():
    html = '<p>α<em>βγ</em>δ<br>ε</p><p><strong>ζ<em>η</em></strong> θ <a href="https://x.org/a">ι</a></p>'
    text = Plain(html).text

    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            expected = re.sub(r"[*\s]", "", text[start:end])
            assert re.sub(r"\s", "", markup.text(cut(html, start, end))) == expected


def told(*texts, language="en"):
    notes = [Note(f"n{n}", "author", language, f"<p>{text}</p>") for n, text in enumerate(texts, start=1)]
    return printed.told(notes)


def test_each_source_of_a_note_is_told_with_its_print_and_its_place():
    game = "See Rush Doshi, <em>The Long Game</em> (Oxford: Press, 2021), 4"
    origin = "Ada Okafor, <em>Origin</em> (Lagos: Press, 2020)."
    found = told(f"{game}; {origin}")

    assert [(place, said.printed, said.locator, said.is_short) for place, said in found.items()] == [
        (("n1", 1), f"<p>{game}</p>", "4", False),
        (("n1", 2), f"<p>{origin}</p>", "", False),
    ]


def test_a_short_cite_is_led_to_the_place_of_its_source():
    found = told(
        "Ada Okafor, <em>Origin</em> (Lagos: Press, 2020).", "Okafor, <em>Origin</em>, 7.", "Ibid., 9."
    )

    assert [found[place].meant for place in found] == [None, ("n1", 1), ("n1", 1)]


def test_words_that_are_not_understood_are_told_last():
    found = told("Ada Okafor, <em>Origin</em> (Lagos: Press, 2020); [[CHECK &amp; PAGE]]")

    assert [(place.order, bool(said.item)) for place, said in found.items()] == [(1, True), (2, False)]
    assert found["n1", 2].printed == "<p>[[CHECK &amp; PAGE]]</p>"


@pytest.mark.parametrize("html", ["", "<p>。、…</p>", "<p>&nbsp;</p>", "<p>" + "( " * 9_000 + "</p>"])
def test_a_note_that_cites_nothing_tells_of_no_work(html):
    assert not any(said.item for said in printed.told([Note("n1", "author", "ja", html)]).values())


def test_a_note_that_begins_with_a_space_is_cut_where_it_is_printed():
    second = "see also Rush Doshi, <em>Game</em> (Oxford: Press, 2021), 4."
    found = told(f"　Ada Okafor, <em>Origin</em> (Lagos: Press, 2020); {second}")

    assert markup.text(found["n1", 1].printed).startswith("Ada Okafor")
    assert markup.text(found["n1", 2].printed).endswith("Game (Oxford: Press, 2021), 4.")


@pytest.mark.parametrize(
    ("fragment", "language", "said"),
    [
        ("<p>Rush Doshi, <em>The Long Game</em> (2021)</p>", "ja", "en"),
        ("<p>Rush Doshi『中国の大戦略』</p>", "ja", "ja"),
        ("<p>2024, 45–47</p>", "ja", "ja"),
        ("<p>Rush Doshi</p>", "zh-Hant", "en"),
        ("<p>Rush Doshi</p>", "fr", "fr"),
    ],
)
def test_what_an_eastern_note_prints_in_latin_letters_alone_is_english(fragment, language, said):
    assert language_of(fragment, language) == said
