"""The queue of notes whose sources nobody has confirmed: which wait, in which order, and which one comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from papers.admin.citing import numbers
from papers.models import Citation, Footnote, OpenCitation, Paper
from references.forms import WEAK

# Why a note may wait: it has an open source, for one of its reasons, or one that is read and not confirmed.
READ = "read"
REASONS = ("open", OpenCitation.SEVERAL, OpenCitation.NO_SOURCE, OpenCitation.UNREAD, READ)
# In which order they come: doubts first, or as they are printed.
DOUBTS, PRINTED = "doubts", "printed"
PAPERS = 100  # papers to choose from, the newest


def open_sources() -> QuerySet[OpenCitation]:
    return OpenCitation.objects.filter(is_settled=False)


def read_sources() -> QuerySet[Citation]:
    return Citation.objects.filter(confirmed_at__isnull=True)


def notes(reason: str = "") -> QuerySet[Footnote]:
    """Return the notes that wait, for this reason."""
    of_note = Q(footnote=OuterRef("pk"))
    read, unread = read_sources().filter(of_note), open_sources().filter(of_note)
    if reason == READ:
        return Footnote.objects.filter(Exists(read))
    if reason == "open":
        return Footnote.objects.filter(Exists(unread))
    if reason in REASONS:
        return Footnote.objects.filter(Exists(unread.filter(reason=reason)))
    return Footnote.objects.filter(Exists(read) | Exists(unread))


def count(paper: Paper | None = None) -> int:
    """Return how many notes wait, of one paper or of all."""
    found = notes() if paper is None else notes().filter(paper=paper)
    return found.count()


def standing(paper: Paper) -> dict[str, int]:
    """Return how many notes a paper has, in how many of them a source is read, and how many wait."""
    of_note = Q(footnote=OuterRef("pk"))
    read = Exists(Citation.objects.filter(of_note)) | Exists(OpenCitation.objects.filter(of_note))
    rows = paper.footnotes.all()
    return {"notes": rows.count(), "read": rows.filter(read).count(), "waiting": count(paper)}


@dataclass(frozen=True)
class Queue:
    """What waits, narrowed to a paper and a reason, in an order; the newest paper comes first."""

    paper: int | None = None
    reason: str = ""
    order: str = DOUBTS

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Queue":
        """Return the queue that an address asks for; what it says wrong narrows nothing."""
        paper = asked.get("paper", "")
        number = int(paper) if paper.isascii() and paper.isdecimal() and len(paper) < 19 else None
        reason = asked.get("reason", "")
        order = PRINTED if asked.get("order") == PRINTED else DOUBTS
        return cls(number, reason if reason in REASONS else "", order)

    @property
    def query(self) -> str:
        """The queue as it stands in an address, with its question mark; nothing when it is narrowed by nothing."""
        order = self.order if self.order != DOUBTS else ""
        said = {"paper": self.paper, "reason": self.reason, "order": order}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""

    def notes(self) -> QuerySet[Footnote]:
        found = notes(self.reason)
        return found.filter(paper=self.paper) if self.paper else found

    @cached_property
    def per_paper(self) -> dict[int, int]:
        """How many notes of each paper wait, the newest paper first."""
        rows = self.notes().order_by("-paper").values("paper").annotate(count=Count("pk"))
        return {row["paper"]: row["count"] for row in rows}

    @property
    def left(self) -> int:
        return sum(self.per_paper.values())

    def of_paper(self, paper: Paper) -> list[int]:
        """Return the notes of a paper that wait, in the order of the queue."""
        rows = notes(self.reason).filter(paper=paper).values_list("pk", "key")
        printed, doubts = numbers(paper), doubts_of(paper) if self.order == DOUBTS else {}
        return [
            pk
            for pk, key in sorted(
                rows, key=lambda row: (doubts.get(row[0], 2), printed.get(row[1], 10**6), row[0])
            )
        ]

    def first(self) -> int | None:
        """Return the note that comes first; None when nothing waits."""
        return self._first_of(list(self.per_paper))

    def after(self, note: Footnote) -> int | None:
        """Return the note that comes after this one, which may wait itself or not; None after the last."""
        listed = self.of_paper(note.paper)
        behind = listed[listed.index(note.pk) + 1 :] if note.pk in listed else listed
        if behind:
            return behind[0]
        return self._first_of([paper for paper in self.per_paper if paper < note.paper_id])

    def _first_of(self, papers: Sequence[int]) -> int | None:
        if not papers:
            return None
        listed = self.of_paper(Paper.objects.prefetch_related("translations").get(pk=papers[0]))
        return listed[0] if listed else None


def doubts_of(paper: Paper) -> dict[int, int]:
    """Return the notes of a paper with an open source as 0, and those with a field that is not sure as 1."""
    read = read_sources().filter(footnote__paper=paper)
    unsure = {
        note: 1
        for note, *sure in read.values_list("footnote", "confidence", "reference__confidence")
        if any(_is_weak(each) for each in sure)
    }
    unread = open_sources().filter(footnote__paper=paper).values_list("footnote", flat=True)
    return {**unsure, **dict.fromkeys(unread, 0)}


def _is_weak(sure: Any) -> bool:
    values = sure.values() if isinstance(sure, dict) else ()
    return any(isinstance(value, int | float) and value < WEAK for value in values)
