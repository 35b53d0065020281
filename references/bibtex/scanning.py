"""The grammar of BibTeX: entries, strings, comments, and values in braces, quotes and pieces; linear, with lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from references.csl import Refused

ENTRY = re.compile(r"@[ \t\n]*+([A-Za-z]++)[ \t\n]*+([{(])")
# biber passes over comments between fields, BibTeX over nothing.
SPACE = re.compile(r"(?:[ \t\n\f\v\u00a0\ufeff]++|%[^\n]*+)*+")
KEY = re.compile(r"[^,={}()\"\n]*+")
NAME = re.compile(r"[^\s=,{}()\"#%]++")
BRACE = re.compile(r"[{}]")
QUOTE = re.compile(r"[{}\"]")
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTHS = {name: str(number) for number, name in enumerate(MONTH_NAMES, start=1)}
# Strings of strings of strings could make a gigabyte of a page; a file may not grow by more than this.
GROWTH, SHORTEST = 4, 100_000


@dataclass
class Entry:
    """One entry as it stands: type and field names in small letters, values without their delimiters."""

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return self.key or f"@{self.kind}"


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries; what stands between them is a comment, strings are put in their places."""
    return _Scanner(text).entries()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self._line, self._counted = 1, 0
        self._strings = dict(MONTHS)
        self._repeated = 0

    def entries(self) -> Iterator[Entry]:
        while found := ENTRY.search(self.text, self.at):
            self.at = found.end()
            kind, closing = found[1].lower(), ")" if found[2] == "(" else "}"
            entry = Entry(kind, "", self.line(found.start()))
            if kind == "comment":
                # Its braces may hold anything, or nothing that is ever closed.
                continue
            if kind == "preamble":
                self._value(entry)
            elif kind == "string":
                entry.key = "@string"
                self._fields(entry, closing)
                self._strings |= entry.fields
            else:
                self._head(entry, closing)
                self._fields(entry, closing)
                yield entry

    def line(self, at: int) -> int:
        """Return the line of a place; places are asked for in their order."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._line

    def _head(self, entry: Entry, closing: str) -> None:
        self._skip()
        found = KEY.match(self.text, self.at)
        key = found[0] if found else ""
        following = self.text[self.at + len(key) : self.at + len(key) + 1]
        if following == "=":
            return  # an entry without a key begins with its fields
        entry.key = key.strip()
        self.at += len(key)
        if following not in (",", closing):
            self._skip()
        if self.text[self.at : self.at + 1] not in (",", closing):
            raise Refused(_("the key is not followed by a comma."), entry.line, entry.name)

    def _fields(self, entry: Entry, closing: str) -> None:
        while True:
            self._skip(",")
            if self.text.startswith(closing, self.at):
                self.at += 1
                return
            name = NAME.match(self.text, self.at)
            if not name:
                raise self._refusal(entry)
            self.at = name.end()
            self._skip()
            if not self.text.startswith("=", self.at):
                reason = _("“%(field)s” is not followed by “=”.") % {"field": name[0][:40]}
                raise Refused(reason, self.line(self.at), entry.name)
            self.at += 1
            entry.fields.setdefault(name[0].lower(), self._value(entry))

    def _refusal(self, entry: Entry) -> Refused:
        if self.at >= len(self.text):
            return Refused(_("the entry is never closed."), entry.line, entry.name)
        return Refused(_("the name of a field is missing."), self.line(self.at), entry.name)

    def _skip(self, also: str = "") -> None:
        while True:
            found = SPACE.match(self.text, self.at)
            self.at = found.end() if found else self.at
            if not also or not self.text.startswith(also, self.at):
                return
            self.at += 1

    def _value(self, entry: Entry) -> str:
        """Return a value: pieces in braces, in quotes, in figures or by the name of a string, joined by #."""
        pieces = []
        while True:
            self._skip()
            pieces.append(self._piece(entry))
            self._skip()
            if not self.text.startswith("#", self.at):
                return "".join(pieces)
            self.at += 1

    def _piece(self, entry: Entry) -> str:
        opening = self.text[self.at : self.at + 1]
        if opening == "{":
            return self._enclosed(entry, BRACE, "}")
        if opening == '"':
            return self._enclosed(entry, QUOTE, '"')
        name = NAME.match(self.text, self.at)
        if not name:
            raise Refused(_("a field has no value."), self.line(self.at), entry.name)
        self.at = name.end()
        # A string that is defined elsewhere, as journals are in some files, is read by its name.
        said = self._strings.get(name[0].lower(), name[0])
        self._repeated += len(said)
        if self._repeated > SHORTEST + GROWTH * len(self.text):
            raise Refused(_("strings repeat each other without end."), self.line(self.at), entry.name)
        return said

    def _enclosed(self, entry: Entry, marks: re.Pattern[str], end: str) -> str:
        start, depth = self.at + 1, 0
        for found in marks.finditer(self.text, start):
            if found[0] == end and depth == 0:
                self.at = found.end()
                return self.text[start : found.start()]
            if found[0] != '"':
                depth += 1 if found[0] == "{" else -1
            if depth < 0:
                raise Refused(
                    _("a brace is closed that was not opened."), self.line(found.start()), entry.name
                )
        reason = _("a brace is not closed.") if end == "}" else _("a quotation mark is not closed.")
        raise Refused(reason, self.line(start), entry.name)
