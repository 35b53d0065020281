"""The desk in Japanese: no page of it has a word of English but the names and codes that are stated here."""

import re

import pytest
import reversion
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from lxml import html
from reversion.models import Version as Kept

from papers import media, publishing, sources
from papers.models import Intake, Redirect, SitePage, Tag
from references.models import NearMatch, Reference
from tests.addresses import address, desk_addresses
from tests.factories import make_author, make_edition, make_paper, make_series, make_tag, save
from tests.queueing import address as sources_of
from tests.queueing import form_of, make_waiting, note
from tests.test_admin_intake import go_on, send
from tests.word import png

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
User = get_user_model()
PASSWORD = "long-enough-words"

# What stands in Latin letters in good Japanese too: this product, a language under its own name, file formats, codes,
# keys of the keyboard, and the examples that say how a code or a label is written.
ALLOWED = {
    *(
        "Taiyaku",
        "English",
        "Word",
        "Markdown",
        "HTML",
        "PNG",
        "JPEG",
        "GIF",
        "WebP",
        "CSL",
        "JSON",
        "PDF",
        "ISBN",
    ),
    *(
        "OpenDocument",
        "docx",
        "odt",
        "html",
        "htm",
        "md",
        "txt",
        "png",
        "MB",
        "KB",
        "URL",
        "DOI",
        "ISSN",
        "ORCID",
        "https",
        "http",
    ),
    *("mailto", "Ctrl", "Alt", "Enter", "Esc", "OK", "en", "fr", "zh", "Hant"),
    *("Policy", "Paper", "Vol", "Family", "Given"),
    *("BibTeX", "bib", "RIS", "ris", "CSV", "csv", "json", "UTF", "MB", "Shift", "JIS"),
}
# An address of this site is a code as well.
PATH = re.compile(r"/[a-z0-9/.-]+")
WORD = re.compile(r"[A-Za-z]{2,}")
SHOWN = ("alt", "title", "aria-label", "placeholder", "label", "data-label", "data-note-name")
UNREAD = ("script", "style", "textarea")


@pytest.fixture
def rows():
    """A site in which all that editors wrote is Japanese or a number."""
    nobody = {"family_name_en": "", "given_name_en": ""}
    author = make_author("101", family_kana="みほん", given_kana="はなこ", **nobody)
    series = make_series("102", name_en="", genre_en="", number_label_en="")
    paper = make_paper(
        "104",
        series=series,
        volume="7",
        authors=[author],
        tags=[make_tag("103", name_en="1", name_ja="港湾")],
    )
    paper.authorships.update(affiliation_en="", affiliation_ja="海洋大学")
    body = '<p data-passage="a">本文<sup data-note="n1"></sup>。</p>'
    english = make_edition(paper, "en", title="港の計画", body=body, notes={"n1": "<p>出典。</p>"})
    make_edition(paper, "ja", title="港の計画", body=body)
    save(english.translation, title="港の新しい計画", body=body)
    publishing.retract(paper, ["ja"], {"ja": "誤り。"})
    SitePage.objects.create(slug="105", title_ja="このサイトについて", body_ja="<p>本文</p>")
    Redirect.objects.create(old_path="/1", new_path="/2")
    Reference.objects.create(key="106", item={"type": "book", "title": "港"})
    media.keep(media.read(png()), "港.png")
    return paper


def client_of(name, *groups, superuser=False):
    made = User.objects.create_user(name, password=PASSWORD, is_staff=True, is_superuser=superuser)
    made.groups.set(Group.objects.filter(name__in=groups))
    client = Client(headers={"accept-language": "ja"}, raise_request_exception=False)
    client.force_login(made)
    return client


def english(page: str) -> list[str]:
    """Return each text that is read as Japanese and has words in Latin letters that are not on the list."""
    texts = (" ".join(text.split()) for text in _texts(html.fromstring(page), "ja"))
    return [text for text in dict.fromkeys(texts) if {*WORD.findall(PATH.sub("", text))} - ALLOWED]


def _texts(element, language):
    """Yield what a reader of this language is shown or told of the element."""
    if not isinstance(element.tag, str):
        return
    own = element.get("lang") or language
    if own == "ja":
        yield from (element.get(name, "") for name in SHOWN)
        if element.tag == "input" and element.get("type") in ("submit", "button"):
            yield element.get("value", "")
        if element.tag not in UNREAD:
            yield element.text or ""
    for child in element:
        if element.tag not in UNREAD:
            yield from _texts(child, own)
        if own == "ja":
            yield child.tail or ""


def in_english(answers):
    """Return what is English on each page, by its address."""
    found = {name: english(answer.content.decode()) for name, answer in answers.items()}
    return {name: texts for name, texts in found.items() if texts}


def pages(client, paper):
    """Return the answer of every address of the desk that shows the person a page."""
    answers = {name: client.get(address(name, arguments, paper)) for name, arguments in desk_addresses()}
    return {
        name: answer
        for name, answer in answers.items()
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
    }


@pytest.mark.parametrize("group", ["superuser", "administrator", "publisher", "editor"])
def test_no_page_of_the_desk_has_a_word_of_english(rows, group):
    client = client_of("1001", group, superuser=group == "superuser")
    shown = pages(client, rows)

    assert len(shown) > (75 if group == "superuser" else 40)
    assert in_english(shown) == {}


def test_the_door_and_the_pages_around_have_none(rows):
    client = client_of("1001", superuser=True)
    anybody = Client(headers={"accept-language": "ja"})
    names = ("index", "password_change", "password_change_done")
    login = reverse("admin:login")
    answers = {name: client.get(reverse(f"admin:{name}")) for name in names} | {
        "login": anybody.get(login),
        "wrong": anybody.post(login, {"username": "1001", "password": "x"}),
        "app": client.get(reverse("admin:app_list", args=["papers"])),
        "nothing": client.get("/admin/papers/nothing/"),
        "gone": client.get(reverse("admin:papers_tag_change", args=[9]), follow=True),
        "no password": client.post(reverse("admin:password_change"), {}),
        "out": client.post(reverse("admin:logout")),
    }
    member = client_of("1002")
    answers["without rights"] = member.get(reverse("admin:index"))
    visitor = Client(headers={"accept-language": "ja"})
    visitor.force_login(User.objects.create_user("1003"))
    answers["not of the staff"] = visitor.get(login)

    assert in_english(answers) == {}


def test_what_was_deleted_and_what_it_was_before_are_shown_without_any(rows):
    client = client_of("1001", superuser=True)
    tag = {"slug": "107", "name_en": "2", "name_ja": "海"}
    client.post(reverse("admin:papers_tag_add"), tag)
    row = Tag.objects.get(slug="107")
    client.post(reverse("admin:papers_tag_change", args=[row.pk]), {**tag, "name_ja": "海洋"})
    version = Kept.objects.get_for_object(row).last()
    answers = {
        "history": client.get(reverse("admin:papers_tag_history", args=[row.pk])),
        "before": client.get(reverse("admin:papers_tag_revision", args=[row.pk, version.pk])),
    }
    deleted = client.post(reverse("admin:papers_tag_delete", args=[row.pk]), {"post": "yes"}, follow=True)
    answers |= {
        "deleted": deleted,
        "recover list": client.get(reverse("admin:papers_tag_recoverlist")),
        "recover": client.get(reverse("admin:papers_tag_recover", args=[version.pk])),
    }

    assert in_english(answers) == {}
    assert reversion.is_registered(Tag)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "papers_paper",
            "papers_series",
            "papers_author",
            "papers_tag",
            "papers_sitepage",
            "papers_redirect",
        ),
        *("papers_translation", "papers_image", "references_reference", "auth_user", "auth_group"),
    ],
)
def test_what_a_form_objects_to_is_said_without_any(rows, name):
    client = client_of("1001", superuser=True)
    sent = {
        "slug": "About_Us",
        "old_path": "x",
        "new_path": "//y",
        "orcid": "1",
        "issn": "1",
        "colour": "red",
    }
    formsets = {"authorships-TOTAL_FORMS": 1, "authorships-INITIAL_FORMS": 0, "authorships-0-order": 0}
    answer = client.post(reverse(f"admin:{name}_add"), {**sent, **formsets, "item": "{", "username": "!"})
    nothing = client.post(reverse(f"admin:{name}_add"), formsets)

    assert answer.status_code == 200
    assert in_english({"wrong": answer, "empty": nothing}) == {}


def test_acts_on_many_rows_and_lists_without_a_row_have_none(rows):
    client = client_of("1001", superuser=True)
    lists = [name for name, _arguments in desk_addresses() if name.endswith("_changelist")]
    answers = {}
    for name in lists:
        path = reverse(f"admin:{name}")
        answers[name] = client.get(path, {"q": "海海"})
        chosen = {"action": "delete_selected", "_selected_action": [1]}
        answers[f"{name}: delete"] = client.post(path, chosen, follow=True)
        answers[f"{name}: nothing chosen"] = client.post(path, {"action": "delete_selected"}, follow=True)

    assert in_english(answers) == {}


def test_publishing_and_importing_have_none(rows):
    client = client_of("1001", superuser=True)
    publishing = reverse("admin:papers_paper_publishing", args=[rows.pk])
    act = {"act": "publish", "publish-when": "now", "publish-languages": ["en"]}
    text = "# 海の計画\n\n海には計画が要る。[^1]\n\n[^1]: 出典。\n"
    answers = {
        "refused": client.post(publishing, act),
        "published": client.post(publishing, {**act, "publish-text_en": "訂正した。"}, follow=True),
        "no file": send(client),
        "no manuscript": send(client, ("1.md", b"%PDF-1.7")),
        "files": send(client, ("1.md", text)),
        "read": go_on(client),
    }
    review = reverse("admin:papers_paper_intake", args=[Intake.objects.get().pk])
    answers["checked"] = client.post(review, {"act": "check"})

    assert in_english(answers) == {}


JAPANESE_NOTES = {
    "n1": "<p>見本花子『港の計画』（海洋出版、2020年）、12頁。</p>",
    "n2": "<p>見本花子『港の歴史』（海洋出版、2021年）、3頁。</p>",
    "n3": "<p>見本『港』、7頁。</p>",
}


def test_the_queue_of_sources_has_none(rows):
    client = client_of("1001", superuser=True)
    paper = make_waiting("108", JAPANESE_NOTES, authors=[], original_language="en")
    paper.translations.update(title="港")
    works = list(Reference.objects.exclude(key="106").order_by("pk"))[:2]
    for work in works:
        Reference.objects.filter(pk=work.pk).update(key=f"{work.pk}")
    NearMatch.objects.get_or_create(first=works[0], second=works[1], defaults={"score": 0.9})
    one, two, three = (sources_of(note(paper, key)) for key in JAPANESE_NOTES)
    data = form_of(client.get(one))
    beside = reverse("admin:references_reference_merge", args=[works[0].pk]) + f"?other={works[1].pk}"
    answers = {
        "first": client.get(reverse("admin:papers_footnote_queue"), follow=True),
        "narrowed": client.get(reverse("admin:papers_footnote_queue"), {"reason": "unread"}, follow=True),
        "open": client.get(three),
        "refused": client.post(three, {**form_of(client.get(three)), "o1-choice": "found"}),
        "wrong": client.post(
            one, {**data, "c1-issued": "?", "c1-URL": "x:1", "c1-title": "", "c1-type": "9"}
        ),
        "stale": client.post(
            two, {**form_of(client.get(two)), "seen": "1", "c1-title": "海", "c9-title": "川"}
        ),
        "accepted": client.post(one, data, follow=True),
        "done": client.get(one),
        "paper": client.get(reverse("admin:papers_paper_change", args=[paper.pk])),
        "index": client.get(reverse("admin:index")),
        "work": client.get(reverse("admin:references_reference_change", args=[works[0].pk])),
        "pairs": client.get(reverse("admin:references_reference_near")),
        "beside": client.get(beside),
        "moved": client.post(beside, {"act": "left", "seen": "1"}),
    }

    assert sources.read(paper).notes == 3
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert in_english(answers) == {}
