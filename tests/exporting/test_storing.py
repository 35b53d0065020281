"""Files are made once, stored, made again when they would say something else, and never without bound."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.utils import timezone

from papers import exporting, publishing
from papers.exporting import storing
from papers.exporting.storing import Order
from papers.models import Lease, VersionFile
from tests.exporting.pieces import frozen, made
from tests.factories import make_edition, make_paper

pytestmark = pytest.mark.django_db(transaction=True)


class Maker:
    """Makes a file and counts how often; `during` is done meanwhile."""

    def __init__(self, content=b"bytes", during=lambda: None):
        self.content, self.during, self.count = content, during, 0

    def __call__(self, editions):
        self.count += 1
        self.during()
        return self.content


@pytest.fixture
def version():
    return make_edition(make_paper("pact"))


def order(version, maker, kind="pdf", **live):
    return Order(kind, (made(frozen("<p>Text.</p>"), version=version.pk, **live),), maker)


def held(row):
    with default_storage.open(row.name) as file:
        return file.read()


def stored_names():
    return sorted(
        f"files/{folder}/{name}"
        for folder in default_storage.listdir("files")[0]
        for name in default_storage.listdir(f"files/{folder}")[1]
    )


def test_a_file_is_made_once_and_then_found(version):
    maker = Maker()

    first, second = (storing.for_reader(order(version, maker)) for _ in range(2))

    assert (maker.count, first.pk) == (1, second.pk)
    assert (held(first), first.size, first.on_demand) == (b"bytes", 5, True)


def test_another_fact_is_another_file_and_the_old_bytes_go(version):
    before = storing.for_reader(order(version, Maker(b"old")))

    after = storing.for_reader(order(version, Maker(b"new"), colour="#000000"))

    assert held(after) == b"new"
    assert stored_names() == [after.name]
    assert before.name != after.name


def test_a_newer_maker_makes_it_again(version, monkeypatch):
    maker = Maker()
    storing.for_reader(order(version, maker))

    monkeypatch.setattr(storing, "MAKER", storing.MAKER + 1)
    storing.for_reader(order(version, maker))

    assert maker.count == 2
    assert VersionFile.objects.get().maker == storing.MAKER


def test_a_file_whose_bytes_are_gone_is_made_again(version):
    maker = Maker()
    default_storage.delete(storing.for_reader(order(version, maker)).name)

    assert held(storing.for_reader(order(version, maker))) == b"bytes"
    assert maker.count == 2


def at_once(count, act):
    start = Barrier(count)

    def run(_place):
        start.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def test_twenty_readers_at_once_get_one_file_that_was_made_once(version):
    maker = Maker(during=lambda: time.sleep(0.3))

    rows = at_once(20, lambda: storing.for_reader(order(version, maker)))

    assert maker.count == 1
    assert len({row.pk for row in rows}) == 1
    assert Lease.objects.count() == 0


def test_one_file_at_a_time_is_made_for_readers(version):
    running, most = [], []

    def during():
        running.append(1)
        most.append(len(running))
        time.sleep(0.1)
        running.pop()

    kinds = iter([f"kind{n}" for n in range(5)])
    at_once(5, lambda: storing.for_reader(order(version, Maker(during=during), kind=next(kinds))))

    assert most == [1] * 5


def test_whoever_waits_too_long_for_another_is_asked_to_come_again(version, monkeypatch):
    monkeypatch.setattr(storing, "PATIENCE", 0.1)
    Lease.take(storing.FOR_READERS, timedelta(minutes=1))
    maker = Maker()

    with pytest.raises(exporting.BusyError):
        storing.for_reader(order(version, maker))

    assert maker.count == 0


def test_a_lease_that_a_crash_left_behind_runs_out(version, clock):
    Lease.take(storing.FOR_READERS, storing.LEASE)
    Lease.take(order(version, Maker()).lease, storing.LEASE)

    clock(seconds=storing.LEASE.total_seconds())

    assert held(storing.for_reader(order(version, Maker()))) == b"bytes"


def test_what_readers_may_set_going_within_a_minute_is_bounded(version, clock):
    storing.for_reader(order(version, Maker(), kind="one"))
    VersionFile.objects.update(seconds=storing.LIMIT + 1)

    with pytest.raises(exporting.BusyError) as busy:
        storing.for_reader(order(version, Maker(), kind="two"))
    assert busy.value.seconds == 15
    assert storing.for_reader(order(version, Maker(), kind="one")).size == 5
    assert storing.for_operator(order(version, Maker(), kind="three")).size == 5

    clock(seconds=61)
    assert storing.for_reader(order(version, Maker(), kind="two")).size == 5


def test_what_an_operator_makes_counts_for_no_reader(version):
    storing.for_operator(order(version, Maker(), kind="one"))
    VersionFile.objects.update(seconds=storing.LIMIT * 10)

    assert storing.for_reader(order(version, Maker(), kind="two")).size == 5


def test_an_operator_leaves_out_what_another_is_making(version):
    Lease.take(order(version, Maker()).lease, storing.LEASE)

    assert storing.for_operator(order(version, Maker())) is None


def failing(_editions):
    raise RuntimeError("The text could not be set.")


def test_a_text_that_cannot_be_set_is_not_tried_again_at_once(version, clock):
    for maker in (failing, Maker()):
        with pytest.raises(exporting.UnmakeableError, match="could not be set"):
            storing.for_reader(replace(order(version, Maker()), make=maker))
    assert (VersionFile.objects.get().fault, Lease.objects.count()) == ("The text could not be set.", 0)

    clock(minutes=11)
    assert held(storing.for_reader(order(version, Maker()))) == b"bytes"
    assert VersionFile.objects.get().fault == ""


def test_a_fault_of_ours_gives_its_leases_back_and_is_not_hidden(version):
    def broken(_editions):
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        storing.for_reader(replace(order(version, Maker()), make=broken))
    assert (Lease.objects.count(), VersionFile.objects.count()) == (0, 0)


# -- expunging -------------------------------------------------------------------------------


def test_expunging_a_text_deletes_the_files_of_its_paper():
    paper = make_paper("pact")
    english, japanese = make_edition(paper), make_edition(paper, "ja")
    other = make_edition(make_paper("other"))
    for row in (english, japanese, other):
        storing.for_reader(order(row, Maker()))

    publishing.expunge(english, {"en": "A court."})

    kept = VersionFile.objects.get()
    assert kept.version == other
    assert stored_names() == [kept.name]


def test_a_file_that_is_made_while_its_text_is_expunged_is_not_kept(version):
    maker = Maker(during=lambda: publishing.expunge(version, {"en": "A court."}))

    with pytest.raises(exporting.UnmakeableError, match="removed"):
        storing.for_reader(order(version, maker))

    assert not VersionFile.objects.exists()
    assert stored_names() == []


def test_expunging_that_meets_the_storing_of_a_file_leaves_neither_row_nor_bytes(version):
    written = Event()

    def expunge():
        written.wait(10)
        try:
            publishing.expunge(version, {"en": "A court."})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        later = threads.submit(expunge)
        with contextlib.suppress(exporting.UnmakeableError):
            storing.for_reader(order(version, Maker(during=written.set)))
        later.result()

    assert not VersionFile.objects.exists()
    assert stored_names() == []


def test_a_lease_is_had_by_one_and_can_be_had_again():
    tokens = at_once(8, lambda: Lease.take("work", timedelta(seconds=30)))

    (token,) = [token for token in tokens if token]
    assert Lease.objects.get().until > timezone.now()
    Lease.give_back(token)
    assert Lease.take("work", timedelta(seconds=30))
