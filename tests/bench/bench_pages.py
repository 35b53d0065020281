"""How fast pages are beside an empty view, and whether they stay so when papers multiply."""

import sqlite3
from contextlib import closing
from statistics import median

import psutil
import pytest

from tests.bench import server

ROUNDS = 3


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Databases of 100, 1,000 and 10,000 bilingual papers."""
    made = {}
    for papers in (100, 1_000, 10_000):
        made[papers] = tmp_path_factory.mktemp(f"papers-{papers}") / "site.sqlite3"
        server.fill(made[papers], papers)
    return made


def ratios(one: str, other: str) -> list[float]:
    """Return rate(one) / rate(other), measured in turn, so that a change of the machine's pace touches both."""
    return [server.rate(one) / server.rate(other) for _round in range(ROUNDS)]


def test_a_paper_page_is_at_least_a_tenth_as_fast_as_an_empty_view(databases):
    with server.serving(databases[100]) as (site, _pid):
        found = ratios(f"{site}/ja/papers/sample-50/", f"{site}/ja/empty/")

    print(f"\npaper page / empty view: {[round(ratio, 3) for ratio in found]}")
    assert median(found) >= 0.10


def test_a_paper_page_takes_as_long_among_ten_thousand_as_among_a_hundred(databases):
    with server.serving(databases[100]) as (few, _pid), server.serving(databases[10_000]) as (many, _other):
        found = ratios(f"{few}/ja/papers/sample-50/", f"{many}/ja/papers/sample-50/")

    print(f"\ntime of a paper page, 10,000 papers / 100: {[round(ratio, 3) for ratio in found]}")
    assert median(found) <= 1.1


@pytest.mark.parametrize(
    "query", ["", "?series=sample-series-3", "?tag=sample-tag-5", "?year=2011", "?lang=en&page=2"]
)
def test_a_list_takes_as_long_among_ten_thousand_as_among_a_thousand(databases, query):
    with server.serving(databases[1_000]) as (few, _pid), server.serving(databases[10_000]) as (many, _other):
        found = ratios(f"{few}/ja/papers/{query}", f"{many}/ja/papers/{query}")

    print(f"\ntime of a list{query}, 10,000 papers / 1,000: {[round(ratio, 3) for ratio in found]}")
    assert median(found) <= 1.2


def test_the_list_right_after_a_change_costs_in_proportion_to_the_papers(databases):
    cold, warm = {}, {}
    for papers in (1_000, 10_000):
        with server.serving(databases[papers]) as (site, _pid):
            address = f"{site}/ja/papers/"
            server.seconds(address)
            cold[papers] = [after_a_change(databases[papers], address) for _round in range(ROUNDS)]
            warm[papers] = [server.seconds(address) for _round in range(ROUNDS)]

    for papers in cold:
        after, then = (round(median(times[papers]) * 1000) for times in (cold, warm))
        print(f"\nthe list right after a change, at {papers} papers: {after} ms, then {then} ms")
    assert median(cold[10_000]) <= 15 * median(cold[1_000])


def after_a_change(database, address):
    """Return how long the first reader of a list waits after something was published."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE papers_stamp SET number = number + 1")
    return server.seconds(address)


@pytest.mark.parametrize("papers", [100, 10_000])
def test_two_workers_stay_under_130_mebibytes(databases, papers):
    with server.serving(databases[papers], workers=2) as (site, pid):
        for path in (
            "/ja/",
            "/ja/papers/",
            "/en/papers/sample-50/",
            "/ja/papers/sample-50/parallel/en/",
            "/sitemap.xml",
        ):
            server.rate(f"{site}{path}")
        workers = psutil.Process(pid).children(recursive=True)
        used = [worker.memory_full_info().pss / 2**20 for worker in workers]

    print(
        f"\nmemory of two workers at {papers} papers: {[round(size) for size in used]} MiB, each its own share"
    )
    assert sum(used) < 130
