"""Works come into the library: read, shown beside what is known, decided, and stored in one transaction or not at all."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from references import accessions, csl, matching
from references.accessions import Counts, Entry, Preview
from references.models import Accession, MatchKey, NearMatch, Reference
from tests.citations import day, person

pytestmark = pytest.mark.django_db


def book(title, family="Okafor", year=2019, **more):
    return {"type": "book", "title": title, "author": [person(family, "N.")], "issued": day(year), **more}


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor", password="x")


@pytest.fixture
def kept(editor):
    def make(*items, **more):
        return accessions.keep(editor, "a.bib", [Entry(item) for item in items], **more)

    return make


def known(item):
    return matching.find_or_add(item)[0]


def test_a_file_becomes_entries_and_a_malformed_one_none():
    assert accessions.of_file("a.ris", b"TY  - BOOK\nTI  - The Sea\nER  - ") == [
        Entry({"type": "book", "title": "The Sea"})
    ]
    with pytest.raises(csl.Refused, match="Line 1, entry “k”: the title is missing"):
        accessions.of_file("a.bib", b"@book{k, year = 2000}")
    with pytest.raises(csl.Refused, match="The file is empty"):
        accessions.of_file("a.bib", b"")
    with pytest.raises(csl.Refused, match="These are more than 10000 works"):
        accessions.of_file("a.bib", b"@book{k, title = {x}}\n" * 10_001)


def test_notes_become_entries_line_by_line_and_what_names_no_work_is_told():
    text = "\n".join(
        [
            "Sheila A. Smith, *Japan Rearmed* (Cambridge, MA: Harvard University Press, 2019), 3.",
            "",
            "Ibid., 4.",
            "佐橋亮『米中対立』中公新書、2021年、112頁。",
            "Keohane, *After Hegemony* (Princeton: Princeton University Press, 1984); Smith, *Japan Rearmed*, 9.",
        ]
    )
    entries, unread = accessions.of_notes(text, "en")

    assert [entry.item["title"] for entry in entries] == ["Japan Rearmed", "米中対立", "After Hegemony"]
    assert entries[0].said == text.splitlines()[0]
    assert entries[0].sure["title"] > 0
    assert "locator" not in entries[0].item
    assert unread == [(3, "Ibid., 4.")]


def test_too_long_a_note_is_refused_by_its_line():
    with pytest.raises(csl.Refused, match="Line 2: a note has more than 20000 signs"):
        accessions.of_notes("One.\n" + "x" * 20_001, "en")


def test_each_entry_stands_beside_the_library(kept):
    sea = known(book("The Sea", DOI="10.1234/sea"))
    hegemony = known(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    preview = Preview(
        kept(
            book("The Sea (2nd printing)", DOI="10.1234/SEA"),
            book("Rivers"),
            book("Rivers"),
            book("After Hegemony", "Keohane", 1985),
        )
    )

    rows = preview.rows(1, 5)
    assert [row.known for row in rows] == [sea, None, None, None]
    assert [row.repeats for row in rows] == [0, 0, 2, 0]
    assert [[work for work, _score in row.near] for row in rows] == [[], [], [], [hegemony]]
    assert [row.choice for row in rows] == ["same", "add", "same", "add"]
    assert [row.place for row in preview.rows(2, 4)] == [2, 3]
    assert preview.counts() == Counts(new=2, known=2, skipped=0)


def test_storing_adds_what_is_new_and_notes_what_is_like(kept):
    sea = known(book("The Sea", DOI="10.1234/sea"))
    hegemony = known(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    accession = kept(
        book("The Sea", DOI="10.1234/sea", publisher="X"),
        book("Rivers"),
        book("After Hegemony", "Keohane", 1985),
    )
    told = accessions.store(accession)

    assert (told.new, told.known, told.skipped) == (2, 1, 0)
    added = Reference.objects.exclude(pk__in=[sea.pk, hegemony.pk]).order_by("pk")
    assert [work.title for work in added] == ["Rivers", "After Hegemony"]
    assert all(work.is_confirmed for work in added)
    sea.refresh_from_db()
    assert "publisher" not in sea.item
    assert [(pair.first, pair.second) for pair in NearMatch.objects.all()] == [(hegemony, added[1])]
    assert Accession.objects.count() == 0
    assert accessions.store(accession) is None


def test_what_a_machine_read_waits_for_a_person(editor):
    entries, _unread = accessions.of_notes(
        "Sheila A. Smith, *Japan Rearmed* (Cambridge, MA: Harvard University Press, 2019), 3.", "en"
    )
    accessions.store(accessions.keep(editor, "", entries))

    work = Reference.objects.get()
    assert (work.title, work.is_confirmed) == ("Japan Rearmed", False)
    assert work.confidence.keys() == work.item.keys()


def test_a_waiting_work_learns_what_it_did_not_say(kept):
    work, _new = matching.find_or_add(book("The Sea"), {"title": 0.5})
    told = accessions.store(kept(book("The Sea", publisher="Sample Press")))

    work.refresh_from_db()
    assert work.item["publisher"] == "Sample Press"
    assert told.filled


def test_what_was_decided_is_done(kept):
    hegemony = known(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    accession = kept(book("After Hegemony", "Keohane", 1985), book("Rivers"), book("Hills"))
    accessions.decide(accession, {1: f"as:{hegemony.pk}", 2: "skip", 3: "skip"})
    accessions.decide(accession, {3: "add"})

    assert Preview(accession).counts() == Counts(new=2, known=0, skipped=1)
    told = accessions.store(accession)
    assert (told.new, told.known, told.skipped) == (1, 1, 1)
    assert sorted(work.title for work in Reference.objects.all()) == [
        "After Hegemony: Cooperation and Discord",
        "Hills",
    ]
    assert NearMatch.objects.count() == 0
    assert matching.find(book("After Hegemony", "Keohane", 1985)) == hegemony


def test_a_chosen_work_that_is_gone_stores_nothing(kept):
    hegemony = known(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    accession = kept(book("Rivers"), book("After Hegemony", "Keohane", 1985))
    accessions.decide(accession, {2: f"as:{hegemony.pk}"})
    hegemony.delete()

    with pytest.raises(accessions.LostError) as lost:
        accessions.store(accession)
    assert lost.value.places == [2]
    assert (Reference.objects.count(), MatchKey.objects.count(), Accession.objects.count()) == (0, 0, 1)


def test_what_became_known_meanwhile_is_that_work(kept):
    accession = kept(book("Rivers"))
    rivers = known(book("Rivers"))
    told = accessions.store(accession)

    assert (told.new, told.known) == (0, 1)
    assert Reference.objects.get() == rivers


def test_a_failure_in_the_middle_stores_nothing(kept, monkeypatch):
    accession = kept(book("Rivers"), book("Hills"))
    real = matching.Known.find_or_add

    def failing(self, item, confidence=None):
        if item["title"] == "Hills":
            raise RuntimeError
        return real(self, item, confidence)

    monkeypatch.setattr(matching.Known, "find_or_add", failing)
    with pytest.raises(RuntimeError):
        accessions.store(accession)
    assert (Reference.objects.count(), Accession.objects.count()) == (0, 1)


def test_what_nobody_stored_in_time_goes_with_the_next(kept, editor):
    old, other = kept(book("Rivers")), kept(book("Hills"))
    late = timezone.now() - Accession.KEPT - timezone.timedelta(minutes=1)
    Accession.objects.filter(pk=old.pk).update(created_at=late)
    new = kept(book("Seas"))

    assert {each.pk for each in Accession.objects.all()} == {other.pk, new.pk}


def queries(work):
    with connection.execute_wrapper(counted := Counted()):
        work()
    return counted.number


class Counted:
    number = 0

    def __call__(self, execute, *args):
        self.number += 1
        return execute(*args)


def test_a_page_costs_the_same_whatever_is_on_the_others(kept):
    few = kept(*(book(f"Sea {number}", f"F{number}") for number in range(50)))
    many = kept(*(book(f"Sea {number}", f"F{number}") for number in range(550)))

    # Signs are asked for in lots; all else is asked for the entries of the page.
    lots = queries(lambda: Preview(many)) - queries(lambda: Preview(few))
    assert lots <= 2
    assert queries(lambda: Preview(many).rows(1, 51)) - queries(lambda: Preview(few).rows(1, 51)) == lots


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        (
            "a.bib",
            b"@book{k, title={A}, url={javascript:alert(1)}}",
            "URL: “javascript:alert(1)” is no address: one begins with https:// or http://.",
        ),
        (
            "a.bib",
            b"@book{k, title={A}, year={abcd}}",
            "Date of issue: “abcd” is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring.",
        ),
        (
            "a.json",
            b'[{"type": "book", "title": "A", "issued": {"date-parts": [[99999999]]}}]',
            "Date of issue: “99999999” is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring.",
        ),
        (
            "a.json",
            b'[{"type": "book", "title": "A", "accessed": {"date-parts": [[2023, 2, 30]]}}]',
            "Accessed: “2023-02-30” is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring.",
        ),
        (
            "a.json",
            b'[{"type": "book", "title": "A", "DOI": "data:text/html,x"}]',
            "DOI: “data:text/html,x” is no DOI: one begins with “10.”, such as 10.1234/abc.",
        ),
        (
            "a.ris",
            b"TY  - BOOK\nTI  - A\nUR  - vbscript:x\nER  - ",
            "URL: “vbscript:x” is no address: one begins with https:// or http://.",
        ),
        (
            "a.json",
            b'[{"type": "book", "title": "A", "author": [{"family": "Kim", "literal": "RAND"}]}]',
            "Authors: “RAND” is a person’s name or a body’s: fill one of the two.",
        ),
    ],
)
def test_what_the_form_refuses_is_refused_by_entry_and_the_rest_is_stored(editor, name, data, sentence):
    good = [Entry(book("A", "Okafor")), Entry(book("Rivers"))]
    accession = accessions.keep(editor, name, [*accessions.of_file(name, data), *good])
    accessions.decide(accession, {1: "add"})
    preview = Preview(accession)

    assert [list(row.wrongs) for row in preview.rows(1, 4)] == [[sentence], [], []]
    assert preview.counts() == Counts(new=2, refused=1)
    told = accessions.store(accession)
    assert (told.new, told.known, told.skipped, told.refused) == (2, 0, 0, 1)
    assert [work.item for work in Reference.objects.order_by("pk")] == [entry.item for entry in good]


def test_a_refused_entry_is_not_what_a_later_one_repeats_and_fills_no_work(kept):
    work, _new = matching.find_or_add(book("The Sea"), {"title": 0.5})
    wrong = book("Rivers", URL="javascript:alert(1)")
    accession = kept(wrong, book("Rivers"), book("The Sea", URL="javascript:alert(2)"))
    accessions.decide(accession, {3: f"as:{work.pk}"})

    assert [row.repeats for row in Preview(accession).rows(1, 4)] == [0, 0, 0]
    told = accessions.store(accession)
    assert (told.new, told.refused, set(told.filled)) == (1, 2, set())
    work.refresh_from_db()
    assert "URL" not in work.item


@pytest.mark.parametrize(
    "issued",
    [
        {"literal": "in press"},
        {"literal": "[n.d.]"},
        {"literal": "刊行予定"},
        {"literal": "平成元年"},
        {"literal": "19th century"},
        {"date-parts": [[2002, 9], [2002, 10]]},
        {"date-parts": [[-44]], "circa": True},
        {"date-parts": [[2020]], "season": "Michaelmas"},
    ],
    ids=str,
)
def test_a_date_that_tells_a_time_or_that_there_is_none_is_taken(kept, issued):
    told = accessions.store(kept(book("The Sea") | {"issued": issued}))

    assert (told.new, told.refused) == (1, 0)
