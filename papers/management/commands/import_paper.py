"""Imports manuscripts as the working copy of one paper, and prints the count proof."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from papers import importing
from papers.importing import Outcome, Source, Wishes

CONFLICTS = 3


def named(text: str) -> tuple[str, str]:
    """Return language and value of "xx=VALUE"."""
    language, separator, value = text.partition("=")
    if not separator or language not in dict(settings.LANGUAGES):
        raise ArgumentTypeError(f"“{text}” does not begin with a language of this site and “=”.")
    return language, value


def conflict(text: str) -> tuple[str, str]:
    """Return language and id of "xx:ID"."""
    language, separator, value = text.partition(":")
    if not separator or language not in dict(settings.LANGUAGES):
        raise ArgumentTypeError(f"“{text}” does not begin with a language of this site and “:”.")
    return language, value


class Command(BaseCommand):
    help = "Import manuscripts (.docx .odt .html .md .txt) of one paper, one file a language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="+", metavar="[xx=]FILE", help="a manuscript, its language before “=”"
        )
        parser.add_argument("--language", help="language of the files that name none")
        parser.add_argument("--original", default="", help="language of the original; else the first file's")
        parser.add_argument("--series", default="", metavar="SLUG")
        parser.add_argument("--volume", default="", metavar="N")
        parser.add_argument("--slug", default="", help="the paper's address")
        parser.add_argument("--title", action="append", default=[], type=named, metavar="xx=T")
        parser.add_argument("--author", action="append", default=[], metavar='"Family, Given"')
        parser.add_argument(
            "--take-file",
            action="append",
            default=[],
            type=conflict,
            metavar="xx:ID",
            help="the file wins here",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object a file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sources = [source(text, options["language"]) for text in options["file"]]
            outcomes = importing.store(
                sources, wishes(options), take_file=taken(options["take_file"]), dry_run=options["dry_run"]
            )
        except importing.ProofError as failure:
            raise CommandError("\n  ".join([str(failure), *failure.mismatches])) from failure
        except importing.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for outcome in outcomes:
            self.report(outcome, as_json=options["json"], dry_run=options["dry_run"])
        if any(outcome.conflicts for outcome in outcomes):
            raise CommandError("There are conflicts; ours was kept.", returncode=CONFLICTS)

    def report(self, outcome: Outcome, *, as_json: bool, dry_run: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(plain(outcome), ensure_ascii=False))
            return
        for line in lines(outcome):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("  (dry run: nothing is stored)")


def source(text: str, language: str | None) -> Source:
    """Return the file, read as a manuscript; CommandError or Refused says what is wrong with it."""
    code, separator, path = text.partition("=")
    if not separator or code not in dict(settings.LANGUAGES):
        code, path = language or "", text
    code = code or language_of(path)
    if code not in dict(settings.LANGUAGES):
        raise CommandError(
            f"{path}: say its language, such as {settings.LANGUAGE_CODE}={path} or --language."
        )
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    name = Path(path).name
    codes = [known for known, _name in settings.LANGUAGES]
    return Source(name, data, importing.read(name, data, code, codes))


def language_of(path: str) -> str:
    """Return the language a file's name says: paper.ja.docx; empty when it says none."""
    suffixes = Path(path).suffixes
    return suffixes[-2].lstrip(".") if len(suffixes) > 1 else ""


def wishes(options: dict[str, Any]) -> Wishes:
    return Wishes(
        slug=options["slug"],
        series=options["series"],
        volume=options["volume"],
        original=options["original"],
        titles=dict(options["title"]),
        authors=options["author"],
    )


def taken(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for language, name in pairs:
        names[language].add(name)
    return names


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield the report of one file: the count proof first."""
    proof = outcome.proof
    yield f"{outcome.paper} ({outcome.language})"
    yield (
        f"  calls {proof.calls} ({proof.distinct} notes called) = notes {proof.notes} = stored {proof.stored}; "
        f"paragraphs {proof.paragraphs}, headings {proof.headings}, tables {proof.tables}, images {proof.images}"
    )
    yield f"  date {outcome.printed_date or '–'}, volume {outcome.volume or '–'}"
    yield from listed("title", [f"{code}: {title}" for code, title in outcome.titles.items()])
    yield from listed("changed", outcome.changed)
    yield from listed("conflict", [f"{c.name}: ours “{c.ours}” – file “{c.file}”" for c in outcome.conflicts])
    yield from listed("not kept", [f"{item.what} – {item.where} – {item.why}" for item in outcome.not_kept])
    yield from listed("look at", outcome.findings)
    yield from listed("asked", outcome.asked)


def listed(label: str, items: Sequence[str]) -> Iterator[str]:
    return (f"  {label}: {item}" for item in items)


def plain(outcome: Outcome) -> dict[str, object]:
    """Return the report of one file as the JSON object that the README promises."""
    proof = outcome.proof
    return {
        "paper": outcome.paper,
        "language": outcome.language,
        "calls": proof.calls,
        "distinct": proof.distinct,
        "notes": proof.notes,
        "stored": proof.stored,
        "paragraphs": proof.paragraphs,
        "headings": proof.headings,
        "tables": proof.tables,
        "images": proof.images,
        "date": outcome.printed_date.isoformat() if outcome.printed_date else None,
        "volume": outcome.volume,
        "titles": dict(outcome.titles),
        "changed": list(outcome.changed),
        "conflicts": [vars(item) for item in outcome.conflicts],
        "not_kept": [vars(item) for item in outcome.not_kept],
        "findings": list(outcome.findings),
        "asked": list(outcome.asked),
    }
