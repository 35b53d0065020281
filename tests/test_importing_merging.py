"""Revised files: three ways into one text, conflicts until they are resolved, nothing twice."""

import pytest

from papers import footnotes, importing, passages
from papers.models import Footnote, Manuscript, Translation
from tests.test_importing_storing import ENGLISH, JAPANESE, bodies, edit, source, store, texts

pytestmark = pytest.mark.django_db
TRUST = "A second reason is trust."
THEIRS = ENGLISH.replace(TRUST, "A second reason is their trust.")
HALVED = JAPANESE.replace("2024年に誰が", "\n\n2024年に誰が")


def rewrite(change, language="en"):
    """Save the body that `change` makes of an edition's."""
    edit(*(lambda body: (body, change(body)))(bodies()[language]), language=language)


def in_conflict():
    """Import, edit a passage, import a file that changes it as well; return that outcome."""
    store(source(ENGLISH, "en"))
    edit(TRUST, "A second reason is our trust.")
    return store(source(THEIRS, "en"))[0]


def test_a_conflict_stays_one_until_it_is_resolved():
    first = in_conflict()

    again = store(source(THEIRS, "en"))[0]

    assert again.conflicts == first.conflicts
    assert len(again.conflicts) == 1
    assert "our trust" in bodies()["en"]


def test_the_file_of_a_conflict_can_be_taken_afterwards():
    (conflict,) = in_conflict().conflicts

    (outcome,) = store(source(THEIRS, "en"), take_file={"en": {conflict.name}})

    assert (outcome.conflicts, outcome.changed) == ([], [conflict.name])
    assert texts(bodies()["en"])[-1] == "A second reason is their trust."
    assert store(source(THEIRS, "en"))[0].conflicts == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_name_that_is_no_conflict_is_refused_and_nothing_is_stored(language):
    in_conflict()

    with pytest.raises(importing.Refused, match="no conflict of this import"):
        store(source(THEIRS, "en"), take_file={language: {"nope"}})
    assert Manuscript.objects.count() == 2


def test_a_name_is_refused_at_the_first_import_too():
    with pytest.raises(importing.Refused, match="en:title is no conflict"):
        store(source(ENGLISH, "en"), take_file={"en": {"title"}})


def test_an_edition_typed_here_conflicts_with_a_file_as_long_as_they_differ():
    store(source(ENGLISH, "en"))
    Manuscript.objects.all().delete()

    conflicts = [store(source(THEIRS, "en"))[0].conflicts for _turn in range(2)]

    assert [len(each) for each in conflicts] == [1, 1]
    assert "their trust" not in bodies()["en"]


def test_a_title_in_conflict_is_reported_again():
    store(source(ENGLISH, "en"))
    Translation.objects.update(title="Our Plan")
    revised = ENGLISH.replace("A Plan for Harbours", "Their Plan")

    conflicts = [store(source(revised, "en"))[0].conflicts for _turn in range(2)]

    assert [each[0].name for each in conflicts] == ["title", "title"]


def test_a_file_that_says_no_title_keeps_the_one_that_is_compared():
    store(source(ENGLISH, "en"))
    store(source(ENGLISH.removeprefix("# A Plan for Harbours\n\n"), "en"))
    Translation.objects.update(title="Our Plan")

    (outcome,) = store(source(ENGLISH, "en"))

    assert (outcome.conflicts, Translation.objects.get().title) == ([], "Our Plan")


def test_a_second_half_keeps_its_name_when_something_new_stands_above():
    store(source(ENGLISH, "en"), source(HALVED, "ja"))
    rewrite(lambda body: "<p>前書き。</p>" + body, "ja")

    (outcome,) = store(source(HALVED.replace("2024年に誰が決める", "2025年に誰が決定する"), "ja"))

    assert outcome.conflicts == []
    assert sum("年に誰が" in text for text in texts(bodies()["ja"])) == 1
    assert "2025年に誰が" in bodies()["ja"]


def test_a_passage_that_an_editor_wrote_anew_is_still_the_same_passage():
    store(source(ENGLISH, "en"))
    edit(TRUST, "Confidence, built over decades, binds everyone together.")
    store(source(ENGLISH, "en"))
    (name,) = passages.every(bodies()["en"])[-1]

    (outcome,) = store(source(THEIRS, "en"))
    assert [(each.name, each.ours[:10]) for each in outcome.conflicts] == [(name, "Confidence")]

    store(source(THEIRS, "en"), take_file={"en": {name}})
    assert texts(bodies()["en"])[-2:] == [
        "Ships wait when nobody decides. The cost is NATO's and Japan's.",
        "A second reason is their trust.",
    ]


def test_taking_the_file_for_a_passage_that_an_editor_split_doubles_nothing():
    store(source(ENGLISH, "en"))
    (name,) = passages.every(bodies()["en"])[2]
    rewrite(lambda body: body.replace(" The cost is", '</p><p data-passage="half2">The cost is'))
    Translation.objects.update(lineage={"half2": name})
    revised = ENGLISH.replace("The cost is NATO's", "The price is NATO's")

    (outcome,) = store(source(revised, "en"))
    assert [each.name for each in outcome.conflicts] == [name]

    store(source(revised, "en"), take_file={"en": {name}})
    assert texts(bodies()["en"])[2:4] == [
        "Ships wait when nobody decides. The price is NATO's and Japan's.",
        TRUST,
    ]


def test_a_heading_worded_anew_on_both_sides_is_one_conflict():
    store(source(ENGLISH, "en"))
    edit("Reasons", "Our reasons")

    (outcome,) = store(source(ENGLISH.replace("## Reasons", "## Causes"), "en"))

    assert [(each.ours, each.file) for each in outcome.conflicts] == [("Our reasons", "Causes")]
    assert "Causes" not in bodies()["en"]


def test_a_deleted_passage_comes_back_under_its_own_name_only():
    store(source(ENGLISH, "en"))
    (name,) = passages.every(bodies()["en"])[-1]
    rewrite(lambda body: body[: body.index(f'<p data-passage="{name}"')])
    store(source(ENGLISH, "en"))

    (outcome,) = store(source(THEIRS, "en"))

    assert [each.name for each in outcome.conflicts] == [name]


def test_a_passage_that_an_editor_aligned_by_hand_takes_the_files_change():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))
    (name,) = passages.every(bodies()["ja"])[-1]
    edit(f'"{name}"', '"byhand"', "ja")

    (outcome,) = store(source(JAPANESE.replace("信頼である", "信用である"), "ja"))

    assert outcome.conflicts == []
    assert '<p data-passage="byhand">第二の理由は信用である。</p>' in bodies()["ja"]


def test_a_translation_aligned_after_its_import_takes_the_files_change():
    store(source(JAPANESE, "ja"), wishes={"original": "en"})
    store(source(ENGLISH, "en"))
    edit("第二の理由は信頼である。", "第二は友情だ。", "ja")

    (outcome,) = store(source(JAPANESE.replace("第二の理由は信頼", "第二の理由は金銭"), "ja"))

    assert [each.name for each in outcome.conflicts] == passages.every(bodies()["en"])[-1]


def test_a_note_that_both_revised_files_bring_is_one_note():
    def more(text, before, new):
        return text.replace(before, f"{new}[^7]\n\n{before}") + "[^7]: Ho, *Maps* (2001).\n"

    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))
    store(source(more(ENGLISH, TRUST, "A wholly new reason is geography, which nobody can change."), "en"))
    store(source(more(JAPANESE, "第二の理由", "まったく新しい理由は、誰も変えられない地理である。"), "ja"))

    assert footnotes.keys(bodies()["ja"]) == footnotes.keys(bodies()["en"])
    assert Footnote.objects.count() == 3


def test_a_new_passage_that_is_not_surely_aligned_is_named():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))

    (outcome,) = store(source(JAPANESE + "\n\n短い追記。\n\nもう一つの、原文にはない段落である。\n", "ja"))

    assert any("Not sure which passage this is: “" in sentence for sentence in outcome.unsure)


def test_a_note_that_only_the_revised_translation_calls_is_named():
    store(source(ENGLISH, "en"), source(JAPANESE, "ja"))
    revised = JAPANESE.replace("信頼である。", "信頼である。[^3]") + "[^3]: 石井『海図』（2001）。\n"

    (outcome,) = store(source(revised, "ja"))

    assert "Note 3 of this edition is not called in the English one." in outcome.findings
