"""The language of an answer is that of its address, whatever the browser prefers; only the root asks the browser."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from papers.middleware import LanguageMiddleware, language_in


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/en/", "en"),
        ("/ja", "ja"),
        ("/ja/papers/en/", "ja"),
        ("//ja/", "ja"),
        ("/", None),
        ("", None),
        ("/jax/", None),
        ("/fr/", None),
        ("/EN/", None),
        ("/admin/ja/", None),
        ("/en%2fpapers/", None),
    ],
)
def test_the_language_is_the_first_word_of_the_address(path, language):
    assert language_in(path) == language


def asked(path, wanted="ja"):
    """Return the language a view finds active and on its request, and the answer that leaves the site."""
    found = []

    def view(request):
        found.extend([translation.get_language(), request.LANGUAGE_CODE])
        return HttpResponse()

    answer = LanguageMiddleware(view)(RequestFactory().get(path, HTTP_ACCEPT_LANGUAGE=wanted))
    return found, answer


def test_the_address_decides_and_says_so():
    found, answer = asked("/en/papers/", wanted="ja")

    assert found == ["en", "en"]
    assert answer.headers["Content-Language"] == "en"
    assert "Vary" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("fr,en;q=0.5", "en"),
        ("zz", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_root_follows_the_browser_and_is_cached_apart(wanted, language):
    found, answer = asked("/", wanted)

    assert found == [language, language]
    assert answer.headers["Vary"] == "Accept-Language"
    assert "Content-Language" not in answer.headers


def test_addresses_without_a_language_do_not_vary():
    for path in ("/sitemap.xml", "/robots.txt", "/media/x.png", "/series.css"):
        assert "Vary" not in asked(path)[1].headers


def test_a_cookie_or_a_session_never_changes_the_language():
    request = RequestFactory().get("/en/", HTTP_ACCEPT_LANGUAGE="ja", HTTP_COOKIE="django_language=ja")

    LanguageMiddleware(lambda _request: HttpResponse())(request)

    assert request.LANGUAGE_CODE == "en"


def test_the_language_before_is_active_again_afterwards_even_when_a_view_fails():
    def broken(request):
        raise LookupError

    with translation.override("ja"):
        asked("/en/")
        assert translation.get_language() == "ja"
        with pytest.raises(LookupError):
            LanguageMiddleware(broken)(RequestFactory().get("/en/"))
        assert translation.get_language() == "ja"


def test_a_language_without_interface_texts_is_answered_with_english_ones(settings):
    settings.LANGUAGES = [("en", "English"), ("ja", "日本語"), ("ko", "한국어")]

    found, answer = asked("/ko/")

    assert found == ["en", "ko"]
    assert answer.headers["Content-Language"] == "ko"


def test_a_view_that_names_its_language_keeps_it():
    answer = LanguageMiddleware(lambda _request: HttpResponse(headers={"Content-Language": "de"}))(
        RequestFactory().get("/en/")
    )

    assert answer.headers["Content-Language"] == "de"
