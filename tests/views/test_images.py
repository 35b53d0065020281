"""Images are sent only when something public shows them; health, and HEAD beside GET."""

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from papers import publishing
from papers.models import SitePage, Stamp
from tests.factories import (
    make_author,
    make_edition,
    make_paper,
    make_translation,
)
from tests.views.pages import figure, picture, read

pytestmark = pytest.mark.django_db


def test_an_image_is_sent_when_a_public_page_shows_it(client):
    image = picture()
    make_edition(make_paper("pact"), body=figure(image))

    answer = client.get(image.url)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"PNG"
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert read(client, "/en/papers/pact/").xpath("//img/@width | //img/@height") == ["2", "1"]


def test_an_image_is_not_there_while_no_public_page_shows_it(client, clock):
    image = picture()
    assert client.get(image.url).status_code == 404
    row = make_translation(make_paper("pact"), body=figure(image))
    assert client.get(image.url).status_code == 404
    publishing.publish([row], at=clock(days=1).replace(year=2026))
    assert client.get(image.url).status_code == 404
    publishing.publish([make_translation(make_paper("other"), body=figure(image))])
    assert client.get(image.url).status_code == 200
    publishing.withdraw(row.paper.__class__.objects.get(slug="other"), ["en"], {"en": "Reason."})
    assert client.get(image.url).status_code == 404


def test_a_portrait_is_public_with_a_paper_of_its_author(client):
    image = picture()
    author = make_author(photo=image)
    row = make_translation(make_paper(authors=[author]))
    assert client.get(image.url).status_code == 404

    publishing.publish([row])

    assert client.get(image.url).status_code == 200


def test_an_image_of_a_site_page_is_public(client):
    image = picture()
    SitePage.objects.create(slug="about", title_en="About", body_ja=figure(image))

    assert client.get(image.url).status_code == 200
    assert client.get(image.url.replace(".png", ".gif")).status_code == 404
    assert client.get(image.url.replace("a" * 64, "b" * 64)).status_code == 404


def test_an_image_whose_file_is_lost_is_not_found(client):
    image = picture()
    make_edition(body=figure(image))
    default_storage.delete(image.name)

    assert client.get(image.url).status_code == 404


# Health and HEAD


def test_health_is_asked_of_the_database(client, monkeypatch):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"ok\n", "no-store")

    def broken(**_filters):
        raise OperationalError

    monkeypatch.setattr(Stamp.objects, "filter", broken)
    assert client.get("/healthz").status_code == 503


def test_head_is_answered_like_get_without_a_body(client):
    image = picture()
    paper = make_paper("pact")
    make_edition(paper, body=figure(image))
    gone = make_paper("gone")
    make_edition(gone)
    publishing.withdraw(gone, ["en"], {"en": "Reason."})

    for path in ("/en/papers/pact/", "/en/papers/gone/", "/en/never/", "/healthz", image.url):
        whole, head = client.get(path), client.head(path)
        assert head.status_code == whole.status_code
        assert b"".join(head) == b""
        assert head.headers.get("ETag") == whole.headers.get("ETag")
