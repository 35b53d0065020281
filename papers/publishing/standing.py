"""Where each edition stands: empty, draft, scheduled, live, changed since, withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from papers.models import Paper, Release, Translation


class State(TextChoices):
    """What an editor calls the state of an edition."""

    EMPTY = "empty", _("empty")
    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    CHANGED = "changed", _("changed since publication")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class Standing:
    """The state of one edition, the number of its live Version, and when a waiting one goes live."""

    state: Any
    live: int | None = None
    due: datetime | None = None


def standings(papers: Iterable[Paper], now: datetime | None = None) -> dict[tuple[int, str], Standing]:
    """Return the standing of each edition by paper and language, in two queries for any number of papers."""
    now = now or timezone.now()
    rows = Translation.objects.filter(paper__in=list(papers))
    texts = rows.values_list("pk", "paper", "language", "revision", "body")
    releases: dict[int, list[tuple[int, int, datetime, datetime]]] = {}
    record = Release.objects.filter(version__translation__in=rows).order_by("live_from")
    for translation, *release in record.values_list(
        "version__translation", "version__number", "version__revision", "live_from", "live_until"
    ):
        releases.setdefault(translation, []).append(tuple(release))
    return {
        (paper, language): _standing(revision, bool(body), releases.get(pk, []), now)
        for pk, paper, language, revision, body in texts
    }


def _standing(
    revision: int, has_text: bool, releases: list[tuple[int, int, datetime, datetime]], now: datetime
) -> Standing:
    live = next((row for row in releases if row[2] <= now < row[3]), None)
    due = next((start for _number, _revision, start, until in releases if now < start < until), None)
    number = live[0] if live else None
    if due:
        return Standing(State.SCHEDULED, number, due)
    if live:
        return Standing(State.LIVE if live[1] == revision else State.CHANGED, number)
    if any(start <= now and start < until for _number, _revision, start, until in releases):
        return Standing(State.WITHDRAWN)
    return Standing(State.DRAFT if has_text else State.EMPTY)
