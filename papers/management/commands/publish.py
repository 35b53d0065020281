"""Publishes a paper's editions, one or together, now or at an instant."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from papers import publishing
from papers.models import Paper, Translation, Version


class Command(BaseCommand):
    help = "Publish a paper: every edition that has a text, or those named, together or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the paper's address")
        parser.add_argument(
            "--language", action="append", default=[], help="this edition only; may be repeated"
        )
        when = parser.add_mutually_exclusive_group()
        when.add_argument(
            "--at",
            type=instant,
            help="when it goes live, such as 2026-04-01T09:00 (site's zone); also moves what is scheduled",
        )
        when.add_argument("--cancel", action="store_true", help="take it off its schedule instead")
        parser.add_argument(
            "--note", action="append", default=[], type=note, help="xx=TEXT: note of a correction"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = chosen(options["slug"], options["language"])
        try:
            if options["cancel"]:
                self.cancel(rows)
            else:
                self.publish(rows if options["language"] else self.changed(rows, options["at"]), **options)
        except publishing.NotPublishableError as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal

    def publish(self, rows: list[Translation], **options: Any) -> None:
        notes = dict(options["note"])
        corrected = [row for row in rows if publishing.has_been_live(row)]
        versions = publishing.publish(rows, at=options["at"], notes=notes)
        when = f"at {options['at'].isoformat()}" if options["at"] else "now"
        for version in versions:
            self.stdout.write(
                f"{version.language}: version {version.number} of {options['slug']}, live {when}"
            )
        for row in corrected:
            if row.language not in notes:
                self.stdout.write(f"  look at ({row.language}): a correction without a note for its readers")
        for row in rows:
            for found in publishing.advice(row):
                self.stdout.write(f"  look at ({row.language}): {found}")

    def changed(self, rows: list[Translation], at: datetime | None) -> list[Translation]:
        """Return the editions that say something new, naming the others; all of them when none does."""
        reasons = {row.language: publishing.unchanged(row, at) for row in rows}
        if all(reasons.values()):
            return rows
        for language, reason in reasons.items():
            if reason:
                self.stdout.write(f"{language}: left out. {reason}")
        return [row for row in rows if not reasons[row.language]]

    def cancel(self, rows: list[Translation]) -> None:
        """Take every scheduled Version of the editions off its schedule."""
        scheduled = Version.objects.scheduled().filter(translation__in=rows)
        with transaction.atomic():
            for version in scheduled:
                publishing.cancel(version)
                self.stdout.write(f"{version.language}: version {version.number} is no longer scheduled")
        if not scheduled:
            raise CommandError("Nothing is scheduled.")


def chosen(slug: str, languages: list[str]) -> list[Translation]:
    """Return the named editions, or all that have a text; raise CommandError naming what is not there."""
    try:
        paper = Paper.objects.get(slug=slug)
    except Paper.DoesNotExist as missing:
        raise CommandError(f"There is no paper “{slug}”.") from missing
    rows = {row.language: row for row in paper.translations.all() if row.body or row.language in languages}
    if absent := [code for code in languages if code not in rows]:
        raise CommandError(f"“{slug}” has no edition in: {', '.join(absent)}.")
    return [row for code, row in rows.items() if not languages or code in languages]


def instant(text: str) -> datetime:
    """Return an aware instant; one without a zone means the site's."""
    try:
        value = parse_datetime(text)
    except ValueError:
        value = None
    if value is None:
        raise ArgumentTypeError(f"“{text}” is no instant; write it as 2026-04-01T09:00.")
    return value if timezone.is_aware(value) else timezone.make_aware(value)


def note(text: str) -> tuple[str, str]:
    """Return language and text of "xx=TEXT"."""
    language, separator, words = text.partition("=")
    if not (language and separator and words):
        raise ArgumentTypeError(f"“{text}” is no note; write it as xx=TEXT, with the language before “=”.")
    return language, words
