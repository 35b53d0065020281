"""How much of pairs of notes and items is read right: `python -m tests.notes_rates FILE… [--wrong]`."""

import sys
import tomllib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from references import notes

NAMES = ("author", "editor", "translator", "interviewer", "container-author", "contributor")
DATES = ("issued", "accessed", "original-date", "event-date")
OF_NOTE = ("comment", "unread", "short")


@dataclass
class Rates:
    """Counts over pairs; a field counts as wrong when it is wrong, missing or too much."""

    fields: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.fields[f"{name} right"] / max(1, self.fields[name])

    def add(self, other: "Rates") -> None:
        self.fields.update(other.fields)
        self.wrong.extend(other.wrong)

    def __str__(self) -> str:
        parts = [
            f"{name} {self.share(name):6.1%} of {self.fields[name]}"
            for name in ("fields", "types", "items", "notes")
        ]
        return ", ".join(parts)


def pairs(path: Path) -> list[dict[str, Any]]:
    """Return the pairs of a file, each a note's text with what should be read in it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))["note"]


def expected(pair: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(item) for item in pair.get("item", [])]


def read(pair: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return items and the note's own fields as they were read, in the words of the pairs."""
    note = notes.read(pair["text"], pair.get("language"))
    own = {"comment": note.comment, "unread": note.unread, "short": note.is_short}
    return [plain(item) for item in note.items], own


def plain(item: notes.Item) -> dict[str, Any]:
    """Return a reading in the words of the pairs: names as lists, dates as text."""
    found = {name: _value(name, value) for name, value in item.item.items()}
    found |= {"locator": item.locator} if item.locator else {}
    found |= {"label": item.label} if item.label != "page" else {}
    for mark in ("ibid", "op_cit", "others"):
        found |= {mark: True} if getattr(item, mark) else {}
    return found | ({"note_number": item.note_number} if item.note_number else {})


def _value(name: str, value: Any) -> Any:
    if name in NAMES:
        return [
            [
                part
                for part in (each.get("literal"), each.get("family"), each.get("given"), each.get("suffix"))
                if part
            ]
            for each in value
        ]
    return _date(value) if name in DATES else value


def _date(value: Mapping[str, Any]) -> str:
    ends = ["-".join(f"{part:02d}" for part in end) for end in value["date-parts"]]
    return "/".join(ends) + (f" season:{value['season']}" if "season" in value else "")


def rate(pair: Mapping[str, Any]) -> Rates:
    """Return the counts of one pair: its items matched in order, then its comment, unread text and shortness."""
    items, own = read(pair)
    wanted, rates = expected(pair), Rates()
    for at in range(max(len(wanted), len(items))):
        _compare(wanted[at] if at < len(wanted) else {}, items[at] if at < len(items) else {}, rates)
    for name in OF_NOTE:
        want = pair.get(name, False if name == "short" else "")
        if want or own[name]:
            _count(rates, name, want, own[name])
    rates.fields["notes"] += 1
    rates.fields["notes right"] += not rates.wrong
    return rates


def _compare(wanted: Mapping[str, Any], found: Mapping[str, Any], rates: Rates) -> None:
    before = len(rates.wrong)
    for name in {**wanted, **found}:
        _count(rates, name, wanted.get(name), found.get(name))
    if "type" in wanted:
        rates.fields["types"] += 1
        rates.fields["types right"] += wanted["type"] == found.get("type")
    rates.fields["items"] += 1
    rates.fields["items right"] += len(rates.wrong) == before


def _count(rates: Rates, name: str, wanted: Any, found: Any) -> None:
    rates.fields["fields"] += 1
    rates.fields["fields right"] += wanted == found
    if wanted != found:
        rates.wrong.append(f"{name}: {found!r} is not {wanted!r}")


def by_kind(paths: list[Path]) -> Iterator[tuple[str, str, Rates]]:
    """Yield kind, text and counts of every pair."""
    for path in paths:
        for pair in pairs(path):
            yield pair.get("kind", ""), pair["text"], rate(pair)


def main(arguments: list[str]) -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list the wrong fields of every note")
    options = parser.parse_args(arguments)
    kinds: dict[str, Rates] = {}
    for kind, text, rates in by_kind(options.file):
        if options.wrong and rates.wrong:
            print(text, *(f"    {wrong}" for wrong in rates.wrong), sep="\n")
        kinds.setdefault(kind, Rates()).add(rates)
    total = Rates()
    for kind, rates in sorted(kinds.items()):
        print(f"{kind:24}{rates}")
        total.add(rates)
    print(f"{'all':24}{total}")


if __name__ == "__main__":
    main(sys.argv[1:])
