"""A QuerySet compiled once and run again with other values: what a page asks most often, at the price of its rows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet

# Far from any value that a query of ours has by itself, and within what the smallest number column holds.
_FIRST_NUMBER = 2_100_000_000
_FIRST_INSTANT = datetime(2, 2, 2, tzinfo=UTC)


class Prepared:
    """Building and compiling a QuerySet costs ten times as much as running it on an index.

    `build` takes its values by name (texts, whole numbers, instants; no lists, no None) and returns a QuerySet whose
    shape does not depend on them. It is asked once per database and per `shape`, with marks in the place of the
    values; the SQL is kept, the marks are replaced at every call.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self._kept: dict[tuple[Any, ...], tuple[QuerySet[Any], Any, str, list[Any]]] = {}

    def __call__(self, **values: str | int | datetime) -> list[Any]:
        """Return the rows for these values: models, or what `values` and `values_list` give."""
        kinds = tuple((name, type(value)) for name, value in values.items())
        kept = self._kept.get(kinds) or self._compile(kinds, values)
        queryset, compiler, sql, places = kept
        connection = connections[queryset.db]
        adapted = {name: _adapted(value, connection) for name, value in values.items()}
        params = tuple(adapted[place.name] if isinstance(place, _Mark) else place for place in places)
        again = _twin(queryset)
        again._query = _twin(queryset.query)
        replay = _twin(compiler)
        replay.connection, replay.query = connection, again.query
        replay.as_sql = lambda *args, **options: (sql, params)
        # Django asks the query for its compiler when the rows are fetched; it gets the one that knows its SQL already.
        again.query.get_compiler = lambda *args, **options: replay
        return list(again)

    def _compile(self, kinds: tuple[Any, ...], values: dict[str, Any]) -> Any:
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
        queryset = self.build(**marks)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        names = {_adapted(mark, connection): _Mark(name) for name, mark in marks.items()}
        # How columns become values depends on the columns alone.
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _expressions: converters
        # A list is a path into JSON on PostgreSQL, never one of our values.
        places = [param if isinstance(param, list) else names.get(param, param) for param in params]
        self._kept[kinds] = (queryset, compiler, sql, places)
        return self._kept[kinds]


def _twin(thing: Any) -> Any:
    """Return a shallow copy; Django's own ways of copying rebuild what a replay does not touch."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


class _Mark:
    """The place of a value among the parameters."""

    def __init__(self, name: str) -> None:
        self.name = name


def _mark(number: int, value: str | int | datetime) -> str | int | datetime:
    """Return a value of the same type that stands for it while compiling."""
    if isinstance(value, datetime):
        return _FIRST_INSTANT + timedelta(seconds=number)
    return _FIRST_NUMBER + number if isinstance(value, int) else f"\N{REPLACEMENT CHARACTER}{number}"


def _adapted(value: Any, connection: Any) -> Any:
    """Return a value as the database driver takes it among parameters."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
