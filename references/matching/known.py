"""Finding the Reference of an item, and adding one that is not known; one process adds to the library after another."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from references.matching import keys, signs
from references.matching.facts import Item, said
from references.matching.likeness import NEAR, cannot_be_one, likeness
from references.matching.nearness import note_near, propose
from references.matching.remembering import claim
from references.models import MatchKey, Reference

LIBRARY = 0x746C6962  # a number that nothing else on this database locks
CHUNK = 500
# What belongs to one citation, or to the file that an item came from.
_NOT_OF_A_WORK = frozenset({"id", "locator", "label"})


def hold() -> None:
    """Let whoever adds to the library, merges or cites next wait until the transaction ends; take no other lock after it.

    Unique signs alone would let no second Reference of a work in, but two who add the same works in another order would
    wait for each other. On SQLite whoever writes waits already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LIBRARY])


def find(item: Item) -> Reference | None:
    """Return the Reference that holds a sign of the item; None when no work is known by any of them."""
    return Known([item]).find(item)


def find_or_add(item: Item, confidence: Mapping[str, float] | None = None) -> tuple[Reference, bool]:
    """Return the Reference of the item and whether it was made now; call it in a transaction.

    One that a machine read (`confidence` says how surely) waits for an editor; any other is confirmed. A known one
    keeps what it says; while it waits, it takes from the item what it does not say at all.
    """
    hold()
    return Known([item]).find_or_add(item, confidence)


class Known:
    """Which References hold the signs of some items: asked for all at once, and kept up while works are added.

    Whoever adds through it holds the library (`hold`) since before it was made.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        # The keys of References that were known and say more now than before.
        self.filled: set[int] = set()
        self._held: dict[str, Reference] = {}
        wanted = list({sign for item in items for sign in signs.signs(item)})
        rows: dict[int, Reference] = {}
        for start in range(0, len(wanted), CHUNK):
            held = MatchKey.objects.filter(value__in=wanted[start : start + CHUNK]).select_related(
                "reference"
            )
            for key in held:
                self._held[key.value] = rows.setdefault(key.reference_id, key.reference)

    def find(self, item: Item) -> Reference | None:
        """Return the Reference that holds a sign of the item, the surest sign first."""
        return next(iter(self._holders(item)), None)

    def find_or_add(
        self, item: Item, confidence: Mapping[str, float] | None = None
    ) -> tuple[Reference, bool]:
        """Return the Reference of the item and whether it was made now."""
        holders = self._holders(item)
        if not holders:
            return self._add(item, confidence), True
        reference, *others = holders
        self._learn(reference, item)
        if _fill(reference, item, confidence or {}):
            self.filled.add(reference.pk)
        # Both are known by signs of one item.
        propose(reference, [(other, max(NEAR, likeness(item, other.item))) for other in others])
        return reference, False

    def _holders(self, item: Item) -> list[Reference]:
        """Return those that the item's signs lead to, each once; one that the item belies is left out."""
        found = ((sign, self._held[sign]) for sign in signs.signs(item) if sign in self._held)
        return list(dict.fromkeys(held for sign, held in found if not _belies(sign, item, held.item)))

    def _add(self, item: Item, confidence: Mapping[str, float] | None) -> Reference:
        own = {name: value for name, value in item.items() if name not in _NOT_OF_A_WORK}
        reference = Reference(
            key=keys.free(own),
            item=own,
            confidence={name: sure for name, sure in (confidence or {}).items() if name in own},
            confirmed_at=timezone.now() if confidence is None else None,
        )
        reference.save(force_insert=True)
        claim(reference, own)
        self._held.update({sign: reference for sign in signs.signs(own) if sign not in self._held})
        note_near(reference)
        return reference

    def _learn(self, reference: Reference, item: Item) -> None:
        """Let the Reference hold those signs of the item that nobody holds."""
        new = [sign for sign in signs.signs(item) if sign not in self._held]
        if new:
            claim(reference, item)
            self._held.update(dict.fromkeys(new, reference))


def _belies(sign: str, item: Item, other: Item) -> bool:
    """Return whether two items with one sign are two works all the same (references.matching.signs)."""
    if sign.startswith("url:") and " " not in sign:
        return cannot_be_one(said(item, "title"), said(other, "title"))
    ours, theirs = signs.doi(item), signs.doi(other)
    return sign.startswith("work:") and bool(ours and theirs) and ours != theirs


def _fill(reference: Reference, item: Item, confidence: Mapping[str, float]) -> bool:
    """Give a Reference that nobody has confirmed what it does not say yet and the item does; return whether it did.

    Nothing is overwritten. An item of another type may mean something else by the same field: of such a one only DOI and
    address are taken.
    """
    same = said(item, "type") == said(reference.item, "type")
    new: dict[str, Any] = {
        name: value
        for name, value in item.items()
        if value and not reference.item.get(name) and (same or name in ("DOI", "URL"))
        if name not in _NOT_OF_A_WORK
    }
    if reference.is_confirmed or not new:
        return False
    sure = {name: confidence[name] for name in new if name in confidence}
    reference.item = {**reference.item, **new}
    reference.confidence = {**reference.confidence, **sure}
    reference.save()
    return True
