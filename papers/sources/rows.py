"""Rows by their place in a note: making them say what is wanted with as few writes as that takes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

from papers.models import Citation, OpenCitation, VersionCitation
from papers.sources.printed import Place
from references.models import Reference

Values = Mapping[str, Any]
Row = TypeVar("Row", bound=models.Model)


def placed(rows: Iterable[Any]) -> dict[Place, Any]:
    """Return Citations or open ones of a paper, read with their note, by their place."""
    return {Place(row.footnote.key, row.order): row for row in rows}


def is_decided(row: Citation | OpenCitation) -> bool:
    """Return whether a person has said what stands at this place."""
    return row.is_settled if isinstance(row, OpenCitation) else row.confirmed_at is not None


def write(
    model: type[Row],
    standing: Mapping[Place, Row],
    wanted: Mapping[Place, Values],
    owner: Callable[[Place], Values],
) -> bool:
    """Delete, change and make rows until they are those that are wanted; return whether any was not yet.

    `owner` says to what a new row belongs.
    """
    gone = [row.pk for place, row in standing.items() if place not in wanted]
    changed = [row for place, row in standing.items() if place in wanted and _take(row, wanted[place])]
    new = [
        model(**owner(place), order=place.order, **values)
        for place, values in wanted.items()
        if place not in standing
    ]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    for row in changed:
        row.save()
    if new:
        model._default_manager.bulk_create(new)
    return bool(gone or changed or new)


def _take(row: models.Model, values: Values) -> bool:
    """Write the values on the row; return whether any differed."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def drop_uncited(references: Iterable[int]) -> None:
    """Delete those References that nothing cites any more and nobody has confirmed: only a note spoke of them.

    Whoever calls this holds the library (references.matching.hold).
    """
    left = Reference.objects.filter(pk__in=list(references), confirmed_at=None)
    cited = (Exists(model.objects.filter(reference=OuterRef("pk"))) for model in (Citation, VersionCitation))
    for condition in cited:
        left = left.exclude(condition)
    left.delete()
