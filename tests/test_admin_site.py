"""Pages of the site at the desk: what is public does not vanish by a click; redirects say what they object to."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from papers.models import Redirect, SitePage
from tests.factories import make_author, make_series

pytestmark = pytest.mark.django_db
PATHS = ("/en/pages/about/", "/ja/pages/about/")


@pytest.fixture
def about():
    return SitePage.objects.create(slug="about", title_en="About", title_ja="概要", body_en="<p>x</p>")


def delete(client, page):
    return client.post(reverse("admin:papers_sitepage_delete", args=[page.pk]), {"post": "yes"})


def lead_away():
    for path in PATHS:
        Redirect.objects.create(old_path=path, new_path="/en/")


def test_a_page_is_kept_until_each_of_its_addresses_leads_elsewhere(admin_client, client, about):
    answer = delete(admin_client, about)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert [path for path in PATHS if f"{path} is public" in page] == list(PATHS)
    assert "/admin/papers/redirect/add/?old_path=%2Fen%2Fpages%2Fabout%2F" in page
    Redirect.objects.create(old_path=PATHS[0], new_path="/en/")
    assert PATHS[1] in delete(admin_client, about).content.decode()
    assert client.get(PATHS[0]).status_code == 200
    Redirect.objects.create(old_path=PATHS[1], new_path="/ja/")
    assert delete(admin_client, about).status_code == 302
    answers = [client.get(path) for path in PATHS]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(301, "/en/"), (301, "/ja/")]


def test_the_confirmation_says_where_its_readers_will_be_led(admin_client, about):
    lead_away()
    page = admin_client.get(reverse("admin:papers_sitepage_delete", args=[about.pk])).content.decode()

    assert [path for path in PATHS if f"{path} → /en/" in page] == list(PATHS)


@pytest.mark.parametrize("path", [PATHS[1], f"{PATHS[0]}#who", f"{PATHS[0]}?x=1"])
def test_a_page_that_another_text_links_to_is_kept_and_the_place_named(admin_client, about, path):
    lead_away()
    link = f'<p>See <a href="http://127.0.0.1:8000{path}">this</a>.</p>'
    other = SitePage.objects.create(slug="contact", title_en="Contact", body_ja=link)
    series, author = make_series(notice_en=link), make_author(biography_en=link)
    SitePage.objects.filter(pk=about.pk).update(body_en=link)
    page = delete(admin_client, about).content.decode()

    assert SitePage.objects.filter(pk=about.pk).exists()
    for name, row in (("sitepage", other), ("series", series), ("author", author)):
        assert reverse(f"admin:papers_{name}_change", args=[row.pk]) in page
    assert f">site page: {about}<" not in page


def test_a_page_that_a_longer_address_only_begins_like_holds_nothing(admin_client, about):
    lead_away()
    link = '<p><a href="http://127.0.0.1:8000/en/pages/about/more/">x</a> /en/pages/about/</p>'
    SitePage.objects.create(slug="contact", title_en="Contact", body_en=link)

    assert delete(admin_client, about).status_code == 302


def test_a_redirect_that_leads_to_the_page_keeps_it(admin_client, about):
    lead_away()
    redirect = Redirect.objects.create(old_path="/old", new_path=PATHS[0])

    assert (
        reverse("admin:papers_redirect_change", args=[redirect.pk])
        in delete(admin_client, about).content.decode()
    )
    assert SitePage.objects.exists()


def test_many_pages_at_once_are_kept_by_the_same_rule(admin_client, about):
    answer = admin_client.post(
        reverse("admin:papers_sitepage_changelist"),
        {"action": "delete_selected", "_selected_action": [about.pk], "post": "yes"},
    )

    assert f"{PATHS[0]} is public" in answer.content.decode()
    assert SitePage.objects.exists()


@pytest.mark.parametrize(("group", "status"), [("editor", 403), ("publisher", 403), ("administrator", 302)])
def test_only_an_administrator_deletes_a_page(about, group, status):
    lead_away()
    person = get_user_model().objects.create_user("ann", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(person)

    assert delete(client, about).status_code == status


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("old", "/new", "半角スラッシュ1つで始め"),
        ("//evil.example/x", "/new", "半角スラッシュ1つで始め"),
        ("/old", "https://evil.example/", "半角スラッシュ1つで始め"),
        ("/a b", "/new", "半角スラッシュ1つで始め"),
        ("/old", "/old", "転送元と転送先が同じです"),
        ("/taken", "/new", "同じ転送元のパスの転送設定がすでにあります"),
        ("/old", "", "このフィールドは必須です"),
    ],
)
def test_a_redirect_says_what_is_wrong_in_japanese(admin_client, old, new, said):
    Redirect.objects.create(old_path="/taken", new_path="/x")
    answer = admin_client.post(
        reverse("admin:papers_redirect_add"),
        {"old_path": old, "new_path": new},
        headers={"accept-language": "ja"},
    )

    assert said in answer.content.decode()
    assert Redirect.objects.count() == 1
