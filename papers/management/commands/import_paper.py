"""Imports manuscripts as the working copy of one paper, and prints the count proof."""

import json
import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from papers import importing
from papers.importing import Outcome, Proof, Source, Wishes
from papers.metadata import site_languages

CONFLICTS = 3
# The report speaks the operator's language; --json keeps these words.


def operators_language() -> str:
    """Return the site's language that the shell is set to, else the one that is active."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    code = said.partition(".")[0].replace("_", "-").lower()
    known = [each for each, _name in settings.LANGUAGES]
    return next(
        (each for each in known if each in (code, code.partition("-")[0])), translation.get_language() or ""
    )


def named(text: str) -> tuple[str, str]:
    """Return language and value of "xx=VALUE"."""
    return _pair(text, "=")


def conflict(text: str) -> tuple[str, str]:
    """Return language and id of "xx:ID"."""
    return _pair(text, ":")


def _pair(text: str, separator: str) -> tuple[str, str]:
    language, found, value = text.partition(separator)
    if not found or language not in dict(settings.LANGUAGES):
        sentence = _("“%(text)s” does not begin with a language of this site and “%(separator)s”.")
        raise ArgumentTypeError(sentence % {"text": text, "separator": separator})
    return language, value


class Command(BaseCommand):
    help = "Import manuscripts (.docx .odt .html .md .txt) of one paper, one file a language."

    def run_from_argv(self, argv: list[str]) -> None:
        with translation.override(operators_language()):
            super().run_from_argv(argv)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", nargs="+", metavar="[xx=]FILE", help=_("a manuscript, its language before “=”"))
        add("--language", help=_("language of the files that name none"))
        add("--original", default="", help=_("language of the original; else the first file’s"))
        add("--series", default="", metavar="SLUG", help=_("the series, by its address"))
        add("--volume", default="", metavar="N", help=_("the volume in its series"))
        add("--slug", default="", help=_("the paper’s address"))
        add(
            "--title",
            action="append",
            default=[],
            type=named,
            metavar="xx=T",
            help=_("the title in a language"),
        )
        add(
            "--author",
            action="append",
            default=[],
            metavar='"Family, Given"',
            help=_("an author; may be repeated"),
        )
        add(
            "--take-file",
            action="append",
            default=[],
            type=conflict,
            metavar="xx:ID",
            help=_("the file wins here"),
        )
        add("--dry-run", action="store_true", help=_("store nothing"))
        add("--json", action="store_true", help=_("print one JSON object a file"))

    def handle(self, *args: Any, **options: Any) -> None:
        sources: list[Source] = []
        try:
            sources += [source(text, options["language"]) for text in options["file"]]
            outcomes = importing.store(
                sources, wishes(options), take_file=taken(options["take_file"]), dry_run=options["dry_run"]
            )
        except importing.ProofError as failure:
            self.report_failure(sources, failure, as_json=options["json"])
            raise CommandError("\n  ".join([str(failure), *failure.mismatches])) from failure
        except importing.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for outcome in outcomes:
            self.report(outcome, as_json=options["json"], dry_run=options["dry_run"])
        if any(outcome.conflicts for outcome in outcomes):
            raise CommandError(_("There are conflicts; ours was kept."), returncode=CONFLICTS)

    def report(self, outcome: Outcome, *, as_json: bool, dry_run: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(plain(outcome), ensure_ascii=False))
            return
        for line in lines(outcome):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("  " + _("(dry run: nothing is stored)"))

    def report_failure(
        self, sources: Sequence[Source], failure: importing.ProofError, *, as_json: bool
    ) -> None:
        """Print what was counted in each file, for a reader of JSON."""
        for each in sources if as_json else ():
            mismatches = failure.named.get(each.language, each.manuscript.proof.mismatches)
            failed = {
                "paper": None,
                "language": each.language,
                **counted(each.manuscript.proof),
                "mismatches": list(mismatches),
            }
            self.stdout.write(json.dumps(failed, ensure_ascii=False))


def source(text: str, language: str | None) -> Source:
    """Return the file, read as a manuscript; CommandError or Refused says what is wrong with it."""
    code, separator, path = text.partition("=")
    if not separator or code not in dict(settings.LANGUAGES):
        code, path = language or "", text
    code = code or importing.in_name(path, site_languages())
    said = text.partition("=")[0] if separator and not language else language or ""
    if code not in dict(settings.LANGUAGES) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", said):
        sentence = _("%(code)s is no language of this site (%(known)s).")
        raise CommandError(sentence % {"code": said, "known": ", ".join(dict(settings.LANGUAGES))})
    if code not in dict(settings.LANGUAGES):
        sentence = _("%(path)s: say its language, such as %(example)s=%(path)s or --language.")
        raise CommandError(sentence % {"path": path, "example": settings.LANGUAGE_CODE})
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    name = Path(path).name
    return Source(name, data, importing.read(name, data, code, site_languages()))


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
    new = " – " + _("new paper") if outcome.new else ""
    yield f"{outcome.paper} ({outcome.language}){new}"
    yield "  " + _(
        "calls %(calls)s (%(distinct)s notes called) = notes %(notes)s = stored %(stored)s; paragraphs %(paragraphs)s, "
        "headings %(headings)s, tables %(tables)s, images %(images)s"
    ) % counted(proof)
    date, volume = outcome.printed_date or "–", outcome.volume or "–"
    yield "  " + _("date %(date)s, volume %(volume)s") % {"date": date, "volume": volume}
    yield from listed(_("title"), [f"{code}: {title}" for code, title in outcome.titles.items()])
    yield from listed(_("changed"), outcome.changed)
    clash = _("%(name)s: ours “%(ours)s” – file “%(file)s”")
    yield from listed(_("conflict"), [clash % vars(each) for each in outcome.conflicts])
    yield from listed(
        _("recognised"), [f"{importing.label(each.what)} – {each.text}" for each in outcome.recognised]
    )
    lost = [f"{item.what} – {item.where} – {item.why}" for item in outcome.not_kept]
    yield from listed(_("not kept"), lost)
    yield from listed(_("look at"), [*outcome.findings, *outcome.unsure])
    yield from listed(_("asked"), list(map(importing.label, outcome.asked)))


def listed(name: str, items: Sequence[str]) -> Iterator[str]:
    return (f"  {name}: {item}" for item in items)


def counted(proof: Proof) -> dict[str, int | None]:
    """Return the figures of a proof under the names that the README promises."""
    names = ("calls", "distinct", "notes", "stored", "paragraphs", "headings", "tables", "images")
    return {name: getattr(proof, name) for name in names}


def plain(outcome: Outcome) -> dict[str, object]:
    """Return the report of one file as the JSON object that the README promises."""
    return {
        "paper": outcome.paper,
        "language": outcome.language,
        **counted(outcome.proof),
        "date": outcome.printed_date.isoformat() if outcome.printed_date else None,
        "volume": outcome.volume,
        "titles": dict(outcome.titles),
        "new": outcome.new,
        "changed": list(outcome.changed),
        "conflicts": [asdict(item) for item in outcome.conflicts],
        "furniture": [asdict(item) for item in outcome.recognised],
        "not_kept": [asdict(item) for item in outcome.not_kept],
        "findings": [*outcome.findings, *outcome.unsure],
        "asked": list(outcome.asked),
    }
