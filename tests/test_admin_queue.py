"""The queue: notes in their order, sources confirmed, led to a work or settled, nothing overwritten unseen."""

import pytest
import reversion
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from reversion.models import Version as Kept

from papers import publishing, sources
from papers.admin.waiting import Queue, count, standing
from papers.models import Citation, NoteText, OpenCitation, VersionCitation
from references.models import NearMatch, Reference
from tests.factories import save
from tests.queueing import NOTES, accept, address, form_of, make_waiting, note

pytestmark = pytest.mark.django_db
QUEUE = "admin:papers_footnote_queue"


@pytest.fixture
def paper():
    return make_waiting()


def keys(paper, **narrowed):
    """Return the keys of the notes of a paper that wait, in the order of the queue."""
    listed = Queue(**narrowed).of_paper(paper)
    names = dict(paper.footnotes.values_list("pk", "key"))
    return [names[pk] for pk in listed]


def member(*groups, permissions=()):
    user = get_user_model().objects.create_user("ann", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def read(paper, key):
    return Citation.objects.select_related("reference").get(footnote=note(paper, key))


def test_what_is_open_comes_first_then_what_is_not_sure_then_the_rest_as_printed(paper):
    Reference.objects.update(confidence={"title": 0.9})
    Citation.objects.filter(footnote__key="n2").update(confidence={"locator": 0.5})

    assert keys(paper) == ["n4", "n5", "n2", "n1", "n3", "n6"]
    assert keys(paper, order="printed") == ["n1", "n2", "n3", "n4", "n5", "n6"]


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("open", ["n4", "n5"]),
        ("several", ["n4"]),
        ("none", ["n5"]),
        ("unread", []),
        ("read", ["n1", "n2", "n3", "n6"]),
    ],
)
def test_the_queue_is_narrowed_by_reason(paper, reason, found):
    assert sorted(keys(paper, reason=reason)) == found


def test_the_newest_paper_comes_first_and_one_paper_can_be_asked_for(paper, admin_client):
    other = make_waiting("reefs", {"n1": NOTES["n6"]})
    newest = admin_client.get(reverse(QUEUE))
    asked = admin_client.get(reverse(QUEUE), {"paper": paper.pk, "order": "printed"})

    assert newest.url == address(note(other, "n1"))
    assert asked.url == address(note(paper, "n1"), f"?paper={paper.pk}&order=printed")
    assert (count(), count(paper), count(other)) == (7, 6, 1)


@pytest.mark.parametrize(
    "query", ["paper=x", "paper=9" * 9, "reason=odd&order=odd", "paper=٣", "paper=99999999999999999999"]
)
def test_an_address_that_narrows_wrongly_narrows_nothing(paper, admin_client, query):
    assert admin_client.get(f"{reverse(QUEUE)}?{query}").url == address(note(paper, "n4"))


def test_a_queue_without_a_note_says_so(admin_client):
    page = admin_client.get(reverse(QUEUE)).content.decode()

    assert "Every source that was read is confirmed." in page


def test_a_note_stands_beside_its_fields_with_its_source_marked(paper, admin_client):
    answer = admin_client.get(address(note(paper, "n1")))
    page = html.fromstring(answer.content.decode())
    text = page.get_element_by_id("queue-text")

    assert text.get("lang") == "en"
    assert text.text_content() == "Ana Kim, Ports and Seas (Oxford: Sea Press, 2020), 12."
    assert text.find(".//mark").get("data-source") == "1"
    data = form_of(answer)
    shown = {
        name: data[f"c1-{name}"]
        for name in (
            "type",
            "title",
            "author-0-family",
            "author-0-given",
            "publisher",
            "publisher-place",
            "issued",
            "locator",
            "label",
        )
    }
    assert shown == {
        "type": "book",
        "title": "Ports and Seas",
        "author-0-family": "Kim",
        "author-0-given": "Ana",
        "publisher": "Sea Press",
        "publisher-place": "Oxford",
        "issued": "2020",
        "locator": "12",
        "label": "page",
    }


def test_accepting_confirms_work_and_citation_and_leads_on(paper, admin_client):
    answer = accept(admin_client, note(paper, "n1"), "?order=printed")
    citation = read(paper, "n1")

    assert answer.url == address(note(paper, "n2"), "?order=printed")
    assert citation.confirmed_at is not None
    assert citation.reference.is_confirmed
    assert (citation.confidence, citation.reference.confidence) == ({}, {})
    assert keys(paper, order="printed") == ["n2", "n3", "n4", "n5", "n6"]


def test_what_was_corrected_is_stored_and_the_note_is_not(paper, admin_client):
    before = list(NoteText.objects.order_by("pk").values_list("text", flat=True))
    accept(
        admin_client,
        note(paper, "n1"),
        c1__title="Ports & <i>Seas</i>",
        c1__locator="12–13",
        c1__label="chapter",
    )
    citation = read(paper, "n1")

    assert citation.reference.item["title"] == "Ports & <i>Seas</i>"
    assert citation.reference.item["publisher"] == "Sea Press"
    assert (citation.locator, citation.label) == ("12–13", "chapter")
    assert list(NoteText.objects.order_by("pk").values_list("text", flat=True)) == before
    page = admin_client.get(address(note(paper, "n3"))).content.decode()
    assert "Ports &amp; &lt;i&gt;Seas&lt;/i&gt;" in page


def test_both_sources_of_a_note_are_accepted_at_once_and_numbered(paper, admin_client):
    page = admin_client.get(address(note(paper, "n6")))
    accept(admin_client, note(paper, "n6"), c2__choice="none")

    assert "is-several" in page.content.decode()
    assert 'value="none"' in page.content.decode()
    assert 'name="c1-choice" value="none">' not in page.content.decode()
    assert Citation.objects.get(footnote=note(paper, "n6")).reference.title == "Cables"
    assert OpenCitation.objects.get(footnote=note(paper, "n6")).is_settled


def test_an_ambiguous_short_cite_is_led_to_the_work_that_is_chosen(paper, admin_client):
    answer = admin_client.get(address(note(paper, "n4")))
    offered = [work.title for work in answer.context["parts"][0]["form"].works.values()]
    chosen = Reference.objects.get(title="Ports of Asia")
    accept(admin_client, note(paper, "n4"), o1__choice=str(chosen.pk), o1__locator="8")
    citation = read(paper, "n4")

    assert sorted(offered) == ["Ports and Seas", "Ports of Asia"]
    assert (citation.reference, citation.locator, citation.is_short) == (chosen, "8", True)
    assert not OpenCitation.objects.filter(footnote=note(paper, "n4")).exists()


def test_an_open_one_is_not_accepted_before_it_is_said_what_it_is(paper, admin_client):
    answer = accept(admin_client, note(paper, "n4"))

    assert answer.status_code == 200
    assert "Say what this source is." in answer.content.decode()
    assert "Nothing was stored" in answer.content.decode()
    assert OpenCitation.objects.filter(footnote=note(paper, "n4"), is_settled=False).exists()


def test_an_open_one_is_led_to_a_work_of_the_library(paper, admin_client):
    work = Reference.objects.create(key="park", item={"type": "book", "title": "Lost Harbours"})
    refused = accept(admin_client, note(paper, "n5"), o1__choice="found")
    accept(admin_client, note(paper, "n5"), o1__choice="found", o1__found=str(work.pk))

    assert "Choose the work in the library." in refused.content.decode()
    assert read(paper, "n5").reference == work


def test_a_new_work_is_made_from_the_fields(paper, admin_client):
    typed = {"o1__type": "report", "o1__author__0__given": "Dae", "o1__issued": "2018"}
    accept(admin_client, note(paper, "n5"), o1__choice="fields", **typed)
    work = read(paper, "n5").reference

    assert work.is_confirmed
    assert work.item == {
        "type": "report",
        "title": "Lost Harbours",
        "author": [{"family": "Park", "given": "Dae"}],
        "issued": {"date-parts": [[2018]]},
    }


def test_a_new_work_that_the_library_has_already_is_led_to_and_said_so(paper, admin_client):
    typed = {
        "o1__type": "book",
        "o1__title": "Ports and Seas",
        "o1__author__0__family": "Kim",
        "o1__issued": "2020",
    }
    answer = accept(admin_client, note(paper, "n5"), o1__choice="fields", **typed)
    page = admin_client.get(answer.url, follow=True).content.decode()
    work = read(paper, "n1").reference

    assert read(paper, "n5").reference == work
    assert "The library has this work already" in page
    assert f'href="{reverse("admin:references_reference_change", args=[work.pk])}"' in page


def test_an_open_one_is_settled_as_no_source_and_a_citation_as_none(paper, admin_client):
    for key, name in (("n5", "o1-choice"), ("n1", "c1-choice")):
        data = form_of(admin_client.get(address(note(paper, key))))
        # The button has the name of the circles, and is sent after them.
        admin_client.post(address(note(paper, key)), {**data, name: "none"})

    settled = OpenCitation.objects.filter(is_settled=True).values_list("footnote__key", flat=True)
    assert sorted(settled) == ["n1", "n5"]
    assert not Citation.objects.filter(footnote=note(paper, "n1")).exists()
    sources.read(paper)
    assert sorted(keys(paper)) == ["n2", "n3", "n4", "n6"]


def test_a_near_work_can_be_chosen_instead(paper, admin_client):
    ours = read(paper, "n1").reference
    other = Reference.objects.create(key="zz", item={"type": "book", "title": "Ports & Seas"})
    NearMatch.objects.create(first=ours, second=other, score=0.9)
    accept(admin_client, note(paper, "n1"), c1__choice=str(other.pk))

    assert read(paper, "n1").reference == other


def test_other_errors_stand_beside_their_fields_and_nothing_is_stored(paper, admin_client):
    answer = accept(
        admin_client,
        note(paper, "n6"),
        c1__issued="soon",
        c1__title="Typed",
        c2__URL="javascript:1",
        c2__type="",
    )
    page = answer.content.decode()

    assert "“soon” is no date" in page
    assert "“javascript:1” is no address" in page
    assert 'href="#id_c1-issued"' in page
    assert ">\nTyped</textarea>" in page
    assert not Reference.objects.filter(confirmed_at__isnull=False).exists()


def test_fields_are_not_looked_at_when_something_else_is_meant(paper, admin_client):
    accept(admin_client, note(paper, "n1"), c1__issued="soon", c1__title="", c1__choice="none")

    assert OpenCitation.objects.get(footnote=note(paper, "n1")).is_settled


def test_the_public_record_follows(admin_client):
    paper = make_waiting()
    version = publishing.publish([paper.translations.get()])[0]
    accept(admin_client, note(paper, "n5"), o1__choice="fields", o1__type="book")

    assert VersionCitation.objects.get(version=version, note="n5").reference.title == "Lost Harbours"


def stale(client, note, change, **typed):
    """Open a note, let something change, and accept what was typed before; return the answer."""
    data = form_of(client.get(address(note)))
    change()
    data |= {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(address(note), data)


def test_what_somebody_confirmed_meanwhile_is_not_overwritten_unseen(paper, admin_client):
    citation = read(paper, "n1")

    def change():
        sources.confirm(citation, {**citation.reference.item, "title": "Theirs"}, "99", "page")

    answer = stale(admin_client, note(paper, "n1"), change, c1__title="Mine")
    page = answer.content.decode()
    assert "Someone changed this note or its sources after you opened the page." in page
    assert "Title: Theirs; Cited place: 99" in page
    assert ">\nMine</textarea>" in page
    assert read(paper, "n1").reference.item["title"] == "Theirs"
    admin_client.post(address(note(paper, "n1")), form_of(answer))
    assert read(paper, "n1").reference.item["title"] == "Mine"


def test_a_note_that_says_something_else_now_is_shown_anew_and_what_was_typed_is_kept(paper, admin_client):
    def change():
        texts = {**NOTES, "n6": "<p>Nothing of the kind.</p>"}
        edition = paper.translations.get()
        save(edition, title="Harbours", body=edition.body, notes=texts)
        sources.read(paper)

    answer = stale(admin_client, note(paper, "n6"), change, c2__title="Reefs and what I typed")
    page = answer.content.decode()

    assert "Nothing of the kind." in page
    assert "Reefs and what I typed" in page.partition("is there no longer")[2]
    assert "Nothing was stored" in page


def test_a_work_that_was_corrected_elsewhere_is_not_overwritten_unseen(paper, admin_client):
    work = read(paper, "n1").reference

    def change():
        work.item = {**work.item, "title": "Corrected"}
        work.save()

    answer = stale(admin_client, note(paper, "n1"), change)

    assert "Title: Corrected" in answer.content.decode()
    work.refresh_from_db()
    assert work.item["title"] == "Corrected"


def test_a_form_without_the_mark_of_its_page_stores_nothing(paper, admin_client):
    data = form_of(admin_client.get(address(note(paper, "n1"))))
    del data["seen"]

    assert "Nothing was stored" in admin_client.post(address(note(paper, "n1")), data).content.decode()
    assert read(paper, "n1").confirmed_at is None


def test_the_last_note_leads_to_those_that_were_skipped(paper, admin_client):
    last = note(paper, keys(paper)[-1])
    page = admin_client.get(address(last))
    answer = accept(admin_client, last)

    assert page.context["is_last"]
    assert page.context["skip"] == reverse(QUEUE)
    assert answer.url == reverse(QUEUE)
    assert admin_client.get(answer.url).url == address(note(paper, "n4"))


def test_a_note_where_nothing_waits_says_so_and_leads_on(paper, admin_client):
    accept(admin_client, note(paper, "n1"))
    answer = admin_client.get(address(note(paper, "n1")))
    page = answer.content.decode()

    assert "Nothing waits in this note." in page
    assert "Kim, Ana, Ports and Seas, 2020, book" in page
    assert "Accept and next" not in page


def test_who_decided_is_in_the_history(paper, admin_client, admin_user):
    accept(admin_client, note(paper, "n1"))
    told = LogEntry.objects.get()
    kept = Kept.objects.get_for_object(read(paper, "n1").reference).first()

    assert (told.user, told.object_id) == (admin_user, str(note(paper, "n1").pk))
    assert told.get_change_message() == "Sources confirmed: Ports and Seas"
    assert reversion.is_registered(Reference)
    assert kept.revision.user == admin_user


def test_also_cited_in_names_the_other_notes(paper, admin_client):
    page = admin_client.get(address(note(paper, "n1"))).content.decode()

    assert "Also cited in:" in page
    assert "Note 3 of “Harbours”" in page


@pytest.mark.parametrize("group", ["editor", "publisher", "administrator"])
def test_each_group_of_the_desk_confirms(paper, group):
    client = member(group)

    assert accept(client, note(paper, "n1")).status_code == 302
    assert read(paper, "n1").confirmed_at is not None


def test_who_may_only_look_sees_a_note_and_confirms_nothing(paper):
    client = member(permissions=["view_footnote", "view_reference"])
    answer = client.get(address(note(paper, "n1")))
    page = answer.content.decode()

    assert "Ports and Seas" in page
    assert '<fieldset class="queue-all" disabled>' in page
    assert "Accept and next" not in page
    assert client.post(address(note(paper, "n1")), {"c1-choice": "fields"}).status_code == 403
    assert read(paper, "n1").confirmed_at is None


@pytest.mark.parametrize("permissions", [[], ["view_footnote"], ["view_reference"], ["change_reference"]])
def test_who_may_not_see_both_notes_and_works_sees_no_queue(paper, permissions):
    client = member(permissions=permissions)

    assert client.get(reverse(QUEUE)).status_code == 403
    assert client.get(address(note(paper, "n1"))).status_code == 403
    assert "sources to confirm" not in client.get(reverse("admin:index")).content.decode()


def test_the_desk_says_how_much_waits(paper, admin_client):
    accept(admin_client, note(paper, "n1"))
    index = admin_client.get(reverse("admin:index")).content.decode()
    page = admin_client.get(reverse("admin:papers_paper_change", args=[paper.pk])).content.decode()
    edition = reverse("admin:papers_translation_change", args=[paper.translations.get().pk])
    editor = admin_client.get(edition).content.decode()

    assert "5 notes wait to be confirmed" in editor
    assert "5 notes have sources to confirm" in index
    assert standing(paper) == {"notes": 6, "read": 6, "waiting": 5}
    assert "Sources are read in 6 of 6 notes." in page
    assert f'<a href="{reverse(QUEUE)}?paper={paper.pk}">5 notes wait to be confirmed</a>' in page


def test_a_paper_without_notes_says_nothing_of_sources(admin_client):
    paper = make_waiting("bare", {})
    page = admin_client.get(reverse("admin:papers_paper_change", args=[paper.pk])).content.decode()

    assert "Sources are read" not in page
    assert "No source is read" not in page


def test_a_longer_queue_costs_no_more_queries(paper, admin_client, django_assert_max_num_queries):
    one = note(paper, "n1")
    admin_client.get(address(one))
    for number in range(5):
        make_waiting(f"more-{number}")

    with django_assert_max_num_queries(45):
        admin_client.get(address(one))


@pytest.mark.parametrize(
    "typed",
    [
        {"c1__choice": "x" * 5_000},
        {"c1__choice": "found", "c1__found": "9" * 40},
        {"c1__choice": "found", "c1__found": "' OR 1=1 --"},
        {"c1__choice": "found", "c1__found": "٣"},
        {"c1__title": "T" * 100_000},
        {"c1__locator": "1" * 101},
        {"c1__label": "<b>"},
        {"c1__author__0__family": "K" * 100_000},
        {"c1__issued": "9" * 10_000},
        {"c1__title": "a\x00b"},
    ],
)
def test_hostile_entries_are_refused_where_they_stand(paper, admin_client, typed):
    answer = accept(admin_client, note(paper, "n1"), **typed)

    assert answer.status_code == 200
    assert "Nothing was stored" in answer.content.decode()
    assert read(paper, "n1").confirmed_at is None


def test_html_in_what_was_read_is_text_on_the_page(admin_client):
    paper = make_waiting("odd", {"n1": NOTES["n1"].replace("Ports", "&lt;script&gt;alert(1)&lt;/script&gt;")})
    page = admin_client.get(address(note(paper, "n1"))).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and Seas" in page


def test_a_confirmed_work_cited_anew_waits_for_its_place_only(paper, admin_client):
    Reference.objects.update(confirmed_at=timezone.now(), confidence={"title": 0.1})
    form = admin_client.get(address(note(paper, "n3"))).context["parts"][0]["form"]

    assert [name for name, field in form.fields.items() if getattr(field, "is_unsure", False)] == []
