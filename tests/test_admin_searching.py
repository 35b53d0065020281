"""Searching the lists of the desk: whole names in either order, any width and case, volumes as they are printed."""

import pytest
from django.urls import reverse

from papers.models import Authorship
from tests.factories import make_author, make_paper, make_series, make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers():
    """Three volumes of one series and a paper of none; every note has a figure."""
    series = make_series("ports", number_label_ja="第{}号")
    minato = make_author(
        "minato",
        family_name_ja="湊",
        given_name_ja="あかり",
        family_kana="みなと",
        given_kana="あかり",
        family_name_en="Minato",
        given_name_en="Akari",
    )
    ahti = make_author(
        "ahti",
        family_name_ja="アハティ",
        given_name_ja="サタマラ",
        family_name_en="Ahti",
        given_name_en="Äke",
    )
    made = {
        "first": make_paper("first", series=series, volume="3", authors=[minato]),
        "second": make_paper("second", series=series, volume="13", authors=[ahti]),
        "third": make_paper("third", series=series, volume="3-2", authors=[minato, ahti]),
        "fourth": make_paper("fourth", authors=[]),
    }
    for slug, paper in made.items():
        body = '<p data-passage="a">In 3 years.<sup data-note="n"></sup></p>'
        make_translation(
            paper, "en", title=f"NATO {slug}", body=body, notes={"n": "<p>Ports 3 (2003): 33.</p>"}
        )
    return made


def found(client, name, words):
    answer = client.get(reverse(f"admin:papers_{name}_changelist"), {"q": words})
    rows = answer.context["cl"].result_list
    assert len(rows) == len({row.pk for row in rows})
    return sorted((row.paper if name == "translation" else row).slug for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        "湊あかり",
        "湊 あかり",
        "あかり湊",
        "あかり 湊",
        "みなとあかり",
        "Akari Minato",
        "minato, akari",
        "Ｍｉｎａｔｏ　Ａｋａｒｉ",
        '"Akari Minato"',
        "湊、あかり",
    ],
)
@pytest.mark.parametrize("name", ["paper", "translation"])
def test_a_paper_is_found_by_the_whole_name_of_its_author(admin_client, papers, name, words):
    assert found(admin_client, name, words) == ["first", "third"]


@pytest.mark.parametrize("words", ["湊あかり", "あかり湊", "みなとあかり", "akari MINATO"])
def test_an_author_is_found_by_the_whole_name(admin_client, papers, words):
    assert found(admin_client, "author", words) == ["minato"]


@pytest.mark.parametrize("words", ["サタマラ・アハティ", "アハティサタマラ", "ｱﾊﾃｨ", "äke ahti"])
def test_a_name_with_a_middle_dot_or_in_narrow_signs_is_found(admin_client, papers, words):
    assert found(admin_client, "author", words) == ["ahti"]


def test_two_authors_find_what_they_wrote_together(admin_client, papers):
    assert found(admin_client, "paper", "湊あかり サタマラ") == ["third"]


@pytest.mark.parametrize("name", ["paper", "translation"])
def test_width_and_case_do_not_matter(admin_client, papers, name):
    assert found(admin_client, name, "ＮＡＴＯ ｓｅｃｏｎｄ") == ["second"]


@pytest.mark.parametrize("words", ["第3号", "3", "３", "第３号", "Vol. 3", "vol.3", "第 3 号", "NATO 第3号"])
@pytest.mark.parametrize("name", ["paper", "translation"])
def test_a_volume_is_found_as_it_is_printed_and_no_other(admin_client, papers, name, words):
    assert found(admin_client, name, words) == ["first", "third"]


def test_a_volume_with_a_part_is_found_by_itself(admin_client, papers):
    assert found(admin_client, "paper", "第3-2号") == ["third"]


def test_a_year_is_looked_for_in_the_notes(admin_client, papers):
    assert found(admin_client, "paper", "2003") == ["first", "fourth", "second", "third"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"', "(", "第号", "0" * 300, "・、,", "3)"])
def test_signs_with_a_meaning_elsewhere_do_no_harm(admin_client, papers, words):
    assert admin_client.get(reverse("admin:papers_paper_changelist"), {"q": words}).status_code == 200


def test_an_author_is_chosen_by_the_whole_name(admin_client, papers):
    asked = {"app_label": "papers", "model_name": "authorship", "field_name": "author", "term": "湊あかり"}
    results = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]

    minato = Authorship.objects.filter(author__slug="minato").first().author
    assert [result["id"] for result in results] == [str(minato.pk)]
