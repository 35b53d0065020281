"""The desk's page for files on their way in: languages proposed and chosen, a paper found by typing, nothing sent twice."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils.text import slugify
from lxml import html

from papers.forms import arrivals
from papers.importing import guard
from papers.models import Intake, IntakeFile, Paper, Translation
from tests.factories import make_paper, make_series, make_translation
from tests.test_admin_importing import answer
from tests.test_importing_storing import ENGLISH, JAPANESE

pytestmark = pytest.mark.django_db


def send(client, *files, to="", **values):
    """Send files, given as name and content, as a browser without a script does; return the answer at the end."""
    sent = [
        SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files
    ]
    return client.post(to or reverse("admin:papers_paper_import"), {"files": sent, **values}, follow=True)


def files_page():
    return reverse("admin:papers_paper_intake_files", args=[Intake.objects.get().pk])


def form_of(answer):
    """Return the form of the page: its fields, by name, as they would be sent."""
    (form,) = html.fromstring(answer.content.decode()).xpath("//form[contains(@class, 'intake')]")
    return form


def languages_of(answer):
    """Return what the page shows as the language of each file, by its name."""
    fields = form_of(answer).fields
    return {file.name: fields[f"language-{file.pk}"] for file in IntakeFile.objects.all()}


def said_at(answer, name):
    """Return what stands at the field of this name as errors, and as its description."""
    page = html.fromstring(answer.content.decode())
    field = next(each for each in page.iter("input", "select") if each.get("name") == name)
    return " ".join(
        page.get_element_by_id(key).text_content().strip()
        for key in field.get("aria-describedby", "").split()
    )


def go_on(client, *, to="", **values):
    """Send the page of the files as it stands, with these values."""
    fields = form_of(client.get(to or files_page())).fields
    sent = {name: fields[name] for name in fields if fields[name] is not None and name != "files"}
    return client.post(to or files_page(), {**sent, **values}, follow=True)


# -- languages -----------------------------------------------------------------------------------


def test_without_a_script_the_next_page_asks_the_languages_with_a_proposal(admin_client):
    page = send(admin_client, ("first.md", JAPANESE), ("second_EN.md", ENGLISH))

    assert page.redirect_chain[-1] == (files_page(), 302)
    assert languages_of(page) == {"first.md": "ja", "second_EN.md": "en"}
    assert [row.language for row in IntakeFile.objects.all()] == ["", ""]
    assert "calls 2 (2 notes called)" in go_on(admin_client).content.decode()
    assert [row.language for row in IntakeFile.objects.all()] == ["ja", "en"]


def test_a_name_and_a_text_that_do_not_agree_propose_nothing(admin_client):
    page = send(admin_client, ("paper.ja.md", ENGLISH))
    (row,) = IntakeFile.objects.all()

    assert languages_of(page) == {"paper.ja.md": ""}
    assert said_at(page, f"language-{row.pk}") == "The text seems to be in English."
    refused = go_on(admin_client)
    assert "Choose the language of “paper.ja.md”, or remove it." in said_at(refused, f"language-{row.pk}")
    go_on(admin_client, **{f"language-{row.pk}": "ja"})
    assert IntakeFile.objects.get().language == "ja"


@pytest.mark.parametrize(("said", "text"), [("en", JAPANESE), ("ja", ENGLISH), ("xx", ENGLISH)])
def test_a_language_that_the_text_does_not_speak_for_is_asked_for_again(admin_client, said, text):
    page = send(admin_client, ("paper.md", text), language=said)

    assert page.redirect_chain[-1] == (files_page(), 302)
    assert IntakeFile.objects.get().language == ""


def test_two_files_in_one_language_are_one_error_that_names_them_and_both_are_kept(admin_client):
    page = send(admin_client, ("a.md", ENGLISH), ("b.md", ENGLISH), language=["en", "en"])
    (told,) = html.fromstring(page.content.decode()).xpath("//ul[contains(@class, 'nonfield')]/li")

    assert told.text_content() == "Several files are in one language (English): a.md, b.md."
    assert languages_of(page) == {"a.md": "en", "b.md": "en"}
    second = IntakeFile.objects.last()
    go_on(admin_client, **{f"language-{second.pk}": "ja"})
    assert [(row.name, row.language) for row in IntakeFile.objects.all()] == [("a.md", "en"), ("b.md", "ja")]


def test_two_files_change_places(admin_client):
    send(admin_client, ("a.md", ENGLISH), ("b.md", JAPANESE), language=["en", "ja"])
    first, second = IntakeFile.objects.all()
    go_on(admin_client, **{f"language-{first.pk}": "ja", f"language-{second.pk}": "en"})

    assert [(row.name, row.language) for row in IntakeFile.objects.all()] == [("a.md", "ja"), ("b.md", "en")]


def test_a_file_is_removed_and_another_added(admin_client):
    send(admin_client, ("a.md", ENGLISH), ("b.md", ENGLISH), language=["en", "en"])
    first = IntakeFile.objects.first()
    fields = {f"remove-{first.pk}": "on", f"language-{first.pk + 1}": "en"}
    send(admin_client, ("c.ja.md", JAPANESE), to=files_page(), language="ja", **fields)

    assert [(row.name, row.language) for row in IntakeFile.objects.all()] == [
        ("b.md", "en"),
        ("c.ja.md", "ja"),
    ]


def test_the_database_holds_one_file_a_language(admin_user):
    intake = Intake.objects.create(by=admin_user)
    for language in ("", "", "en"):
        intake.files.create(name="a.md", content=b"", language=language)

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        intake.files.create(name="b.md", content=b"", language="en")


def test_the_last_file_is_not_removed(admin_client):
    send(admin_client, ("a.md", ENGLISH), language="en")
    page = go_on(admin_client, **{f"remove-{IntakeFile.objects.get().pk}": "on"})

    assert "All files would be removed" in page.content.decode()
    assert IntakeFile.objects.count() == 1


# -- what is sent --------------------------------------------------------------------------------


def test_no_file_at_all_is_told(admin_client):
    assert "Choose at least one file" in said_at(send(admin_client), "files")
    assert not Intake.objects.exists()


def bomb():
    """Return a small archive that unpacks to 30 MB."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (30 << 20))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("paper.docx", b"PK\x03\x04broken", "“paper.docx” is damaged and cannot be opened."),
        ("paper.docx", bomb(), "“paper.docx” unpacks to far more than a manuscript holds."),
        (
            "paper.docx",
            guard.OLE + b"x",
            "“paper.docx” is protected by a password or is an old .doc file: save it as .docx without one.",
        ),
        (
            "paper.pdf",
            b"%PDF-1.7",
            "“paper.pdf” is not a manuscript that can be read; these can: .docx, .odt, .html, .md, .txt.",
        ),
        ("paper.txt", b"%PDF-1.7", "“paper.txt” is not text: its content is PDF."),
        ("paper.md", b" \n", "“paper.md” is empty."),
        ("paper.md", b"", "“paper.md” is empty."),
        ("paper.md", b"\xef\xbb\xbf", "“paper.md” has no text."),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence_and_the_others_are_kept(
    admin_client, name, data, sentence
):
    page = send(admin_client, ("good.md", ENGLISH), (name, data), language=["en", "ja"])

    assert said_at(page, "files").endswith(sentence)
    assert [row.name for row in IntakeFile.objects.all()] == ["good.md"]
    assert "calls 2 (2 notes called)" in go_on(admin_client).content.decode()


def test_a_file_too_large_is_named_and_not_read_to_its_end(admin_client, monkeypatch):
    monkeypatch.setattr(guard, "FILE_LIMIT", 1 << 20)
    monkeypatch.setattr(arrivals, "FILE_LIMIT", 1 << 20)
    page = send(admin_client, ("paper.md", b"x" * (1 << 21)))

    assert said_at(page, "files").endswith("“paper.md” is larger than 1 MB.")


def test_too_many_files_are_refused_before_any_is_read(admin_client, monkeypatch):
    monkeypatch.setattr(arrivals.importing, "read", None)
    page = send(admin_client, *((f"{n}.md", ENGLISH) for n in range(arrivals.FILES_LIMIT + 1)))

    assert said_at(page, "files").endswith("These are more than 10 files.")
    assert not Intake.objects.exists()


def test_what_is_wrong_beside_the_files_costs_no_second_upload(admin_client):
    page = send(admin_client, ("a.md", ENGLISH), language="en", slug="Not a slug", volume="7")

    assert said_at(page, "slug").endswith("Write it in small letters (a–z), digits and single hyphens.")
    assert form_of(page).action == files_page()
    go_on(admin_client, slug="harbours", volume="7")
    assert answer(admin_client).status_code == 302
    assert (Paper.objects.get().slug, Paper.objects.get().volume) == ("harbours", "7")


def test_what_was_said_is_shown_again_when_it_is_changed(admin_client):
    series = make_series("ports")
    said = {"series": series.pk, "volume": "7", "original": "ja", "title_en": "Ports", "target": "new"}
    send(admin_client, ("a.md", ENGLISH), language="en", authors="Mihon, Hanako", slug="quays", **said)
    fields = form_of(admin_client.get(files_page())).fields

    shown = {name: fields[name] for name in (*said, "slug", "authors")}
    assert shown == {**said, "series": str(series.pk), "slug": "quays", "authors": "\nMihon, Hanako"}


def test_files_of_another_or_stored_meanwhile_are_told(admin_client, client, django_user_model):
    send(admin_client, ("a.md", ENGLISH), language="en")
    page = files_page()
    client.force_login(django_user_model.objects.create_superuser("other", "", "x"))
    for each in (client.get(page), client.post(page, {"volume": "7"})):
        assert each.headers["Location"] == reverse("admin:papers_paper_import")
    assert Intake.objects.get().wishes["volume"] == ""


# -- the paper -----------------------------------------------------------------------------------


@pytest.fixture
def papers():
    ports = make_series("ports", number_label_ja="第{}号")
    made = []
    for volume, title in (("7", "A Plan for Harbours"), ("8", "Ships that Wait"), ("17", "Quays")):
        paper = make_paper(slugify(title), series=ports, volume=volume)
        make_translation(paper, "en", title=title)
        made.append(paper)
    make_translation(made[0], "ja", title="港の計画")
    return made


def typed(client, words, language="en"):
    """Return the labels that are offered while somebody types."""
    asked = {"app_label": "papers", "model_name": "translation", "field_name": "paper", "term": words}
    found = client.get(reverse("admin:papers_paper_choices"), asked, headers={"accept-language": language})
    return [each["text"] for each in json.loads(found.content)["results"]]


@pytest.mark.parametrize(
    ("words", "language", "label"),
    [
        ("harb", "en", "Allies and Partners Vol. 7 – A Plan for Harbours"),
        ("港の", "ja", "同盟国とパートナー 第7号 – 港の計画"),
        ("第７号", "ja", "同盟国とパートナー 第7号 – 港の計画"),
        ("Vol. 7 partners", "en", "Allies and Partners Vol. 7 – A Plan for Harbours"),
        ("ships", "ja", "同盟国とパートナー 第8号 – Ships that Wait"),
        ("ports wait", "en", "Allies and Partners Vol. 8 – Ships that Wait"),
    ],
)
def test_a_paper_is_found_by_title_series_volume_and_address(admin_client, papers, words, language, label):
    assert typed(admin_client, words, language) == [label]


def test_no_paper_is_offered_twice_and_the_newest_stands_first(admin_client, papers):
    assert typed(admin_client, "")[0] == "Allies and Partners Vol. 17 – Quays"
    assert len(typed(admin_client, "")) == 3


@pytest.mark.parametrize("words", ["zzz", "%", "'", "\\"])
def test_words_that_no_paper_has_find_none(admin_client, papers, words):
    assert typed(admin_client, words) == []


def test_papers_are_offered_to_those_who_may_see_them(client, django_user_model, papers):
    client.force_login(django_user_model.objects.create_user("ann", password="x", is_staff=True))
    asked = {"app_label": "papers", "model_name": "translation", "field_name": "paper"}

    assert client.get(reverse("admin:papers_paper_choices"), asked).status_code == 403


def test_a_paper_without_title_or_series_is_no_bare_address():
    paper = make_paper("x")

    assert paper.described("en") == "without a title (x)"


def test_files_continue_the_paper_that_is_chosen(admin_client, papers):
    page = send(admin_client, ("a.md", ENGLISH), language="en", target="paper", paper=papers[1].pk)

    assert "Allies and Partners Vol. 8 – Ships that Wait" in page.content.decode()
    answer(admin_client, **{"take-en": "title"})
    assert Translation.objects.get(paper=papers[1]).title == "A Plan for Harbours"


@pytest.mark.parametrize("key", ["", "abc", "99999999999999999999", "0"])
def test_no_such_paper_is_told_at_its_field(admin_client, key):
    page = send(admin_client, ("a.md", ENGLISH), language="en", target="paper", paper=key)

    assert said_at(page, "paper")
    assert IntakeFile.objects.count() == 1


def test_without_a_script_words_find_the_one_paper(admin_client, papers):
    send(admin_client, ("a.md", ENGLISH), language="en", target="paper", words="wait")

    assert Intake.objects.get().wishes["slug"] == papers[1].slug


def test_without_a_script_several_papers_are_offered_to_choose_from(admin_client, papers):
    page = send(admin_client, ("a.md", ENGLISH), language="en", target="paper", words="partners")
    (select,) = form_of(page).xpath(".//select[@name='paper']")

    assert said_at(page, "paper") == "Several papers have “partners”. Choose one, or say more."
    assert [option.get("value") for option in select] == ["", *(str(paper.pk) for paper in reversed(papers))]


def test_words_of_no_paper_are_told(admin_client, papers):
    page = send(admin_client, ("a.md", ENGLISH), language="en", target="paper", words="zzz")

    assert said_at(page, "paper") == "No paper has “zzz”."


def test_the_paper_whose_page_led_here_is_chosen(admin_client, papers):
    fields = form_of(admin_client.get(reverse("admin:papers_paper_import"), {"paper": papers[0].pk})).fields

    assert (fields["target"], fields["paper"]) == ("paper", str(papers[0].pk))


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "②"])
def test_an_address_that_names_no_paper_leads_to_the_page_all_the_same(admin_client, key):
    assert admin_client.get(reverse("admin:papers_paper_import"), {"paper": key}).status_code == 200


def test_a_new_paper_is_made_though_one_has_the_same_text(admin_client):
    for _time in range(2):
        send(admin_client, ("a.md", ENGLISH), language="en", target="new")
        answer(admin_client)

    assert sorted(Paper.objects.values_list("slug", flat=True)) == [
        "a-plan-for-harbours",
        "a-plan-for-harbours-2",
    ]


def test_a_new_paper_does_not_take_the_address_of_another(admin_client):
    make_paper("harbours")
    page = send(admin_client, ("a.md", ENGLISH), language="en", target="new", slug="harbours")

    assert said_at(page, "slug").endswith("Another paper has this address already.")


def test_the_files_say_which_paper_they_continue_by_default(admin_client):
    for text in (ENGLISH, ENGLISH.replace("A second", "Another")):
        send(admin_client, ("a.md", text), language="en")
        answer(admin_client)

    assert Paper.objects.count() == 1
