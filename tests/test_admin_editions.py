"""The form of an edition: saved on the revision it was read with, refused when stale, and nothing typed is lost."""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from lxml import html as markup_of

from papers import publishing, revisions
from papers.models import NoteText, Release, Revision, Translation, Version
from tests.factories import make_edition, make_paper, make_translation, save

pytestmark = pytest.mark.django_db
BODY = '<p data-passage="aa">One<sup data-note="n1"></sup>.</p><p data-passage="bb">Two.</p>'


@pytest.fixture
def edition():
    return make_translation(
        make_paper("pact"), "en", title="A Pact", body=BODY, notes={"n1": "<p>Source.</p>"}
    )


def address(edition, name="change", *args):
    return reverse(f"admin:papers_translation_{name}", args=[edition.pk, *args])


def form(edition, **values):
    """Return what the page of the edition would send, with these values typed."""
    notes = [
        {
            "key": note.key,
            "kind": note.kind,
            "language": note.language,
            "html": note.html,
            "was": {"kind": note.kind, "language": note.language, "html": note.html},
        }
        for note in revisions.book(edition)
    ]
    return {
        "title": edition.title,
        "subtitle": "",
        "abstract": "",
        "body": edition.body,
        "notes": json.dumps(notes),
        "printed_date": "2025-06-27",
        "translated_from": "",
        "doi": "",
        "state": "draft",
        "revision": edition.revision,
        "translatorships-TOTAL_FORMS": 0,
        "translatorships-INITIAL_FORMS": 0,
        "_continue": "1",
        **values,
    }


def test_a_save_is_a_revision_with_its_author(admin_client, admin_user, edition):
    answer = admin_client.post(address(edition), form(edition, title="The Pact"))

    assert answer.status_code == 302
    edition.refresh_from_db()
    newest = edition.revisions.first()
    assert (edition.title, edition.revision) == ("The Pact", 2)
    assert (newest.number, newest.by, newest.origin) == (2, admin_user, Revision.FORM)


def test_a_save_without_a_change_makes_no_revision_and_says_so(admin_client, edition):
    answer = admin_client.post(address(edition), form(edition), follow=True)

    edition.refresh_from_db()
    assert edition.revision == 1
    assert "No word of the text changed" in answer.content.decode()


def test_what_stands_beside_the_text_is_saved_without_a_revision(admin_client, edition):
    admin_client.post(address(edition), form(edition, doi="10.1234/x", state="ready"))

    edition.refresh_from_db()
    assert (edition.doi, edition.state, edition.revision) == ("10.1234/x", "ready", 1)


def test_a_stale_form_is_refused_and_shows_both_texts_and_keeps_what_was_typed(admin_client, edition):
    mine = form(edition, body=BODY.replace("Two.", "Mine."))
    save(edition, title="A Pact", body=BODY.replace("Two.", "Theirs."), notes={"n1": "<p>Source.</p>"})
    answer = admin_client.post(address(edition), mine)
    page = answer.content.decode()

    edition.refresh_from_db()
    assert edition.body == BODY.replace("Two.", "Theirs.")
    assert "<del>Two</del><ins>Theirs</ins>" in page
    assert "<del>Two</del><ins>Mine</ins>" in page
    assert 'data-state="both"' in page
    assert "Mine.&lt;/p&gt;" in page  # the field still has it
    assert 'name="over" value="2"' in page


def test_a_text_is_replaced_only_after_it_was_seen(admin_client, edition):
    mine = form(edition, body=BODY.replace("Two.", "Mine."))
    save(edition, title="A Pact", body=BODY.replace("Two.", "Theirs."), notes={"n1": "<p>Source.</p>"})
    save(edition, title="A Pact", body=BODY.replace("Two.", "Third."), notes={"n1": "<p>Source.</p>"})

    assert admin_client.post(address(edition), mine | {"over": "2"}).status_code == 200
    edition.refresh_from_db()
    assert edition.body == BODY.replace("Two.", "Third.")
    assert admin_client.post(address(edition), mine | {"over": "3"}).status_code == 302
    edition.refresh_from_db()
    assert edition.body == BODY.replace("Two.", "Mine.")


def states(answer):
    return [(change.target, change.state) for change in answer.context["changes"] if not change.unchanged]


def test_a_stale_form_says_who_changed_what(admin_client, edition, django_user_model):
    mine = form(edition, body=BODY.replace("Two.", "Mine."), subtitle="Mine")
    text = replace(revisions.working_copy(edition), title="Theirs", body=BODY.replace("One", "1"))
    revisions.save(edition, text, origin=Revision.FORM, by=django_user_model.objects.create_user("hana"))
    answer = admin_client.post(address(edition), mine)

    assert states(answer) == [("title", "theirs"), ("subtitle", "mine"), ("body", "theirs"), ("body", "mine")]
    assert "changed by hana" in answer.content.decode()
    assert "changed by you" in answer.content.decode()


def test_a_text_saved_in_another_window_of_the_same_person_is_said_to_be_so(
    admin_client, admin_user, edition
):
    mine = form(edition, title="Mine")
    text = replace(revisions.working_copy(edition), subtitle="Mine too")
    revisions.save(edition, text, origin=Revision.FORM, by=admin_user)

    assert "changed by you, in another window" in admin_client.post(address(edition), mine).content.decode()


def test_after_a_comparison_was_seen_the_next_one_begins_from_there(admin_client, edition):
    mine = form(edition, title="Mine")
    save(edition, title="Second", body=BODY, notes={"n1": "<p>Source.</p>"})
    save(edition, title="Second", body=BODY.replace("Two.", "Third."), notes={"n1": "<p>Source.</p>"})

    assert states(admin_client.post(address(edition), mine)) == [("title", "both"), ("body", "theirs")]
    answer = admin_client.post(address(edition), mine | {"over": "2"})
    assert states(answer) == [("title", "mine"), ("body", "theirs")]
    assert 'name="revision" value="2"' in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99", "9" * 30])
def test_a_revision_that_never_was_overwrites_nothing(admin_client, edition, number):
    answer = admin_client.post(address(edition), form(edition, title="Mine", revision=number, over=number))

    assert answer.status_code == 200
    assert ("title", "both") in states(answer)
    edition.refresh_from_db()
    assert edition.title == "A Pact"


def test_a_field_that_cannot_be_read_is_not_taken_for_a_change(admin_client, edition):
    mine = form(edition, printed_date="27 juin")
    save(edition, title="Theirs", body=BODY, notes={"n1": "<p>Source.</p>"})
    answer = admin_client.post(address(edition), mine)

    assert states(answer) == [("title", "theirs")]
    assert "27 juin" in answer.content.decode()


def test_a_note_that_others_alone_changed_or_made_stands_in_the_stale_form(admin_client, edition):
    mine = form(edition, title="Mine")
    body = BODY + '<p data-passage="cc">New<sup data-note="n2"></sup>.</p>'
    save(edition, title="A Pact", body=body, notes={"n1": "<p>Theirs.</p>", "n2": "<p>New.</p>"})
    answer = admin_client.post(address(edition), mine)
    notes = json.loads(answer.context["adminform"].form["notes"].value())

    assert [(note["key"], note["html"], note["was"]["html"]) for note in notes] == [
        ("n1", "<p>Theirs.</p>", "<p>Theirs.</p>"),
        ("n2", "<p>New.</p>", "<p>New.</p>"),
    ]
    assert states(answer) == [("title", "mine"), ("body", "theirs"), ("notes", "theirs"), ("notes", "theirs")]


def test_the_blocks_of_a_stale_form_carry_ids_by_which_the_page_finds_them(admin_client, edition):
    mine = form(edition, body=BODY + "<p>Typed new.</p>")
    save(edition, title="Theirs", body=BODY, notes={"n1": "<p>Source.</p>"})
    body = admin_client.post(address(edition), mine).context["adminform"].form["body"].value()

    assert body.startswith(BODY + '<p data-passage="')


def test_a_page_has_a_draft_of_its_own_and_the_next_one_is_told_when_it_was_saved(admin_client, edition):
    name = admin_client.get(address(edition)).context["draft"]
    refused = admin_client.post(address(edition), form(edition, printed_date="27 juin", draft=name))
    assert refused.context["draft"] == name
    assert "saved-drafts" not in refused.content.decode()

    saved = admin_client.post(address(edition), form(edition, title="New", draft=name), follow=True)
    assert f'<meta name="saved-drafts" content="{name}">' in saved.content.decode()
    assert saved.context["draft"] != name


def test_only_the_latest_saved_drafts_are_remembered(admin_client, edition):
    for number in range(25):
        admin_client.post(address(edition), form(edition, draft=f"{number:032x}"))

    assert admin_client.session["saved_drafts"] == [f"{number:032x}" for number in range(5, 25)]


def test_a_draft_is_named_by_the_site_alone(admin_client, edition):
    hostile = form(edition, printed_date="27 juin", draft='"><script>alert(1)</script>')

    assert re.fullmatch("[0-9a-f]{32}", admin_client.post(address(edition), hostile).context["draft"])


def test_a_shared_note_changed_meanwhile_by_the_other_language_is_not_overwritten(admin_client, edition):
    other = make_translation(
        edition.paper, "ja", body='<p data-passage="aa">一<sup data-note="n1"></sup>。</p>'
    )
    notes = json.loads(form(other)["notes"])
    notes[0]["html"] = "<p>Mine.</p>"
    stale = form(other, notes=json.dumps(notes), translated_from="en")
    save(edition, title="A Pact", body=BODY, notes={"n1": "<p>Theirs.</p>"})
    answer = admin_client.post(address(other), stale)

    assert answer.status_code == 200
    assert list(NoteText.objects.values_list("text", flat=True)) == ["<p>Theirs.</p>"]
    assert "Mine." in answer.content.decode()


def test_an_error_keeps_everything_typed_and_names_its_field(admin_client, edition):
    typed = form(edition, body=BODY.replace("Two.", "Typed."), printed_date="27 juin")
    answer = admin_client.post(address(edition), typed)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors.keys() == {"printed_date"}
    assert "Typed.&lt;/p&gt;" in page
    assert "27 juin" in page
    assert '<a href="#id_printed_date">Printed date</a>: Enter a valid date.' in page


@pytest.mark.parametrize(
    "written",
    [
        "10.1234/x",
        "https://doi.org/10.1234/x",
        "http://dx.doi.org/10.1234/x",
        "doi: 10.1234/x",
        " 10.1234/x ",
    ],
)
def test_a_doi_is_kept_without_the_address_that_leads_to_it(admin_client, edition, written):
    admin_client.post(address(edition), form(edition, doi=written))

    edition.refresh_from_db()
    assert edition.doi == "10.1234/x"


@pytest.mark.parametrize(
    "written", ["notadoi", "10.1234", "10.1234/", "11.1234/x", "10.1234/x y", "https://example.org/10.1234/x"]
)
def test_what_is_no_doi_is_refused_at_its_field(admin_client, edition, written):
    answer = admin_client.post(address(edition), form(edition, doi=written))

    sentence = f"“{written}” is no DOI: one begins with “10.”, such as 10.1234/abc."
    assert answer.context["adminform"].form.errors == {"doi": [sentence]}
    edition.refresh_from_db()
    assert edition.doi == ""


def test_a_draft_without_a_title_is_saved_and_told_what_it_lacks(admin_client, edition):
    page = admin_client.get(address(edition)).content.decode()
    answer = admin_client.post(address(edition), form(edition, title=""), follow=True)

    edition.refresh_from_db()
    assert edition.title == ""
    assert "A draft may do without one; publishing waits for it." in page
    told = "The edition has no title yet; it cannot be published without one."
    assert told in [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    "notes",
    [
        "{",
        '{"a": 1}',
        '[{"key": "N 1"}]',
        '[{"key": "n1", "kind": "author", "language": "xx", "html": ""}]',
        '[{"key": "n1", "kind": "author", "language": "en", "html": "", "was": {"html": 1}}]',
    ],
)
def test_notes_that_cannot_be_read_are_refused(admin_client, edition, notes):
    answer = admin_client.post(address(edition), form(edition, notes=notes))

    assert "notes" in answer.context["adminform"].form.errors
    assert edition.revisions.count() == 1


def test_hostile_html_is_cleaned_on_its_way_in(admin_client, edition):
    notes = json.loads(form(edition)["notes"])
    notes[0]["html"] = "<p onclick=x>S<script>alert(1)</script></p>"
    hostile = form(
        edition,
        title="<b>T</b>",
        body='<p data-passage="aa" onclick="x">One<sup data-note="n1"></sup><img src=x onerror=alert(1)></p>',
        notes=json.dumps(notes),
    )
    admin_client.post(address(edition), hostile)

    edition.refresh_from_db()
    assert edition.body == '<p data-passage="aa">One<sup data-note="n1"></sup></p>'
    assert NoteText.objects.get().text == "<p>S</p>"


def test_saved_states_are_listed_compared_and_restored(admin_client, edition):
    save(edition, title="A Pact", body=BODY.replace("Two.", "Changed."), notes={"n1": "<p>Source.</p>"})
    listed = admin_client.get(address(edition, "revisions")).content.decode()
    compared = admin_client.get(address(edition, "compare", 1, 2)).content.decode()
    answer = admin_client.post(address(edition, "restore", 1))

    assert listed.count('name="old"') == 2
    assert "<del>Two</del>" in compared
    assert "<ins>Changed</ins>" in compared
    assert answer.status_code == 302
    edition.refresh_from_db()
    assert (edition.body, edition.revision) == (BODY, 3)


def test_restoring_asks_for_a_form(admin_client, edition):
    assert admin_client.get(address(edition, "restore", 1)).status_code == 405


def test_a_preview_shows_the_public_page_to_staff_and_stays_out_of_every_cache(admin_client, client, edition):
    answer = admin_client.get(address(edition, "preview"))

    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()
    assert "A Pact" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "ETag" not in answer.headers
    assert edition.versions.count() == 0
    assert client.get("/en/papers/pact/").status_code == 404
    assert client.get(address(edition, "preview")).status_code == 302


def test_a_preview_of_an_earlier_revision_shows_its_text(admin_client, edition):
    save(edition, title="Another Title", body=BODY, notes={"n1": "<p>Source.</p>"})

    assert "A Pact" in admin_client.get(address(edition, "preview_of", 1)).content.decode()
    assert "Another Title" in admin_client.get(address(edition, "preview")).content.decode()


def test_both_editions_are_previewed_side_by_side(admin_client, edition):
    make_translation(edition.paper, "ja", title="協定", body='<p data-passage="aa">一。</p>')
    page = admin_client.get(address(edition, "beside", "ja")).content.decode()

    assert "A Pact" in page
    assert "協定" in page
    assert edition.paper.versions.count() == 0


def test_a_preview_leads_to_previews(admin_client, edition):
    other = make_translation(edition.paper, "ja", title="協定", body='<p data-passage="aa">一。</p>')
    page = admin_client.get(address(edition, "beside", "ja")).content.decode()

    assert f'href="{address(other, "preview")}"' in page
    assert 'href="/ja/papers/pact/"' not in page


def test_a_further_language_is_added_empty(admin_client, edition):
    admin_client.post(
        reverse("admin:papers_translation_add"),
        {"paper": edition.paper.pk, "language": "ja", "title": "協定"},
    )

    row = edition.paper.translations.get(language="ja")
    assert (row.title, row.revision, row.body) == ("協定", 0, "")


def test_what_others_changed_beside_the_text_is_neither_lost_nor_replaced_unseen(admin_client, edition):
    opened = {"initial-doi": "", "initial-state": "draft"}
    type(edition).objects.filter(pk=edition.pk).update(doi="10.1234/theirs")

    admin_client.post(address(edition), form(edition, title="The Pact", **opened))
    edition.refresh_from_db()
    assert (edition.title, edition.doi) == ("The Pact", "10.1234/theirs")

    mine = form(edition, doi="10.1234/mine", **opened)
    refused = admin_client.post(address(edition), mine)
    edition.refresh_from_db()
    assert edition.doi == "10.1234/theirs"
    assert refused.context["adminform"].form.errors["doi"] == [
        "Someone changed this after you opened it; it reads “10.1234/theirs” now. Save again to replace it."
    ]
    shown = markup_of.fromstring(refused.content.decode())
    assert shown.xpath("//input[@name='doi']/@value") == ["10.1234/mine"]
    assert shown.xpath("//input[@name='initial-doi']/@value") == ["10.1234/theirs"]

    admin_client.post(address(edition), mine | {"initial-doi": "10.1234/theirs"})
    edition.refresh_from_db()
    assert edition.doi == "10.1234/mine"


def test_the_saved_states_are_paged_through_to_the_first(admin_client):
    edition = make_translation(body='<p data-passage="a">0</p>')
    state = edition.revisions.get()
    Revision.objects.bulk_create(
        Revision(translation=edition, number=number, document=state.document, origin=Revision.FORM)
        for number in range(2, 121)
    )
    Translation.objects.filter(pk=edition.pk).update(revision=120)
    path = reverse("admin:papers_translation_revisions", args=[edition.pk])
    shown = [
        [one["row"].number for one in admin_client.get(path, {"p": page}).context["states"]]
        for page in (1, 2, 3, 99)
    ]

    assert shown == [[*range(120, 70, -1)], [*range(70, 20, -1)], [*range(20, 0, -1)], [*range(20, 0, -1)]]
    page = admin_client.get(path, {"p": "x"}).content.decode()
    assert "Revisions 1–50 of 120" in page
    assert 'href="?p=3"' in page


def test_a_correction_is_previewed_with_its_note_as_the_public_would_read_it(admin_client, client):
    paper = make_paper("pact")
    for code in ("en", "ja"):
        save(make_edition(paper, code, title="A Pact").translation, title="A Better Pact")
    english = paper.translations.get(language="en")
    path = reverse("admin:papers_translation_preview", args=[english.pk])
    note = {"publish-text_en": "The  title <b>.", "publish-text_ja": "題名。"}
    sent = {
        "act": "publish",
        "publish-when": "at",
        "publish-at": "nonsense",
        "publish-languages": ["en", "ja"],
        **note,
    }
    preview = admin_client.post(path, sent)
    page = preview.content.decode()
    rows = Version.objects.count(), Release.objects.count()
    publishing.publish(list(paper.translations.all()), notes={"en": "The  title <b>.", "ja": "題名。"})
    public = client.get("/en/papers/pact/").content.decode()

    def corrections(html):
        found = re.search(r'<ul role="list" class="corrections furniture">.*?</ul>', html, re.DOTALL)
        return re.sub(r' href="[^"]*"', "", found[0])

    assert preview.status_code == 200
    assert "no-store" in preview.headers["Cache-Control"]
    assert "The title &lt;b&gt;." in page
    assert corrections(page) == corrections(public)
    assert rows == (2, 2)


def test_a_first_publication_is_previewed_without_a_note(admin_client):
    english = make_translation(make_paper("pact"), "en")
    path = reverse("admin:papers_translation_preview", args=[english.pk])

    assert "A note" not in admin_client.post(path, {"publish-text_en": "A note"}).content.decode()


def test_a_note_is_previewed_by_staff_alone(client):
    english = make_translation(make_paper("pact"), "en")

    assert client.post(reverse("admin:papers_translation_preview", args=[english.pk]), {}).status_code == 302
