"""Drafts that the browser keeps of a form: each page has a name for its own, and is told which were saved."""

import re
from uuid import uuid4

from django.http import HttpRequest

REMEMBERED = 20  # saved drafts of one session that its pages ask the browser to forget
_KEY = "saved_drafts"  # read by the template of every page of the desk
_NAME = re.compile(r"[0-9a-f]{32}")


def name(request: HttpRequest) -> str:
    """Return the name of this page's draft: the one it came back with, else a new one."""
    sent = request.POST.get("draft", "")
    return sent if _NAME.fullmatch(sent) else uuid4().hex


def remember(request: HttpRequest) -> None:
    """Remember that what this page sent's draft was saved."""
    request.session[_KEY] = [*request.session.get(_KEY, ()), name(request)][-REMEMBERED:]
