"""Files on demand: each made once, stored, and made again when something that it prints has changed.

What a reader may set going is bounded. One file is made for readers at a time on the whole site, and within any
minute they get LIMIT processor seconds of such work; whoever comes beyond that is asked to come again. So a crawler
that asks for ten thousand files costs the site half of one core, and pages are answered all the while.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from papers.exporting.printing import Printing, digest
from papers.models import Lease, Version, VersionFile

# Raised with every change of what is made, so that files made by an older maker are made again.
MAKER = 4
# How long one file may be in the making before it is taken for lost; the press is stopped well before.
LEASE = timedelta(seconds=60)
# Of making for readers: at most LIMIT processor seconds within any WINDOW; and how long one of them waits for another.
WINDOW, LIMIT = timedelta(seconds=60), 30.0
PATIENCE, PAUSE = 2.0, 0.05
# A text that could not be set is tried again after this.
FAULT_LASTS = timedelta(minutes=10)
FOR_READERS = "files:readers"


class BusyError(RuntimeError):
    """The file is not there and cannot be made now; `seconds` says when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"ask again in {seconds} seconds")
        self.seconds = seconds


class UnmakeableError(RuntimeError):
    """The file could not be made; the message is for the log."""


@dataclass(frozen=True)
class Order:
    """A file that is wanted: its kind, what it is made from, the first edition being the one whose file it is."""

    kind: str
    editions: tuple[Printing, ...]
    make: Callable[[tuple[Printing, ...]], bytes]
    beside: str = ""

    @property
    def version(self) -> int:
        return self.editions[0].version

    @property
    def lease(self) -> str:
        return f"file:{self.version}:{self.kind}:{self.beside}"

    @property
    def made_from(self) -> str:
        return digest(MAKER, self.kind, self.beside, [edition.facts() for edition in self.editions])


def stored(order: Order) -> VersionFile | None:
    """Return the file when it is there and says what is true now; None when it has to be made."""
    row = VersionFile.objects.filter(version=order.version, kind=order.kind, beside=order.beside).first()
    if row is None or row.made_from != order.made_from:
        return None
    if row.fault:
        if row.made_at > timezone.now() - FAULT_LASTS:
            raise UnmakeableError(row.fault)
        return None
    return row if default_storage.exists(row.name) else None


def for_reader(order: Order) -> VersionFile:
    """Return the file, made now when it must be; raise BusyError when too much is being made already."""
    deadline = time.monotonic() + PATIENCE
    while (row := stored(order)) is None:
        wait = _wait()
        if wait:
            raise BusyError(wait)
        with _lease(FOR_READERS) as slot, _lease(order.lease, wanted=slot) as mine:
            if mine:
                return _made(order, on_demand=True)
        if time.monotonic() > deadline:
            raise BusyError(max(1, int(PATIENCE)))
        time.sleep(PAUSE)
    return row


def for_operator(order: Order) -> VersionFile | None:
    """Return the file, made now when it must be; None while somebody else is making it."""
    if row := stored(order):
        return row
    with _lease(order.lease) as mine:
        return _made(order, on_demand=False) if mine else None


def _wait() -> int:
    """Return how many seconds readers must wait until files are made for them again, 0 when at once."""
    spent = VersionFile.objects.spent_since(timezone.now() - WINDOW)
    return int(WINDOW.total_seconds() / 4) if spent > LIMIT else 0


@contextmanager
def _lease(name: str, *, wanted: bool = True) -> Iterator[bool]:
    """Hold the lease inside; False when it cannot be had, or is not wanted."""
    token = Lease.take(name, LEASE) if wanted else None
    try:
        yield token is not None
    finally:
        if token is not None:
            Lease.give_back(token)


def _made(order: Order, *, on_demand: bool) -> VersionFile:
    """Make the file and store it; what another made meanwhile is returned as it is."""
    if row := stored(order):
        return row
    began = _spent()
    fault, data = "", b""
    try:
        data = order.make(order.editions)
    except RuntimeError as broken:
        fault = str(broken) or type(broken).__name__
    facts = {
        "maker": MAKER,
        "made_from": order.made_from,
        "made_at": timezone.now(),
        "seconds": round(_spent() - began, 3),
        "on_demand": on_demand,
        "fault": fault,
        **_written(order, data),
    }
    row = _recorded(order, facts)
    if fault:
        raise UnmakeableError(fault)
    return row


def _spent() -> float:
    """Return the processor seconds of this process and of those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _written(order: Order, data: bytes) -> dict[str, str | int]:
    """Write the bytes under a name of their own, outside any transaction; return what the row says of them."""
    if not data:
        return {"name": "", "digest": "", "size": 0}
    found = hashlib.sha256(data).hexdigest()
    beside = f"-{order.beside}" if order.beside else ""
    name = f"files/{order.version}/{order.kind}{beside}-{found[:32]}"
    if not default_storage.exists(name) or default_storage.size(name) != len(data):
        default_storage.delete(name)
        default_storage.save(name, ContentFile(data))
    return {"name": name, "digest": found, "size": len(data)}


def _recorded(order: Order, facts: Mapping[str, object]) -> VersionFile:
    """Store the row, and take away the bytes that it named before; refuse when a text was expunged meanwhile."""
    keys = sorted(edition.version for edition in order.editions)
    with transaction.atomic(durable=True):
        # Locked, so that an expunging at this very moment either is seen here or sees this row.
        versions = Version.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        if any(version.is_expunged for version in versions.only("pk", "expunged_reason")):
            default_storage.delete(str(facts["name"]))
            raise UnmakeableError("The text was removed while its file was being made.")
        mine = VersionFile.objects.filter(version=order.version, kind=order.kind, beside=order.beside)
        before = mine.values_list("name", flat=True).first()
        row, _new = VersionFile.objects.update_or_create(
            version_id=order.version, kind=order.kind, beside=order.beside, defaults=facts
        )
    if before and before != row.name:
        default_storage.delete(before)
    return row


def remove(paper: int) -> None:
    """Delete every file of a paper, because one of its texts goes; call it in the transaction that removes the text.

    The other editions' files may hold that text beside their own; they are made again when somebody asks.
    """
    rows = VersionFile.objects.of_paper(paper)
    names = [name for name in rows.values_list("name", flat=True) if name]
    rows.delete()

    def take_away() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(take_away)
