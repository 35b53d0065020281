"""Addresses for machines: paths by the names of their views, public addresses, and the alternates of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import reverse


@lru_cache(maxsize=8192)
def address(name: str, *args: str | int) -> str:
    """Return the path of a page by the name of its view; remembered, because a list asks for a hundred of them."""
    return reverse(name, args=args)


def absolute(path: str) -> str:
    """Return the public address of a path; the host is the setting's, never a request's."""
    return f"{settings.SITE_URL}{path}"


def site_languages() -> list[str]:
    """Return the codes of the languages that have addresses here; an edition in any other is not public."""
    return [code for code, _ in settings.LANGUAGES]


def in_order(languages: Iterable[str], original: str) -> list[str]:
    """Return the languages of a paper: the original first, then in the order of the site."""
    given = set(languages)
    return [code for code in dict.fromkeys([original, *site_languages()]) if code in given]


@dataclass(frozen=True)
class Alternate:
    hreflang: str
    href: str


def alternates(slug: str, languages: Sequence[str], original: str) -> list[Alternate]:
    """Return the addresses of all live editions, the page's own included.

    `x-default` is the original; while that is not public, the first of the others.
    """
    links = [Alternate(code, absolute(address("paper", code, slug))) for code in languages]
    default = next((link for link in links if link.hreflang == original), links[0] if links else None)
    return [*links, Alternate("x-default", default.href)] if default else links


def page_alternates(name: str, *args: str | int) -> list[Alternate]:
    """Return the addresses of a page that stands in every language of the site."""
    links = [Alternate(code, absolute(address(name, code, *args))) for code, _ in settings.LANGUAGES]
    return [*links, Alternate("x-default", links[0].href)]


def identity(name: str, slug: str, kind: str) -> str:
    """Return the one name that machines have for a series or a person, whatever the language of the page."""
    return f"{absolute(address(name, settings.LANGUAGE_CODE, slug))}#{kind}"
