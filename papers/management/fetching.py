"""How a command reads the pages of the site: from inside, without a server, or from one by HTTP."""

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from papers.metadata.checking import Answer, Fetch

SECONDS = 60


def inside() -> Fetch:
    """Return a reader of this very installation, which asks as its public address would be asked."""
    site = urlsplit(settings.SITE_URL)
    client = Client(
        raise_request_exception=False, SERVER_NAME=site.hostname or "", SERVER_PORT=str(site.port or 80)
    )

    def fetch(address: str) -> Answer:
        answer: Any = client.get(path_of(address), secure=site.scheme == "https")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(answer.status_code, answer.headers.get("Content-Type", ""), content)

    return fetch


class Stay(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for what it is: no page."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def outside(base: str) -> Fetch:
    """Return a reader of the server at `base`, which answers for the public addresses of the site."""
    opener = urllib.request.build_opener(Stay)

    def fetch(address: str) -> Answer:
        try:
            with opener.open(base.rstrip("/") + path_of(address), timeout=SECONDS) as answer:
                return Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.headers.get("Content-Type", ""), refused.read())

    return fetch


def path_of(address: str) -> str:
    """Return the path of an address, with its query."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
