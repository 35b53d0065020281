"""What every test may rely on: a clean public record, a browser, a clock that stands still."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import TransactionTestCase

from papers.models import guards

# The browser driver keeps an event loop running in this thread; Django would take it for an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A password that is slow to guess is slow to make; a thousand tests make one each.
project.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_flush = TransactionTestCase._fixture_teardown


def _flush_without_guards(self: TransactionTestCase) -> None:
    """Empty the database between tests; SQLite does so by DELETE, which the guards of the public record refuse."""
    if connection.vendor != "sqlite":
        return _flush(self)
    guards.drop(connection)
    try:
        _flush(self)
    finally:
        guards.make_all(connection)


TransactionTestCase._fixture_teardown = _flush_without_guards


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    """Stored images go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def clock() -> Iterator[Any]:
    """The time that every part of the house sees: it stands still until it is moved."""
    with mock.patch("django.utils.timezone.now") as frozen:
        frozen.return_value = datetime(2025, 7, 1, 0, 0, tzinfo=UTC)

        def move(**ahead: float) -> datetime:
            frozen.return_value += timedelta(**ahead)
            return frozen.return_value

        yield move


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser."""
    from playwright.sync_api import sync_playwright  # only the browser tests pay for starting it

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page in a browser that prefers Japanese, 1280 pixels wide."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
    yield context.new_page()
    context.close()
