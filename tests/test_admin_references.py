"""Works at the desk: found, corrected by their fields, shown where they are cited, merged or kept apart."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from reversion.models import Version as Kept

from papers import publishing, sources
from papers.admin.citing import cited_in, counts
from papers.models import Citation, Stamp, VersionCitation
from references import matching
from references.models import NearMatch, Reference
from tests.queueing import make_waiting, note, sent

pytestmark = pytest.mark.django_db
LIST, NEAR = "admin:references_reference_changelist", "admin:references_reference_near"
ITEM = {
    "type": "report",
    "title": "Ports of Call",
    "author": [{"family": "Kim", "given": "Ana"}],
    "publisher": "Sea Institute",
    "issued": {"date-parts": [[2021, 5]]},
    "DOI": "10.1234/ports",
    "PMID": "77",
}


def make_work(key="kim-2021", **item):
    with_item = {name: value for name, value in {**ITEM, **item}.items() if value is not None}
    work = Reference.objects.create(key=key, item=with_item, confidence={"publisher": 0.6})
    matching.remember(work)
    return work


def change(work):
    return reverse("admin:references_reference_change", args=[work.pk])


def beside(work, other):
    return f"{reverse('admin:references_reference_merge', args=[work.pk])}?other={other.pk}"


def form_of(answer, marker):
    """Return what a browser would send of the form that has this field."""
    page = html.fromstring(answer.content.decode())
    return sent(next(form for form in page.forms if marker in form.fields))


def save(client, work, **typed):
    data = form_of(client.get(change(work)), "title")
    return client.post(change(work), data | {name.replace("__", "-"): value for name, value in typed.items()})


def member(*groups, permissions=()):
    user = get_user_model().objects.create_user("ann", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def found(client, **query):
    return [work.key for work in client.get(reverse(LIST), query).context["cl"].result_list]


@pytest.fixture
def works():
    """Two works that no paper cites, one confirmed and Japanese."""
    make_work()
    wide = {
        "title": "港の計画",
        "author": [{"family": "見本", "given": "花子"}],
        "type": "book",
        "DOI": None,
        "language": "ja",
    }
    make_work("mihon-2021", **wide)
    Reference.objects.filter(key="mihon-2021").update(confirmed_at=timezone.now())


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("ports", ["kim-2021"]),
        ("ＰＯＲＴＳ　call", ["kim-2021"]),
        ("Kim", ["kim-2021"]),
        ("10.1234/PORTS", ["kim-2021"]),
        ("１０．１２３４", ["kim-2021"]),
        ("mihon-2021", ["mihon-2021"]),
        ("港の計画", ["mihon-2021"]),
        ("見本", ["mihon-2021"]),
        ("nothing", []),
    ],
)
def test_a_work_is_found_by_title_author_key_and_doi_in_any_width(works, admin_client, words, keys):
    assert found(admin_client, q=words) == keys


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({"type": "book"}, ["mihon-2021"]),
        ({"confirmed": "yes"}, ["mihon-2021"]),
        ({"confirmed": "no"}, ["cited", "kim-2021"]),
        ({"cited": "yes"}, ["cited"]),
        ({"cited": "no"}, ["kim-2021", "mihon-2021"]),
    ],
)
def test_the_list_is_narrowed_by_type_confirmation_and_use(works, admin_client, query, keys):
    cited = make_work("cited", title="Reefs", DOI=None)
    paper = make_waiting("p", {"n1": "<p>A note without a source.</p>"})
    Citation.objects.create(footnote=note(paper, "n1"), reference=cited, order=5)

    assert sorted(found(admin_client, **query)) == keys


def test_the_list_counts_the_notes_and_sorts_by_them(admin_client):
    paper = make_waiting()
    page = admin_client.get(reverse(LIST), {"o": "-6"})
    rows = [(work.title, work.times) for work in page.context["cl"].result_list]

    assert rows[0] == ("Ports and Seas", 2)
    assert sorted(times for _title, times in rows) == [1, 1, 1, 2]
    assert paper.footnotes.count() == 6


def test_a_longer_list_costs_no_more_queries(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            admin_client.get(reverse(LIST))
        return len(caught)

    make_work("first")
    before = queries()
    Reference.objects.bulk_create(
        Reference(key=f"work-{number}", item={**ITEM, "DOI": f"10.1234/{number}"}, title=f"T {number}")
        for number in range(60)
    )

    assert queries() == before


def test_saving_confirms_and_keeps_what_no_field_asks_for(admin_client, admin_user):
    work = make_work()
    answer = save(admin_client, work, title="Ports of Call, Corrected", issued="2021-06/2021-07")
    work.refresh_from_db()

    assert answer.status_code == 302
    assert work.item == {
        **ITEM,
        "title": "Ports of Call, Corrected",
        "issued": {"date-parts": [[2021, 6], [2021, 7]]},
    }
    assert (work.is_confirmed, work.confidence) == (True, {})
    assert matching.find(work.item) == work
    assert Kept.objects.get_for_object(work).first().revision.user == admin_user


def test_a_correction_changes_the_stamp_of_public_pages(admin_client):
    work = make_work()
    before = list(Stamp.objects.values_list("mark", flat=True))
    save(admin_client, work, title="Other")

    assert list(Stamp.objects.values_list("mark", flat=True)) != before


def test_the_history_names_the_fields_by_their_labels(admin_client):
    work = make_work()
    save(admin_client, work, title="Other", author__0__given="Anna")
    page = admin_client.get(reverse("admin:references_reference_history", args=[work.pk])).content.decode()

    assert "Changed Title and Authors." in page


def test_what_was_not_sure_is_marked_until_it_is_confirmed(admin_client):
    work = make_work()
    before = admin_client.get(change(work)).content.decode()
    save(admin_client, work)
    after = admin_client.get(change(work)).content.decode()

    assert "read from a note; not sure" in before
    assert "nobody has confirmed it yet" in before
    assert "not sure" not in after
    assert "nobody has confirmed" not in after


def test_a_change_that_was_not_seen_is_not_overwritten(admin_client):
    work = make_work()
    data = form_of(admin_client.get(change(work)), "title")
    Reference.objects.filter(pk=work.pk).update(item={**ITEM, "title": "Theirs"})
    answer = admin_client.post(change(work), {**data, "title": "Mine"})
    page = answer.content.decode()

    assert "Someone changed this after you opened it." in page
    assert "Title: Theirs" in page
    assert ">\nMine</textarea>" in page
    work.refresh_from_db()
    assert work.item["title"] == "Theirs"
    admin_client.post(change(work), form_of(answer, "title"))
    work.refresh_from_db()
    assert work.item["title"] == "Mine"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"issued": "May 2021"}, "“May 2021” is no date"),
        ({"title": ""}, "This field is required."),
        ({"title": "<b>" * 400}, "Ensure this value has at most 1000 characters"),
        ({"raw": "{" * 50_000}, "This is no JSON: line 1"),
        ({"raw": "[" * 150_000}, "This is no JSON that an item can be."),
        ({"raw": "x" * 300_000}, "The JSON has more than 200000 signs."),
        ({"key": "Not A Key"}, "Write it in small letters"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(admin_client, typed, told):
    work = make_work()
    answer = save(admin_client, work, **typed)

    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Reference.objects.get().item == ITEM


def test_json_that_was_refused_once_is_refused_again(admin_client):
    work = make_work()
    data = form_of(admin_client.get(change(work)), "title")
    first = admin_client.post(change(work), {**data, "raw": "{"})
    again = admin_client.post(change(work), form_of(first, "title"))

    assert ">\n{</textarea>" in first.content.decode()
    assert "This is no JSON: line 1, sign 2." in again.content.decode()


def test_html_in_a_title_is_text_everywhere(admin_client):
    work = make_work(title='<script>alert("x")</script>')
    other = make_work("other", title="<img src=x onerror=alert(1)>", DOI="10.1234/other")
    NearMatch.objects.get_or_create(first=work, second=other, defaults={"score": 0.5})
    pages = [change(work), reverse(LIST), reverse(NEAR), beside(work, other)]

    for page in pages:
        text = admin_client.get(page).content.decode()
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page


def test_a_title_is_marked_with_the_language_that_the_work_says(admin_client):
    work = make_work(title="港の計画", language="ja")
    other = make_work("other", title="Ports", language='en" onload="x', DOI="10.1234/other")
    page = html.fromstring(admin_client.get(beside(work, other)).content.decode())
    form = html.fromstring(admin_client.get(change(work)).content.decode())

    assert [cell.get("lang") for cell in page.xpath("//tr[th[contains(., 'Title')]]/td")] == ["ja", None]
    assert form.get_element_by_id("id_title").get("lang") == "ja"
    assert form.get_element_by_id("id_publisher").get("lang") is None


def test_a_new_work_gets_a_key_and_is_confirmed(admin_client):
    add = reverse("admin:references_reference_add")
    data = form_of(admin_client.get(add), "title")
    admin_client.post(
        add, {**data, "type": "book", "title": "Harbour Walls", "author-0-family": "Okafor", "issued": "2024"}
    )
    work = Reference.objects.get()

    assert work.key == "okafor-2024-harbour-walls"
    assert work.is_confirmed
    assert matching.find(work.item) == work


def test_where_it_is_cited_is_told_by_paper_and_note(admin_client):
    paper = make_waiting()
    publishing.publish([paper.translations.get()])
    work = Reference.objects.get(title="Ports and Seas")
    listed = cited_in(work)
    page = admin_client.get(change(work)).content.decode()

    assert [(each["name"], each["place"]) for each in listed["papers"][0]["notes"]] == [
        ("Note 1", "page 12"),
        ("Note 3", "page 14"),
    ]
    assert [(each["title"], each["count"]) for each in listed["versions"]] == [("Harbours", 2)]
    assert f'href="{reverse("admin:papers_footnote_sources", args=[note(paper, "n1").pk])}"' in page
    assert counts([work])[work.pk]["notes"] == 2


def test_a_cited_work_is_not_deleted_and_the_page_says_where_it_is_cited(admin_client):
    paper = make_waiting()
    publishing.publish([paper.translations.get()])
    work = Reference.objects.get(title="Ports and Seas")
    delete = reverse("admin:references_reference_delete", args=[work.pk])
    page = admin_client.post(delete, {"post": "yes"}).content.decode().partition("<ul")[2]

    assert Reference.objects.filter(pk=work.pk).exists()
    assert f'href="{reverse("admin:papers_paper_change", args=[paper.pk])}"' in page
    assert f'href="{reverse("admin:papers_version_change", args=[paper.versions.get().pk])}"' in page


def test_a_work_that_nothing_cites_is_deleted(admin_client):
    work = make_work()
    admin_client.post(reverse("admin:references_reference_delete", args=[work.pk]), {"post": "yes"})

    assert not Reference.objects.exists()


@pytest.fixture
def pair():
    """Two works that may be one; a paper cites both."""
    paper = make_waiting()
    publishing.publish([paper.translations.get()])
    left = Reference.objects.get(title="Ports and Seas")
    right = Reference.objects.get(title="Ports of Asia")
    NearMatch.objects.update_or_create(first=left, second=right, defaults={"score": 0.83})
    return left, right


def test_the_pairs_are_listed_the_likest_first(pair, admin_client):
    third = make_work("third")
    NearMatch.objects.create(first=pair[0], second=third, score=0.95)
    page = admin_client.get(reverse(NEAR))

    assert [each["percent"] for each in page.context["pairs"]] == [95, 83]
    assert "cited in 2 notes" in page.content.decode()
    assert "2 pairs of works may be one each" in admin_client.get(reverse("admin:index")).content.decode()


def test_both_works_stand_beside_each_other_with_what_differs(pair, admin_client):
    page = admin_client.get(beside(*pair))
    rows = {row["label"]: (row["texts"], row["differs"]) for row in page.context["rows"]}

    assert rows["Title"] == ([("Ports and Seas", "en"), ("Ports of Asia", "en")], True)
    assert rows["Date of issue"] == ([("2020", ""), ("2022", "")], True)
    assert rows["Authors"] == ([("Kim, Ana", ""), ("Kim, Ana", "")], False)
    assert "differs" in page.content.decode()
    assert "Notes that move here: 1; notes of published versions: 1; signs" in page.content.decode()


@pytest.mark.parametrize(("act", "kept", "gone"), [("left", 0, 1), ("right", 1, 0)])
def test_a_merge_moves_everything_and_leads_to_what_stayed(pair, admin_client, admin_user, act, kept, gone):
    keep, lost = pair[kept], pair[gone]
    sign = lost.match_keys.first().value
    data = form_of(admin_client.get(beside(*pair)), "seen")
    answer = admin_client.post(beside(*pair), {**data, "act": act}, follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain == [(change(keep), 302)]
    assert f"({lost.key}) was merged into this work." in page
    assert not Reference.objects.filter(pk=lost.pk).exists()
    assert Citation.objects.filter(reference=keep).count() == 3
    assert VersionCitation.objects.filter(reference=keep).count() == 3
    assert keep.match_keys.filter(value=sign).exists()
    assert not NearMatch.objects.exists()
    assert Kept.objects.get_deleted(Reference).first().revision.user == admin_user


def test_kept_apart_they_are_not_proposed_again(pair, admin_client):
    data = form_of(admin_client.get(beside(*pair)), "seen")
    answer = admin_client.post(beside(*pair), {**data, "act": "apart"})
    matching.remember(pair[0])

    assert answer.url == reverse(NEAR)
    assert Reference.objects.filter(pk__in=[work.pk for work in pair]).count() == 2
    assert admin_client.get(reverse(NEAR)).context["pairs"] == []
    assert "Somebody decided that these are two works." in admin_client.get(beside(*pair)).content.decode()


def test_a_pair_that_was_changed_meanwhile_is_shown_again(pair, admin_client):
    data = form_of(admin_client.get(beside(*pair)), "seen")
    pair[1].item = {**pair[1].item, "publisher": "Other Press"}
    pair[1].save()
    page = admin_client.post(beside(*pair), {**data, "act": "left"}).content.decode()

    assert "Someone changed one of the two after you opened this page." in page
    assert "Other Press" in page
    assert Reference.objects.filter(pk=pair[1].pk).exists()


def test_a_pair_of_which_one_is_gone_merges_nothing(pair, admin_client):
    data = form_of(admin_client.get(beside(*pair)), "seen")
    sources.merge(pair[0], pair[1])

    assert admin_client.post(beside(*pair), {**data, "act": "left"}).status_code == 200
    assert Reference.objects.filter(pk=pair[0].pk).exists()
    assert admin_client.get(beside(pair[1], pair[0])).status_code == 404


@pytest.mark.parametrize("other", ["self", "0", "x", "9" * 30, ""])
def test_a_work_is_merged_with_another_one_only(pair, admin_client, other):
    key = str(pair[0].pk) if other == "self" else other
    path = f"{reverse('admin:references_reference_merge', args=[pair[0].pk])}?other={key}"

    assert admin_client.get(path).status_code == 200
    assert admin_client.post(path, {"act": "left"}).status_code == 200
    assert Reference.objects.filter(pk=pair[0].pk).exists()


def test_a_work_is_found_by_typing(works, admin_client):
    asked = {"app_label": "papers", "model_name": "citation", "field_name": "reference", "term": "港の"}
    answer = admin_client.get(reverse("admin:autocomplete"), asked)

    assert [each["text"] for each in json.loads(answer.content)["results"]] == ["港の計画 (見本 2021)"]


def test_an_editor_merges_and_who_may_only_look_does_not(pair):
    looker = member(permissions=["view_reference"])
    page = looker.get(beside(*pair)).content.decode()
    assert "Ports of Asia" in page
    assert "merge the right one" not in page
    assert looker.post(beside(*pair), {"act": "left"}).status_code == 403
    get_user_model().objects.all().delete()
    editor = member("editor")
    data = form_of(editor.get(beside(*pair)), "seen")
    assert editor.post(beside(*pair), {**data, "act": "left"}).status_code == 302


def test_who_may_only_look_sees_the_fields_of_a_work_as_text():
    work = make_work()
    client = member(permissions=["view_reference"])
    page = client.get(change(work)).content.decode()

    assert "<dt>Publisher or institution</dt><dd>Sea Institute</dd>" in page
    assert 'name="title"' not in page
    assert "Merge with another work" not in page
    assert client.post(change(work), {"title": "x"}).status_code == 403


@pytest.mark.parametrize("permissions", [[], ["view_footnote"]])
def test_who_may_not_see_works_sees_no_pairs(pair, permissions):
    client = member(permissions=permissions)

    assert client.get(reverse(NEAR)).status_code == 403
    assert client.get(beside(*pair)).status_code == 403
    assert "may be one" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(
    ("language", "choices"),
    [("en", ["cited somewhere", "not cited"]), ("ja", ["引用あり", "引用なし"])],
)
def test_the_filter_by_citation_names_both_of_its_choices(admin_client, language, choices):
    page = html.fromstring(
        admin_client.get("/admin/references/reference/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    )

    assert page.xpath("//nav[@id='changelist-filter']//a[contains(@href, 'cited=')]/text()") == choices
