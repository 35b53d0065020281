"""The formats in which citations travel: by the ending of a file, each with its media type, its writer and its reader."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from references import bibtex, csl, ris, sheet

Item = dict[str, Any]


@dataclass(frozen=True)
class Format:
    """One of them; `lines` yields a file in pieces, so that a long list is never held whole."""

    name: str
    ending: str
    media_type: str
    lines: Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]
    read: Callable[[str], list[Item]]
    # What was forgiven, by the place of the entry.
    remarks: Callable[[str], Mapping[int, str]] = lambda text: {}


FORMATS = {
    made.ending: made
    for made in (
        Format("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex.lines, bibtex.read),
        Format("RIS", "ris", "application/x-research-info-systems", ris.lines, ris.read, ris.remarks),
        Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl.lines, csl.read),
        Format("CSV", "csv", "text/csv; charset=utf-8; header=present", sheet.lines, sheet.read),
    )
}
# How a file begins whose name does not tell: some sites call everything .txt.
BEGINNINGS = [
    ("json", re.compile(r"\s*[\[{]")),
    ("ris", re.compile(r"(?:.*\n){0,20}?\s*TY {0,2}-")),
    ("bib", re.compile(r"[^@]{0,10000}@\s*[A-Za-z]+\s*[{(]")),
]


def read(name: str, data: bytes) -> list[Item]:
    """Return the items of a file, read by the ending of its name, else as it begins; refuse what is none of these."""
    text = csl.decoded(data)
    return _known(name, text).read(text)


def remarks(name: str, data: bytes) -> Mapping[int, str]:
    """Return what reading the file forgave, a sentence each, by the places of the entries, counted from 1."""
    text = csl.decoded(data)
    return _known(name, text).remarks(text)


def _known(name: str, text: str) -> Format:
    ending = name.lower().rpartition(".")[2]
    known = FORMATS.get(ending) or FORMATS.get(
        next((end for end, begins in BEGINNINGS if begins.match(text)), "")
    )
    if known is None:
        raise csl.Refused(_("this is neither BibTeX, RIS, CSL-JSON nor CSV."))
    return known
