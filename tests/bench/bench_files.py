"""What each kind of file costs in seconds, processor seconds and memory; and what a flood of readers does to the pages."""

import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from django.utils import timezone

from papers import exporting
from papers.exporting import wanted
from papers.models import Version
from tests.bench.corpus import publish_manuscript

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5
MEBIBYTE = 2**20 / 1024  # ru_maxrss counts in kibibytes


def cost(order):
    """Return seconds on the clock, processor seconds of us and of the press, and the bytes that came of it."""
    before, began = os.times(), time.perf_counter()
    data = order.make(order.editions)
    after = os.times()
    spent = sum(
        getattr(after, name) - getattr(before, name)
        for name in ("user", "system", "children_user", "children_system")
    )
    return time.perf_counter() - began, spent, len(data)


def test_each_file_of_a_paper_with_22_notes():
    publish_manuscript()
    rows = {order.kind: order for row, order in wanted.everything(timezone.now()) if row.language == "ja"}
    for kind, order in rows.items():
        runs = sorted(cost(order) for _ in range(TIMES))
        clock, spent, size = runs[TIMES // 2][0], min(run[1] for run in runs), runs[0][2]
        print(
            f"\n{kind}: {clock:.2f} s on the clock (median), {spent:.2f} processor seconds, {size / 1024:.0f} KiB"
        )
        if kind == "pdf":
            assert spent < 0.5
            assert size < 2 * 2**20
    press = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEBIBYTE
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
    print(f"\npeak of the press {press:.0f} MiB; of this process {own:.0f} MiB", file=sys.stdout)
    assert press < 250


def test_a_stored_file_costs_no_more_than_a_page():
    publish_manuscript()
    path = f"/ja/papers/{Version.objects.first().paper.slug}/"
    name = path.split("/")[3]
    client = Client()
    times = {}
    for address in (path, f"{path}{name}.pdf"):
        client.get(address)
        runs = []
        for _ in range(30):
            began = time.perf_counter()
            answer = client.get(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
            runs.append(time.perf_counter() - began)
        times[address] = sorted(runs)[len(runs) // 2]
    page, file = times.values()
    print(f"\na page {page * 1000:.1f} ms, its stored PDF {file * 1000:.1f} ms")
    assert file < 5 * page


def test_forty_readers_of_files_that_are_not_made_yet_stop_no_page():
    publish_manuscript()
    slug = Version.objects.first().paper.slug
    addresses = [
        f"/{code}/papers/{slug}/{slug}.{kind}" for code in ("ja", "en") for kind in exporting.KINDS
    ] * 4

    def visit(address):
        began = time.perf_counter()
        answer = Client(raise_request_exception=False).get(address)
        return address, answer.status_code, time.perf_counter() - began

    with ThreadPoolExecutor(12) as readers:
        files = [readers.submit(visit, address) for address in addresses]
        pages = [readers.submit(visit, f"/ja/papers/{slug}/") for _ in range(20)]
        answers, seen = [each.result() for each in files], [each.result() for each in pages]
    counts = {
        code: sum(answer[1] == code for answer in answers) for code in {answer[1] for answer in answers}
    }
    print(f"\nfiles: {counts}; pages meanwhile: at most {max(each[2] for each in seen):.2f} s")
    assert {each[1] for each in seen} == {200}
    assert set(counts) <= {200, 503}
