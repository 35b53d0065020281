"""The page of one note: a text that somebody changed meanwhile is not overwritten unseen."""

import pytest
from django.urls import reverse

from papers import revisions
from papers.models import Footnote, NoteText
from tests.factories import make_paper, make_translation

pytestmark = pytest.mark.django_db
BODY = '<p data-passage="aa">One<sup data-note="n1"></sup>.</p>'


@pytest.fixture
def note():
    make_translation(make_paper("pact"), "en", body=BODY, notes={"n1": "<p>Source.</p>"})
    return Footnote.objects.get()


def note_form(read, typed, **values):
    """Return what the page of a note would send: its English text, as it read and as it was typed."""
    shown = {"kind": "author", "text_ja": "", "initial-text_ja": ""}
    return {**shown, "text_en": typed, "initial-text_en": read, "_continue": "1", **values}


def send(client, note, values):
    return client.post(reverse("admin:papers_footnote_change", args=[note.pk]), values)


def texts():
    return dict(NoteText.objects.values_list("language", "text"))


def test_the_page_brings_back_what_the_text_read(admin_client, note):
    page = admin_client.get(reverse("admin:papers_footnote_change", args=[note.pk])).content.decode()

    assert 'name="initial-text_en" value="&lt;p&gt;Source.&lt;/p&gt;"' in page


def test_a_text_changed_meanwhile_is_replaced_only_after_it_was_seen(admin_client, note):
    revisions.change_note(note, "author", {"en": "<p>Theirs.</p>"})
    refused = send(admin_client, note, note_form("<p>Source.</p>", "<p>Mine.</p>"))
    page = refused.content.decode()

    assert refused.status_code == 200
    assert texts() == {"en": "<p>Theirs.</p>"}
    assert "it now reads: &lt;p&gt;Theirs.&lt;/p&gt;" in page
    assert "&lt;p&gt;Mine.&lt;/p&gt;" in page
    assert 'name="initial-text_en" value="&lt;p&gt;Theirs.&lt;/p&gt;"' in page
    assert send(admin_client, note, note_form("<p>Theirs.</p>", "<p>Mine.</p>")).status_code == 302
    assert texts() == {"en": "<p>Mine.</p>"}


def test_a_text_that_was_not_touched_stays_as_another_left_it(admin_client, note):
    revisions.change_note(note, "author", {"en": "<p>Theirs.</p>"})
    answer = send(admin_client, note, note_form("<p>Source.</p>", "<p>Source.</p>", text_ja="<p>出典。</p>"))

    assert answer.status_code == 302
    assert texts() == {"en": "<p>Theirs.</p>", "ja": "<p>出典。</p>"}
