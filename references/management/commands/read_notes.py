"""Reads printed notes, one a line, and prints what each cites as one line of JSON."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from references import notes


class Command(BaseCommand):
    help = "Read printed notes, one a line, and print one JSON line a note; empty lines are skipped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help=_("a text file, or - for standard input"))
        parser.add_argument("--language", help=_("language of the notes that do not show it"))

    def handle(self, *args: Any, file: str, language: str | None, **options: Any) -> None:
        for line in printed(file).split("\n"):
            if line.strip():
                self.stdout.write(json.dumps(as_json(notes.read(line, language)), ensure_ascii=False))


def printed(name: str) -> str:
    """Return the text of the file, or of standard input; raise CommandError when it is not there or no UTF-8."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": reason}
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = _("%(file)s is not UTF-8 text: byte %(position)d.")
        raise CommandError(sentence % {"file": name, "position": error.start}) from error


def as_json(note: notes.Note) -> dict[str, Any]:
    """Return the reading as CSL-JSON; what CSL has no variable for stands under `custom`."""
    return {
        "items": [_item(item) for item in note.items],
        "short": note.is_short,
        "comment": note.comment,
        "unread": note.unread,
    }


def _item(item: notes.Item) -> dict[str, Any]:
    custom = {
        "label": item.label if item.label != "page" else "",
        "ibid": item.ibid,
        "op-cit": item.op_cit,
        "note-number": item.note_number,
        "et-al": item.others,
    }
    kept = {name: value for name, value in custom.items() if value}
    return {**item.item, "locator": item.locator} | ({"custom": kept} if kept else {})
