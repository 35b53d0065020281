"""Works on their way into the library: read from a file or from printed notes, looked at, then added in one transaction."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from references import csl, formats, matching, notes
from references.forms import wrongs
from references.matching.remembering import claim
from references.models import Accession, Reference

MOST = 10_000  # entries at once
LONGEST_NOTE = 20_000  # signs of a line

# What may be decided of an entry. Of one that is near a work of the library: "as:" and the number of that work.
ADD, SAME, SKIP, AS = "add", "same", "skip", "as:"

Item = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One work as it arrived: how sure each field is, where a machine read it, and the note that it was read in.

    `remark` tells what was forgiven where it was read.
    """

    item: Item
    sure: Mapping[str, float] | None = None
    said: str = ""
    remark: str = ""

    def wrongs(self) -> list[str]:
        """Return why it cannot be stored, a sentence each; what a machine read waits for a person, who will see it."""
        return wrongs(self.item) if self.sure is None else []


@dataclass(frozen=True)
class Row:
    """An entry beside the library: the work that it is, the earlier entry that it repeats, or works that it is near to.

    One with something wrong in it is refused, whatever was decided of it.
    """

    place: int
    entry: Entry
    known: Reference | None = None
    repeats: int = 0
    near: Sequence[tuple[Reference, float]] = ()
    choice: str = ""
    wrongs: Sequence[str] = ()


@dataclass
class Counts:
    """How many entries became works, were works already, were left out, or were refused."""

    new: int = 0
    known: int = 0
    skipped: int = 0
    refused: int = 0


class LostError(LookupError):
    """A work that an entry was to be one with is there no longer; nothing was stored."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(places)
        self.places = places


def of_file(name: str, data: bytes) -> list[Entry]:
    """Return the works of a file; refuse it whole when it is malformed or has too many."""
    items = formats.read(name, data)
    remarks = formats.remarks(name, data)
    found = [Entry(item, remark=remarks.get(place, "")) for place, item in enumerate(items, start=1)]
    if len(found) > MOST:
        raise csl.Refused(_("these are more than %(most)d works.") % {"most": MOST})
    if not found:
        raise csl.Refused(_("the file is empty."))
    return found


def of_notes(text: str, language: str) -> tuple[list[Entry], list[tuple[int, str]]]:
    """Return the works that printed notes cite, one note a line, and the lines in which none was found in full."""
    found: list[Entry] = []
    unread: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.strip()
        if len(said) > LONGEST_NOTE:
            raise csl.Refused(_("a note has more than %(most)d signs.") % {"most": LONGEST_NOTE}, number)
        entries = list(_read(said, language)) if said else []
        found.extend(entries)
        if said and not entries:
            unread.append((number, said))
        if len(found) > MOST:
            raise csl.Refused(_("these are more than %(most)d works.") % {"most": MOST}, number)
    return found, unread


def _read(said: str, language: str) -> Iterator[Entry]:
    """Yield the works that a note cites in full; a short cite is no work of its own."""
    for found in notes.read(said, language).items:
        if not found.short and not csl.problems(found.item):
            yield Entry({**found.item}, {**found.confidence}, said)


def keep(by: Any, name: str, entries: Sequence[Entry], unread: Sequence[tuple[int, str]] = ()) -> Accession:
    """Keep the entries until they are stored; what nobody stored in time goes."""
    Accession.objects.filter(by=by).expired().delete()
    return Accession.objects.create(
        by=by,
        name=name,
        count=len(entries),
        entries=[asdict(entry) for entry in entries],
        unread=list(unread),
    )


class Preview:
    """What storing would do, asked for all entries at once; near works are looked for a page at a time."""

    def __init__(self, accession: Accession) -> None:
        self.entries = [Entry(**each) for each in accession.entries]
        self._choices = accession.choices
        self._known = matching.Known([entry.item for entry in self.entries])
        self._wrongs = _refused(self.entries)
        self._repeats = _repeated(self.entries, self._wrongs)

    def counts(self) -> Counts:
        found = Counts()
        for place, entry in enumerate(self.entries, start=1):
            if place in self._wrongs:
                found.refused += 1
            elif self._choices.get(str(place)) == SKIP:
                found.skipped += 1
            elif place in self._repeats or self._known.find(entry.item):
                found.known += 1
            else:
                found.new += 1
        return found

    def rows(self, start: int, stop: int) -> list[Row]:
        """Return the entries from the start-th to before the stop-th, counted from 1, beside the library."""
        places = range(max(start, 1), min(stop, len(self.entries) + 1))
        return [self._row(place, self.entries[place - 1]) for place in places]

    def _row(self, place: int, entry: Entry) -> Row:
        if wrong := self._wrongs.get(place):
            return Row(place, entry, choice=SKIP, wrongs=wrong)
        known, repeats = self._known.find(entry.item), self._repeats.get(place, 0)
        near = [] if known or repeats else matching.near(entry.item)
        chosen = self._choices.get(str(place), SAME if known or repeats else ADD)
        return Row(place, entry, known, repeats, near, chosen)


def _refused(entries: Sequence[Entry]) -> dict[int, list[str]]:
    """Return what is wrong with entries, by the places of those that cannot be stored."""
    found = {place: entry.wrongs() for place, entry in enumerate(entries, start=1)}
    return {place: wrong for place, wrong in found.items() if wrong}


def _repeated(entries: Sequence[Entry], refused: Container[int]) -> dict[int, int]:
    """Return the place of the entry that each later one repeats; an address alone may be that of several works."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for place, entry in enumerate(entries, start=1):
        if place in refused:
            continue
        own = [sign for sign in matching.signs(entry.item) if not sign.startswith("url:")]
        earlier = next((first[sign] for sign in own if sign in first), 0)
        if earlier:
            found[place] = earlier
        for sign in own:
            first.setdefault(sign, earlier or place)
    return found


@dataclass
class Stored(Counts):
    """What storing did; `filled` are the keys of known works that say more now than before."""

    filled: Collection[int] = ()
    references: list[Reference] = field(default_factory=list)


def store(accession: Accession) -> Stored | None:
    """Add the works as it was decided, in one transaction; None when they wait here no longer.

    What has become a work of the library since it was looked at is that work.
    """
    with transaction.atomic():
        # Who stores or deletes the same accession meanwhile waits here, then finds it gone.
        held = Accession.objects.select_for_update().filter(pk=accession.pk).first()
        if held is None:
            return None
        matching.hold()
        entries = [Entry(**each) for each in held.entries]
        chosen = _chosen(held.choices)
        known, told = matching.Known([entry.item for entry in entries]), Stored()
        for place, entry in enumerate(entries, start=1):
            _settle(entry, held.choices.get(str(place), ""), chosen, known, told)
        told.filled = known.filled
        held.delete()
    return told


def _chosen(choices: Mapping[str, str]) -> dict[str, Reference]:
    """Return the works that entries are to be one with, by the choice; raise LostError for those that are gone."""
    wanted = {choice: choice.removeprefix(AS) for choice in choices.values() if choice.startswith(AS)}
    rows = Reference.objects.in_bulk([int(number) for number in wanted.values()])
    lost = [
        int(place)
        for place, choice in choices.items()
        if choice in wanted and int(wanted[choice]) not in rows
    ]
    if lost:
        raise LostError(lost)
    return {choice: rows[int(number)] for choice, number in wanted.items()}


def _settle(
    entry: Entry, choice: str, chosen: Mapping[str, Reference], known: matching.Known, told: Stored
) -> None:
    if entry.wrongs():
        told.refused += 1
    elif choice == SKIP:
        told.skipped += 1
    elif choice in chosen:
        # From now on the work is known by what this entry says, too.
        claim(chosen[choice], entry.item)
        told.known += 1
    else:
        reference, is_new = known.find_or_add(entry.item, entry.sure)
        told.new += is_new
        told.known += not is_new
        if is_new:
            told.references.append(reference)


def decide(accession: Accession, choices: Mapping[int, str]) -> None:
    """Remember what was decided of entries, by their places; what is taken as proposed needs no remembering."""
    with transaction.atomic():
        held = (
            Accession.objects.select_for_update().filter(pk=accession.pk).defer("entries", "unread").first()
        )
        if held is None:
            return
        left = {place: choice for place, choice in held.choices.items() if int(place) not in choices}
        kept = {str(place): choice for place, choice in choices.items() if choice not in (ADD, SAME)}
        held.choices = {**left, **kept}
        held.save(update_fields=["choices"])
    accession.choices = held.choices
