"""Publishes a paper's editions, one or together, now or at an instant."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from papers import publishing
from papers.models import Paper, Translation


class Command(BaseCommand):
    help = "Publish a paper: every edition that has a text, or those named, together or not at all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the paper's address")
        parser.add_argument(
            "--language", action="append", default=[], help="this edition only; may be repeated"
        )
        parser.add_argument(
            "--at", type=instant, help="when it goes live, such as 2026-04-01T09:00 (site's zone)"
        )
        parser.add_argument(
            "--note", action="append", default=[], type=note, help="xx=TEXT: note of a correction"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        translations = chosen(options["slug"], options["language"])
        try:
            versions = publishing.publish(translations, at=options["at"], notes=dict(options["note"]))
        except publishing.NotPublishableError as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        for version in versions:
            when = f"at {options['at'].isoformat()}" if options["at"] else "now"
            self.stdout.write(
                f"{version.language}: version {version.number} of {options['slug']}, live {when}"
            )
        for row in translations:
            for found in publishing.advice(row):
                self.stdout.write(f"  look at ({row.language}): {found}")


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
    value = parse_datetime(text)
    if value is None:
        raise ValueError(text)
    return value if timezone.is_aware(value) else timezone.make_aware(value)


def note(text: str) -> tuple[str, str]:
    """Return language and text of "xx=TEXT"."""
    language, separator, words = text.partition("=")
    if not (language and separator and words):
        raise ValueError(text)
    return language, words
