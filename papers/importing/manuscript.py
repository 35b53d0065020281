"""What an imported manuscript is: the values that reading gives and storing takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy

from papers.media import Picture

LINES = {
    "date": gettext_lazy("date"),
    "series": gettext_lazy("series line"),
    "pointer": gettext_lazy("pointer to the other edition"),
    "title": gettext_lazy("title"),
    "author": gettext_lazy("author"),
    "notice": gettext_lazy("series notice"),
    "abstract": gettext_lazy("abstract"),
    "remark": gettext_lazy("* note"),
    "printed_date": gettext_lazy("printed date"),
}


def label(what: str) -> str:
    """Return the name of a line that was recognised, or of a thing that is asked for: title-en, date …"""
    name, _dash, language = what.partition("-")
    return f"{LINES[name]} ({language})" if language else str(LINES[name])


class Refused(ValueError):  # noqa: N818 - a refusal of a file, not a fault of the program
    """A file that cannot be read; its message is one sentence in the reader's language."""


@dataclass(frozen=True)
class NotKept:
    """One thing of the file that the manuscript does not have: what, where it stood, and why."""

    what: str
    where: str
    why: str


@dataclass(frozen=True)
class Recognised:
    """A line that was taken out of the text for what it is: date, series, title, author, notice …"""

    what: str
    text: str

    @property
    def label(self) -> str:
        return label(self.what)


@dataclass(frozen=True)
class Remark:
    """A * note: its HTML, and the place of its author in the line; None when it is the title's."""

    html: str
    author: int | None = None


@dataclass(frozen=True)
class Note:
    """One note: its key in the body, its text, the language and the kind (author, translator, editor)."""

    key: str
    html: str
    language: str
    kind: str = "author"


@dataclass(frozen=True)
class Furniture:
    """What stands around the text of a paper and belongs to its record, not to its body."""

    notice_title: str = ""
    notice_html: str = ""
    printed_date: date | None = None
    series_name: str = ""
    volume: str = ""
    other_titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proof:
    """The count proof: nothing is stored unless every call has its note and every note its call."""

    calls: int
    distinct: int
    notes: int
    paragraphs: int
    headings: int
    tables: int
    images: int
    mismatches: tuple[str, ...] = ()
    stored: int | None = None

    @property
    def holds(self) -> bool:
        """Whether the manuscript may be stored."""
        return not self.mismatches and self.distinct == self.notes


@dataclass(frozen=True)
class Manuscript:
    """Everything one file says about one paper in one language, clean and counted."""

    language: str
    title: str
    subtitle: str
    authors: tuple[str, ...]
    affiliations: Mapping[str, str]
    abstract: str
    body: str
    notes: tuple[Note, ...]
    images: Mapping[str, Picture]
    furniture: Furniture
    starred: tuple[Remark, ...]
    recognised: tuple[Recognised, ...]
    not_kept: tuple[NotKept, ...]
    unsure: tuple[str, ...]
    proof: Proof
