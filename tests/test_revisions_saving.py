"""Saving never overwrites unseen; a shared note gives each edition that shows it a Revision; restoring is one language's."""

from dataclasses import replace

import pytest

from papers import passages, publishing, revisions
from papers.document import Note
from papers.models import Footnote, NoteText, Revision, Translation
from papers.revisions import StaleError
from tests.factories import make_paper, make_translation, save

pytestmark = pytest.mark.django_db
CALLED = '<p data-passage="a1">Text<sup data-note="n1"></sup>.</p>'


@pytest.fixture
def pair():
    """An English original, and a Japanese edition that shows its English note."""
    english = make_translation(make_paper("pact"), "en", body=CALLED, notes={"n1": "<p>Source.</p>"})
    japanese = make_translation(
        english.paper, "ja", body='<p data-passage="a1">本文<sup data-note="n1"></sup>。</p>'
    )
    return english, japanese


def texts():
    return list(NoteText.objects.order_by("language").values_list("footnote__key", "language", "text"))


def edit(translation, *, seen=None, columns=None, **text):
    typed = replace(revisions.working_copy(translation), notes=(), **text)
    return revisions.edit(translation, typed, seen=seen or {}, columns=columns or {})


def test_a_note_changed_in_one_edition_gives_the_other_that_shows_it_a_revision(pair):
    english, japanese = pair
    save(english, body=CALLED, notes={"n1": "<p>Corrected.</p>"})
    japanese.refresh_from_db()

    assert japanese.revision == 2
    newest = japanese.revisions.get(number=2)
    assert newest.origin == Revision.NOTE
    assert newest.document["notes"] == [
        {"key": "n1", "kind": "author", "language": "en", "html": "<p>Corrected.</p>"}
    ]


def test_both_editions_are_published_with_the_same_text_of_a_shared_note(pair):
    english, japanese = pair
    save(english, body=CALLED, notes={"n1": "<p>Corrected.</p>"})
    versions = publishing.publish([english, japanese])

    assert [version.document["notes"][0]["html"] for version in versions] == ["<p>Corrected.</p>"] * 2


def test_an_edition_that_shows_its_own_text_of_a_note_gets_no_revision(pair):
    english, japanese = pair
    own = Note("n1", "author", "ja", "<p>出典。</p>")
    revisions.save(japanese, replace(revisions.working_copy(japanese), notes=(own,)), origin=Revision.FORM)
    save(english, body=CALLED, notes={"n1": "<p>Corrected.</p>"})
    japanese.refresh_from_db()

    assert japanese.revision == 2
    assert texts() == [("n1", "en", "<p>Corrected.</p>"), ("n1", "ja", "<p>出典。</p>")]


def test_a_shared_note_that_was_changed_meanwhile_is_not_overwritten(pair):
    english, japanese = pair
    stale = revisions.working_copy(japanese)
    save(english, body=CALLED, notes={"n1": "<p>Corrected.</p>"})

    with pytest.raises(StaleError):
        revisions.save(japanese, replace(stale, title="新"), origin=Revision.FORM)
    assert texts() == [("n1", "en", "<p>Corrected.</p>")]
    assert not Translation.objects.filter(title="新").exists()


def test_a_note_that_nobody_calls_here_is_guarded_by_what_was_seen(pair):
    english, _japanese = pair
    Footnote.objects.create(paper=english.paper, key="n2").texts.create(language="en", text="<p>Theirs.</p>")
    typed = replace(revisions.working_copy(english), notes=(Note("n2", "author", "en", "<p>Mine.</p>"),))

    with pytest.raises(StaleError):
        revisions.edit(english, typed, seen={("n2", "en"): "<p>Before.</p>"}, columns={})
    revision = revisions.edit(english, typed, seen={("n2", "en"): "<p>Theirs.</p>"}, columns={})
    assert revision is not None
    assert ("n2", "en", "<p>Mine.</p>") in texts()


def test_an_edit_that_changes_no_word_makes_no_revision_and_still_writes_what_stands_beside(pair):
    english, _japanese = pair

    assert edit(english, columns={"doi": "10.1/x"}) is None
    english.refresh_from_db()
    assert (english.revision, english.doi) == (1, "10.1/x")


def test_an_edit_over_another_save_is_refused_and_writes_nothing(pair):
    english, _japanese = pair
    first, second = (Translation.objects.get(pk=english.pk) for _ in range(2))
    edit(first, title="First")

    with pytest.raises(StaleError):
        edit(second, title="Second", columns={"doi": "10.1/x"})
    english.refresh_from_db()
    assert (english.title, english.doi, english.revision) == ("First", "", 2)


def test_an_edit_gives_blocks_the_passage_ids_that_belong_on_them(pair):
    english, _japanese = pair
    edit(english, body=f"{CALLED}<p>A new paragraph of its own.</p>")
    english.refresh_from_db()
    first, second = (listed for listed in revisions.working_copy(english).body.split('data-passage="')[1:])

    assert first.startswith("a1")
    assert not second.startswith("a1")


def test_a_passage_deleted_saved_and_put_back_is_the_passage_it_was(pair):
    english, _japanese = pair
    whole = f'{CALLED}<p data-passage="b2">A second passage of some length.</p>'
    edit(english, body=whole)
    english.refresh_from_db()
    (_first, second) = (listed for listed in passages.every(english.body))
    edit(english, body=CALLED)
    english.refresh_from_db()
    edit(english, body=whole.replace("b2", second[0]))
    english.refresh_from_db()

    assert passages.every(english.body)[1] == second


def test_restoring_saves_the_old_text_as_the_newest_revision_in_one_language(pair):
    english, japanese = pair
    save(english, title="Changed", body='<p data-passage="b2">Other.</p>')
    japanese.refresh_from_db()
    before = revisions.working_copy(japanese)
    english.refresh_from_db()
    restored = revisions.restore(english, 1)

    english.refresh_from_db()
    assert (restored.number, restored.origin) == (3, Revision.RESTORE)
    assert (english.title, english.body) == ("Title in en", CALLED)
    japanese.refresh_from_db()
    assert revisions.working_copy(japanese) == before


def test_restoring_makes_missing_notes_again_and_leaves_those_of_another_language(pair):
    english, japanese = pair
    save(english, body=CALLED, notes={"n1": "<p>Corrected.</p>"})
    japanese.refresh_from_db()
    revisions.restore(japanese, 1)

    assert texts() == [("n1", "en", "<p>Corrected.</p>")]
    Footnote.objects.all().delete()
    japanese.refresh_from_db()
    revisions.restore(japanese, 1)
    assert texts() == [("n1", "en", "<p>Source.</p>")]


def test_an_old_text_passes_the_cleaner_when_it_is_restored(pair):
    english, _japanese = pair
    row = english.revisions.get(number=1)
    hostile = {**row.document, "body": '<p data-passage="a1">x<script>alert(1)</script></p>'}
    Revision.objects.filter(pk=row.pk).update(document=hostile)
    revisions.restore(english, 1)
    english.refresh_from_db()

    assert english.body == '<p data-passage="a1">x</p>'


def test_changing_a_note_by_itself_gives_each_edition_that_shows_it_a_revision(pair):
    english, japanese = pair
    revisions.change_note(english.paper.footnotes.get(), Footnote.EDITOR, {"en": "<p>Edited.</p>"})
    for row in (english, japanese):
        row.refresh_from_db()

    assert (english.revision, japanese.revision) == (2, 2)
    assert texts() == [("n1", "en", "<p>Edited.</p>")]
