"""Fields, dates, names and places of works in words."""

import pytest
from django.utils import translation

from references import wording


@pytest.mark.parametrize(
    ("locator", "label", "english", "japanese"),
    [
        ("24", "page", "p. 24", "24頁"),
        ("24–25", "page", "pp. 24–25", "24–25頁"),
        ("24-25", "page", "pp. 24–25", "24-25頁"),
        ("3", "chapter", "chap. 3", "第3章"),
        ("序章", "chapter", "chap. 序章", "序章"),
        ("12", "article", "art. 12", "第12条"),
        ("", "page", "", ""),
        ("<b>", "page", "<b>", "<b>"),
    ],
)
def test_a_place_is_told_in_words(locator, label, english, japanese):
    assert (wording.located(locator, label, "en"), wording.located(locator, label, "ja")) == (
        english,
        japanese,
    )


@pytest.mark.parametrize(
    ("value", "english"),
    [
        ({"date-parts": [[2025, 6, 27]]}, "June 27, 2025"),
        ({"date-parts": [[2025, 6]]}, "June 2025"),
        ({"date-parts": [["2025"]]}, "2025"),
        ({"date-parts": [[2024], [2025]]}, "2024–2025"),
        ({"date-parts": [[1948]], "circa": True}, "about 1948"),
        ({"date-parts": [[2025, 13, 40]]}, "2025-13-40"),
        ({"date-parts": [["no date"]]}, ""),
        ({"date-parts": []}, ""),
        ({"literal": "n.d."}, "n.d."),
        ({"raw": "spring"}, "spring"),
        ("2025", ""),
        (None, ""),
    ],
)
def test_a_date_is_told_in_words(value, english):
    with translation.override("en"):
        assert wording.dated(value) == english


@pytest.mark.parametrize(
    ("value", "japanese"),
    [
        ({"date-parts": [[1961]]}, "1961年"),
        ({"date-parts": [[476]]}, "476年"),
        ({"date-parts": [[2024], [2025]]}, "2024年–2025年"),
        ({"date-parts": [[1961, 5]]}, "1961年5月"),
    ],
)
def test_a_year_by_itself_has_its_word_in_japanese(value, japanese):
    with translation.override("ja"):
        assert wording.dated(value) == japanese


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"family": "Doshi", "given": "Rush"}, "Rush Doshi"),
        ({"family": "見本", "given": "花子"}, "見本 花子"),
        ({"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}, "V. van Gogh"),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, "M. L. King Jr."),
        ({"literal": "NATO"}, "NATO"),
        ({"family": "Plato"}, "Plato"),
    ],
)
def test_a_name_stands_as_running_text_has_it(name, written):
    assert wording.people([name]) == [written]


def test_what_is_no_list_of_names_is_nobody():
    assert [wording.people(names) for names in (None, "Doshi", {"family": "x"}, ["x", {}])] == [[]] * 4


def test_names_stand_in_a_row_as_their_language_has_it():
    assert wording.listed(["A", "B", "C", "D"], "en", 3) == "A, B, C et al."
    assert wording.listed(["甲", "乙", "丙", "丁"], "ja", 3) == "甲、乙、丙ほか"
    assert wording.listed(["A", "B"], "en", 3) == "A, B"


@pytest.mark.parametrize(
    ("item", "language"),
    [
        ({"language": "en-US", "title": "外交"}, "en"),
        ({"title": "外交青書"}, "ja"),
        ({"title": "サイバー"}, "ja"),
        ({"title": "국방백서"}, "ko"),
        ({"title": "Ports"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_a_work_is_told_by_its_letters_when_it_does_not_say(item, language):
    assert wording.language_of(item) == language
