"""Releases: one Version live at a time, from an instant on, until something higher or an end."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from papers import document
from papers.metadata import language_name
from papers.models import FOREVER, Paper, Release, Retraction, Stamp, Translation, Version
from papers.publishing.deriving import derive
from papers.publishing.freezing import freeze
from papers.publishing.gate import missing


class NotPublishableError(ValueError):
    """What was asked cannot be done; `reasons` says why, one sentence each, and nothing was written."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def publish(
    translations: Sequence[Translation],
    *,
    at: datetime | None = None,
    notes: Mapping[str, str] | None = None,
    by: Any = None,
) -> list[Version]:
    """Freeze the editions' last Revisions and release them at one instant, all or none; return the new Versions.

    `at` None is now; an instant in the past is refused. `notes` is the public note of a correction per language.
    Raises NotPublishableError naming everything that is missing in any of them.
    """
    with transaction.atomic():
        now = timezone.now()
        if at is not None and at < now:
            raise NotPublishableError(
                _("%s is in the past.") % formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
            )
        rows = _locked(translations)
        reasons = [f"{language_name(row.language)}: {lack}" for row in rows for lack in missing(row)]
        if reasons or not rows:
            raise NotPublishableError(*reasons or [_("There is nothing to publish.")])
        versions = [_frozen_version(row, notes or {}) for row in rows]
        for version in versions:
            derive(version)
            Release.objects.create(version=version, live_from=at or now, by=by)
            settle(version.translation)
        Stamp.touch()
        return versions


def settle(translation: Translation) -> None:
    """Write `live_until` of every Release of the edition; call it in the transaction that made or ended one."""
    releases = Release.objects.filter(version__translation=translation).select_related("version")
    ranges: list[tuple[int, datetime, datetime]] = []
    for release in releases.defer("version__document").order_by("-version__number", "pk"):
        number, start = release.version.number, release.live_from
        higher = [(begin, until) for other, begin, until in ranges if other > number]
        until = live_end(start, release.ended_at or FOREVER, higher)
        ranges.append((number, start, until))
        if until != release.live_until:
            Release.objects.filter(pk=release.pk).update(live_until=until)


def live_end(start: datetime, own_end: datetime, higher: Iterable[tuple[datetime, datetime]]) -> datetime:
    """Return when a Release stops being live, never before its start.

    `higher` are the live ranges of higher numbers. One takes over where it begins, or at once when it is open at
    `start`; an empty range (cancelled) never does, nor one that ended before `start`.
    """
    takeovers = [begin for begin, until in higher if until > begin and until > start]
    return max(min([own_end, *takeovers]), start)


def withdraw(paper: Paper, languages: Iterable[str], reason: Mapping[str, str], *, by: Any = None) -> None:
    """End every Release of these editions now, scheduled ones too; the address then answers 410 with the reason."""
    _needs_reason(reason)
    with transaction.atomic():
        for translation in _locked(paper.translations.filter(language__in=list(languages))):
            open_ones = Release.objects.filter(version__translation=translation, ended_at=None)
            if not _end(open_ones, Release.WITHDRAWN, reason):
                raise NotPublishableError(
                    _("The %s edition is not public.") % language_name(translation.language)
                )
            settle(translation)
        Stamp.touch()


def cancel(version: Version) -> None:
    """End the scheduled Release of a Version before it begins."""
    with transaction.atomic():
        (translation,) = _locked([version.translation])
        if not _end(version.releases.due(timezone.now()), Release.CANCELLED, {}):
            raise NotPublishableError(_("Version %s is not scheduled.") % version.number)
        settle(translation)
        Stamp.touch()


def reinstate(translation: Translation, *, by: Any = None) -> Release:
    """Release again the Version that was live when the edition was withdrawn."""
    with transaction.atomic():
        (row,) = _locked([translation])
        now = timezone.now()
        of_edition = Release.objects.filter(version__translation=row)
        last = (
            of_edition.begun(now).filter(version__expunged_reason="").order_by("-live_until", "-pk").first()
        )
        if last is None or of_edition.covering(now).exists():
            raise NotPublishableError(_("The %s edition is not withdrawn.") % language_name(row.language))
        release = Release.objects.create(version=last.version, live_from=now, by=by)
        settle(row)
        Stamp.touch()
        return release


def retract(paper: Paper, languages: Iterable[str], reason: Mapping[str, str], *, by: Any = None) -> None:
    """Mark the editions as retracted: their text stays, with a banner on every page and file."""
    _needs_reason(reason)
    with transaction.atomic():
        for language in languages:
            if Retraction.objects.filter(paper=paper, language=language, lifted_at=None).exists():
                raise NotPublishableError(_("The %s edition is already retracted.") % language_name(language))
            if not Version.objects.live().of_paper(paper).in_language(language).exists():
                raise NotPublishableError(_("The %s edition is not public.") % language_name(language))
            Retraction.objects.create(
                paper=paper, language=language, since=timezone.now(), reason=dict(reason), by=by
            )
        Stamp.touch()


def lift_retraction(paper: Paper, languages: Iterable[str]) -> None:
    """Take the mark of a retraction off the editions."""
    with transaction.atomic():
        open_ones = Retraction.objects.filter(paper=paper, language__in=list(languages), lifted_at=None)
        if not open_ones.update(lifted_at=timezone.now()):
            raise NotPublishableError(_("This edition is not retracted."))
        Stamp.touch()


def expunge(version: Version, reason: Mapping[str, str], *, by: Any = None) -> None:
    """Remove the text of one Version for good; its number, dates and the reason stay. The only way text ever goes."""
    _needs_reason(reason)
    with transaction.atomic():
        (translation,) = _locked([version.translation])
        row = Version.objects.get(pk=version.pk)
        if row.is_expunged:
            raise NotPublishableError(_("Version %s has already been expunged.") % row.number)
        _end(row.releases.filter(ended_at=None), Release.EXPUNGED, reason)
        emptied = document.write(document.without_text(document.read(row.document)))
        Version.objects.filter(pk=row.pk).update(
            document=emptied, expunged_reason=json.dumps(dict(reason), ensure_ascii=False)
        )
        row.refresh_from_db()
        derive(row)
        settle(translation)
        Stamp.touch()


def _locked(translations: Iterable[Translation]) -> list[Translation]:
    """Return the rows locked until the transaction ends, in one order, so that two publications never wait in a ring."""
    keys = [translation.pk for translation in translations]
    rows = Translation.objects.select_for_update(of=("self",)).select_related("paper__series")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _frozen_version(translation: Translation, notes: Mapping[str, str]) -> Version:
    """Return the next Version, refusing one that says nothing new."""
    frozen = freeze(translation)
    last = translation.versions.order_by("-number").first()
    stands = last and not last.is_expunged and last.releases.filter(live_until__gt=timezone.now()).exists()
    if stands and replace(document.read(last.document), correction={}) == frozen:
        raise NotPublishableError(
            _("Nothing has changed in the %(language)s edition since version %(number)s.")
            % {"language": language_name(translation.language), "number": last.number}
        )
    return Version.objects.create(
        paper=translation.paper,
        translation=translation,
        language=translation.language,
        number=last.number + 1 if last else 1,
        revision=translation.revision,
        schema=document.SCHEMA,
        document=document.write(replace(frozen, correction=dict(notes) if last else {})),
    )


def _end(releases: Any, how: str, reason: Mapping[str, str]) -> int:
    """End the Releases now and return how many; one that has not begun is cancelled by it."""
    now = timezone.now()
    scheduled = releases.filter(live_from__gt=now)
    count = scheduled.update(ended_at=now, ended_by=Release.CANCELLED)
    # Up to now, not after: a Version replaced at this very instant would return when its successor ends at once.
    return count + releases.filter(live_from__lte=now, live_until__gte=now, ended_at=None).update(
        ended_at=now, ended_by=how, reason=dict(reason)
    )


def _needs_reason(reason: Mapping[str, str]) -> None:
    if not any(text.strip() for text in reason.values()):
        raise NotPublishableError(_("A public reason is needed, in at least one language."))
