"""What the desk refuses it answers in its own look and in the user's language, without a detail for attackers."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.factories import make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(admin_user):
    """A client whose forms are checked, logged in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    return client


def test_a_form_without_a_token_is_refused_with_the_way_back(checked):
    edition = reverse("admin:papers_translation_change", args=[make_translation().pk])
    answer = checked.post(edition, {"title": "Typed"}, headers={"accept": "text/html"})
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "<h1>This form was not accepted</h1>" in page
    assert f'href="{edition}">Open the page again</a>' in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert "CSRF" not in page
    assert "Typed" not in page
    assert "style=" not in page


def test_it_speaks_the_language_of_the_user(checked):
    page = checked.post(reverse("admin:index"), headers={"accept": "text/html", "accept-language": "ja"})

    assert "送信は受け付けられませんでした" in page.content.decode()
    assert '<html lang="ja"' in page.content.decode()


def test_only_the_form_of_a_row_is_said_to_keep_what_was_typed(checked):
    page = checked.post(
        reverse("admin:papers_paper_import"), headers={"accept": "text/html"}
    ).content.decode()

    assert "kept in this browser" not in page
    assert "Back button" in page


def test_a_login_without_a_token_is_refused_without_a_session():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("admin:login"), {"username": "a"}, headers={"accept": "text/html"})

    assert answer.status_code == 403
    assert "This form was not accepted" in answer.content.decode()
    assert "sessionid" not in client.cookies


def test_an_address_that_leads_nowhere_is_refused_before_it_is_looked_for(checked):
    assert checked.post("/admin/no-such-page/").status_code in (403, 404)


def test_a_script_is_refused_in_json(checked):
    answer = checked.post(reverse("admin:papers_image_upload"), headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()) == (403, {"error": "This form was not accepted"})


def test_who_may_not_see_a_page_is_told_so(client):
    client.force_login(get_user_model().objects.create_user("ned", is_staff=True))
    answer = client.get(reverse("admin:papers_paper_changelist"))

    assert answer.status_code == 403
    assert "<h1>You may not do this</h1>" in answer.content.decode()
    assert f'href="{reverse("admin:index")}"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
