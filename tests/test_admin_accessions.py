"""The desk's pages for works on their way in: read, looked at, decided, stored; in both languages, without a script."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from reversion.models import Revision

from papers.forms import accessions as forms
from papers.models import Stamp
from references import matching
from references.models import Accession, NearMatch, Reference
from tests.test_accessions import book

pytestmark = pytest.mark.django_db

SEA = b"""@book{okafor2019, title = {The Sea}, author = {Okafor, Ngozi}, year = 2019}
@book{kim2020, title = {After Hegemony}, author = {Keohane, Robert}, year = 1985}
@report{kim, title = {<script>alert(1)</script>}, institution = {RAND}, date = {2020-03}, langid = {japanese}}
"""


@pytest.fixture
def desk(admin_client):
    return admin_client


def send(client, data=SEA, name="a.bib", **values):
    """Send a file or notes as a browser does; return the answer at the end of the way."""
    sent = {"file": SimpleUploadedFile(name, data)} if data is not None else {}
    path = reverse("admin:references_reference_import")
    return client.post(path, {"notes": "", "language": "en", **sent, **values}, follow=True)


def decide(client, accession=None, act="store", **values):
    accession = accession or Accession.objects.get()
    path = reverse("admin:references_reference_accession", args=[accession.pk])
    return client.post(path, {"act": act, **values}, follow=True)


def tree(answer):
    return html.fromstring(answer.content.decode())


def cells(answer):
    """Return what stands of each entry, and what beside it, without the fields that are folded."""
    found = []
    for row in tree(answer).xpath("//ol[contains(@class, 'entries')]/li"):
        row.find(".//details").drop_tree()
        parts = row.find_class("arrived") + row.find_class("beside-it")
        found.append([" ".join(part.text_content().split()) for part in parts])
    return found


def options(answer, place):
    chosen = f"//select[@name='choice-{place}']/option"
    return [(option.get("value"), option.text) for option in tree(answer).xpath(chosen)]


def told(answer):
    return [" ".join(said.split()) for said in tree(answer).xpath("//ul[@class='messagelist']/li/text()")]


def errors(answer):
    return [
        " ".join(each.text_content().split())
        for each in tree(answer).xpath("//ul[contains(@class, 'errorlist')]/li")
    ]


def test_a_file_is_shown_beside_the_library_and_stores_nothing(desk):
    sea, _new = matching.find_or_add(book("The Sea"))
    near, _new = matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    answer = send(desk)

    assert cells(answer) == [
        ["1 The Sea book · Okafor 2019", "here already The Sea (Okafor 2019)"],
        [
            "2 After Hegemony book · Keohane 1985",
            f"like After Hegemony: Cooperation and Discord (Keohane 1984) {percent(near)}%",
        ],
        ["3 <script>alert(1)</script> report · 2020", "new"],
    ]
    assert options(answer, 1) == [("same", "it is this work"), ("skip", "leave out")]
    assert options(answer, 2) == [
        ("add", "add as a new work"),
        (f"as:{near.pk}", "it is “After Hegemony: Cooperation and Discord (Keohane 1984)”"),
        ("skip", "leave out"),
    ]
    assert options(answer, 3) == [("add", "add as a new work"), ("skip", "leave out")]
    assert "New: 2. Here already: 1. Left out: 0." in tree(answer).text_content()
    assert set(Reference.objects.all()) == {sea, near}


def percent(work):
    item = {"type": "book", "title": "After Hegemony", "issued": {"date-parts": [[1985]]}}
    item |= {"author": [{"family": "Keohane", "given": "Robert"}]}
    return round(100 * dict(matching.near(item))[work])


def test_storing_says_what_it_did_and_is_in_the_history(desk):
    matching.find_or_add(book("The Sea"))
    matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    send(desk)
    answer = decide(desk, **{"choice-3": "skip"})

    assert told(answer) == ["1 work was added. 1 was here already. 1 was left out."]
    assert Reference.objects.count() == 3
    assert NearMatch.objects.count() == 1
    assert Accession.objects.count() == 0
    (revision,) = Revision.objects.filter(comment="Imported: a.bib.")
    assert [version.object_repr for version in revision.version_set.all()] == [
        "After Hegemony (Keohane 1985)"
    ]


def test_an_entry_may_be_one_with_a_work_that_it_is_like(desk):
    near, _new = matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    send(desk)
    decide(desk, **{"choice-2": f"as:{near.pk}", "choice-1": "skip", "choice-3": "skip"})

    assert Reference.objects.get() == near
    assert NearMatch.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.bib", b"@book{k,\n title = {x", "a.bib is not taken. Line 2, entry “k”: a brace is not closed."),
        (
            "a.ris",
            b"TY  - BOOK\nID  - k\nER  - ",
            "a.ris is not taken. Line 1, entry “k”: the title is missing.",
        ),
        (
            "a.json",
            b'[{"type": "book"}]',
            "a.json is not taken. Line 1, entry “1”: type or title is missing.",
        ),
        (
            "a.csv",
            b"type,title\nbok,A",
            "a.csv is not taken. Line 2, entry “A”: type or title is missing or wrong.",
        ),
        ("a.pdf", b"%PDF-1.7", "a.pdf is not taken. This is neither BibTeX, RIS, CSL-JSON nor CSV."),
        ("a.bib", b"", "a.bib is not taken. The file is empty."),
        (
            "a.bib",
            b"@book{k, title = {Caf\xe9}}",
            "a.bib is not taken. Line 1: the byte 0xE9 is not UTF-8; the file may be Latin-1 or Shift_JIS."
            " Save it as UTF-8.",
        ),
    ],
)
def test_a_malformed_file_is_refused_by_line_and_entry_and_nothing_is_kept(desk, name, data, sentence):
    answer = send(desk, data, name)

    assert errors(answer) == [sentence]
    assert (Accession.objects.count(), Reference.objects.count()) == (0, 0)


def test_too_large_a_file_and_nothing_at_all_are_refused(desk, monkeypatch):
    monkeypatch.setattr(forms, "FILE_LIMIT", len(SEA) - 1)
    assert errors(send(desk)) == ["The file is larger than 10 MB."]
    assert errors(send(desk, None)) == ["Choose a file, or paste printed notes."]
    monkeypatch.setattr(forms, "FILE_LIMIT", len(SEA))
    both = send(desk, notes="Smith, *A* (New York: B, 2001), 3.")
    assert errors(both) == ["A file and notes at once: send one after the other."]
    assert Accession.objects.count() == 0


def test_pasted_notes_are_read_and_those_that_name_no_work_are_told(desk):
    notes = (
        "Sheila A. Smith, *Japan Rearmed* (Cambridge, MA: Harvard University Press, 2019), 3.\n\nIbid., 4.\n"
    )
    answer = send(desk, None, notes=notes)

    assert cells(answer) == [["1 Japan Rearmed book · Smith 2019", "new"]]
    assert "Line 3: Ibid., 4." in " ".join(
        tree(answer).xpath("//details[@class='unread']")[0].text_content().split()
    )
    decide(desk)
    assert [(work.title, work.is_confirmed) for work in Reference.objects.all()] == [("Japan Rearmed", False)]


def test_notes_without_any_work_are_refused_and_stay_in_the_field(desk):
    answer = send(desk, None, notes="Ibid., 4.")

    assert errors(answer) == ["No work was found in these notes: they cite none in full."]
    assert tree(answer).xpath("//textarea[@name='notes']")[0].text.strip() == "Ibid., 4."


def many(number):
    return json.dumps([book(f"Work {place}", f"F{place}") for place in range(1, number + 1)]).encode()


def test_decisions_are_kept_from_page_to_page(desk):
    send(desk, many(120), "many.json")
    accession = Accession.objects.get()
    path = reverse("admin:references_reference_accession", args=[accession.pk])
    answer = desk.post(path, {"here": "1", "choice-7": "skip", "page": "3"})
    assert answer.headers["Location"] == f"{path}?p=3"
    third = desk.get(f"{path}?p=3")
    assert [row[0].split(" book")[0] for row in cells(third)] == [
        f"{place} Work {place}" for place in range(101, 121)
    ]
    answer = desk.post(path, {"here": "3", "choice-120": "skip", "act": "save"})
    assert answer.headers["Location"] == f"{path}?p=3"

    first = tree(desk.get(path))
    assert first.xpath("//select[@name='choice-7']/option[@selected]/@value") == ["skip"]
    assert "Left out: 2." in first.text_content()
    assert told(decide(desk)) == ["118 works were added. 0 were here already. 2 were left out."]


@pytest.mark.parametrize(
    "sent", [{"choice-1": "as:x"}, {"choice-1": "as:99999999999999999999"}, {"choice-2": "merge"}]
)
def test_a_choice_that_was_not_offered_is_refused(desk, sent):
    send(desk)
    answer = decide(desk, **sent)

    assert "A choice was sent that this page does not offer. Choose again." in answer.content.decode()
    assert (Reference.objects.count(), Accession.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "sent", [{"choice-0": "skip"}, {"choice-4": "skip"}, {"choice-x": "skip"}, {"choice-": "y"}]
)
def test_a_choice_for_no_entry_changes_nothing(desk, sent):
    send(desk)
    decide(desk, **sent)

    assert Reference.objects.count() == 3


def test_a_work_that_went_meanwhile_is_told_and_nothing_is_stored(desk):
    near, _new = matching.find_or_add(book("After Hegemony: Cooperation and Discord", "Keohane", 1984))
    send(desk)
    gone = near.pk
    near.delete()
    answer = decide(desk, **{"choice-2": f"as:{gone}"})

    assert (
        "Nothing was stored: the work that was chosen for entry 2 is there no longer."
        in answer.content.decode()
    )
    assert (Reference.objects.count(), Accession.objects.count()) == (0, 1)


def test_what_is_stored_or_deleted_is_gone_the_second_time(desk):
    send(desk)
    accession = Accession.objects.get()
    assert told(decide(desk, accession, "delete")) == ["Deleted: a.bib."]
    assert told(decide(desk, accession)) == ["These works wait here no longer: they were stored or deleted."]
    assert Reference.objects.count() == 0


def test_what_waits_is_listed_and_nobody_else_sees_it(desk, client):
    send(desk)
    accession = Accession.objects.get()
    page = tree(desk.get(reverse("admin:references_reference_import")))
    assert page.xpath("//table[contains(@class, 'desk-list')]//th/a/text()") == ["a.bib"]
    other = get_user_model().objects.create_superuser("other", password="x")
    client.force_login(other)

    path = reverse("admin:references_reference_accession", args=[accession.pk])
    assert client.get(path).status_code == 302
    assert client.post(path, {"act": "store"}).status_code == 302
    assert "a.bib" not in client.get(reverse("admin:references_reference_import")).content.decode()
    assert (Reference.objects.count(), Accession.objects.count()) == (0, 1)


def test_public_pages_follow_when_a_known_work_says_more(desk):
    matching.find_or_add(book("The Sea"), {"title": 0.5})
    before = list(Stamp.objects.values_list("number", "mark"))
    send(desk, b"@book{k, title={The Sea}, author={Okafor, N.}, year=2019, publisher={Sample Press}}")
    decide(desk)

    assert list(Stamp.objects.values_list("number", "mark")) != before
    assert Reference.objects.get().item["publisher"] == "Sample Press"


def test_the_list_of_works_leads_to_the_import(desk):
    page = tree(desk.get(reverse("admin:references_reference_changelist")))

    assert page.xpath("//ul[@class='object-tools']//a/@href")[0] == reverse(
        "admin:references_reference_import"
    )


def test_an_entry_with_a_dangerous_address_is_refused_where_it_stands_and_offers_no_choice(desk):
    data = b"@misc{k, title = {Trap}, url = {javascript:alert(1)}, year = {abcd}}\n" + SEA
    answer = send(desk, data)

    no_date = "is no date: write 2024, 2024-05, 2024-05-31, 2024-05/2024-06 or 2024 Spring."
    ((arrived, beside), *others) = cells(answer)
    assert arrived == "1 Trap web page"
    assert set(beside.removeprefix("cannot be stored ").split(" Date of issue: ")) == {
        "URL: “javascript:alert(1)” is no address: one begins with https:// or http://.",
        f"“abcd” {no_date}",
    }
    assert len(others) == 3
    assert options(answer, 1) == []
    assert "Refused: 1." in tree(answer).text_content()
    assert tree(answer).xpath("//button[@value='store']/text()") == ["Store all 3 works"]
    stored = decide(desk, **{"choice-1": "add"})
    assert told(stored) == ["3 works were added. 0 were here already. 1 was refused."]
    assert not Reference.objects.filter(title="Trap").exists()


def test_a_file_whose_program_forgets_the_end_of_entries_is_read_and_says_so_at_each(desk):
    answer = send(desk, b"TY  - BOOK\nTI  - The Sea\nTY  - BOOK\nTI  - Rivers\nER  - \n", "a.ris")

    told = "Line 1: the entry has no ER; it was read as far as the next entry or the end of the file."
    assert cells(answer) == [[f"1 The Sea book {told}", "new"], ["2 Rivers book", "new"]]
    decide(desk)
    assert [work.item for work in Reference.objects.order_by("pk")] == [
        {"type": "book", "title": "The Sea"},
        {"type": "book", "title": "Rivers"},
    ]


def test_the_page_speaks_of_works_and_no_name_of_the_path_repeats_another(desk):
    send(desk)
    path = reverse("admin:references_reference_import")
    pages = {code: tree(desk.get(path, HTTP_ACCEPT_LANGUAGE=code)) for code in ("en", "ja")}

    assert [page.xpath("//caption[@id='waiting']/text()") for page in pages.values()] == [
        ["Works waiting to be stored"],
        ["取り込み待ちの文献データ"],
    ]
    assert "原稿" not in pages["ja"].xpath("//div[@id='content-main']")[0].text_content()
    for page in pages.values():
        steps = page.xpath("//div[@class='breadcrumbs']/a/text()")
        assert len(set(steps)) == len(steps) == 3
