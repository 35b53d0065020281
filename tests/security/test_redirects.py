"""No address of the site leads to another one, whatever is asked, typed or stored; no header can be slipped in."""

from functools import partial
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import IntegrityError, transaction

from papers.models import Redirect
from tests.factories import make_edition, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def leads_to(answer):
    """Return the host that a browser would end up at, by the rules that browsers have for strange addresses."""
    location = answer.headers.get("Location")
    if location is None:
        return "nowhere"
    assert answer.status_code in (301, 302)
    assert not set(location) & set("\r\n\t\0\\")
    return urlsplit(urljoin(f"{SITE}/en/", location.replace("\\", "/").strip())).netloc


LANGUAGES = [
    "",
    "ja",
    "ja,en;q=0.5",
    "*",
    "//evil.example",
    "ja/../..//evil.example",
    "en\\evil.example",
    "zz",
    "en;q=nonsense",
    "ja;q=1;q=2,,,",
    "-" * 10_000,
    "en-" * 2_000,
    "ＪＡ",
    "en, \x00ja",
]


@pytest.mark.parametrize("asked", LANGUAGES)
def test_the_root_leads_to_a_home_page_of_this_site_only(client, asked):
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE=asked)

    assert answer.status_code == 302
    assert answer.headers["Location"] in ("/en/", "/ja/")


def test_the_root_takes_no_advice_from_query_or_cookie(client):
    client.cookies["django_language"] = "//evil.example"

    answer = client.get("/?next=//evil.example&language=//evil.example")

    assert answer.headers["Location"] == "/en/"


STRANGE = [
    "//evil.example",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "/%09/evil.example",
    "//evil.example/en",
    "//evil.example/%2e%2e",
    "/en//evil.example",
    "/en/papers/..//evil.example",
    "/en/papers?next=//evil.example",
    "/https://evil.example",
    "/en/papers/%0d%0aLocation:%20http://evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "/en%0d%0aX-Evil:1",
    "/en/series/%e5%98%8a%e5%98%8dX-Evil:1",
    "/admin/login?next=//evil.example",
    "/en/papers/plain?next=//evil.example",
    "//evil.example\\@testserver/en/papers",
    "/@evil.example",
    "/.evil.example",
    "/en/papers/plain/v1",
    "/en/papers/plain/parallel/ja",
]


@pytest.mark.parametrize("path", STRANGE)
def test_a_strange_address_leads_nowhere_else(client, path):
    make_edition(make_paper("plain"))

    for answer in (client.get("/x", PATH_INFO=path), client.get(path)):
        assert leads_to(answer) in ("nowhere", "testserver")
        # Nor is a header slipped in.
        assert not {"X-Evil", "Set-Cookie"} & set(answer.headers)
        assert not any(mark in value for value in answer.headers.values() for mark in "\r\n")


ELSEWHERE = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "\\/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    "/ /evil.example",
    "/a\\b",
    "/en/ x",
]
# The cleaner takes these marks out; what is left must not lead elsewhere either.
HIDDEN = [
    "/\x00/evil.example",
    "/\x01/evil.example",
    "/\u202e/evil.example",
    "/\x7f/evil.example",
    "/\ufeff/evil.example",
]


@pytest.mark.parametrize("write", ["create", "update", "bulk_create"])
def test_a_redirect_to_elsewhere_cannot_be_stored(write):
    Redirect.objects.create(old_path="/there/", new_path="/en/")
    for path in [*ELSEWHERE, *HIDDEN, "/\t/evil.example", "/\n/evil.example", "/\u3000/evil.example"]:
        writers = {
            "create": Redirect(old_path="/old/", new_path=path).save,
            "update": partial(Redirect.objects.update, new_path=path),
            "bulk_create": partial(Redirect.objects.bulk_create, [Redirect(old_path="/old/", new_path=path)]),
        }

        with pytest.raises(IntegrityError), transaction.atomic():
            writers[write]()


def test_a_redirect_leads_within_the_site(client):
    Redirect.objects.create(old_path="/old/", new_path="/en/papers/?tag=sea")
    Redirect.objects.create(old_path="/blog/2019/?p=7", new_path="/ja/")
    Redirect.objects.create(old_path="/en/papers/former/", new_path="/en/papers/present/")
    Redirect.objects.create(old_path="/round/", new_path="/round/")

    for path, to in {
        "/old/": "/en/papers/?tag=sea",
        "/blog/2019/?p=7": "/ja/",
        "/en/papers/former/": "/en/papers/present/",
    }.items():
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, to)
    assert client.get("/round/").status_code == 404
    assert client.get("/blog/2019/").status_code == 404


def test_a_redirect_never_stands_before_a_page(client):
    """An old address that a page has now is the page's."""
    make_edition(make_paper("plain"))
    Redirect.objects.create(old_path="/en/papers/plain/", new_path="/ja/")

    assert client.get("/en/papers/plain/").status_code == 200


def test_a_slash_is_added_within_the_site_only(client):
    make_edition(make_paper("plain"))

    answer = client.get("/en/papers/plain?q=1")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/papers/plain/?q=1")
