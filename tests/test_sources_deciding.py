"""An editor's word on a citation: kept, followed by the public record, in the history; merging two works."""

import pytest
import reversion
from django.db.models import ProtectedError
from django.urls import reverse
from reversion.models import Version as Saved

from papers import publishing, sources
from papers.models import Citation, NoteText, OpenCitation, Stamp, VersionCitation
from references import matching
from references.models import FormerKey, NearMatch, Reference
from tests.factories import save
from tests.test_sources_working import DOSHI, OKAFOR, SHORT, body, cited, make, waiting

pytestmark = pytest.mark.django_db
ITEM = {"type": "book", "title": "The Longest Game", "author": [{"family": "Doshi", "given": "Rush"}]}
JUNGLE = "Kagan, <em>Jungle</em>, 3."


def published(*texts):
    edition = make(*texts)
    (version,) = publishing.publish([edition])
    return edition, version


def stamp():
    return Stamp.objects.get().number


def works(version):
    rows = version.citations.select_related("reference")
    return [(row.note, row.order, row.reference.title, row.locator, row.label) for row in rows]


def test_a_confirmed_citation_says_what_the_editor_says_and_the_public_record_with_it():
    edition, version = published(DOSHI, SHORT)
    counted, texts = stamp(), list(NoteText.objects.values())
    row = sources.confirm(Citation.objects.get(footnote__key="n2"), ITEM, "161", "section")

    assert (row.locator, row.label, row.confidence, row.confirmed_at is None) == ("161", "section", {}, False)
    reference = Reference.objects.get()
    assert (reference.item, reference.confidence, reference.is_confirmed) == (ITEM, {}, True)
    assert works(version) == [
        ("n1", 1, "The Longest Game", "4", "page"),
        ("n2", 1, "The Longest Game", "161", "section"),
    ]
    assert stamp() > counted
    assert list(NoteText.objects.values()) == texts
    assert sources.read(edition.paper).citations == 2
    assert cited(edition.paper)[1] == ("n2", 1, "The Longest Game", "161")


def test_a_confirmed_work_is_found_by_what_the_note_says_and_by_what_the_editor_says():
    published(DOSHI)
    reference = sources.confirm(Citation.objects.get(), {**ITEM, "DOI": "10.1000/1"}, "4", "page").reference

    assert sources.read(make(DOSHI).paper).new == 0
    assert matching.find({"type": "book", "title": "X", "DOI": "10.1000/1"}) == reference


def test_confirming_what_another_work_is_merges_nothing_and_proposes_it():
    edition, _version = published(DOSHI)
    known, _new = matching.find_or_add({**ITEM, "DOI": "10.1000/1"})
    sources.confirm(Citation.objects.get(), {**ITEM, "DOI": "10.1000/1"}, "4")

    assert Reference.objects.count() == 2
    assert NearMatch.objects.filter(first__in=[known, Citation.objects.get().reference]).exists()
    assert sources.read(edition.paper).new == 0


def test_a_place_is_led_to_another_work_and_the_first_one_goes():
    edition, version = published(DOSHI, OKAFOR)
    okafor = Reference.objects.get(title="Rules of Origin")
    row = sources.point(Citation.objects.get(footnote__key="n1"), okafor)

    assert (row.reference, row.locator, row.confirmed_at is None) == (okafor, "4", False)
    assert [title for _note, _order, title, _locator, _label in works(version)] == ["Rules of Origin"] * 2
    assert list(Reference.objects.all()) == [okafor]
    assert not okafor.is_confirmed
    assert sources.read(edition.paper).references == 1


def test_a_draft_lets_go_of_a_work_that_its_note_does_not_mean():
    edition = make(DOSHI, OKAFOR)
    sources.read(edition.paper)
    okafor = Reference.objects.get(title="Rules of Origin")
    sources.point(Citation.objects.get(footnote__key="n1"), okafor)

    assert list(Reference.objects.all()) == [okafor]
    sources.settle(Citation.objects.get(footnote__key="n2"))
    assert list(Reference.objects.all()) == [okafor]
    sources.settle(Citation.objects.get(footnote__key="n1"))
    assert not Reference.objects.exists()


def test_an_open_citation_is_led_to_a_work_and_stays_so():
    edition, version = published(DOSHI, JUNGLE)
    work = Reference.objects.get()
    row = sources.point(OpenCitation.objects.get(), work, "5", "chapter")

    assert (row.is_short, row.printed, row.order) == (True, f"<p>{JUNGLE}</p>", 1)
    assert works(version)[1] == ("n2", 1, "The Long Game", "5", "chapter")
    assert waiting(edition.paper) == []
    assert sources.read(edition.paper).open == 0
    assert cited(edition.paper)[1] == ("n2", 1, "The Long Game", "5")


def test_words_that_were_not_understood_are_led_to_a_work():
    edition, version = published("[[Doshi 2021]]")
    work, _new = matching.find_or_add(ITEM)
    row = sources.point(OpenCitation.objects.get(), work)

    assert not row.is_short
    assert works(version) == [("n1", 1, "The Longest Game", "", "page")]
    assert sources.read(edition.paper).citations == 1


def test_what_cites_no_work_is_settled_and_stays_so():
    edition, version = published(DOSHI, JUNGLE)
    sources.settle(OpenCitation.objects.get())
    settled = sources.settle(Citation.objects.get())

    assert (settled.is_settled, settled.item["title"]) == (True, "The Long Game")
    assert not Citation.objects.exists()
    assert works(version) == []
    assert not Reference.objects.exists()
    assert sources.read(edition.paper).open == 0
    assert OpenCitation.objects.filter(is_settled=True).count() == 2


def test_a_short_cite_of_what_cites_no_work_waits():
    edition, _version = published(DOSHI, SHORT)
    sources.settle(Citation.objects.get(is_short=False))
    sources.read(edition.paper)

    assert waiting(edition.paper) == [("n1", 1, "unread"), ("n2", 1, "none")]


def test_an_earlier_version_whose_note_says_something_else_keeps_its_own():
    edition, first = published(DOSHI)
    save(edition, body=body("n1"), notes={"n1": f"<p>See {DOSHI}</p>"})
    edition.refresh_from_db()
    (second,) = publishing.publish([edition])
    other, _new = matching.find_or_add(ITEM)
    sources.point(Citation.objects.get(), other)

    assert [row[2] for row in works(first)] == ["The Long Game"]
    assert [row[2] for row in works(second)] == ["The Longest Game"]


def test_merged_works_are_one_wherever_they_are_cited():
    edition, first = published(DOSHI, SHORT)
    save(edition, body=body("n1"), notes={"n1": f"<p>{OKAFOR}</p>"})
    edition.refresh_from_db()
    (second,) = publishing.publish([edition])
    gone, keep = Reference.objects.get(title="The Long Game"), Reference.objects.get(title="Rules of Origin")
    third, _new = matching.find_or_add(ITEM)
    matching.keep_apart(gone, third)
    counted = stamp()
    kept = sources.merge(keep, gone)

    assert kept == keep
    assert [row[2] for row in works(first) + works(second)] == ["Rules of Origin"] * 3
    assert matching.find(gone.item) == keep
    assert FormerKey.objects.get().key == gone.key
    assert set(Reference.objects.all()) == {keep, third}
    assert list(NearMatch.objects.values_list("first", "second", "kept_apart")) == [(keep.pk, third.pk, True)]
    assert stamp() == counted + 1
    assert sources.read(make(DOSHI).paper).new == 0


def test_a_work_is_not_merged_with_itself_or_with_one_that_is_gone():
    published(DOSHI, OKAFOR)
    keep, gone = Reference.objects.all()
    sources.merge(keep, gone)

    with pytest.raises(ValueError, match="itself"):
        sources.merge(keep, keep)
    with pytest.raises(Reference.DoesNotExist):
        sources.merge(keep, gone)
    assert Citation.objects.filter(reference=keep).count() == 2


def test_a_merge_that_fails_changes_nothing(monkeypatch):
    published(DOSHI, OKAFOR)
    before = list(VersionCitation.objects.values()), list(Reference.objects.values())
    monkeypatch.setattr(Stamp, "touch", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        sources.merge(*Reference.objects.all())
    assert (list(VersionCitation.objects.values()), list(Reference.objects.values())) == before


def test_an_editors_word_on_a_work_is_in_its_history(django_user_model):
    editor = django_user_model.objects.create(username="editor")
    published(DOSHI, OKAFOR)
    row = Citation.objects.get(footnote__key="n1")
    sources.confirm(row, ITEM, "4", by=editor)
    gone = Reference.objects.get(title="Rules of Origin")
    sources.merge(row.reference, gone, by=editor)

    history = list(Saved.objects.get_for_object(row.reference))
    assert [saved.revision.user for saved in history] == [editor, editor]
    assert gone.key in history[0].revision.get_comment()
    assert reversion.is_registered(Reference)


def test_a_cited_work_is_not_deleted_and_the_desk_says_why(admin_client):
    edition, _version = published(DOSHI)
    work = Reference.objects.get()
    answer = admin_client.post(reverse("admin:references_reference_delete", args=[work.pk]), {"post": "yes"})

    assert "cannot be deleted yet" in answer.content.decode()
    assert "Title in en (English, version 1)" in answer.content.decode()
    with pytest.raises(ProtectedError):
        work.delete()
    assert Reference.objects.get() == work
    assert edition.paper.footnotes.get().citations.get().reference == work
