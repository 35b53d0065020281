"""Items that the tests of the exchange formats write and read: those of the printed notes, and one of every kind."""

from pathlib import Path
from typing import Any

from references import csl, notes
from tests import notes_rates

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted((SAMPLES / "notes").glob("*.toml"))

Item = dict[str, Any]


def printed() -> list[Item]:
    """Return every item with a title that the printed notes of the samples hold, each with an id of its own."""
    pairs = [pair for path in FILES for pair in notes_rates.pairs(path)]
    read = (item for pair in pairs for item in notes.read(pair["text"], pair.get("language")).items)
    items = [item.item for item in read if not item.short and item.item.get("title")]
    return [{"id": f"note-{number}", **item} for number, item in enumerate(items, start=1)]


def person(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given}


def day(*figures: int) -> dict[str, Any]:
    return {"date-parts": [list(figures)]}


# An edition as a site publishes it, with all that conventions ask of one.
EDITION: Item = {
    "id": "pact-en",
    "type": "report",
    "title": "A Pact: Its Limits & Costs",
    "author": [person("van der Berg", "Jan Willem"), person("見本", "花子")],
    "translator": [person("Yaku", "Jun")],
    "genre": "Policy Paper",
    "number": "7",
    "collection-title": "Allies and Partners",
    "publisher": "Sample Foundation",
    "publisher-place": "Tokyo",
    "ISSN": "1234-5678",
    "language": "en",
    "issued": day(2025, 6, 27),
    "original-title": "協定：その限界",
    "original-date": day(2025, 5, 1),
    "URL": "https://papers.example.org/en/papers/pact/",
    "DOI": "10.1234/pact_en",
    "abstract": "In short: 5% of {it} costs $10.",
}


def of_every_type() -> list[Item]:
    """Return an item of each CSL type, each with every variable that CSL has."""
    return [full(kind) for kind in sorted(csl.TYPES)]


def full(kind: str) -> Item:
    texts = {name: f"{name} of {kind}" for name in csl.TEXTS}
    figures = {name: str(number) for number, name in enumerate(sorted(NUMBERS), start=1)}
    names = {name: [person(name.title(), "Ann"), {"literal": f"The {name}s"}] for name in csl.NAMES}
    dates = {name: day(2001, month) for month, name in enumerate(sorted(csl.DATES), start=1)}
    own = {"id": f"the-{kind}", "type": kind, "language": "ja", "page": "10–20", "keyword": "one, two"}
    return texts | figures | names | dates | own | {"DOI": "10.1234/a-b", "URL": "https://example.org/~a_b"}


NUMBERS = {"volume", "issue", "number", "edition", "collection-number", "chapter-number", "number-of-pages"}
NUMBERS |= {"number-of-volumes", "part", "version"}
