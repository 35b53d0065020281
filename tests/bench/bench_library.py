"""A work is found and added for the same cost in a library of any size, and ten thousand cost ten times a thousand."""

from random import Random
from time import process_time

import pytest
from django.db import transaction

from references import matching
from references.matching.nearness import traits
from references.models import MatchKey, Reference, Trait

pytestmark = pytest.mark.django_db
SMALL, LARGE = 1_000, 50_000
ADDED = 200
# Fifty times the library: the few that are looked at for each trait are all there.
MOST = 2
BEGINNINGS = ("har", "tra", "pol", "sec", "lin", "mar")
WORDS = [first + last for first in BEGINNINGS for last in ("bour", "de", "icy", "ure", "ks", "ket")]


def item(number: int, kind: str = "book") -> dict[str, object]:
    """Return a work with a title of its own, many of which begin alike, by one of many authors."""
    random = Random(number)
    title = " ".join(random.choice(WORDS) for _ in range(6))
    return {
        "type": kind,
        "title": f"{title} {number}",
        "author": [{"family": f"Author{number % 997}", "given": "Ada"}],
        "issued": {"date-parts": [[1950 + number % 75]]},
        "URL": f"https://example.org/{number}",
    }


def fill(first: int, count: int) -> None:
    """Put works into the library with all that they are known by, without looking for near ones."""
    rows = []
    for number in range(first, first + count):
        row = Reference(key=f"work-{number}", item=item(number))
        row.take_facts()
        rows.append(row)
    Reference.objects.bulk_create(rows, batch_size=1_000)
    for model, told in ((MatchKey, matching.signs), (Trait, traits)):
        model.objects.bulk_create(
            (model(reference=row, value=value) for row in rows for value in told(row.item)), batch_size=2_000
        )


def add(first: int, count: int) -> float:
    """Return the processor time of adding works that are not known, all in one transaction."""
    start = process_time()
    with transaction.atomic():
        for number in range(first, first + count):
            matching.find_or_add(item(number), {"title": 0.9})
    return process_time() - start


def find(first: int, count: int) -> float:
    start = process_time()
    for number in range(first, first + count):
        assert not matching.find_or_add(item(number), {"title": 0.9})[1]
    return process_time() - start


def test_a_work_costs_the_same_in_a_library_of_any_size():
    fill(0, SMALL)
    before = min(add(10**6 + n * ADDED, ADDED) for n in range(3)), min(find(0, ADDED) for _ in range(3))
    fill(SMALL, LARGE - SMALL)
    after = min(add(2 * 10**6 + n * ADDED, ADDED) for n in range(3)), min(find(0, ADDED) for _ in range(3))

    for what, small, large in zip(("added", "found"), before, after, strict=True):
        print(
            f"\n{what}: {small / ADDED * 1000:.2f} ms among {SMALL:,}, {large / ADDED * 1000:.2f} ms among {LARGE:,}"
            f" ({large / small:.2f} x)"
        )
    assert all(large / small < MOST for small, large in zip(before, after, strict=True))


def test_ten_thousand_works_in_one_go_cost_ten_times_a_thousand():
    add(0, 100)
    small = add(10**6, 1_000)
    large = add(2 * 10**6, 10_000)

    print(f"\n1,000 works {small:.1f} s, 10,000 works {large:.1f} s ({large / small:.1f} x)")
    assert large / small < 15
    assert Reference.objects.count() == 11_100
