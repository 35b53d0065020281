"""How long the list of works takes among fifty thousand beside five thousand, and with how many queries."""

import re
import subprocess
import sys
from statistics import median

import pytest

from tests.bench import server

ROUNDS = 3
SIZES = {5_000: 20_000, 50_000: 200_000}
COUNT = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.bench_library import QUERIES
client = Client(headers={"host": "127.0.0.1"})
for query in ("", *QUERIES):
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/ja/references/" + query).status_code == 200
    print("queries", len(asked))
"""
QUERIES = [
    "",
    "?type=book&sort=year",
    "?source=Sample+House+3",
    "?series=sample-series-3&page=2",
    "?q=harbours",
]


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Databases of a thousand papers that cite few works and many."""
    made = {}
    for works, citations in SIZES.items():
        made[works] = tmp_path_factory.mktemp(f"works-{works}") / "site.sqlite3"
        server.fill(made[works], 1_000)
        command = [sys.executable, "-m", "tests.bench.library", str(works), str(citations)]
        subprocess.run(command, cwd=server.ROOT, env=server.environment(made[works]), check=True)
    return made


def queries(database):
    """Return how many queries each of the lists takes: right after a change, then with the catalogue made."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", COUNT]
    done = subprocess.run(
        command, cwd=server.ROOT, env=server.environment(database), check=True, capture_output=True, text=True
    )
    return [int(number) for number in re.findall(r"^queries (\d+)$", done.stdout, re.MULTILINE)]


def test_the_list_asks_as_often_among_fifty_thousand_works_as_among_five_thousand(databases):
    few, many = (queries(databases[works]) for works in SIZES)

    print(f"\nqueries of the list of works, after a change and then: {many}")
    assert len(many) == len(QUERIES) + 1
    assert many == few
    assert max(many) <= 9


@pytest.mark.parametrize("query", QUERIES)
def test_the_list_of_works_stays_usable_when_they_multiply(databases, query):
    few, many = SIZES
    with server.serving(databases[few]) as (small, _pid), server.serving(databases[many]) as (large, _other):
        first = server.seconds(f"{large}/ja/references/{query}")
        server.seconds(f"{small}/ja/references/{query}")
        pairs = [
            (
                server.seconds(f"{large}/ja/references/{query}"),
                server.seconds(f"{small}/ja/references/{query}"),
            )
            for _round in range(10 * ROUNDS)
        ]

    ratio = median(large / small for large, small in pairs)
    then = round(median(large for large, _small in pairs) * 1000)
    print(
        f"\nlist{query} of {many} works: first {first * 1000:.0f} ms, then {then} ms, {ratio:.2f} × that of {few}"
    )
    # Ten times the works take far less than ten times as long.
    assert ratio <= 4
