"""Where each edition stands: empty, draft, scheduled, live, changed since, withdrawn, retracted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from papers import document
from papers.models import Paper, Release, Retraction, Translation, Version
from papers.publishing.freezing import freeze


class State(TextChoices):
    """What an editor calls the state of an edition."""

    EMPTY = "empty", _("empty")
    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("scheduled")
    OVERTAKEN = "overtaken", _("scheduled, changed since")
    LIVE = "live", _("live")
    CHANGED = "changed", _("changed since publication")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class Standing:
    """The state of one edition, the number of its live Version, and when a waiting one goes live."""

    state: Any
    live: int | None = None
    due: datetime | None = None
    retracted: bool = False

    @property
    def words(self) -> str:
        """The state as lists print it."""
        # No call within the text: those who gather the interface's texts look into none.
        retracted = _("retracted")
        return f"{self.state.label} · {retracted}" if self.retracted else str(self.state.label)


def standings(papers: Iterable[Paper], now: datetime | None = None) -> dict[tuple[int, str], Standing]:
    """Return the standing of each edition by paper and language, in three queries for any number of papers.

    Changed is an edition whose text was saved after it was frozen; `is_changed` looks at what is frozen beside it, too.
    """
    now = now or timezone.now()
    rows = Translation.objects.filter(paper__in=list(papers))
    texts = rows.values_list("pk", "paper", "language", "revision", "body")
    releases: dict[int, list[tuple[int, int, datetime, datetime]]] = {}
    record = Release.objects.filter(version__translation__in=rows).order_by("live_from")
    for translation, *release in record.values_list(
        "version__translation", "version__number", "version__revision", "live_from", "live_until"
    ):
        releases.setdefault(translation, []).append(tuple(release))
    open_ones = Retraction.objects.filter(paper__in=list(papers), lifted_at=None)
    retracted = set(open_ones.values_list("paper", "language"))
    return {
        (paper, language): replace(
            _standing(revision, bool(body), releases.get(pk, []), now),
            retracted=(paper, language) in retracted,
        )
        for pk, paper, language, revision, body in texts
    }


def is_changed(translation: Translation) -> bool:
    """Return whether what would be frozen now reads otherwise than the live Version, labels and all."""
    live = Version.objects.live().filter(translation=translation).first()
    return live is not None and replace(document.read(live.document), correction={}) != freeze(translation)


def _standing(
    revision: int, has_text: bool, releases: list[tuple[int, int, datetime, datetime]], now: datetime
) -> Standing:
    live = next((row for row in releases if row[2] <= now < row[3]), None)
    due = next((row for row in releases if now < row[2] < row[3]), None)
    number = live[0] if live else None
    if due:
        return Standing(State.SCHEDULED if due[1] == revision else State.OVERTAKEN, number, due[2])
    if live:
        return Standing(State.LIVE if live[1] == revision else State.CHANGED, number)
    if any(start <= now and start < until for _number, _revision, start, until in releases):
        return Standing(State.WITHDRAWN)
    return Standing(State.DRAFT if has_text else State.EMPTY)
