"""The working copy's notes, read: Citations of References, and what waits for an editor."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from papers.document import Note
from papers.models import Citation, OpenCitation, Paper, Stamp, Translation
from papers.revisions.reading import shown_notes
from papers.sources import pages, printed, rows
from papers.sources.printed import Place, Told
from references import matching
from references.models import Reference
from references.notes import Open


@dataclass(frozen=True)
class Counts:
    """What reading a paper came to: its notes, the works they cite, how many of them are new, and what waits."""

    notes: int = 0
    references: int = 0
    new: int = 0
    citations: int = 0
    open: int = 0


def read(paper: Paper) -> Counts:
    """Read the notes of the working copy again and store what they cite, in one transaction.

    What a person confirmed, led to a work or settled stays as long as the note says the same; everything else is read
    anew, and what no note says any more goes. Reading twice changes nothing.
    """
    with transaction.atomic():
        # The paper before the library, as everybody takes them.
        Paper.objects.filter(pk=paper.pk).update(notes_read=_digest(paper))
        matching.hold()
        reading = _Reading(paper)
        reading.find_works()
        return reading.store()


def refresh(paper: Paper) -> None:
    """Read the notes of the working copy unless they say, in the same order, what they said when they were read last."""
    standing = Paper.objects.values_list("notes_read", flat=True).get(pk=paper.pk)
    if standing != _digest(paper):
        read(paper)


def _digest(paper: Paper) -> str:
    """Return the digest of the notes as each edition shows them."""
    shown = [[(note.key, note.language, note.html) for note in shown_notes(row)] for row in _editions(paper)]
    return printed.digest(json.dumps(shown, ensure_ascii=False))


def _shown(paper: Paper) -> tuple[dict[str, Note], dict[Place, Told]]:
    """Return the notes that the editions call, each with what it says: the original's first, in its order.

    A note is read in the edition that calls it first, among the notes of that edition.
    """
    notes: dict[str, Note] = {}
    said: dict[Place, Told] = {}
    for edition in _editions(paper):
        shown = list(shown_notes(edition))
        new = {note.key: note for note in shown if note.key not in notes}
        if new:
            said |= {place: told for place, told in printed.told(shown).items() if place.note in new}
            notes |= new
    return notes, said


def _editions(paper: Paper) -> list[Translation]:
    editions = paper.translations.exclude(body="").select_related("paper")
    return sorted(editions, key=lambda edition: (not edition.is_original, edition.language))


class _Reading:
    """One reading of a paper: what its notes say, what stands already, and what is wanted instead."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.notes, said = _shown(paper)
        self.digests = {key: printed.digest(note.html) for key, note in self.notes.items()}
        of_paper = {"footnote__paper": paper}
        citations = Citation.objects.filter(**of_paper).select_related("reference", "footnote")
        opens = OpenCitation.objects.filter(**of_paper).select_related("footnote")
        self.citations, self.opens = rows.placed(citations), rows.placed(opens)
        kept = {**self._take_kept(self.opens), **self._take_kept(self.citations)}
        self.works = {place: row.reference for place, row in kept.items() if isinstance(row, Citation)}
        self.kept = len(self.works)
        self.said = {place: told for place, told in said.items() if place not in kept}
        # Works that have no sign by which they are known again: the same words in one paper mean the same work.
        self.unsigned: dict[str, Reference] = {}
        self.new = 0

    def _take_kept(self, standing: dict[Place, Any]) -> dict[Place, Any]:
        """Take out, and return, the rows that a person has decided on notes that say the same."""
        kept = {
            place: row
            for place, row in standing.items()
            if rows.is_decided(row) and row.digest == self.digests.get(place.note)
        }
        for place in kept:
            del standing[place]
        return kept

    def find_works(self) -> None:
        """Find the Reference of each place, adding those that the library does not know."""
        full = {place: told for place, told in self.said.items() if told.item and not told.is_short}
        known = matching.Known(told.item for told in full.values())
        for place, told in full.items():
            self.works[place] = self._work(known, place, told)
        if known.filled:
            # A work that published notes cite, too, says more now.
            pages.follow_works(known.filled)
            Stamp.touch()
        for place, told in self.said.items():
            if told.is_short and isinstance(told.meant, Place) and told.meant in self.works:
                self.works[place] = self.works[told.meant]

    def _work(self, known: matching.Known, place: Place, told: Told) -> Reference:
        stands = self.citations.get(place)
        if matching.signs(told.item):
            found = None
        elif stands and self._says_the_same(stands, told):
            found = stands.reference
        else:
            found = self.unsigned.get(printed.said(told.item))
        reference, is_new = (found, False) if found else known.find_or_add(told.item, told.sure_of_item)
        self.unsigned.setdefault(printed.said(told.item), reference)
        self.new += is_new
        return reference

    def _says_the_same(self, stands: Citation, told: Told) -> bool:
        key = stands.footnote.key
        return not stands.is_short and (stands.digest, stands.printed) == (self.digests[key], told.printed)

    def store(self) -> Counts:
        """Write the rows that differ, let go of works that nothing cites any more, and count."""
        cited = {place: self._cited(place, told) for place, told in self.said.items() if place in self.works}
        waiting = {place: self._open(place, told) for place, told in self.said.items() if place not in cited}
        before = {row.reference_id for row in self.citations.values()}
        footnotes = dict(self.paper.footnotes.values_list("key", "pk"))

        def owner(place: Place) -> dict[str, int]:
            return {"footnote_id": footnotes[place.note]}

        rows.write(OpenCitation, self.opens, waiting, owner)
        rows.write(Citation, self.citations, cited, owner)
        works = {reference.pk for reference in self.works.values()}
        if lost := before - works:
            rows.drop_uncited(lost)
        return Counts(len(self.notes), len(works), self.new, len(cited) + self.kept, len(waiting))

    def _cited(self, place: Place, told: Told) -> dict[str, Any]:
        return {
            "reference_id": self.works[place].pk,
            "is_short": told.is_short,
            "confidence": dict(told.sure_of_place),
            "confirmed_at": None,
            **self._printed(place, told),
        }

    def _open(self, place: Place, told: Told) -> dict[str, Any]:
        reason = OpenCitation.UNREAD if not told.item else OpenCitation.NO_SOURCE
        if told.meant == Open.SEVERAL:
            reason = OpenCitation.SEVERAL
        return {"item": dict(told.item), "reason": reason, "is_settled": False, **self._printed(place, told)}

    def _printed(self, place: Place, told: Told) -> dict[str, str]:
        return {
            "locator": told.locator,
            "label": told.label,
            "printed": told.printed,
            "digest": self.digests[place.note],
        }
