"""Releases: one Version live at a time, from an instant on, until something higher or an end."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from papers import document, exporting, markup, revisions, sources
from papers.document import Document
from papers.metadata import language_name, site_languages
from papers.models import FOREVER, Paper, Release, Retraction, Stamp, Translation, Version
from papers.publishing import citing
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
    """Freeze the editions' last Revisions and release them at one instant, all or none; return their Versions.

    `at` None is now; an instant in the past is refused. A scheduled Version that says what the text says is not frozen
    again but moved to the new instant. `notes` is the public note of a correction per language.
    Raises NotPublishableError naming everything that is missing in any of them.
    """
    with transaction.atomic():
        now = timezone.now()
        if at is not None and at < now:
            raise NotPublishableError(_("%s is in the past.") % instant(at))
        rows = _locked(translations)
        _open_gate(rows)
        told = _cleaned_notes(rows, notes or {})
        for paper in {row.paper_id: row.paper for row in rows}.values():
            sources.refresh(paper)
        texts = [(row, freeze(row)) for row in rows]
        if standing := [reason for row, text in texts if (reason := _standing(row, text, at))]:
            raise NotPublishableError(*standing)
        versions = [_to_release(row, text, told) for row, text in texts]
        for version in versions:
            Release.objects.create(version=version, live_from=at or now, by=by)
            settle(version.translation)
            sources.cite(version)
        Stamp.touch()
        # Slow, and no reason to refuse a publication: once it is in the record, and said in the log when it fails.
        keys = [version.pk for version in versions]
        transaction.on_commit(lambda: citing.keep(keys), robust=True)
        return versions


def unchanged(translation: Translation, at: datetime | None = None) -> str:
    """Return why there is nothing to publish at the instant (now when None), empty when there is something."""
    return _standing(translation, freeze(translation), at) if translation.versions.exists() else ""


def has_been_live(translation: Translation) -> bool:
    """Return whether readers may have read the edition: only then is a change of it a correction."""
    return Version.objects.released().filter(translation=translation).exists()


def _open_gate(rows: Sequence[Translation]) -> None:
    """Refuse editions that lack something, naming all of it."""
    reasons = [f"{language_name(row.language)}: {lack}" for row in rows for lack in missing(row)]
    if reasons or not rows:
        raise NotPublishableError(*reasons or [_("There is nothing to publish.")])


def _standing(translation: Translation, frozen: Document, at: datetime | None) -> str:
    """Return where a Version that says this stands already, empty when it would have to be released at the instant."""
    same = _saying(translation, frozen)
    if same is None:
        return ""
    words = {"language": language_name(translation.language), "number": same.number}
    if waiting := same.releases.waiting(timezone.now()).first():
        if waiting.live_from != at:
            return ""
        words["instant"] = instant(waiting.live_from)
        return (
            _("Version %(number)s of the %(language)s edition is already scheduled for %(instant)s.") % words
        )
    if same.releases.filter(live_until__gt=timezone.now()).exists():
        return _("Nothing has changed in the %(language)s edition since version %(number)s.") % words
    return ""


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
        for translation in _editions(paper, languages):
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
        if not _end(version.releases.waiting(timezone.now()), Release.CANCELLED, {}):
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
        for language in (row.language for row in _editions(paper, languages)):
            if _retractions(paper, language).exists():
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
        for language in (row.language for row in _editions(paper, languages)):
            if not _retractions(paper, language).update(lifted_at=timezone.now()):
                raise NotPublishableError(_("The %s edition is not retracted.") % language_name(language))
        Stamp.touch()


def expunge(version: Version, reason: Mapping[str, str], *, by: Any = None) -> None:
    """Remove the text of one Version for good; its number, dates and the reason stay. The only way text ever goes."""
    _needs_reason(reason)
    with transaction.atomic():
        (translation,) = _locked([version.translation])
        row = Version.objects.get(pk=version.pk)
        if row.is_expunged:
            raise NotPublishableError(_("Version %s has already been expunged.") % row.number)
        _end_all(row, reason)
        emptied = document.write(document.without_text(document.read(row.document)))
        Version.objects.filter(pk=row.pk).update(
            document=emptied,
            schema=document.SCHEMA,
            expunged_reason=json.dumps(dict(reason), ensure_ascii=False),
        )
        row.refresh_from_db()
        sources.cite(row)
        derive(row)
        exporting.remove(row.paper_id)
        settle(translation)
        Stamp.touch()


def _end_all(version: Version, reason: Mapping[str, str]) -> None:
    """End every Release of a Version that is expunged, and what waits below it: no older text comes up in its place."""
    older = Release.objects.filter(
        version__translation=version.translation, version__number__lt=version.number
    )
    _end(older.waiting(timezone.now()), Release.CANCELLED, {})
    _end(version.releases.filter(ended_at=None), Release.EXPUNGED, reason)
    # One that a higher number has replaced stopped being live then; this keeps the day on which its text went.
    version.releases.filter(ended_at=None).update(
        ended_at=timezone.now(), ended_by=Release.EXPUNGED, reason=dict(reason)
    )


def _locked(translations: Iterable[Translation]) -> list[Translation]:
    """Return the rows locked until the transaction ends, in one order, so that two publications never wait in a ring.

    Their papers first, as whoever saves a text takes them.
    """
    named = list(translations)
    for paper in sorted({translation.paper_id for translation in named}):
        revisions.hold(paper)
    keys = [translation.pk for translation in named]
    rows = Translation.objects.select_for_update(of=("self",)).select_related("paper__series")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def _editions(paper: Paper, languages: Iterable[str]) -> list[Translation]:
    """Return the paper's editions in these languages, locked; refuse a language that it is not in, and an empty list."""
    codes = list(dict.fromkeys(languages))
    found = _locked(paper.translations.filter(language__in=codes))
    rows: dict[Any, Translation] = {row.language: row for row in found}
    if absent := [code for code in codes if code not in rows]:
        raise NotPublishableError(*(_("There is no %s edition.") % language_name(code) for code in absent))
    if not codes:
        raise NotPublishableError(_("No edition is named."))
    return [rows[code] for code in codes]


def _retractions(paper: Paper, language: str) -> Any:
    """Return the retraction that stands on the edition, if there is one."""
    return Retraction.objects.filter(paper=paper, language=language, lifted_at=None)


def _cleaned_notes(rows: Iterable[Translation], notes: Mapping[str, str]) -> dict[str, str]:
    """Return the notes of a correction as lines of text; refuse them where nothing is corrected or nobody reads them."""
    known = site_languages()
    if unknown := [code for code in notes if code not in known]:
        raise NotPublishableError(
            *(_("A note is in a language that this site does not have: %s") % code for code in unknown)
        )
    if notes and not Version.objects.released().filter(translation__in=rows).exists():
        raise NotPublishableError(_("A first publication corrects nothing: leave out the note."))
    lines = {code: markup.line(text) for code, text in notes.items()}
    return {code: line for code, line in lines.items() if line}


def _to_release(translation: Translation, frozen: Document, notes: Mapping[str, str]) -> Version:
    """Return the Version to release: the scheduled one, taken off its schedule, when it says the same; else a new one."""
    same = _saying(translation, frozen)
    is_waiting = bool(same and _end(same.releases.waiting(timezone.now()), Release.CANCELLED, {}))
    if same and is_waiting and (not notes or notes == document.read(same.document).correction):
        return same
    return _frozen_version(translation, frozen, notes)


def _saying(translation: Translation, frozen: Document) -> Version | None:
    """Return the newest Version when it says this, but for its note of a correction."""
    last = _newest(translation)
    if last is None or last.is_expunged:
        return None
    return last if replace(document.read(last.document), correction={}) == frozen else None


def _newest(translation: Translation) -> Version | None:
    return translation.versions.order_by("-number").first()


def _frozen_version(translation: Translation, frozen: Document, notes: Mapping[str, str]) -> Version:
    """Return the next Version, with what is derived from it."""
    last = _newest(translation)
    version = Version.objects.create(
        paper=translation.paper,
        translation=translation,
        language=translation.language,
        number=last.number + 1 if last else 1,
        revision=translation.revision,
        schema=document.SCHEMA,
        document=document.write(
            replace(frozen, correction=dict(notes) if has_been_live(translation) else {})
        ),
    )
    derive(version)
    return version


def instant(at: datetime) -> str:
    """Return the instant as people read it, in the site's time zone."""
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")


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
