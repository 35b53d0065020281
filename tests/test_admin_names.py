"""What rows are called at the desk: by the name of the interface's language, else of any, and told apart from their like."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation

from papers import media
from papers.admin.desk import person
from papers.models import Author, Authorship, Footnote
from references.models import Reference
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, make_translation
from tests.word import png

pytestmark = pytest.mark.django_db


def called(row):
    """Return what the row is called in either language."""
    found = {}
    for code in ("en", "ja"):
        with translation.override(code):
            found[code] = str(row)
    return found


def test_an_author_is_told_apart_by_kana_the_other_name_and_affiliation():
    author = make_author(family_kana="みほん", given_kana="はなこ")
    paper = make_paper(authors=[author])
    paper.authorships.update(affiliation_en="Port Office", affiliation_ja="港湾局")

    assert called(author) == {
        "en": "Hanako Mihon (みほん はなこ, 見本 花子, Port Office)",
        "ja": "見本 花子（みほん はなこ、Hanako Mihon、港湾局）",
    }


def test_an_author_with_a_name_in_one_language_has_it_in_both():
    author = make_author(family_name_en="", given_name_en="")

    assert called(author) == {"en": "見本 花子", "ja": "見本 花子"}


def test_the_affiliation_is_that_of_the_last_paper():
    author = make_author(family_name_ja="", given_name_ja="")
    for place in ("Old Office", "New Office"):
        Authorship.objects.create(paper=make_paper(authors=[]), author=author, affiliation_en=place)

    assert called(author)["en"] == "Hanako Mihon (New Office)"


def test_a_paper_goes_by_its_title_and_its_place_in_a_series():
    paper = make_paper("pact", series=make_series(), volume="7")
    assert called(paper) == {"en": "pact", "ja": "pact"}
    make_translation(paper, "en", title="A Pact")
    assert called(paper)["ja"] == "A Pact（同盟国とパートナー、第7号）"
    make_translation(paper, "ja", title="協定")

    assert called(paper) == {
        "en": "A Pact (Allies and Partners, Vol. 7)",
        "ja": "協定（同盟国とパートナー、第7号）",
    }


def test_editions_versions_releases_and_notes_go_by_the_title():
    body = '<p data-passage="a">x<sup data-note="n1"></sup></p>'
    version = make_edition(make_paper("pact"), "en", title="A Pact", body=body, notes={"n1": "<p>y</p>"})

    assert called(version.translation)["ja"] == "A Pact（English）"
    assert called(version)["ja"] == "A Pact（English第1版）"
    assert called(version.releases.get())["ja"].startswith("A Pact（English第1版） · ")
    assert called(Footnote.objects.get()) == {"en": "Note 1 of “A Pact”", "ja": "「A Pact」の注1"}


def test_labels_references_and_images_go_by_their_names():
    image = media.keep(media.read(png()), "crane.png")
    reference = Reference(
        key="kim-2020",
        item={"title": "Ports", "author": [{"family": "Kim"}], "issued": {"date-parts": [[2020]]}},
    )

    assert called(make_tag("sea", name_ja="海"))["ja"] == "海"
    assert called(make_series(name_ja=""))["ja"] == "Allies and Partners"
    assert called(reference)["ja"] == "Ports（Kim 2020）"
    assert called(image)["en"].startswith(f"crane.png ({image.width} × {image.height}, ")


@pytest.mark.parametrize(
    "item", [{"author": 3, "issued": []}, {"author": [{}], "issued": {"date-parts": [[]]}}, {"author": ["x"]}]
)
def test_a_reference_of_odd_shape_goes_by_its_title(item):
    assert str(Reference(key="k", item={"title": "Ports", **item})) == "Ports"


def test_the_chooser_of_authors_finds_kana_and_affiliation_and_tells_two_of_one_name_apart(admin_client):
    for kana, place in (("みほん", "港湾局"), ("みもと", "大学")):
        author = make_author(family_kana=kana, family_name_en="", given_name_en="")
        Authorship.objects.create(paper=make_paper(authors=[]), author=author, affiliation_ja=place)
    asked = {"app_label": "papers", "model_name": "authorship", "field_name": "author"}

    def found(term):
        answer = admin_client.get(
            reverse("admin:autocomplete"), {**asked, "term": term}, headers={"accept-language": "ja"}
        )
        return [result["text"] for result in json.loads(answer.content)["results"]]

    assert found("見本") == ["見本 花子（みほん、港湾局）", "見本 花子（みもと、大学）"]
    assert found("みもと") == found("大学") == ["見本 花子（みもと、大学）"]
    assert Author.objects.count() == 2


def test_groups_and_permissions_have_names_in_either_language():
    names = Group.objects.order_by("pk")
    expunge, change = (Permission.objects.get(codename=name) for name in ("expunge_paper", "change_paper"))

    assert {code: [called(group)[code] for group in names] for code in ("en", "ja")} == {
        "en": ["editor", "publisher", "administrator"],
        "ja": ["編集担当者", "公開担当者", "管理者"],
    }
    assert called(change) == {"en": "paper: change", "ja": "論考：編集"}
    assert called(expunge) == {"en": "paper: May expunge versions", "ja": "論考：版の本文を抹消できる"}
    assert called(Group(name="港湾班"))["ja"] == "港湾班"


def test_a_chooser_of_rights_offers_what_the_desk_asks_for_and_keeps_what_a_group_has(admin_client):
    group = Group.objects.get(name="editor")
    odd = Permission.objects.get(codename="add_session")
    group.permissions.add(odd)
    page = admin_client.get(reverse("admin:auth_group_change", args=[group.pk]))
    offered = set(page.context["adminform"].form.fields["permissions"].queryset)

    assert odd in offered
    assert not any(right.codename == "delete_logentry" for right in offered)
    assert set(group.permissions.all()) <= offered


def test_what_nobody_signed_a_command_did():
    user = get_user_model().objects.create_user("hana", first_name="花子", last_name="見本")
    with translation.override("ja"):
        assert (person(None), person(user)) == ("コマンド", "見本 花子")
    with translation.override("en"):
        assert (person(None), person(user)) == ("by command", "花子 見本")


def test_who_did_something_here_is_not_deleted(admin_client, admin_user):
    edition = make_translation()
    edition.revisions.update(by=admin_user)
    path = reverse("admin:auth_user_delete", args=[admin_user.pk])
    answer = admin_client.post(path, {"post": "yes"})

    assert "worked here and stays" in answer.content.decode()
    assert get_user_model().objects.filter(pk=admin_user.pk).exists()
    nobody = get_user_model().objects.create_user("nobody")
    assert (
        admin_client.post(reverse("admin:auth_user_delete", args=[nobody.pk]), {"post": "yes"}).status_code
        == 302
    )


def test_a_change_of_labels_is_told_by_their_names_in_the_language_of_who_made_it(admin_client):
    tag = make_tag("sea")
    sent = {"slug": "sea", "name_en": "Sea", "name_ja": "海"}
    ja = {"accept-language": "ja"}
    admin_client.post(reverse("admin:papers_tag_change", args=[tag.pk]), sent, headers=ja)
    page = admin_client.get(reverse("admin:papers_tag_history", args=[tag.pk]), headers=ja).content.decode()

    assert "名称（日本語）を変更しました。" in page
