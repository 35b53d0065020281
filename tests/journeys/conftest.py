"""The browser of an editor: logged in, its clipboard open, nothing to complain about."""

import pytest
from django.contrib.auth import get_user_model

from tests.journeys.desk import log_in


@pytest.fixture
def editor_page(chromium, live_server):
    """A page of an editor who is logged in; anything the browser complains about fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    context.set_default_timeout(10_000)
    log_in(context, live_server.url, get_user_model().objects.create_superuser("ann", "", "x"))
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert complaints == []
    context.close()
