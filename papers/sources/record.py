"""The public record's notes, read: VersionCitations, of the References that the working copy's notes cite too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Max

from papers import document, revisions
from papers.document import Note
from papers.models import Citation, NoteText, OpenCitation, Paper, Stamp, Version, VersionCitation
from papers.sources import pages, printed, rows
from papers.sources.calls import Call, calls
from papers.sources.fragments import language_of
from papers.sources.printed import Place, Told
from papers.sources.working import Counts, read
from references import matching
from references.models import Reference


def cite(version: Version) -> bool:
    """Write as which works the notes of a Version are read, in a transaction; return whether anything changed.

    A note that says what the working copy says cites what that cites, with everything that editors decided there. One
    that says something else keeps what it was read as; new ones are read by themselves. An expunged Version cites nothing.
    """
    with transaction.atomic():
        matching.hold()
        standing = {
            Place(row.note, row.order): row for row in VersionCitation.objects.filter(version=version)
        }
        wanted = {} if version.is_expunged else _Recording(version, standing).wanted()
        before = {row.reference_id for row in standing.values()}
        changed = rows.write(
            VersionCitation, standing, wanted, lambda place: {"version": version, "note": place.note}
        )
        if changed:
            rows.drop_uncited(before - {values["reference_id"] for values in wanted.values()})
            pages.follow([version.pk])
            Stamp.touch()
        return changed


def cite_all(paper: Paper) -> bool:
    """Do so for every Version of the paper that still has its text; return whether anything changed."""
    versions = paper.versions.filter(expunged_reason="").order_by("pk")
    changes = [cite(version) for version in versions]
    return any(changes)


def read_all(paper: Paper) -> Counts:
    """Read the working copy and every Version of the paper again; the counts are the working copy's, but for `new`."""
    with transaction.atomic():
        revisions.hold(paper.pk)
        matching.hold()
        newest = Reference.objects.aggregate(last=Max("pk"))["last"] or 0
        counts = read(paper)
        cite_all(paper)
        return replace(counts, new=Reference.objects.filter(pk__gt=newest).count())


class _Recording:
    """What the VersionCitations of one Version should say."""

    def __init__(self, version: Version, standing: Mapping[Place, VersionCitation]) -> None:
        self.version, self.standing = version, standing
        self.document = document.read(version.document)
        self.calls = calls(self.document)
        self.works: dict[Place, Reference] = {}
        self.citations: defaultdict[str, list[Citation]] = defaultdict(list)
        self.read_of: defaultdict[str, set[str]] = defaultdict(set)
        self.waiting: defaultdict[str, int] = defaultdict(int)
        self._take_working_copy()

    def _take_working_copy(self) -> None:
        """Remember what the working copy's notes cite, and of which text that was read."""
        of_paper = {"footnote__paper": self.version.paper_id}
        for row in Citation.objects.filter(**of_paper).select_related("footnote", "reference"):
            self.citations[row.footnote.key].append(row)
            self.read_of[row.footnote.key].add(row.digest)
        for open_one in OpenCitation.objects.filter(**of_paper).select_related("footnote"):
            self.read_of[open_one.footnote.key].add(open_one.digest)
            self.waiting[open_one.footnote.key] += bool(open_one.item)

    @cached_property
    def texts(self) -> dict[tuple[str, str], str]:
        """The texts of the working copy's notes, by key and language."""
        texts = NoteText.objects.filter(footnote__paper=self.version.paper_id)
        return {
            (key, code): text for key, code, text in texts.values_list("footnote__key", "language", "text")
        }

    @cached_property
    def own(self) -> dict[str, dict[int, Told]]:
        """What the notes of this document say by themselves."""
        return printed.by_note(printed.told(self.document.notes))

    def wanted(self) -> dict[Place, dict[str, Any]]:
        """Return the values of each row, by its place."""
        found: dict[Place, dict[str, Any]] = {}
        alone = []
        for note in self.document.notes:
            known = self._known(note)
            if known is None:
                alone.append(note)
            else:
                found |= known
        return found | self._alone(alone)

    def _known(self, note: Note) -> dict[Place, dict[str, Any]] | None:
        """Return the rows of a note that was read before, in the working copy or here; None when it was not."""
        rows_of_note = self.citations[note.key]
        if printed.digest(note.html) in self.read_of[note.key]:
            return dict(self._copied(note, row) for row in rows_of_note)
        if rows_of_note and self.texts.get((note.key, note.language)) == note.html:
            pairs = list(self._beside(note, rows_of_note))
            if pairs:
                return dict(pairs)
        stands = {place: row for place, row in self.standing.items() if place.note == note.key}
        self.works |= {place: row.reference for place, row in stands.items()}
        return {place: _values(row) for place, row in stands.items()} or None

    def _copied(self, note: Note, row: Citation) -> tuple[Place, dict[str, Any]]:
        """Return the row of a note that reads as in the working copy."""
        place = Place(note.key, row.order)
        self.works[place] = row.reference
        return place, self._row(
            note, row.reference, row.locator, row.label, row.printed, is_short=row.is_short
        )

    def _beside(self, note: Note, rows_of_note: list[Citation]) -> Iterator[tuple[Place, dict[str, Any]]]:
        """Yield the rows of a note whose text in another language was read: the same works in the same order.

        None when the two texts do not name as many; one that is printed in a way that is not read names them all.
        """
        own = {order: told for order, told in self.own.get(note.key, {}).items() if told.item}
        if own and len(own) != len(rows_of_note) + self.waiting[note.key]:
            return
        for row in rows_of_note:
            told = own.get(row.order) or Told(note.html)
            place = Place(note.key, row.order)
            self.works[place] = row.reference
            locator, label = (told.locator, told.label) if told.locator else (row.locator, row.label)
            if row.confirmed_at:
                locator, label = row.locator, row.label
            yield place, self._row(note, row.reference, locator, label, told.printed, is_short=told.is_short)

    def _alone(self, notes: list[Note]) -> dict[Place, dict[str, Any]]:
        """Return the rows of notes that are read from this text alone; a short cite is led within the document."""
        said = {
            Place(note.key, order): (note, told)
            for note in notes
            for order, told in self.own.get(note.key, {}).items()
        }
        full = {place: told for place, (_note, told) in said.items() if told.item and not told.is_short}
        known = matching.Known(told.item for told in full.values())
        for place, told in full.items():
            self.works[place], _new = known.find_or_add(told.item, told.sure_of_item)
        pages.follow_works(known.filled)
        for place, (_note, told) in said.items():
            if told.is_short and isinstance(told.meant, Place) and told.meant in self.works:
                self.works[place] = self.works[told.meant]
        return {
            place: self._row(
                note, self.works[place], told.locator, told.label, told.printed, is_short=told.is_short
            )
            for place, (note, told) in said.items()
            if place in self.works
        }

    def _row(
        self, note: Note, reference: Reference, locator: str, label: str, fragment: str, *, is_short: bool
    ) -> dict[str, Any]:
        call = self.calls.get(note.key, Call())
        return {
            "reference_id": reference.pk,
            "locator": locator,
            "label": label,
            "is_short": is_short,
            "printed": fragment,
            "language": language_of(fragment, note.language),
            "sentence": call.sentence,
            "passage": call.anchor,
        }


def _values(row: VersionCitation) -> dict[str, Any]:
    names = ("reference_id", "locator", "label", "is_short", "printed", "language", "sentence", "passage")
    return {name: getattr(row, name) for name in names}
