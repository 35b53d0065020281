"""The desk's import pages: files in, the proof and the alignment shown, doubts settled, then stored."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from papers import passages
from papers.models import Intake, Paper, Translation
from tests.factories import save
from tests.test_importing_storing import ENGLISH, JAPANESE

pytestmark = pytest.mark.django_db


def upload(client, *, follow=True, kind="md", **values):
    """Send the first page; a text becomes a file of that language."""
    files = {
        f"file_{code}": SimpleUploadedFile(f"paper.{code}.{kind}", values.pop(code).encode())
        for code in ("en", "ja")
        if code in values
    }
    return client.post(reverse("admin:papers_paper_import"), {**values, **files}, follow=follow)


def answer(client, act="store", **values):
    """Send the second page with the fields that it shows, and these."""
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    page = client.get(address).content.decode()
    shown = dict(re.findall(r'<input name="(link-[^"]+)" value="([^"]*)"', page))
    return client.post(address, {**shown, "act": act, **values})


def test_two_files_are_shown_and_nothing_is_stored_yet(admin_client):
    page = upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en").content.decode()

    assert "calls 2 (2 notes called) = notes 2 = stored 2" in page
    assert "The files make a new paper." in page
    assert 'name="link-ja-1"' in page
    assert not Paper.objects.exists()


def test_they_are_stored_together_and_the_files_are_forgotten(admin_client, admin_user):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en", authors="Mihon, Hanako")
    stored = answer(admin_client)

    paper = Paper.objects.get()
    assert stored.headers["Location"] == reverse("admin:papers_paper_change", args=[paper.pk])
    english, japanese = paper.translations.order_by("language")
    assert passages.every(english.body) == passages.every(japanese.body)
    assert english.revisions.get().by == admin_user
    assert not Intake.objects.exists()


def test_an_unsure_pair_is_corrected_before_it_is_stored(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en")
    answer(admin_client, **{"link-ja-1": "2, 3", "link-ja-4": ""})

    english, japanese = Translation.objects.order_by("language")
    ids = [listed[0] for listed in passages.every(english.body)]
    lists = passages.every(japanese.body)
    assert lists[0] == ids[1:3]
    assert lists[1:3] == [[name] for name in ids[1:3]]
    assert not set(lists[3]) & set(ids)


def test_a_number_that_is_no_passage_is_named_and_nothing_is_stored(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en")
    page = answer(admin_client, **{"link-ja-2": "77"}).content.decode()

    assert "“77” names no passage of the original." in page
    assert not Paper.objects.exists()


def test_what_the_files_do_not_say_is_asked(admin_client):
    page = upload(admin_client, en=ENGLISH.partition("\n")[2]).content.decode()

    assert 'name="title-en"' in page
    assert 'name="authors"' in page
    answer(admin_client, **{"title-en": "Harbours", "authors": "Mihon, Hanako"})
    paper = Paper.objects.get()
    assert paper.translations.get().title == "Harbours"
    assert paper.authorships.count() == 1


def test_a_broken_count_is_named_and_cannot_be_stored(admin_client):
    page = upload(admin_client, en=ENGLISH.replace("[^2]: ", "[^9]: ")).content.decode()

    assert "calls and notes do not agree" in page
    assert 'value="store"' not in page


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("paper.docx", b"PK\x03\x04broken", "paper.docx"),
        ("paper.pdf", b"%PDF-1.7", "paper.pdf"),
        ("paper.md", b"\xef\xbb\xbf", "paper.md"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_at_its_field(admin_client, name, data, sentence):
    page = admin_client.post(
        reverse("admin:papers_paper_import"), {"file_en": SimpleUploadedFile(name, data)}, follow=True
    )

    assert sentence in page.content.decode()
    assert not Paper.objects.exists()


def test_no_file_at_all_is_told(admin_client):
    assert "Choose at least one file" in upload(admin_client).content.decode()


def test_a_revised_file_shows_what_it_changes_and_asks_about_conflicts(admin_client):
    upload(admin_client, en=ENGLISH, authors="Mihon, Hanako")
    answer(admin_client)
    row = Translation.objects.get()
    save(row, title=row.title, body=row.body.replace("A second reason", "A third reason"))
    paper = str(Paper.objects.get().pk)
    page = upload(admin_client, en=ENGLISH.replace("A second", "Another"), paper=paper).content.decode()

    assert "Changed on both sides" in page
    (name,) = re.findall(r'name="take-en" value="([^"]+)"', page)
    answer(admin_client)
    row.refresh_from_db()
    assert "A third reason" in row.body
    upload(admin_client, en=ENGLISH.replace("A second", "Another"), paper=paper)
    answer(admin_client, **{"take-en": name})
    row.refresh_from_db()
    assert "Another reason" in row.body


def test_nobody_sees_the_files_of_another(admin_client, client, django_user_model):
    upload(admin_client, en=ENGLISH)
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    client.force_login(django_user_model.objects.create_superuser("other", "", "x"))

    assert client.get(address).status_code == 404
