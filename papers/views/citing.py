"""How an edition is cited, and what it cites: the two sections after the notes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from papers import citation
from papers.metadata import address
from papers.models import Version
from papers.rendering import inline, safe
from papers.search import Cited
from references import citing

LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Form:
    """One way to cite the edition; `id` is its anchor."""

    id: str
    name: str
    html: SafeString


def forms(row: Version, *, earlier: bool) -> list[Form]:
    """Return how the edition is cited in each style; what pandoc has not made (yet) is left out.

    A Japanese edition has its own form, the same in notes and lists, where any other has Chicago's two.
    """
    item = citation.printed_item(row, earlier=earlier)
    found = dict(_own_forms(item, row.language)) | dict(_styled(row, item))
    found |= {"sist": ("SIST 02", citing.sist02(item, row.language))}
    return [Form(f"cite-{key}", name, safe(html)) for key, (name, html) in found.items()]


def _own_forms(item: citation.Item, language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    note, line = citing.note(item, language=language), citing.bibliography(item, language)
    if note == line:
        yield "note", (_("Note or list of sources"), note)
    else:
        yield "note", (_("Chicago 17, note"), note)
        yield "line", (_("Chicago 17, bibliography"), line)


def _styled(row: Version, item: citation.Item) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what was made at publication, with the address that the edition has now."""
    place = f"https://doi.org/{item['DOI']}" if "DOI" in item else item["URL"]
    for style, name in (("apa", "APA 7"), ("mla", "MLA 9")):
        if html := row.page.styled.get(style):
            yield style, (name, html.replace(citation.PLACE, escape(place)))


@dataclass(frozen=True)
class Call:
    """A note that cites a source: its number, what its call is named, and where it stands."""

    number: int
    label: str
    url: str


@dataclass(frozen=True)
class Source:
    """A work that the edition cites, as a line of its list of sources."""

    html: SafeString
    lang: str
    url: str
    notes: list[Call]


def sources(row: Version, cited: Iterable[Cited], numbers: Mapping[str, int]) -> list[Source]:
    """Return the works that the edition cites, each once, in alphabetical order.

    A work that an editor has confirmed is printed from its record. Any other is printed as the note prints it that
    cites it first in full: what a machine read is never printed.
    """
    found: dict[str, dict[str, Any]] = {}
    called = (each for each in cited if each.note in numbers)
    for each in sorted(called, key=lambda each: (each.is_short, numbers[each.note])):
        work = found.setdefault(each.key, {"cited": each, "printed": "", "notes": set()})
        work["notes"].add((numbers[each.note], each.note))
        if each.printed and not work["printed"]:
            work |= {"printed": each.printed, "language": each.language}
    ordered = sorted(found.items(), key=lambda pair: citing.sort_key(pair[1]["cited"].item, row.language))
    # The interface's word is looked up once for all of them.
    lines = (_source(key, work, row.language, _("Note %(number)s")) for key, work in ordered)
    return [line for line in lines if line.html]


def _source(key: str, work: dict[str, Any], language: str, name: str) -> Source:
    if work["cited"].confirmed_at:
        html, lang = citing.bibliography(work["cited"].item, language), ""
    else:
        # The whole line is one link, and a link holds no other.
        html, lang = LINK.sub("", inline(work["printed"])), work.get("language", "")
    return Source(
        html=safe(html),
        lang=lang if lang != language else "",
        url=address("reference", language, key),
        notes=[
            Call(number, name % {"number": number}, f"#note-{note}") for number, note in sorted(work["notes"])
        ],
    )
