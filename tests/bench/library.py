"""A library for the corpus: works, most of them cited once or twice, a few by many papers.

usage: DATABASE_URL=… python -m tests.bench.library WORKS CITATIONS    (after load_corpus)
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

TYPES = (
    "report",
    "article-journal",
    "book",
    "webpage",
    "article-newspaper",
    "chapter",
    "speech",
    "legislation",
)
FAMILIES = ("Okafor", "Lindqvist", "Tanaka", "Moreau", "Haddad", "Novak", "Silva", "Kowalski", "見本", "試験")
SUBJECTS = ("Harbours", "Cables", "Standards", "Budgets", "Yards", "Exercises", "Satellites", "Tariffs")
PLACES = ("the North Sea", "Hokkaido", "the Baltic", "the Channel", "Okinawa", "the Gulf", "the Azores")
PAIRS = 22


def works(count: int) -> Iterator[Any]:
    """Yield so many works of all types and years, in many journals and houses, in two languages."""
    from references.models import Reference

    random = Random(0)
    for number in range(count):
        is_japanese = number % 5 == 0
        subject, place = random.choice(SUBJECTS), random.choice(PLACES)
        title = f"{subject}と{place}の研究{number}" if is_japanese else f"{subject} of {place}, Part {number}"
        row = Reference(
            key=f"work-{number}",
            item={
                "id": f"work-{number}",
                "type": random.choice(TYPES),
                "title": title,
                "author": [{"family": random.choice(FAMILIES), "given": f"A. {number}"}],
                "issued": {"date-parts": [[random.randint(1945, 2026)]]},
                "publisher": f"Sample House {int(random.expovariate(0.01))}",
                "language": "ja" if is_japanese else "en",
            },
        )
        row.take_facts()
        yield row


def citations(versions: Iterable[tuple[int, int]], works: list[int], count: int) -> Iterator[Any]:
    """Yield so many citations, the same for every edition of a paper; the earlier a work, the more papers cite it."""
    from papers.models import VersionCitation

    editions = list(versions)
    each = max(1, count // len(editions))
    for version, paper in editions:
        random = Random(paper)
        for place in range(each):
            work = works[int(len(works) * random.random() ** 2.2)]
            yield VersionCitation(
                version_id=version,
                reference_id=work,
                note=f"n{place % PAIRS + 1}",
                order=place // PAIRS + 1,
                locator=str(place),
                is_short=place == PAIRS - 1,
                printed=f"Sample Author {place}, <em>A Sample Source</em>, {place}.",
                language="en",
                sentence="The harbours depend on standards, and standards on yards. " * 2,
                passage=f"p{place % 13}",
            )


def fill(count: int, cited: int) -> None:
    """Give the live editions of the corpus a library, instead of what they cite so far."""
    from django.db import transaction

    from papers.models import Stamp, Version, VersionCitation
    from references.models import Reference

    with transaction.atomic():
        VersionCitation.objects.all().delete()
        _store(Reference, works(count))
        keys = list(
            Reference.objects.filter(key__startswith="work-").order_by("pk").values_list("pk", flat=True)
        )
        versions = Version.objects.live().order_by("pk").values_list("pk", "paper_id")
        _store(VersionCitation, citations(versions, keys, cited))
        Stamp.touch()


def _store(model: Any, rows: Iterator[Any]) -> None:
    while batch := list(islice(rows, 2000)):
        model.objects.bulk_create(batch)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
