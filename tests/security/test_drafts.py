"""What is not public cannot be reached: every address of the site, in every state a text can be in."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from papers import publishing
from papers.models import Image, Version
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_series,
    make_tag,
    make_translation,
    save,
)
from tests.security.crawling import content, crawl

pytestmark = pytest.mark.django_db
WHY = {"en": "Reason.", "ja": "理由。"}
DIGEST = "ef" * 32
SECRET = "Unfinished business"
FILES = ("pdf", "epub", "docx", "xml", "txt", "bib", "ris", "json", "csv")
# Addresses of one edition of the paper "hidden", with {here} for its language and {there} for the other.
OF_EDITION = [
    "/{here}/papers/hidden/",
    "/{here}/papers/hidden/v1/",
    "/{here}/papers/hidden/v2/",
    "/{here}/papers/hidden/parallel/{there}/",
    *(f"/{{here}}/papers/hidden/hidden.{kind}" for kind in FILES),
    *(f"/{{here}}/papers/hidden/v1/hidden.{kind}" for kind in FILES),
    "/{here}/papers/hidden/parallel/{there}/hidden.pdf",
    *(f"/{{here}}/papers/hidden/sources.{kind}" for kind in ("bib", "ris", "json", "csv")),
]
# What is left of the paper's surroundings when nothing of it is public.
AROUND = [
    *("/{here}/series/secluded/", "/{here}/series/secluded/feed.atom", "/{here}/authors/secluded/"),
    *("/{here}/authors/secluded/feed.atom", "/{here}/tags/secluded/", "/{here}/tags/secluded/feed.atom"),
    f"/media/{DIGEST}.png",
]


def in_both(addresses):
    pairs = (("en", "ja"), ("ja", "en"))
    return list(
        dict.fromkeys(path.format(here=here, there=there) for path in addresses for here, there in pairs)
    )


def statuses(client, addresses):
    return {path: client.get(path).status_code for path in addresses}


@pytest.fixture
def hidden():
    """A paper in both languages, alone in its series, by an author and on a subject of its own, with a picture."""
    image = Image.objects.create(digest=DIGEST, extension="png", width=1, height=1, size=3)
    default_storage.save(image.name, ContentFile(b"png"))
    around = {
        "series": make_series("secluded"),
        "authors": [make_author("secluded")],
        "tags": [make_tag("secluded")],
    }
    paper = make_paper("hidden", **around)
    body = f'<p data-passage="a1">{SECRET}.</p><figure data-passage="f1"><img src="{image.url}" alt="x"></figure>'
    return [make_translation(paper, language, title=SECRET, body=body) for language in ("en", "ja")]


@pytest.fixture
def others(clock):
    """A public paper beside it, so that no list is empty."""
    make_edition(
        make_paper("public", series=make_series("loud"), tags=[make_tag("loud")]), title="In the open"
    )


def draft(rows, clock):
    pass


def scheduled(rows, clock):
    publishing.publish(rows, at=clock() + timedelta(days=1))
    clock(days=1, seconds=-1)


def cancelled(rows, clock):
    for version in publishing.publish(rows, at=clock() + timedelta(days=1)):
        publishing.cancel(version)
    clock(days=2)


def rescheduled_and_cancelled(rows, clock):
    cancelled(rows, clock)
    save(rows[0], title=f"{SECRET} again")
    (version,) = publishing.publish(rows[:1], at=clock() + timedelta(days=1))
    clock(hours=1)
    publishing.cancel(version)
    clock(days=1)


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("state", [draft, scheduled, cancelled, rescheduled_and_cancelled])
def test_what_was_never_public_is_as_if_it_did_not_exist(client, hidden, clock, state):
    state(hidden, clock)
    addresses = in_both(OF_EDITION + AROUND)

    assert statuses(client, addresses) == dict.fromkeys(addresses, 404)
    # Not even the answers differ from those of a paper that nobody wrote.
    for path in in_both(OF_EDITION):
        assert client.get(path).content == client.get(path.replace("hidden", "nobody")).content


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("state", [draft, scheduled, cancelled, rescheduled_and_cancelled])
def test_no_page_feed_or_sitemap_speaks_of_what_was_never_public(client, hidden, clock, state):
    state(hidden, clock)

    answers = crawl(client, ["/en/", "/ja/", "/sitemap.xml", f"/en/papers/?q={SECRET.split()[0]}"])

    words = (b"business", b"hidden/", b"secluded")
    assert {path for path, (_answer, body) in answers.items() if any(word in body for word in words)} == set()
    assert any(b"In the open" in body for _answer, body in answers.values())


def withdrawn(rows, clock):
    publishing.withdraw(rows[0].paper, ["en", "ja"], WHY)


def expunged(rows, clock):
    for version in Version.objects.filter(paper=rows[0].paper):
        publishing.expunge(version, WHY)


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("state", [withdrawn, expunged])
def test_what_is_gone_answers_410_and_shows_no_text(client, hidden, clock, state):
    publishing.publish(hidden)
    clock(days=1)
    for row in hidden:
        save(row, title=SECRET, subtitle="Planned for later")
    publishing.publish(hidden, at=clock() + timedelta(days=1))
    state(hidden, clock)
    pages, files = in_both(OF_EDITION[:4]), in_both(OF_EDITION[4:])

    for _moment in ("at once", "after the scheduled correction"):
        assert statuses(client, pages) == dict.fromkeys(pages, 410)
        assert set(statuses(client, files).values()) <= {404, 410}
        assert statuses(client, in_both(AROUND)) == dict.fromkeys(in_both(AROUND), 404)
        for path in pages:
            body = client.get(path).content.decode()
            assert f"{SECRET}." not in body
            assert "Planned for later" not in body
            assert DIGEST not in body
            assert WHY[path[1:3]] in body
        clock(days=2)


@pytest.mark.usefixtures("others")
def test_what_is_gone_is_in_no_list(client, hidden, clock):
    publishing.publish(hidden)
    clock(days=1)
    withdrawn(hidden, clock)

    answers = crawl(client, ["/en/", "/ja/", "/sitemap.xml", "/en/papers/?q=unfinished"])

    assert {
        path for path, (_answer, body) in answers.items() if b"hidden/" in body or b"business" in body
    } == set()


def test_a_translation_that_is_a_draft_is_not_yet_translated(client, hidden, clock):
    publishing.publish(hidden[:1])
    (english, japanese) = (in_both(OF_EDITION[:4])[place::2] for place in (0, 1))

    assert statuses(client, english) == dict(zip(english, (200, 200, 404, 404), strict=True))
    assert statuses(client, japanese) == dict.fromkeys(japanese, 404)
    page = client.get("/ja/papers/hidden/").content.decode()
    assert 'href="/en/papers/hidden/"' in page
    assert "Not yet translated into Japanese" in client.get("/en/papers/hidden/").content.decode()
    assert 'hreflang="ja"' not in client.get("/en/papers/hidden/").content.decode().split("</head>")[0]


def test_one_edition_withdrawn_leaves_the_other(client, hidden, clock):
    publishing.publish(hidden)
    clock(days=1)
    publishing.withdraw(hidden[0].paper, ["ja"], WHY)

    assert statuses(client, in_both(OF_EDITION[:4])) == {
        "/en/papers/hidden/": 200,
        "/ja/papers/hidden/": 410,
        "/en/papers/hidden/v1/": 200,
        "/ja/papers/hidden/v1/": 410,
        "/en/papers/hidden/v2/": 404,
        "/ja/papers/hidden/v2/": 410,
        "/en/papers/hidden/parallel/ja/": 410,
        "/ja/papers/hidden/parallel/en/": 410,
    }
    # The page is in the language of its address; what it names keeps its own.
    gone = client.get("/en/papers/hidden/parallel/ja/").content.decode()
    assert '<html lang="en">' in gone
    assert f'<h1 lang="ja">{SECRET}</h1>' in gone
    assert WHY["en"] in gone
    assert client.get(f"/media/{DIGEST}.png").status_code == 200
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/en/papers/hidden/" in sitemap
    assert "/ja/papers/hidden/" not in sitemap


def test_what_was_saved_after_publication_waits(client, hidden, clock):
    publishing.publish(hidden)
    clock(days=1)
    save(hidden[0], title="Second thoughts", body=f'<p data-passage="a1">{SECRET}, second thoughts.</p>')

    answers = crawl(client, [*in_both(OF_EDITION + AROUND), "/en/", "/en/papers/?q=thoughts"])

    assert {path for path, (_answer, body) in answers.items() if b"econd thoughts" in body} == set()
    assert answers["/en/papers/hidden/v2/"][0].status_code == 404


def test_a_scheduled_correction_waits_with_its_note(client, hidden, clock):
    publishing.publish(hidden)
    at = clock(days=1) + timedelta(days=1)
    save(hidden[0], title="Second thoughts")
    publishing.publish(hidden[:1], at=at, notes={"en": "We had second thoughts."})
    clock(days=1, seconds=-1)

    answers = crawl(client, [*in_both(OF_EDITION + AROUND), "/en/"])

    assert {path for path, (_answer, body) in answers.items() if b"econd thoughts" in body} == set()
    assert answers["/en/papers/hidden/v2/"][0].status_code == 404


def test_an_expunged_version_leaves_the_newer_one_and_no_word_of_itself(client, hidden, clock):
    (first, _japanese) = publishing.publish(hidden)
    clock(days=1)
    save(hidden[0], title="Better", body='<p data-passage="a1">Better.</p>')
    publishing.publish(hidden[:1])
    clock(days=1)
    publishing.withdraw(hidden[0].paper, ["ja"], WHY)
    publishing.expunge(first, WHY)

    assert statuses(client, ["/en/papers/hidden/", "/en/papers/hidden/v1/", "/en/papers/hidden/v2/"]) == {
        "/en/papers/hidden/": 200,
        "/en/papers/hidden/v1/": 410,
        "/en/papers/hidden/v2/": 200,
    }
    assert client.get(f"/media/{DIGEST}.png").status_code == 404
    answers = crawl(client, [*in_both(OF_EDITION[:1]), "/en/papers/hidden/v1/", "/en/"])
    assert {
        path for path, (_answer, body) in answers.items() if SECRET.encode() in body and "/ja/" not in path
    } == set()


def test_a_picture_of_an_earlier_version_is_public_as_long_as_the_edition(client, hidden, clock):
    publishing.publish(hidden[:1])
    clock(days=1)
    save(hidden[0], body='<p data-passage="a1">Without the picture.</p>')
    # At the instant at which this is withdrawn below, too.
    publishing.publish(hidden[:1])

    picture = client.get(f"/media/{DIGEST}.png")
    assert (picture.status_code, content(picture)) == (200, b"png")
    publishing.withdraw(hidden[0].paper, ["en"], WHY)
    assert client.get(f"/media/{DIGEST}.png").status_code == 404


STRANGE = [
    "/en/papers/hidden/v0/",
    "/en/papers/hidden/v01/",
    "/en/papers/hidden/v1/x/",
    "/en/papers/hidden/v99999999999999999999/",
    "/en/papers/hidden/v" + "9" * 5000 + "/",
    "/en/papers/hidden/parallel/xx/",
    "/en/papers/hidden/parallel/en/",
    "/EN/papers/hidden/",
    "/fr/papers/hidden/",
    "/en/papers/HIDDEN/",
    "/en/papers/hidden%00/",
    "/en/papers/hidden%0a/",
    "/en/papers/%ed%a0%80/",
    "/en/papers/../papers/hidden/v2/",
    f"/media/{DIGEST}.svg",
    f"/media/{DIGEST.upper()}.png",
    f"/media/{DIGEST}.jpg",
    "/media/../taiyaku.sqlite3",
    "/media/..%2f..%2ftaiyaku.sqlite3",
    "/static/../config/settings.py",
]


@pytest.mark.parametrize("path", STRANGE)
def test_an_address_that_is_nearly_right_is_not_there(client, hidden, path):
    publishing.publish(hidden)

    assert client.get(path).status_code == 404
