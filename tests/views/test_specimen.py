"""The specimen: who sees it, and that nothing a text may hold is missing on it."""

import json
import re

import pytest
from django.conf import settings as project
from lxml import html

from papers import document, markup
from papers.markup.declaration import ELEMENTS, MARKS
from papers.views.specimen import COLOURS, FOLDER, LANGUAGES

pytestmark = pytest.mark.django_db


def frozen(language):
    return document.read(json.loads((FOLDER / f"{language}.json").read_text()))


def test_nobody_but_staff_finds_it(client, admin_client, settings):
    settings.DEBUG = False

    shown = admin_client.get("/ja/specimen/")

    assert [client.get("/ja/specimen/").status_code, shown.status_code] == [404, 200]
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex' in shown.content.decode()


def test_whoever_develops_the_site_finds_it(client, settings):
    settings.DEBUG = True

    assert client.get("/en/specimen/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_text_holds_every_element_that_a_text_may_hold(language):
    text = markup.parse(frozen(language).body)

    assert {*ELEMENTS, *MARKS} - {node.tag for node in text.iter()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_text_is_clean(language):
    stored = frozen(language)
    # The cleaner lets stored pictures pass alone.
    digest = f"/media/{'0' * 64}.png"

    def cleaned(text):
        return markup.clean(text.replace("/static/specimen.svg", digest)).replace(
            digest, "/static/specimen.svg"
        )

    assert cleaned(stored.body) == stored.body
    assert [markup.clean_note(note.html) for note in stored.notes] == [note.html for note in stored.notes]


def test_both_languages_stand_on_one_page_and_no_id_stands_twice(admin_client):
    page = html.fromstring(admin_client.get("/en/specimen/").content)

    assert page.xpath("//article[@class='paper']/@lang") == ["ja", "en"]
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert {link for link in page.xpath("//a/@href") if re.match("#.", link)} <= {
        "#main",
        *(f"#{name}" for name in ids),
        *(f"#page-{number}" for number in range(1, 21)),
    }


def test_every_colour_that_it_shows_is_a_token():
    tokens = (project.BASE_DIR / "static" / "css" / "tokens.css").read_text()

    assert [name for name in COLOURS if f"--{name}:" not in tokens] == []
