"""Many at once, on both databases: whoever saves, publishes or imports is served or told, and nobody waits in a ring."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.test import Client
from django.urls import reverse

from papers import document, publishing, revisions
from papers.models import Author, Image, Intake, NoteText, Paper, Translation, Version
from tests.factories import make_paper, make_translation
from tests.test_admin_editions import BODY, address, form
from tests.test_admin_importing import upload
from tests.test_admin_notes import note_form
from tests.test_importing_storing import ENGLISH, JAPANESE, picture

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
SAVED, TOLD = 302, 200


@pytest.fixture
def editors(django_user_model):
    """Twenty people at the desk, each in a session of their own."""
    rights = {"is_staff": True, "is_superuser": True}
    people = [django_user_model.objects.create(username=f"editor-{n}", **rights) for n in range(MANY)]
    clients = [Client(raise_request_exception=False) for _person in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    return clients


def at_once(acts):
    """Do all acts at the same instant, each in a thread of its own; return what each came to."""
    acts = list(acts)
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def posting(client, where, values):
    return lambda: client.post(where, values)


def saving(client, edition, **typed):
    return posting(client, address(edition), form(edition, **typed))


def make_edition(slug="pact"):
    return make_translation(make_paper(slug), "en", title="A Pact", body=BODY, notes={"n1": "<p>Source.</p>"})


def make_pair(slug="pact"):
    """Return two editions that share the note n1; the Japanese one shows its English text."""
    english = make_edition(slug)
    body = '<p data-passage="aa">一<sup data-note="n1"></sup>。</p>'
    return english, make_translation(english.paper, "ja", title="協定", body=body)


def with_note(edition, text):
    """Return the notes of the form with this text typed into the first."""
    notes = json.loads(form(edition)["notes"])
    return json.dumps([{**notes[0], "html": f"<p>{text}</p>"}, *notes[1:]])


def served(answers):
    """Return the places of those whose answer says that it was done; every other answer must tell why it was not."""
    # What an answer failed of stands beside its number, for nobody can make the same instant twice.
    failed = [
        (answer.status_code, answer.exc_info) for answer in answers if answer.status_code not in (SAVED, TOLD)
    ]
    assert failed == []
    return [place for place, answer in enumerate(answers) if answer.status_code == SAVED]


def was_told(answer):
    return 'class="stale"' in answer.content.decode()


def is_whole(edition):
    """Return whether the row, its notes and its number are what its last Revision says, and no Revision is missing."""
    edition.refresh_from_db()
    numbers = list(edition.revisions.order_by("number").values_list("number", flat=True))
    return numbers == list(range(1, edition.revision + 1)) and (
        document.read(edition.revisions.first().document) == revisions.working_copy(edition)
    )


# -- saving ------------------------------------------------------------------------------------


def test_of_twenty_who_save_one_edition_one_is_served_and_nineteen_are_told(editors):
    edition = make_edition()
    answers = at_once(saving(each, edition, title=f"Pact {n}.") for n, each in enumerate(editors))

    (winner,) = served(answers)
    told = [(n, answer) for n, answer in enumerate(answers) if n != winner]
    assert all(was_told(answer) for _n, answer in told)
    assert all(f'value="Pact {n}."' in answer.content.decode() for n, answer in told)
    assert is_whole(edition)
    assert (edition.title, edition.revision) == (f"Pact {winner}.", 2)


def test_twenty_who_save_editions_of_their_own_are_all_served(editors):
    editions = [make_edition(f"pact-{n}") for n in range(MANY)]
    answers = at_once(
        saving(each, edition, title="The Pact") for each, edition in zip(editors, editions, strict=True)
    )

    assert served(answers) == list(range(MANY))
    assert all(is_whole(edition) and edition.title == "The Pact" for edition in editions)


def test_a_note_that_two_languages_share_is_the_text_of_whoever_was_served(editors):
    pair = make_pair()
    answers = at_once(
        saving(each, pair[n % 2], notes=with_note(pair[n % 2], f"Text {n}."))
        for n, each in enumerate(editors)
    )

    (winner,) = served(answers)
    assert all(was_told(answer) for n, answer in enumerate(answers) if n != winner)
    assert NoteText.objects.get().text == f"<p>Text {winner}.</p>"
    assert all(is_whole(edition) for edition in pair)


def test_the_page_of_a_note_and_the_forms_of_its_editions_never_wait_in_a_ring(editors):
    pair = make_pair()
    note = pair[0].paper.footnotes.get()
    page = reverse("admin:papers_footnote_change", args=[note.pk])
    answers = at_once(
        posting(each, page, note_form("<p>Source.</p>", f"<p>Text {n}.</p>"))
        if n % 2
        else saving(
            each, pair[n // 2 % 2], title=f"Pact {n}.", notes=with_note(pair[n // 2 % 2], f"Text {n}.")
        )
        for n, each in enumerate(editors)
    )

    (winner,) = served(answers)
    assert NoteText.objects.get().text == f"<p>Text {winner}.</p>"
    assert all(is_whole(edition) for edition in pair)


def test_restoring_and_saving_at_once_do_one_after_the_other_or_tell(editors):
    edition = make_edition()
    restoring = posting(editors[0], address(edition, "restore", 1), {})
    answers = at_once(
        [restoring, *(saving(each, edition, title=f"Pact {n}.") for n, each in enumerate(editors[1:]))]
    )

    assert served(answers)
    assert is_whole(edition)


# -- publishing --------------------------------------------------------------------------------


def publishing_at_once(editors, paper, languages=("en", "ja")):
    page = reverse("admin:papers_paper_publishing", args=[paper.pk])
    values = {"act": "publish", "publish-languages": languages, "publish-when": "now"}
    return [posting(each, page, values) for each in editors]


def test_a_pair_that_twenty_publish_at_once_is_one_version_of_each(editors):
    english, _japanese = make_pair()
    answers = at_once(publishing_at_once(editors, english.paper))

    (winner,) = served(answers)
    told = [answer.content.decode() for n, answer in enumerate(answers) if n != winner]
    reasons = ("Nothing has changed in the", "A correction needs a note for its readers")
    assert all(any(reason in page for reason in reasons) for page in told)
    assert sorted(Version.objects.live().values_list("language", "number")) == [("en", 1), ("ja", 1)]
    assert Version.objects.count() == 2


def test_what_is_published_while_it_is_saved_is_one_of_its_saved_states(editors):
    pair = make_pair()
    savers, publishers = editors[::2], editors[1::2]
    answers = at_once(
        [
            *(saving(each, pair[n % 2], title=f"Pact {n}.") for n, each in enumerate(savers)),
            *publishing_at_once(publishers, pair[0].paper),
        ]
    )

    assert served(answers)
    assert all(is_whole(edition) for edition in pair)
    for version in Version.objects.select_related("translation"):
        frozen = publishing.freeze(version.translation, version.revision)
        assert document.read(version.document) == frozen
    live = Version.objects.live().values_list("language", flat=True)
    assert Counter(live) == {"en": 1, "ja": 1}


# -- importing ---------------------------------------------------------------------------------


def intake_page(client):
    intake = Intake.objects.get(by=client.session["_auth_user_id"])
    return reverse("admin:papers_paper_intake", args=[intake.pk])


def storing(client):
    return posting(client, intake_page(client), {"act": "store"})


def looking(client):
    page = intake_page(client)
    return lambda: client.get(page)


def test_an_import_stored_twice_at_once_is_stored_once(editors):
    upload(editors[0], en=ENGLISH, ja=JAPANESE, original="en")
    answers = at_once(storing(editors[0]) for _click in range(4))

    assert [answer.status_code for answer in answers].count(SAVED) >= 1
    assert {answer.status_code for answer in answers} <= {SAVED, TOLD, 404}
    assert Paper.objects.count() == 1
    assert [row.revision for row in Translation.objects.all()] == [1, 1]


def test_new_papers_that_one_new_author_wrote_are_all_stored_at_once(editors):
    importers = editors[:6]
    for n, each in enumerate(importers):
        upload(each, follow=False, en=f"# Harbours\n\nText {n}.\n", volume=str(n), authors="Mihon, Hanako")
    answers = at_once(map(storing, importers))

    assert served(answers) == list(range(len(importers)))
    assert Paper.objects.count() == len(importers)
    assert Author.objects.count() == 1


def test_a_picture_is_there_for_every_paper_stored_while_others_only_look_at_theirs(editors):
    importers, onlookers = editors[:6], editors[6:12]
    for n, each in enumerate(importers + onlookers):
        page = (
            f"<h1>Plan {n}</h1><p>Text {n}.</p><figure><img alt='Map' src='{picture()}'></figure><p>More.</p>"
        )
        upload(each, follow=False, en=page, kind="html")
    answers = at_once([*map(storing, importers), *map(looking, onlookers)])

    assert served(answers) == list(range(len(importers)))
    image = Image.objects.get()
    assert default_storage.size(image.name) == image.size


def test_a_file_imported_while_its_edition_is_saved_is_stored_or_told(editors):
    upload(editors[0], en=ENGLISH, original="en", authors="Mihon, Hanako")
    storing(editors[0])()
    edition = Translation.objects.get()
    importers, savers = editors[:4], editors[4:8]
    for n, each in enumerate(importers):
        revised = ENGLISH.replace("A second reason", f"Reason {n}")
        upload(each, en=revised, paper=str(edition.paper_id))
    answers = at_once(
        [
            *map(storing, importers),
            *(saving(each, edition, title=f"Pact {n}.") for n, each in enumerate(savers)),
        ]
    )

    assert served(answers)
    assert is_whole(edition)
