"""What every answer of the site says to the browser: its policy, no cookies, no other host than its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.test import Client

from papers import publishing
from papers.models import Image, Redirect, SitePage
from papers.views import lists
from tests.factories import make_author, make_paper, make_series, make_tag, make_translation
from tests.test_settings import PRODUCTION

ROOT = Path(__file__).parent.parent.parent
DIGEST = "cd" * 32
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Every kind of address, with the status it answers.
ADDRESSES = {
    "/": 302,
    "/en/": 200,
    "/ja/papers/": 200,
    "/en/papers/?q=text&tag=sea": 200,
    "/en/papers/plain/": 200,
    "/ja/papers/plain/": 200,
    "/en/papers/plain/v1/": 200,
    "/en/papers/plain/parallel/ja/": 200,
    "/en/series/": 200,
    "/en/series/one/": 200,
    "/en/authors/": 200,
    "/en/authors/ann/": 200,
    "/en/tags/": 200,
    "/en/tags/sea/": 200,
    "/en/pages/about/": 200,
    "/en/feed.atom": 200,
    "/en/series/one/feed.atom": 200,
    "/en/authors/ann/feed.atom": 200,
    "/en/tags/sea/feed.atom": 200,
    f"/media/{DIGEST}.png": 200,
    "/series.css": 200,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/healthz": 200,
    "/en/papers/withdrawn/": 410,
    "/en/papers/withdrawn/v1/": 410,
    "/en/nothing/": 404,
    "/en/papers/nothing/": 404,
    "/nothing": 404,
    "/en/papers": 301,
    "/old/": 301,
}


@pytest.fixture
def site():
    """A page of every kind."""
    image = Image.objects.create(digest=DIGEST, extension="png", width=1, height=1, size=3)
    default_storage.save(image.name, ContentFile(b"png"))
    author, series, tag = (
        make_author("ann", photo=image),
        make_series("one", colour="#8c1a2b"),
        make_tag("sea"),
    )
    for slug in ("plain", "withdrawn"):
        paper = make_paper(slug, authors=[author], series=series, tags=[tag])
        publishing.publish([make_translation(paper, language) for language in ("en", "ja")])
        if slug == "withdrawn":
            publishing.withdraw(paper, ["en", "ja"], {"en": "Reason."})
    SitePage.objects.create(slug="about", title_en="About", body_en="<p>About.</p>")
    Redirect.objects.create(old_path="/old/", new_path="/en/")


def policy(answer):
    directives = [
        part.split() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()
    ]
    return {name: values for name, *values in directives}


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_every_answer_carries_the_policy_and_no_cookie(client):
    for path, status in ADDRESSES.items():
        answer = client.get(path)

        assert (path, answer.status_code) == (path, status)
        assert policy(answer) == POLICY, path
        assert {name: answer.headers.get(name) for name in SAFE} == SAFE, path
        assert not answer.cookies, path
        assert "cookie" not in answer.headers.get("Vary", "").lower(), path


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_only_the_root_follows_the_browser_s_language(client):
    for path in ADDRESSES:
        vary = client.get(path).headers.get("Vary", "")

        assert (path, "Accept-Language" in vary) == (path, path == "/")


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_public_pages_are_read_only(method):
    """With the check of forms on, as it is outside tests: the answer is still "not this method", never a form's error."""
    client = Client(enforce_csrf_checks=True)
    for path, status in ADDRESSES.items():
        if status != 200:
            continue
        answer = getattr(client, method)(path)

        assert (path, answer.status_code, answer.headers.get("Allow")) == (path, 405, "GET, HEAD")
        assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.usefixtures("clock", "site")
def test_a_head_request_says_what_a_get_would_without_the_body(client):
    for path in ADDRESSES:
        whole, head = client.get(path), client.head(path)

        assert (path, head.status_code) == (path, whole.status_code)
        assert {**head.headers, "Date": ""} == {**whole.headers, "Date": ""}


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
def test_no_answer_repeats_the_host_it_was_asked_for(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://papers.example.org"
    evil = {
        "HTTP_HOST": "evil.example",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_FORWARDED": "host=evil.example",
    }
    for path in ADDRESSES:
        answer = client.get(path, **evil)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content

        assert b"evil.example" not in body, path
        assert "evil.example" not in str(answer.headers), path
    sitemap = client.get("/sitemap.xml", **evil).content.decode()
    assert "https://papers.example.org/en/papers/plain/" in sitemap


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["papers.example.org"]

    assert client.get("/en/", HTTP_HOST="evil.example").status_code == 400
    assert client.get("/en/", HTTP_HOST="papers.example.org").status_code == 200


@pytest.mark.django_db
def test_a_page_that_breaks_keeps_the_policy_and_shows_nothing_of_the_inside(client, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("secret: password")

    monkeypatch.setattr(lists, "catalogue", broken)
    client.raise_request_exception = False

    answer = client.get("/ja/papers/")

    assert answer.status_code == 500
    assert b"secret" not in answer.content
    assert '<html lang="ja">' in answer.content.decode()
    assert policy(answer) == POLICY
    assert {name: answer.headers.get(name) for name in SAFE} == SAFE
    assert answer.headers["Cache-Control"] == "no-store"


IN_PRODUCTION = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
def asked(path, **how):
    answer = Client().get(path, HTTP_HOST="papers.example.org", **how)
    return [answer.status_code, dict(answer.headers)]
print(json.dumps({
    "plain": asked("/en/?a=1"),
    "robots": asked("/robots.txt", secure=True),
    "forwarded": asked("/robots.txt", HTTP_X_FORWARDED_PROTO="https"),
    "cookies": {
        f"{cookie}_COOKIE_{name}": getattr(settings, f"{cookie}_COOKIE_{name}")
        for cookie in ("SESSION", "CSRF")
        for name in ("SECURE", "SAMESITE")
    } | {"hidden": settings.SESSION_COOKIE_HTTPONLY},
    "debug": settings.DEBUG,
}))
"""


@pytest.fixture(scope="module")
def production():
    """What the documented production answers, asked in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    done = subprocess.run(
        [sys.executable, "-c", IN_PRODUCTION],
        cwd=ROOT,
        env={**clean, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_production_leads_to_https_and_stays_there(production):
    status, headers = production["plain"]

    assert (status, headers["Location"]) == (301, "https://papers.example.org/en/?a=1")
    status, headers = production["robots"]
    assert (status, headers["Strict-Transport-Security"]) == (
        200,
        "max-age=31536000; includeSubDomains; preload",
    )
    # Nobody is believed to come by https because they say so.
    assert production["forwarded"][0] == 301
    assert production["debug"] is False


def test_cookies_of_production_are_sent_by_https_only_and_hidden_from_scripts(production):
    assert production["cookies"] == {
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "hidden": True,
    }
