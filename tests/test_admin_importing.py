"""The desk's import pages: files in, the proof and the alignment shown, doubts settled, then stored."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html

from papers import importing, passages, revisions
from papers.models import Image, Intake, Paper, Series, Translation
from tests.factories import make_series, save
from tests.test_importing_storing import ENGLISH, JAPANESE, picture, stored_files

pytestmark = pytest.mark.django_db


def upload(client, *, follow=True, kind="md", **values):
    """Send the first page as its script does; a text becomes a file of that language, a paper is one that is here."""
    codes = [code for code in ("en", "ja") if code in values]
    files = [SimpleUploadedFile(f"paper.{code}.{kind}", values.pop(code).encode()) for code in codes]
    target = {"target": "paper"} if "paper" in values else {}
    sent = {"language": codes, "files": files, **target, **values}
    return client.post(reverse("admin:papers_paper_import"), sent, follow=follow)


def answer(client, act="store", **values):
    """Send the second page with the fields that it shows, and these."""
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.first().pk])
    shown = fields(client.get(address).content.decode())
    return client.post(address, {**shown, "act": act, **values})


def fields(page):
    """Return what the second page would send as it stands."""
    form = html.fromstring(page).xpath("//form[@class='act']")[0]
    sent = {name: form.fields[name] for name in form.fields}
    return {name: list(value) if isinstance(value, set) else value or "" for name, value in sent.items()}


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


def test_a_long_passage_begins_at_a_word_and_opens_to_the_whole(admin_client):
    long, lang = (
        "Harbours need planning, and planning needs somebody. " * 5,
        "港には計画が要り、計画には人が要る。" * 15,
    )
    said = {"en": ENGLISH.replace("It should", long + "It should"), "original": "en"}
    said["ja"] = JAPANESE.replace("2024年に", lang + "2024年に")
    page = html.fromstring(upload(admin_client, **said).content.decode())
    opened = page.xpath("//table[contains(@class, 'alignment')]//details")

    assert [each.xpath("string(summary)") for each in opened] == [
        "Harbours need a plan. Harbours need planning, and planning needs somebody. Harbours need planning, and"
        " planning needs somebody. Harbours need planning, and…",
        "港には計画が要る。" + "港には計画が要り、計画には人が要る。" * 8 + "…",
    ]
    assert [long in opened[0].text_content(), lang in opened[1].text_content()] == [True, True]


def test_an_unsure_pair_is_read_whole_at_once(admin_client):
    long = "誰も決めなければ船は待つ。" * 20
    said = {"original": "en", "en": ENGLISH, "ja": JAPANESE.replace("第二の理由は信頼である。", long)}
    page = html.fromstring(upload(admin_client, **said).content.decode())
    unsure = page.xpath("//tr[@class='unsure']")

    assert long in "".join(row.text_content() for row in unsure)
    assert not [row for row in unsure if row.xpath(".//details")]


NOTICE = "【シリーズのお知らせ】\n\n本シリーズは港湾を扱う論考を掲載します。\n\n"
IN_SERIES = ENGLISH + "\n\nPorts Dialogue: Policy Paper Vol. 7\n"
MADE = "The files make a new series: “Ports Dialogue”."
ASKED = "The files name the series “Ports Dialogue”, which is not here"
FILLED = "becomes the public notice of the series"


@pytest.fixture
def editor(client, django_user_model):
    """A browser of somebody who may only look at series."""
    person = django_user_model.objects.create_user("ed", is_staff=True)
    person.groups.add(Group.objects.get(name="editor"))
    client.force_login(person)
    return client


def test_a_new_series_and_its_notice_are_told_before_they_are_made(admin_client):
    page = upload(admin_client, en=IN_SERIES, ja=NOTICE + JAPANESE).content.decode()
    answer(admin_client)

    assert [sentence in page for sentence in (MADE, FILLED, ASKED)] == [True, True, False]
    assert Series.objects.get().notice_ja == "<p>本シリーズは港湾を扱う論考を掲載します。</p>"


def test_who_may_not_add_a_series_goes_on_without_it(editor):
    page = upload(editor, en=IN_SERIES, ja=NOTICE + JAPANESE).content.decode()
    answer(editor)

    assert [sentence in page for sentence in (MADE, FILLED, ASKED)] == [False, False, True]
    assert Paper.objects.get().series is None
    assert not Series.objects.exists()


def test_who_may_not_add_a_series_chooses_one_that_is_here_and_leaves_its_notice_empty(editor):
    series = make_series("ports")
    upload(editor, en=IN_SERIES, ja=NOTICE + JAPANESE)
    page = answer(editor, "check", series="ports").content.decode()
    answer(editor)

    assert "Series: Allies and Partners." in page
    assert "The series has no notice in this language, and your account may not write one." in page
    assert FILLED not in page
    series.refresh_from_db()
    assert (Paper.objects.get().series, series.notice_ja) == (series, None)


def test_no_series_is_made_by_sending_what_the_page_does_not_offer(editor):
    upload(editor, en=IN_SERIES)
    refused = answer(editor, series="no-such")

    assert refused.status_code == 200
    assert not Series.objects.exists()
    assert not Paper.objects.exists()


NOTHING_NEW = "The files bring nothing new"


def test_an_unchanged_file_says_so_and_offers_no_storing(admin_client):
    upload(admin_client, en=IN_SERIES, ja=NOTICE + JAPANESE, authors="Mihon, Hanako")
    first = admin_client.get(reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk]))
    answer(admin_client)
    page = upload(admin_client, en=IN_SERIES, ja=NOTICE + JAPANESE).content.decode()

    assert NOTHING_NEW not in first.content.decode()
    assert NOTHING_NEW in page
    assert [f'value="{act}"' in page for act in ("store", "delete", "check")] == [False, True, True]


@pytest.mark.parametrize(
    "said",
    [
        {"en": IN_SERIES.replace("A second", "Another")},
        {"en": IN_SERIES.replace("4 (2020)", "5 (2021)")},
    ],
)
def test_a_file_that_changes_a_word_or_a_note_is_stored(admin_client, said):
    upload(admin_client, en=IN_SERIES, authors="Mihon, Hanako")
    answer(admin_client)
    page = upload(admin_client, **said).content.decode()

    assert NOTHING_NEW not in page
    assert 'value="store"' in page


def test_a_pair_that_is_corrected_makes_an_unchanged_file_worth_storing(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en", authors="Mihon, Hanako")
    answer(admin_client)
    before = upload(admin_client, ja=JAPANESE).content.decode()
    after = answer(admin_client, "check", **{"link-ja-4": ""}).content.decode()

    assert [NOTHING_NEW in page for page in (before, after)] == [True, False]


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


def conflict(client, revised, ours="A third"):
    """Import both editions, change the English one, and send a revised English file; return that page."""
    upload(client, en=ENGLISH, ja=JAPANESE, original="ja", authors="Mihon, Hanako")
    answer(client)
    row = Translation.objects.get(language="en")
    save(row, title=row.title, body=row.body.replace("A second", ours))
    return upload(client, en=revised, paper=str(Paper.objects.get().pk)).content.decode()


def longer(body):
    """Return the body with one block more before the first."""
    return body.replace('<p data-passage="', '<p>Between.</p><p data-passage="', 1)


def test_the_files_text_may_change_the_number_of_passages(admin_client):
    page = conflict(admin_client, ENGLISH.replace("A second reason is trust.\n", ""))
    taken = re.findall(r'name="take-en" value="([^"]+)"', page)
    before = Translation.objects.get(language="en").revision
    shown = answer(admin_client, **{"take-en": taken, "link-en-2": "1"})

    assert "are no longer those that were shown" in shown.content.decode()
    assert Translation.objects.get(language="en").revision == before
    assert answer(admin_client).status_code == 302
    assert "third reason" not in Translation.objects.get(language="en").body


def test_what_an_editor_saves_in_between_is_shown_before_anything_is_stored(admin_client):
    conflict(admin_client, ENGLISH.replace("Ships wait", "All ships wait"))
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.first().pk])
    sent = fields(admin_client.get(address).content.decode())
    row = Translation.objects.get(language="en")
    save(row, title=row.title, body=longer(row.body))
    page = admin_client.post(address, {**sent, "act": "store", "link-en-1": "2"})

    assert "are no longer those that were shown" in page.content.decode()
    assert fields(page.content.decode())["link-en-1"] == ""
    assert "All ships" not in Translation.objects.get(language="en").body


def test_what_an_editor_saves_while_it_is_stored_is_told_too(admin_client, monkeypatch):
    conflict(admin_client, ENGLISH.replace("Ships wait", "All ships wait"))
    store = importing.store

    def late(*args, dry_run=False, **options):
        if not dry_run:
            row = Translation.objects.get(language="en")
            save(row, title=row.title, body=longer(row.body))
        return store(*args, dry_run=dry_run, **options)

    monkeypatch.setattr(importing, "store", late)
    page = answer(admin_client, **{"link-en-1": "2"})

    assert "are no longer those that were shown" in page.content.decode()
    assert "All ships" not in Translation.objects.get(language="en").body
    assert Intake.objects.exists()


def test_what_cannot_be_stored_after_all_leaves_no_picture_behind(admin_client, monkeypatch):
    html = f"<h1>Title</h1><p>Text.</p><figure><img alt='Map' src='{picture()}'></figure><p>More.</p>"
    upload(admin_client, en=html, ja=JAPANESE, original="en", kind="html")
    monkeypatch.setattr(revisions, "relink", refusing)
    page = answer(admin_client, **{"link-ja-1": "2"}).content.decode()

    assert "Too late." in page
    assert (Image.objects.count(), Paper.objects.count(), stored_files()) == (0, 0, [])
    assert Intake.objects.exists()


def refusing(*_args, **_options):
    raise revisions.StaleError("Too late.")


def test_a_corrected_pair_can_be_put_back(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en")
    first = fields(answer(admin_client, act="check", **{"link-ja-1": "2"}).content.decode())
    assert first["link-ja-1"] == "2"
    answer(admin_client, act="check", **{"link-ja-1": "1"})

    assert Intake.objects.get().links == {}
    answer(admin_client)
    english, japanese = Translation.objects.order_by("language")
    assert passages.every(english.body) == passages.every(japanese.body)


def test_a_block_without_counterpart_keeps_its_own_passage(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en")
    answer(admin_client, **{"link-ja-4": ""})
    own = passages.every(Translation.objects.get(language="ja").body)[3]
    upload(admin_client, ja=JAPANESE.replace("理由", "根拠"), paper=str(Paper.objects.get().pk))
    answer(admin_client, **{"link-ja-1": "2"})

    lists = passages.every(Translation.objects.get(language="ja").body)
    assert lists[3] == own


def test_what_was_typed_wrongly_stays_and_is_described(admin_client):
    upload(admin_client, en=ENGLISH, ja=JAPANESE, original="en")
    page = answer(admin_client, **{"link-ja-2": "abc", "title-ja": "港", "authors": "Mihon, Hanako"})
    (field,) = html.fromstring(page.content.decode()).xpath("//input[@name='link-ja-2']")
    shown = fields(page.content.decode())

    assert (field.value, field.get("aria-invalid")) == ("abc", "true")
    told = html.fromstring(page.content.decode()).get_element_by_id(field.get("aria-describedby"))
    assert "“abc” names no passage" in told.text_content()
    assert (shown["title-ja"], shown["authors"].strip()) == ("港", "Mihon, Hanako")


def test_an_answer_that_is_refused_can_be_mended(admin_client):
    upload(admin_client, en=ENGLISH)
    page = answer(admin_client, authors="A" * 400).content.decode()

    assert "is longer than" in page
    assert fields(page)["authors"].strip() == "A" * 400
    answer(admin_client, authors="Mihon, Hanako")
    assert Paper.objects.get().authorships.count() == 1


def test_titles_and_authors_show_their_answers_and_can_be_taken_back(admin_client):
    upload(admin_client, en=ENGLISH, title_en="Ports", authors="Mihon, Hanako")
    page = answer(admin_client, act="check", **{"title-en": "Harbours", "authors": "Sakura, Jiro"})
    shown = fields(page.content.decode())
    assert (shown["title-en"], shown["authors"].strip()) == ("Harbours", "Sakura, Jiro")
    answer(admin_client, **{"title-en": "", "authors": ""})

    assert Translation.objects.get().title == "A Plan for Harbours"
    assert not Paper.objects.get().authorships.exists()


def test_a_conflict_that_was_taken_can_be_given_back(admin_client):
    page = conflict(admin_client, ENGLISH.replace("A second", "Another"))
    (name,) = re.findall(r'name="take-en" value="([^"]+)"', page)
    page = answer(admin_client, act="check", **{"take-en": name}).content.decode()
    (box,) = html.fromstring(page).xpath("//input[@name='take-en']")
    assert (box.get("type"), box.checked) == ("checkbox", True)
    answer(admin_client, **{"take-en": ""})

    assert "A third reason" in Translation.objects.get(language="en").body


def test_a_conflict_that_editors_settled_in_between_is_no_hindrance(admin_client):
    page = conflict(admin_client, ENGLISH.replace("A second", "Another"))
    (name,) = re.findall(r'name="take-en" value="([^"]+)"', page)
    answer(admin_client, act="check", **{"take-en": name})
    row = Translation.objects.get(language="en")
    save(row, title=row.title, body=row.body.replace("A third", "Another"))

    assert answer(admin_client, **{"take-en": name}).status_code == 302
    assert "Another reason" in Translation.objects.get(language="en").body


def test_another_upload_leaves_the_earlier_files_waiting_for_a_week(admin_client):
    upload(admin_client, en=ENGLISH)
    upload(admin_client, ja=JAPANESE)
    old, new = Intake.objects.order_by("created_at")
    page = admin_client.get(reverse("admin:papers_paper_import")).content.decode()
    assert reverse("admin:papers_paper_intake", args=[old.pk]) in page
    assert reverse("admin:papers_paper_intake", args=[new.pk]) in page
    Intake.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=8))
    upload(admin_client, en=ENGLISH)

    assert not Intake.objects.filter(pk=old.pk).exists()
    assert Intake.objects.count() == 2


def test_waiting_files_are_deleted_on_request(admin_client):
    upload(admin_client, en=ENGLISH)
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    page = admin_client.post(address, {"act": "delete"}, follow=True).content.decode()

    assert "Deleted: paper.en.md." in page
    assert not Intake.objects.exists()


def test_files_that_are_gone_are_told_on_the_import_page(admin_client):
    upload(admin_client, en=ENGLISH)
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    answer(admin_client)
    page = admin_client.get(address, follow=True)

    assert page.redirect_chain == [(reverse("admin:papers_paper_import"), 302)]
    assert "These files wait here no longer" in page.content.decode()


def test_nobody_sees_the_files_of_another(admin_client, client, django_user_model):
    upload(admin_client, en=ENGLISH)
    address = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    client.force_login(django_user_model.objects.create_superuser("other", "", "x"))

    assert client.get(address).headers["Location"] == reverse("admin:papers_paper_import")
    client.post(address, {"act": "delete"})
    assert Intake.objects.exists()
