"""What a reading page says of the works that its notes cite: beside each note, in the list of sources, to machines."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers.metadata import address, works_data
from papers.rendering.calls import call_label
from papers.rendering.endnotes import cut
from papers.rendering.words import inline, interface_language, safe
from papers.search import Cited
from references import citing

# Raised with every change of what is made, so that a page knows which of the stored ones are old.
CITED_MAKER = 1
# Where a lead goes on with who else cites its source. Our writing escapes < in texts: nothing else begins like this.
ALSO = re.compile(r"<also (\d+)>")
LINK = re.compile(r"</?a\b[^>]*>")


class CitedPart(NamedTuple):
    """What is made of a version's citations: the lead beside each note by its key, the lines of its sources, JSON-LD.

    The leads lack who else cites a work, which is another matter at every instant: ALSO marks the place.
    """

    leads: Mapping[str, str]
    source_lines: str
    works_data: str


class SourceLink(NamedTuple):
    """A source of a note. It is named by its note, not by its title: what a machine read is never printed beside a note."""

    url: str
    name: str
    of_note: str
    work: int


class InFull(NamedTuple):
    """The source of a short note as another note of the same text prints it."""

    html: SafeString
    lang: str
    note: str
    number: int


class Lead(NamedTuple):
    full: Sequence[InFull]
    sources: Sequence[SourceLink]


class Call(NamedTuple):
    """A note that cites a source: its number, what its call is named, and where it stands."""

    number: int
    label: str
    url: str


class Source(NamedTuple):
    """A work that the edition cites, as a line of its list of sources; `record` is that of a work which is confirmed."""

    html: SafeString
    lang: str
    url: str
    notes: list[Call]
    record: Mapping[str, Any] | None = None


def cited(rows: Sequence[Cited], endnotes: str, language: str) -> CitedPart:
    """Return what the page of a text with these endnotes says of the works that it cites; in words of its language."""
    if not rows:
        return CitedPart({}, "", "")
    numbers = note_numbers(endnotes)
    words = interface_language(language)
    with translation.override(words):
        lines = sources(rows, numbers, language)
        return CitedPart(
            {note: _written("leads", lead=lead, lang=words) for note, lead in leads(rows, numbers, language)},
            _written("source_lines", sources=lines) if lines else "",
            works_data({row.key: row.item for row in rows}),
        )


def note_numbers(endnotes: str) -> dict[str, int]:
    """Return the number of each note in a page's list of them."""
    return {key: number for number, (key, _html) in enumerate(cut(endnotes), start=1) if key}


def _written(name: str, **context: Any) -> str:
    return render_to_string(f"papers/_{name}.html", context, using="pages")


def leads(rows: Iterable[Cited], numbers: Mapping[str, int], language: str) -> Iterator[tuple[str, Lead]]:
    """Yield what stands beside each note that cites something and has a number."""
    full = in_full(rows, numbers)
    by_note: dict[str, list[Cited]] = defaultdict(list)
    for row in rows:
        by_note[row.note].append(row)
    for note, of_note in by_note.items():
        if note in numbers:
            shown = [full[row.key] for row in of_note if row.is_short and row.key in full]
            yield note, Lead(shown, list(links(of_note, numbers[note], language)))


def in_full(rows: Iterable[Cited], numbers: Mapping[str, int]) -> dict[str, InFull]:
    """Return for each work how the first note that cites it in full prints it."""
    found: dict[str, InFull] = {}
    full = [row for row in rows if not row.is_short and row.printed and row.note in numbers]
    for row in sorted(full, key=lambda row: numbers[row.note]):
        found.setdefault(row.key, InFull(inline(row.printed), row.language, row.note, numbers[row.note]))
    return found


def links(rows: Iterable[Cited], number: int, language: str) -> Iterator[SourceLink]:
    """Yield the works that a note cites, each once; several are told apart by their number."""
    works = {row.key: row.work for row in rows}
    of_note = _("of note %(number)s") % {"number": number}
    for place, (key, work) in enumerate(works.items(), start=1):
        name = _("Source %(number)s") % {"number": place} if len(works) > 1 else _("Source")
        yield SourceLink(address("reference", language, key), name, of_note, work)


def sources(rows: Iterable[Cited], numbers: Mapping[str, int], language: str) -> list[Source]:
    """Return the works that the edition cites, each once, in alphabetical order.

    A work that an editor has confirmed is printed from its record. Any other is printed as the note prints it that
    cites it first in full: what a machine read is never printed.
    """
    found: dict[str, dict[str, Any]] = {}
    called = (row for row in rows if row.note in numbers)
    for row in sorted(called, key=lambda row: (row.is_short, numbers[row.note])):
        work = found.setdefault(row.key, {"cited": row, "printed": "", "notes": set()})
        work["notes"].add((numbers[row.note], row.note))
        if row.printed and not work["printed"]:
            work |= {"printed": row.printed, "language": row.language}
    ordered = sorted(found.items(), key=lambda pair: citing.sort_key(pair[1]["cited"].item, language))
    lines = (_source(key, work, language) for key, work in ordered)
    return [line for line in lines if line.html]


def _source(key: str, work: dict[str, Any], language: str) -> Source:
    record = work["cited"].item if work["cited"].confirmed_at else None
    if record is not None:
        html, lang = citing.bibliography(record, language), ""
    else:
        # The whole line is one link, and a link holds no other.
        html, lang = LINK.sub("", inline(work["printed"])), work.get("language", "")
    calls = [Call(number, call_label(number), f"#note-{note}") for number, note in sorted(work["notes"])]
    own = lang if lang != language else ""
    return Source(safe(html), own, address("reference", language, key), calls, record)
