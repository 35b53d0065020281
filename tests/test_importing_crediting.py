"""Authors and what is said of them: one person in every language, nobody twice, nothing overwritten."""

import pytest

from papers.models import Author, Authorship, Paper
from tests.factories import make_author
from tests.test_importing_storing import ENGLISH, JAPANESE, source, store

pytestmark = pytest.mark.django_db
BY_ONE, JA_ONE = (
    text.replace("\n\n", f"\n\n{line}\n\n", 1)
    for text, line in ((ENGLISH, "By Taro Yamada"), (JAPANESE, "山田 太郎"))
)
BY_TWO = BY_ONE.replace("Taro Yamada", "Taro Yamada and Hanako Sato")


def credited():
    """Return the authors of the paper as (English, Japanese) names."""
    rows = Paper.objects.get().authorships.order_by("order")
    return [tuple(row.author.name(code) for code in ("en", "ja")) for row in rows]


@pytest.mark.parametrize("together", [True, False])
def test_the_second_language_names_the_same_author(together):
    if together:
        outcomes = store(source(JA_ONE, "ja"), source(BY_ONE, "en"))
    else:
        outcomes = [*store(source(JA_ONE, "ja")), *store(source(BY_ONE, "en"))]

    assert credited() == [("Taro Yamada", "山田 太郎")]
    assert Author.objects.count() == 1
    assert any("the places in the line agree" in finding for finding in outcomes[1].findings)


def test_names_that_do_not_go_one_to_one_are_reported_and_never_added():
    store(source(JA_ONE, "ja"))
    (outcome,) = store(source(BY_TWO, "en"))

    assert len(credited()) == 1
    assert sum("whom the paper does not have" in finding for finding in outcome.findings) == 2


def test_a_translated_name_that_is_another_authors_is_reported():
    make_author("taro", family_name_en="Yamada", given_name_en="Taro", family_name_ja="", given_name_ja="")
    store(source(JA_ONE, "ja"))
    (outcome,) = store(source(BY_ONE, "en"))

    assert len(credited()) == 1
    assert any("is an author of that name already" in finding for finding in outcome.findings)


def test_a_further_author_in_the_same_language_is_added():
    store(source(BY_ONE, "en"))
    (outcome,) = store(source(BY_TWO, "en"))

    assert [name for name, _other in credited()] == ["Taro Yamada", "Hanako Sato"]
    assert "“Hanako Sato” is a further author of the paper." in outcome.findings


def test_an_author_that_an_editor_took_off_does_not_come_back():
    store(source(BY_ONE, "en"))
    Authorship.objects.all().delete()

    store(source(BY_ONE.replace("is trust", "is mutual trust"), "en"))

    assert credited() == []


def test_an_affiliation_goes_to_the_authorship():
    store(source(JA_ONE.replace("山田 太郎", "山田 太郎（東京大学教授）"), "ja"))

    assert Authorship.objects.get().affiliation_ja == "東京大学教授"


STARRED = (
    "# 題名[^s]\n\n山田 太郎[^a]、佐藤 花子[^b]\n\n本文である。[^1]\n\n続きの本文である。\n\n"
    "[^s]: *謝辞*。\n\n[^a]: 甲大学教授。\n\n[^b]: 乙大学教授。\n\n[^1]: 注。\n"
)


def notes():
    return [row.own_label("note", "ja") for row in Authorship.objects.order_by("order")]


def test_each_star_note_goes_to_its_author_and_the_titles_to_the_first():
    (outcome,) = store(source(STARRED, "ja"))

    assert notes() == ["<p><em>謝辞</em>。</p><p>甲大学教授。</p>", "<p>乙大学教授。</p>"]
    assert any("* note of the title is kept with" in finding for finding in outcome.findings)


def test_a_star_note_changed_in_the_file_is_changed_here():
    store(source(STARRED, "ja"))
    store(source(STARRED.replace("乙大学教授", "乙大学名誉教授"), "ja"))

    assert notes()[1] == "<p>乙大学名誉教授。</p>"


def test_a_star_note_changed_on_both_sides_stays_and_is_reported():
    store(source(STARRED, "ja"))
    Authorship.objects.filter(order=2).update(note_ja="<p>丙大学教授。</p>")
    assert store(source(STARRED, "ja"))[0].findings == store(source(STARRED, "ja"))[0].findings
    (outcome,) = store(source(STARRED.replace("乙大学教授", "乙大学名誉教授"), "ja"))

    assert notes()[1] == "<p>丙大学教授。</p>"
    assert any(
        "differs from the one here, which stays: 乙大学名誉教授。" in each for each in outcome.findings
    )


def test_a_star_note_without_an_author_is_kept_in_the_report():
    (outcome,) = store(
        source(
            STARRED.replace("山田 太郎[^a]、佐藤 花子[^b]\n\n", "").split("[^a]:")[0] + "[^1]: 注。\n", "ja"
        )
    )

    assert [(entry.what, entry.where) for entry in outcome.not_kept] == [("*", "謝辞。")]
    assert "author" in outcome.asked
