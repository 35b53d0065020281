"""The desk opens for staff, in both languages, loads nothing from outside, and changes nothing of the public record."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from papers.models import Paper, Series, Tag, Version
from tests.factories import make_edition, make_paper, make_series, make_tag

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("papers", "references")]


@pytest.fixture
def desk(admin_client):
    make_edition(make_paper("harbours", series=make_series("ports"), tags=[make_tag("logistics")]))
    return admin_client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_list_opens_in_both_languages_and_loads_nothing_from_outside(desk, model, language):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    answer = desk.get(address, headers={"accept-language": language})

    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_row_opens(desk, model):
    row = model._default_manager.first()
    if row is None:
        return
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])

    assert desk.get(address).status_code == 200


def test_nothing_of_the_public_record_can_be_changed_or_deleted(desk):
    version = Version.objects.get()
    address = reverse("admin:papers_version_change", args=[version.pk])

    assert desk.post(address, {"number": 9}).status_code == 403
    assert (
        desk.post(reverse("admin:papers_version_delete", args=[version.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert desk.get(reverse("admin:papers_version_add")).status_code == 403
    assert Version.objects.get().number == 1


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_label_given_in_one_language_stays_empty_in_the_other(desk, language):
    asked = {"headers": {"accept-language": language}}
    desk.post(
        reverse("admin:papers_tag_add"), {"slug": "cables", "name_en": "Cables", "name_ja": ""}, **asked
    )
    tag = Tag.objects.get(slug="cables")
    assert (tag.name_en, tag.name_ja) == ("Cables", None)

    both = {"slug": "cables", "name_en": "Cables", "name_ja": "海底ケーブル"}
    address = reverse("admin:papers_tag_change", args=[tag.pk])
    desk.post(address, both, **asked)
    desk.post(address, {**both, "name_ja": ""}, **asked)
    tag.refresh_from_db()
    assert (tag.name_en, tag.name_ja) == ("Cables", None)


def test_a_label_is_written_per_language_through_the_cleaner(desk):
    address = reverse("admin:papers_tag_add")
    answer = desk.post(address, {"slug": "cables", "name_en": "Undersea\n cables", "name_ja": "海底ケーブル"})

    assert answer.status_code == 302
    page = desk.get(reverse("admin:papers_tag_changelist")).content.decode()
    assert "Undersea cables" in page


@pytest.mark.parametrize("path", ["/admin/", "/admin/papers/paper/", "/admin/papers/series/add/"])
def test_nobody_enters_without_a_login(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/?next=/admin/")


@pytest.mark.parametrize(
    ("model", "old", "new"),
    [
        ("series", "/en/series/ports/", "/en/series/quays/"),
        ("tag", "/en/tags/logistics/", "/en/tags/quays/"),
        ("paper", "/en/papers/harbours/", "/en/papers/quays/"),
    ],
)
def test_a_public_row_that_gets_another_address_leaves_the_old_one_leading_to_it(
    desk, client, model, old, new
):
    row = {"series": Series, "tag": Tag, "paper": Paper}[model].objects.get()
    address = reverse(f"admin:papers_{model}_change", args=[row.pk])
    form = desk.get(address).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None and name != "tags"}
    formsets = {"authorships-TOTAL_FORMS": 0, "authorships-INITIAL_FORMS": 0}
    answer = desk.post(address, {**sent, **formsets, "slug": "quays"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    moved = client.get(old)

    assert (moved.status_code, moved.headers["Location"]) == (301, new)
    assert client.get(new).status_code == 200


def sent(client, address):
    """Return what the page of a row would send back as it stands."""
    form = client.get(address).context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields}
    formsets = {"authorships-TOTAL_FORMS": 0, "authorships-INITIAL_FORMS": 0}
    tags = [tag.pk for tag in values.pop("tags", ())]
    return {**{name: value for name, value in values.items() if value is not None}, **formsets, "tags": tags}


@pytest.mark.parametrize(
    ("model", "mine", "theirs"), [(Paper, "volume", "licence"), (Series, "issn", "colour")]
)
def test_a_second_tab_overwrites_nothing_unseen(desk, model, mine, theirs):
    row = model.objects.get()
    address = reverse(f"admin:papers_{model._meta.model_name}_change", args=[row.pk])
    first, second = sent(desk, address), sent(desk, address)
    change = {"licence": "CC BY-SA 4.0", "colour": "#1d4e74", "volume": "9", "issn": "1234-5678"}
    assert desk.post(address, {**first, theirs: change[theirs]}).status_code == 302
    answer = desk.post(address, {**second, mine: change[mine]})

    row.refresh_from_db()
    assert (getattr(row, mine), getattr(row, theirs)) == ("", change[theirs])
    assert "Someone changed this after you opened it." in answer.content.decode()
    again = answer.context["adminform"].form["seen"].value()
    assert desk.post(address, {**second, mine: change[mine], "seen": again}).status_code == 302
