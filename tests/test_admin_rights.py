"""Who may do what at the desk: every address as anonymous, as staff without rights, and in each group."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from papers import media
from papers.models import Footnote, Redirect, SitePage, Version
from references.models import Reference
from tests.addresses import address, desk_addresses
from tests.factories import make_edition, make_paper, make_series, make_tag
from tests.word import png

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture
def rows():
    """One row of every kind, so that every address leads somewhere."""
    paper = make_paper("pact", series=make_series("s"), tags=[make_tag("t")])
    make_edition(
        paper, "en", body='<p data-passage="a">x<sup data-note="n1"></sup></p>', notes={"n1": "<p>y</p>"}
    )
    make_edition(paper, "ja")
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>x</p>")
    Redirect.objects.create(old_path="/old", new_path="/new")
    Reference.objects.create(key="kim-2020", item={"type": "book", "title": "Ports"})
    media.keep(media.read(png()))
    return paper


def user(name, *groups, superuser=False):
    made = User.objects.create_user(name, password="x", is_staff=True, is_superuser=superuser)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def test_nobody_enters_any_address_without_a_login(client, rows):
    for name, arguments in desk_addresses():
        answer = client.get(address(name, arguments, rows))

        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/admin/login/"), name


def test_staff_without_rights_see_nothing_at_any_address(rows):
    client = client_of(user("guest"))
    for name, arguments in desk_addresses():
        path = address(name, arguments, rows)

        for answer in (client.get(path), client.post(path)):
            # Of a row that is not there Django tells on its first page, before it asks for rights.
            is_nothing = answer.status_code == 302 and answer.headers["Location"] == "/admin/"
            assert is_nothing or answer.status_code in (403, 404, 405), path


def test_who_may_only_look_opens_every_row_and_changes_none(rows):
    person = user("looker")
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = client_of(person)
    pages = [
        (name, arguments)
        for name, arguments in desk_addresses()
        if name.endswith(("_change", "_changelist")) and "password" not in name
    ]
    opened = {name: client.get(address(name, arguments, rows)).status_code for name, arguments in pages}
    changed = {
        name: client.post(address(name, arguments, rows), {"slug": "x"}).status_code
        for name, arguments in pages
        if name.endswith("_change")
    }

    assert opened == dict.fromkeys(opened, 200)
    assert changed == dict.fromkeys(changed, 403)


WRITING = [
    "papers_paper_changelist",
    "papers_paper_add",
    "papers_paper_import",
    "papers_translation_changelist",
    "papers_footnote_changelist",
    "papers_author_add",
    "papers_tag_add",
    "papers_image_add",
    "papers_version_changelist",
    "references_reference_add",
]
SETTING = ["papers_series_add", "papers_sitepage_add", "papers_redirect_add", "auth_user_add"]


@pytest.mark.parametrize("group", ["editor", "publisher", "administrator"])
def test_each_group_opens_what_its_work_needs_and_no_more(rows, group):
    client = client_of(user("ann", group))

    assert {name: client.get(reverse(f"admin:{name}")).status_code for name in WRITING} == dict.fromkeys(
        WRITING, 200
    )
    expected = 200 if group == "administrator" else 403
    assert {name: client.get(reverse(f"admin:{name}")).status_code for name in SETTING} == dict.fromkeys(
        SETTING, expected
    )


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("editor", set()),
        ("publisher", {"publish", "withdraw", "retract", "reinstate", "lift", "cancel"}),
        ("administrator", {"publish", "withdraw", "retract", "reinstate", "lift", "cancel", "expunge"}),
    ],
)
def test_only_publishers_publish_and_only_administrators_expunge(rows, group, may):
    client = client_of(user("ann", group))
    path = reverse("admin:papers_paper_publishing", args=[rows.pk])
    acts = ("publish", "cancel", "withdraw", "retract", "lift", "reinstate", "expunge")
    allowed = {act for act in acts if client.post(path, {"act": act}).status_code != 403}

    assert client.get(path).status_code == 200
    assert allowed == may
    assert Version.objects.live().count() == 2


NEW = {
    "username": "ed",
    "password1": "long-enough-words",
    "password2": "long-enough-words",
    "usable_password": "true",
}


def test_whoever_is_added_with_a_group_may_log_in():
    client = client_of(user("chief", "administrator"))
    address = reverse("admin:auth_user_add")
    groups = [Group.objects.get(name="editor").pk]
    ticked = client.get(address).context["adminform"].form["is_staff"].value()
    refused = client.post(address, {**NEW, "groups": groups})
    client.post(address, {**NEW, "groups": groups, "is_staff": "on", "is_superuser": "on"})

    made = User.objects.get(username="ed")
    assert ticked is True
    assert refused.context["adminform"].form.errors == {
        "is_staff": ["A group is chosen: its people need this to log in here."]
    }
    assert (made.is_staff, made.is_superuser) == (True, False)
    assert [group.name for group in made.groups.all()] == ["editor"]
    assert client_of(made).get(reverse("admin:papers_paper_changelist")).status_code == 200


def test_an_administrator_makes_an_editor_but_no_superuser():
    client = client_of(user("chief", "administrator"))
    client.post(
        reverse("admin:auth_user_add"),
        {
            "username": "ed",
            "password1": "long-enough-words",
            "password2": "long-enough-words",
            "usable_password": "true",
        },
    )
    made = User.objects.get(username="ed")
    client.post(
        reverse("admin:auth_user_change", args=[made.pk]),
        {
            "username": "ed",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "user_permissions": [Permission.objects.get(codename="expunge_paper").pk],
            "groups": [Group.objects.get(name="editor").pk],
        },
    )

    made = User.objects.get(username="ed")
    assert [group.name for group in made.groups.all()] == ["editor"]
    assert not made.is_superuser
    assert not made.has_perm("papers.publish_paper")
    assert not made.has_perm("papers.expunge_paper")


def test_an_administrator_has_no_power_over_a_superuser():
    root = user("root", superuser=True)
    client = client_of(user("chief", "administrator"))
    password = root.password

    assert (
        client.post(reverse("admin:auth_user_change", args=[root.pk]), {"username": "x"}).status_code == 403
    )
    answer = client.post(
        reverse("admin:auth_user_password_change", args=[root.pk]),
        {"password1": "long-enough-words", "password2": "long-enough-words"},
    )
    assert answer.status_code == 403
    root.refresh_from_db()
    assert (root.username, root.password) == ("root", password)


def test_what_a_group_may_do_is_not_changed_by_an_administrator():
    client = client_of(user("chief", "administrator"))
    group = Group.objects.get(name="administrator")

    answer = client.post(
        reverse("admin:auth_group_change", args=[group.pk]), {"name": "x", "permissions": []}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("model", "user_of"),
    [
        ("series", "paper"),
        ("tag", "paper"),
        ("author", "paper"),
        ("paper", "version"),
        ("translation", "version"),
        ("footnote", "translation"),
    ],
)
def test_what_is_published_cited_or_called_is_not_deleted_and_the_page_says_where(rows, model, user_of):
    client = client_of(user("root", superuser=True))
    row = {
        "series": rows.series,
        "tag": rows.tags.first(),
        "author": rows.authorships.first().author,
        "paper": rows,
        "translation": rows.translations.get(language="en"),
        "footnote": Footnote.objects.get(),
    }[model]
    answer = client.post(reverse(f"admin:papers_{model}_delete", args=[row.pk]), {"post": "yes"})

    assert answer.status_code == 200
    assert type(row).objects.filter(pk=row.pk).exists()
    assert f'href="/admin/papers/{user_of}/' in answer.content.decode().partition("<ul")[2]
