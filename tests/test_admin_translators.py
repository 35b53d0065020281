"""The translators on an edition's page: a second tab overwrites none that it has not shown."""

import json

import pytest
from django.urls import reverse

from papers.models import Translatorship
from tests.factories import make_author, make_paper, make_translation, save

pytestmark = pytest.mark.django_db
BODY = '<p data-passage="aa">One.</p>'
TOLD = "Someone changed this after you opened it."


@pytest.fixture
def edition():
    row = make_translation(make_paper("pact"), "en", title="A Pact", body=BODY)
    credit(row, "Ames", 1)
    credit(row, "Bell", 2)
    return row


def credit(edition, name, order):
    author = make_author(name.lower(), family_name_en=name, given_name_en="")
    return Translatorship.objects.create(translation=edition, author=author, order=order)


def page_of(client, edition):
    """Return what the page would send back as it stands."""
    return sent(client.get(address(edition)).context)


def address(edition):
    return reverse("admin:papers_translation_change", args=[edition.pk])


def sent(context):
    formset = context["inline_admin_formsets"][0].formset
    forms = [context["adminform"].form, formset.management_form, *formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    notes = values["notes"]
    values["notes"] = notes if isinstance(notes, str) else json.dumps(notes)
    return {name: value for name, value in values.items() if value not in (None, False)} | {"_continue": "1"}


def stored():
    return [(row.order, row.author.slug) for row in Translatorship.objects.order_by("order")]


def test_a_second_tab_does_not_bring_back_the_old_order(admin_client, edition):
    second = page_of(admin_client, edition)
    admin_client.post(address(edition), {**second, "translatorships-0-order": 3})
    answer = admin_client.post(address(edition), {**second, "title": "Mine"})

    assert stored() == [(2, "bell"), (3, "ames")]
    assert TOLD in answer.content.decode()
    assert "Translators: 2. Bell, 3. Ames" in answer.content.decode()
    again = {**sent(answer.context), "title": "Mine"}
    assert admin_client.post(address(edition), again).status_code == 302


def test_a_translator_that_another_tab_added_is_shown_and_kept(admin_client, edition):
    second = page_of(admin_client, edition)
    credit(edition, "Cole", 3)
    answer = admin_client.post(address(edition), {**second, "translatorships-0-order": 4})
    again = sent(answer.context)

    assert stored() == [(1, "ames"), (2, "bell"), (3, "cole")]
    assert admin_client.post(address(edition), again).status_code == 302
    assert stored() == [(2, "bell"), (3, "cole"), (4, "ames")]


def test_translators_that_another_tab_took_out_come_back_only_knowingly(admin_client, edition):
    second = page_of(admin_client, edition)
    Translatorship.objects.all().delete()
    answer = admin_client.post(address(edition), second)

    assert stored() == []
    assert TOLD in answer.content.decode()
    assert "Translators: —" in answer.content.decode()


def test_a_changed_text_and_changed_translators_are_told_together(admin_client, edition):
    second = page_of(admin_client, edition)
    save(edition, body=BODY.replace("One", "Theirs"))
    Translatorship.objects.filter(order=2).delete()
    answer = admin_client.post(address(edition), {**second, "body": BODY.replace("One", "Mine")})
    page = answer.content.decode()

    assert TOLD in page
    assert "<del>One</del><ins>Theirs</ins>" in page
    edition.refresh_from_db()
    assert edition.body == BODY.replace("One", "Theirs")
    again = {**sent(answer.context), "over": str(edition.revision), "translatorships-1-DELETE": "on"}
    assert admin_client.post(address(edition), again).status_code == 302
    assert stored() == [(1, "ames")]


def test_a_text_alone_changed_meanwhile_tells_nothing_of_translators(admin_client, edition):
    second = page_of(admin_client, edition)
    save(edition, body=BODY.replace("One", "Theirs"))
    answer = admin_client.post(address(edition), {**second, "body": BODY.replace("One", "Mine")})

    assert TOLD not in answer.content.decode()
