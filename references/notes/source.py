"""One source while it is read: the fields found, how sure each is, the evidence, and what was not understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# How sure a field is: printed with its own word or sign; of a clear shape; by its place alone.
SIGNED, SHAPED, PLACED = 0.95, 0.85, 0.6

YEAR = re.compile(r"\d{4}")

Fields = dict[str, Any]
# Where words stand in the note, and the words.
Comment = tuple[int, str]


class Fact(NamedTuple):
    """The fields that a stretch of a note says, how sure that is, and what kind of evidence for the type it is."""

    fields: Fields
    sure: float = SIGNED
    sign: str = ""
    comment: str = ""


@dataclass
class Source:
    """What has been read of one source so far; `places` are names whose meaning only the type decides."""

    fields: Fields = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    places: list[tuple[str, int]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    unread: list[Comment] = field(default_factory=list)
    marks: Fields = field(default_factory=dict)

    def put(self, found: Mapping[str, Any], sure: float, printed: str, at: int) -> None:
        """Keep the fields found in the printed text; what was already known otherwise is not read twice."""
        taken = [name for name, value in found.items() if self.fields.get(name, value) != value]
        if taken:
            self.unread.append((at, printed))
            return
        self.fields.update(found)
        self.sure.update(dict.fromkeys(found, sure))

    def add(self, name: str, value: Any, sure: float) -> None:
        """Keep one field, or a further part of it."""
        self.fields[name] = value
        self.sure[name] = min(sure, self.sure.get(name, sure))

    def dated_symbol(self, symbol: Fact | None, year: str) -> int:
        """Join the year to the symbol of the United Nations before it, "S/RES/2397 (2017)"; return how many it took."""
        if symbol is None or symbol.sign != "un" or "number" not in symbol.fields or not YEAR.fullmatch(year):
            return 0
        self.add("number", f"{self.fields['number']} ({year})", SIGNED)
        return 1

    def move(self, name: str, to: str) -> None:
        if name in self.fields:
            self.fields[to] = self.fields.pop(name)
            self.sure[to] = self.sure.pop(name)

    def has(self, *names: str) -> bool:
        return any(name in self.fields for name in names)
