"""The working copy's notes are read into References, Citations and what waits, and reading them again changes nothing."""

import pytest
from django.core import serializers
from django.utils import timezone

from papers import sources
from papers.document import Note
from papers.models import Citation, Footnote, NoteText, OpenCitation, Stamp
from papers.sources import Counts
from references.models import MatchKey, NearMatch, Reference, Trait
from tests.factories import make_paper, make_translation, save

pytestmark = pytest.mark.django_db

DOSHI = "Rush Doshi, <em>The Long Game</em> (Oxford: Oxford University Press, 2021), 4."
OKAFOR = "Ada Okafor, “Rules of Origin,” <em>Journal of Trade</em> 12, no. 3 (2024): 45–47."
SHORT = "Doshi, <em>Long Game</em>, 160."


def body(*keys):
    calls = "".join(f'<p data-passage="p{key}">Text.<sup data-note="{key}"></sup></p>' for key in keys)
    return calls or "<p>Text.</p>"


def make(*texts, paper=None, language="en"):
    """Return a draft that calls these notes, n1 and so on, in order."""
    notes = {f"n{n}": f"<p>{text}</p>" for n, text in enumerate(texts, start=1)}
    return make_translation(paper, language, body=body(*notes), notes=notes)


def read(edition):
    return sources.read(edition.paper)


def cited(paper):
    rows = Citation.objects.filter(footnote__paper=paper).select_related("footnote", "reference")
    return [(row.footnote.key, row.order, row.reference.title, row.locator) for row in rows]


def waiting(paper):
    rows = OpenCitation.objects.filter(footnote__paper=paper).select_related("footnote")
    return [(row.footnote.key, row.order, row.reason) for row in rows]


def everything():
    models = (Reference, MatchKey, Trait, NearMatch, Footnote, NoteText, Citation, OpenCitation)
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in models]


def test_each_source_becomes_a_citation_with_its_place_and_its_print():
    edition = make(f"See {DOSHI.removesuffix('.')}; {OKAFOR}")
    counts = read(edition)

    assert counts == Counts(notes=1, references=2, new=2, citations=2, open=0)
    assert cited(edition.paper) == [("n1", 1, "The Long Game", "4"), ("n1", 2, "Rules of Origin", "45–47")]
    second = Citation.objects.get(order=2)
    assert (second.label, second.printed, second.is_short) == ("page", f"<p>{OKAFOR}</p>", False)
    assert set(second.confidence) == {"locator"}
    assert second.confirmed_at is None
    assert second.reference.confidence.keys() == second.reference.item.keys()


def test_a_short_cite_and_ibid_cite_the_work_that_they_mean():
    edition = make(DOSHI, OKAFOR, SHORT, "Ibid., 161.")
    counts = read(edition)

    assert counts == Counts(notes=4, references=2, new=2, citations=4, open=0)
    assert cited(edition.paper)[2:] == [
        ("n3", 1, "The Long Game", "160"),
        ("n4", 1, "The Long Game", "161"),
    ]
    assert list(Citation.objects.values_list("is_short", flat=True)) == [False, False, True, True]


def test_a_bodys_short_cite_without_a_place_cites_its_work_or_waits():
    office = "US Government Accountability Office, <em>Navy Ship Maintenance"
    full = f"{office}: Actions Needed to Address Delays</em>, GAO-20-588 (August 2020)."
    edition = make(full, f"{office}</em>.", "World Bank, <em>Global Damage</em>.")
    read(edition)

    work = "Navy Ship Maintenance: Actions Needed to Address Delays"
    assert cited(edition.paper) == [("n1", 1, work, ""), ("n2", 1, work, "")]
    assert waiting(edition.paper) == [("n3", 1, OpenCitation.NO_SOURCE)]


def test_a_note_that_shows_signs_of_a_source_waits_when_nothing_in_it_was_read():
    said = "Cabinet Office, <em>Guidelines on Shelters</em> (August 2013, revised April 2016)."
    edition = make(said, "The phrase “Free and Open Indo-Pacific” is used throughout.")
    read(edition)

    row = OpenCitation.objects.get()
    printed = "<p>Cabinet Office, *Guidelines on Shelters* (August 2013, revised April 2016).</p>"
    assert waiting(edition.paper) == [("n1", 1, OpenCitation.UNREAD)]
    assert row.printed == printed


def test_what_cannot_be_led_to_a_work_waits_with_its_reason():
    other = "Rush Doshi, <em>The Other Game</em> (Oxford: Oxford University Press, 2022)."
    edition = make(DOSHI, other, "Doshi, op. cit., 12.", "Kagan, <em>Jungle</em>, 3.", "[[CHECK PAGE]]")
    counts = read(edition)

    assert counts == Counts(notes=5, references=2, new=2, citations=2, open=3)
    assert waiting(edition.paper) == [("n3", 1, "several"), ("n4", 1, "none"), ("n5", 1, "unread")]
    jungle, unread = OpenCitation.objects.get(reason="none"), OpenCitation.objects.get(reason="unread")
    assert (jungle.item["title"], jungle.locator) == ("Jungle", "3")
    assert jungle.printed == "<p>Kagan, <em>Jungle</em>, 3.</p>"
    assert (unread.item, unread.printed) == ({}, "<p>[[CHECK PAGE]]</p>")


def test_a_note_that_cites_nothing_has_nothing():
    edition = make("The usual disclaimer applies.")

    assert read(edition) == Counts(notes=1)
    assert not Citation.objects.exists()
    assert not OpenCitation.objects.exists()


def test_reading_again_changes_nothing():
    edition = make(DOSHI, OKAFOR, SHORT, "Kagan, <em>Jungle</em>, 3.", "「民法」。", "[PDF]")
    first = read(edition)
    before = everything()

    assert read(edition) == Counts(**{**vars(first), "new": 0})
    assert everything() == before


def test_no_note_is_rewritten():
    edition = make(f"  {DOSHI} ", "Ibid., 5;&nbsp;<em>ibid</em>.")
    before = list(NoteText.objects.values_list("pk", "text"))
    read(edition)

    assert list(NoteText.objects.values_list("pk", "text")) == before


def test_two_papers_that_cite_one_work_share_it():
    first, second = make(DOSHI), make(DOSHI.replace("4.", "99.").replace("Oxford: ", ""))
    read(first)

    assert read(second) == Counts(notes=1, references=1, new=0, citations=1)
    assert Reference.objects.count() == 1


def test_a_changed_note_is_read_again_and_a_work_that_nobody_cites_goes():
    edition = make(DOSHI, "Ada Okafor, <em>Orgin</em> (Lagos: Press, 2020), 7.")
    read(edition)
    save(
        edition,
        body=body("n1", "n2"),
        notes={"n2": "<p>Ada Okafor, <em>Origin</em> (Lagos: Press, 2020), 7.</p>"},
    )
    read(edition)

    assert [title for _key, _order, title, _locator in cited(edition.paper)] == ["The Long Game", "Origin"]
    assert list(Reference.objects.values_list("title", flat=True)) == ["The Long Game", "Origin"]


def test_notes_are_read_afresh_only_when_one_says_something_else_or_they_change_places():
    edition = make(DOSHI, OKAFOR)
    read(edition)
    Citation.objects.update(locator="marked")
    sources.refresh(edition.paper)
    assert [locator for *_place, locator in cited(edition.paper)] == ["marked", "marked"]

    texts = {"n1": f"<p>{DOSHI}</p>", "n2": f"<p>{OKAFOR}</p>"}
    save(edition, body=body("n2", "n1"), notes=texts)
    sources.refresh(edition.paper)
    assert [locator for *_place, locator in cited(edition.paper)] == ["4", "45–47"]

    save(edition, body=body("n2", "n1"), notes=texts | {"n1": f"<p>{DOSHI.replace('4.', '5.')}</p>"})
    sources.refresh(edition.paper)
    assert [locator for *_place, locator in cited(edition.paper)] == ["5", "45–47"]


def test_a_removed_source_goes_and_what_others_cite_stays():
    first, second = make(DOSHI, OKAFOR), make(OKAFOR)
    read(first)
    read(second)
    save(first, body=body("n1"))
    read(first)

    assert cited(first.paper) == [("n1", 1, "The Long Game", "4")]
    assert cited(second.paper) == [("n1", 1, "Rules of Origin", "45–47")]
    save(first, body="<p>Text.</p>")
    assert read(first) == Counts()
    assert list(Reference.objects.values_list("title", flat=True)) == ["Rules of Origin"]


def test_a_work_that_a_person_confirmed_stays_though_nothing_cites_it():
    edition = make(DOSHI)
    read(edition)
    Reference.objects.update(confirmed_at=timezone.now())
    save(edition, body="<p>Text.</p>")
    read(edition)

    assert Reference.objects.count() == 1


def test_what_a_person_decided_stays_as_long_as_the_note_says_the_same():
    edition = make(DOSHI, "Kagan, <em>Jungle</em>, 3.")
    read(edition)
    other = Reference.objects.create(key="other", item={"type": "book", "title": "Other"})
    Citation.objects.update(reference=other, locator="44", confirmed_at=timezone.now())
    OpenCitation.objects.update(is_settled=True)

    assert read(edition) == Counts(notes=2, references=1, citations=1)
    assert cited(edition.paper) == [("n1", 1, "Other", "44")]
    save(
        edition,
        body=body("n1", "n2"),
        notes={"n1": f"<p>See {DOSHI}</p>", "n2": "<p>Kagan, <em>Jungle</em>, 4.</p>"},
    )
    assert read(edition).open == 1
    assert cited(edition.paper) == [("n1", 1, "The Long Game", "4")]
    assert Citation.objects.get().confirmed_at is None
    assert OpenCitation.objects.get().locator == "4"


def test_a_short_cite_follows_what_a_person_said_of_its_source():
    edition = make(DOSHI, SHORT)
    read(edition)
    other = Reference.objects.create(key="other", item={"type": "book", "title": "Other"})
    Citation.objects.filter(footnote__key="n1").update(reference=other, confirmed_at=timezone.now())
    read(edition)

    assert cited(edition.paper)[1] == ("n2", 1, "Other", "160")


def test_notes_are_numbered_as_the_original_calls_them():
    edition = make_translation(
        body=body("b", "a", "c"),
        notes={"a": f"<p>{OKAFOR}</p>", "b": f"<p>{DOSHI}</p>", "c": "<p>Doshi, supra note 1, at 9.</p>"},
    )
    read(edition)

    assert [row for row in cited(edition.paper) if row[0] == "c"] == [("c", 1, "The Long Game", "9")]


def test_the_original_is_read_and_a_note_of_one_edition_in_its_own():
    paper = make_paper()
    english = make(DOSHI, paper=paper)
    NoteText.objects.create(
        footnote=paper.footnotes.get(),
        language="ja",
        text="<p>ドーシ『長期戦略』（岩波書店、2021年）4頁。</p>",
    )
    own = Note("t1", Footnote.TRANSLATOR, "ja", "<p>山田太郎『日本の港』（岩波書店、2020年）12頁。</p>")
    make_translation(paper, "ja", body=body("t1", "n1"), notes={"t1": own})

    assert read(english) == Counts(notes=2, references=2, new=2, citations=2)
    assert sorted(cited(paper)) == [("n1", 1, "The Long Game", "4"), ("t1", 1, "日本の港", "12")]


def test_one_work_without_signs_in_two_notes_of_a_paper_is_one():
    undated = "Ada Okafor, <em>Rules and Origins</em> (Lagos: Press, n.d.), {}."
    edition = make(undated.format(4), undated.format(9))

    assert read(edition) == Counts(notes=2, references=1, new=1, citations=2)
    save(edition, body=body("n1", "n2", "n3"), notes={"n3": f"<p>{DOSHI}</p>"})
    assert read(edition) == Counts(notes=3, references=2, new=1, citations=3)


def test_what_published_notes_cite_too_is_counted_when_it_says_more():
    first = make(DOSHI.replace("Oxford: Oxford University Press, ", ""))
    read(first)
    before = Stamp.objects.count()
    read(make(DOSHI))

    assert Reference.objects.get().item["publisher"] == "Oxford University Press"
    assert (before, Stamp.objects.get().number) == (0, 1)


def test_a_paper_read_again_costs_the_same_however_many_notes_it_has(django_assert_max_num_queries):
    edition = make(*(f"Ada Okafor, <em>Origin {n}</em> (Lagos: Press, 2020), {n}." for n in range(1, 41)))
    read(edition)

    with django_assert_max_num_queries(16):
        read(edition)


def test_a_note_of_any_kind_of_signs_is_read():
    hostile = [
        "。" * 20_000,
        "<em>" * 50 + "x",
        "&lt;script&gt;",
        "“" * 500,
        "https://" + "a" * 5_000,
        "Ibid.",
    ]
    edition = make(*hostile)

    assert read(edition).notes == 6
