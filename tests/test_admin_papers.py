"""A paper's page at the desk: its authors change places, and a second tab overwrites no list that it has not shown."""

import pytest
from django.urls import reverse

from papers.models import Authorship
from tests.factories import make_author, make_paper, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    names = ("Ames", "Bell", "Cole")
    authors = [make_author(name.lower(), family_name_en=name, given_name_en="") for name in names]
    return make_paper("pact", authors=authors, tags=[make_tag("sea")])


def page_of(client, paper):
    """Return what the page would send back as it stands, authors and all."""
    context = client.get(reverse("admin:papers_paper_change", args=[paper.pk])).context
    return sent(context)


def sent(context):
    formset = context["inline_admin_formsets"][0].formset
    main = context["adminform"].form
    forms = [main, formset.management_form, *formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    values["tags"] = [tag.pk for tag in main.initial["tags"]]
    return {name: value for name, value in values.items() if value is not None and value is not False}


def save(client, paper, values):
    return client.post(reverse("admin:papers_paper_change", args=[paper.pk]), values)


def stored():
    rows = Authorship.objects.order_by("order").select_related("author")
    return [(row.order, row.author.slug, row.affiliation_en) for row in rows]


LIST = [(1, "ames", "Sample University"), (2, "bell", "Sample University"), (3, "cole", "Sample University")]


def test_two_authors_change_places(admin_client, paper):
    answer = save(
        admin_client,
        paper,
        {**page_of(admin_client, paper), "authorships-0-order": 2, "authorships-1-order": 1},
    )

    assert answer.status_code == 302, answer.context["errors"]
    assert [slug for _order, slug, _affiliation in stored()] == ["bell", "ames", "cole"]


def test_an_author_goes_and_another_takes_the_place(admin_client, paper):
    values = {**page_of(admin_client, paper), "authorships-0-DELETE": "on", "authorships-1-order": 1}

    assert save(admin_client, paper, values).status_code == 302
    assert [(order, slug) for order, slug, _affiliation in stored()] == [(1, "bell"), (3, "cole")]


def test_two_authors_in_one_place_are_refused(admin_client, paper):
    answer = save(admin_client, paper, {**page_of(admin_client, paper), "authorships-1-order": 1})

    assert "each place is one author’s" in answer.content.decode()
    assert stored() == LIST


def test_a_place_below_one_is_refused(admin_client, paper):
    answer = save(admin_client, paper, {**page_of(admin_client, paper), "authorships-0-order": 0})

    assert answer.status_code == 200
    assert stored() == LIST


def test_a_second_tab_does_not_bring_back_the_old_order(admin_client, paper):
    second = page_of(admin_client, paper)
    save(admin_client, paper, {**second, "authorships-0-order": 3, "authorships-2-order": 1})
    now = stored()
    answer = save(admin_client, paper, {**second, "authorships-1-affiliation_en": "Port Office"})

    assert [slug for _order, slug, _affiliation in now] == ["cole", "bell", "ames"]
    assert stored() == now
    assert "1. Cole, 2. Bell, 3. Ames" in answer.content.decode()


def test_what_was_typed_stays_and_saving_again_replaces_what_is_shown(admin_client, paper):
    second = page_of(admin_client, paper)
    first = {**second, "authorships-0-affiliation_en": "Theirs"}
    save(admin_client, paper, first)
    answer = save(admin_client, paper, {**second, "authorships-1-affiliation_en": "Mine"})
    again = sent(answer.context)

    assert [affiliation for _order, _slug, affiliation in stored()][:2] == ["Theirs", "Sample University"]
    assert again["authorships-1-affiliation_en"] == "Mine"
    assert save(admin_client, paper, again).status_code == 302
    # The row that only the first tab changed was sent as the second had read it: shown, refused, then knowingly so.
    assert [affiliation for _order, _slug, affiliation in stored()][1] == "Mine"


def test_an_author_that_another_tab_added_is_shown_and_kept(admin_client, paper):
    second = page_of(admin_client, paper)
    Authorship.objects.create(paper=paper, author=make_author("dunn"), order=4)
    answer = save(admin_client, paper, {**second, "authorships-0-affiliation_en": "Mine"})
    again = sent(answer.context)

    assert stored()[:3] == LIST
    assert save(admin_client, paper, again).status_code == 302
    assert [slug for _order, slug, _affiliation in stored()] == ["ames", "bell", "cole", "dunn"]
    assert stored()[0][2] == "Mine"


def test_an_author_that_another_tab_took_out_comes_back_only_knowingly(admin_client, paper):
    second = page_of(admin_client, paper)
    Authorship.objects.get(order=2).delete()
    answer = save(admin_client, paper, {**second, "volume": "9"})
    again = sent(answer.context)

    assert [slug for _order, slug, _affiliation in stored()] == ["ames", "cole"]
    assert again["authorships-INITIAL_FORMS"] == 2
    last = again["authorships-TOTAL_FORMS"] - 1
    assert again[f"authorships-{last}-author"] == str(
        paper.authorships.model.author.field.related_model.objects.get(slug="bell").pk
    )
    without = {**again, f"authorships-{last}-DELETE": "on"}
    assert save(admin_client, paper, without).status_code == 302
    assert [slug for _order, slug, _affiliation in stored()] == ["ames", "cole"]


def test_a_second_tab_does_not_bring_back_old_tags(admin_client, paper):
    second = page_of(admin_client, paper)
    paper.tags.set([make_tag("air")])
    answer = save(admin_client, paper, second)

    assert [tag.slug for tag in paper.tags.all()] == ["air"]
    assert "Someone changed this after you opened it." in answer.content.decode()


@pytest.mark.parametrize("count", ["x", "-1", "99999999999"])
def test_a_list_that_no_page_sent_does_no_harm(admin_client, paper, count):
    second = page_of(admin_client, paper)
    Authorship.objects.get(order=2).delete()

    assert save(admin_client, paper, {**second, "authorships-TOTAL_FORMS": count}).status_code in (200, 400)
    assert len(stored()) == 2
