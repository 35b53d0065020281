"""A QuerySet compiled once and run again with other values: what a page asks most often, at the price of its rows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

Value = str | int | datetime

# Far from any value that a query of ours has by itself, and within what the smallest number column holds.
_FIRST_NUMBER = 2_100_000_000
_FIRST_INSTANT = datetime(2, 2, 2, tzinfo=UTC)


class Prepared:
    """Building and compiling a QuerySet costs ten times as much as running it on an index.

    `build` takes its values by name (texts, whole numbers, instants; no lists, no None) and returns a QuerySet of
    models or of `values_list`, whose shape does not depend on the values. It is asked once per kinds of values, with
    marks in the place of the values; the SQL is kept, the marks are replaced at every call.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self._kept: dict[tuple[Any, ...], _Compiled] = {}

    def __call__(self, **values: Value) -> list[Any]:
        """Return the rows for these values: models, or the tuples of `values_list`."""
        kinds = tuple((name, type(value)) for name, value in values.items())
        if kinds not in self._kept:
            self._kept[kinds] = self._compile(values)
        return self._kept[kinds].run(values)

    def _compile(self, values: dict[str, Value]) -> "_Compiled":
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
        queryset = self.build(**marks)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        names = {_adapted(mark, connection): _Place(name) for name, mark in marks.items()}
        # A list is a path into JSON on PostgreSQL, never one of our values.
        places = [param if isinstance(param, list) else names.get(param, param) for param in params]
        kind = _Models if issubclass(queryset._iterable_class, ModelIterable) else _Tuples
        return kind(queryset, compiler, sql, places)


@dataclass(frozen=True)
class _Place:
    """Where a value stands among the parameters."""

    name: str


class _Compiled(ABC):
    """A QuerySet's SQL with places for its values, and how the columns become what Python has."""

    def __init__(self, queryset: QuerySet[Any], compiler: Any, sql: str, places: Sequence[Any]) -> None:
        self.queryset, self.compiler, self.sql, self.places = queryset, compiler, sql, places
        # Asking the queryset asks every router.
        self.database = queryset.db
        # How columns become values depends on the columns alone.
        self.converters = compiler.get_converters(
            [column[0] for column in compiler.select[: compiler.col_count]]
        )

    def run(self, values: dict[str, Value]) -> list[Any]:
        """Return the rows for these values."""
        connection = connections[self.database]
        given = {name: _adapted(value, connection) for name, value in values.items()}
        params = tuple(given[place.name] if isinstance(place, _Place) else place for place in self.places)
        return self.read(connection, params)

    @abstractmethod
    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        """Return the rows that the database gives for these parameters."""


class _Tuples(_Compiled):
    """Rows of `values_list`, straight from the cursor."""

    def __init__(self, queryset: Any, *rest: Any) -> None:
        super().__init__(queryset, *rest)
        # The manager of labels selects columns in an order of its own and puts them right in every row.
        asked = getattr(queryset, "original_fields", queryset._fields)
        selected = list(queryset.query.selected)
        self.order = [selected.index(name) for name in asked]

    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for place, (converters, expression) in self.converters.items():
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return [tuple(row[place] for place in self.order) for row in rows]


class _Models(_Compiled):
    """Models with their relations, made by Django from the rows."""

    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        again = _twin(self.queryset)
        again._query = _twin(self.queryset.query)
        replay = _twin(self.compiler)
        replay.connection, replay.query = connection, again.query
        replay.as_sql = lambda *args, **options: (self.sql, params)
        replay.get_converters = lambda _expressions: self.converters
        # Django asks the query for its compiler when the rows are fetched; it gets the one that knows its SQL already.
        again.query.get_compiler = lambda *args, **options: replay
        return list(again)


def _twin(thing: Any) -> Any:
    """Return a shallow copy; Django's own ways of copying rebuild what a replay does not touch."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


def _mark(number: int, value: Value) -> Value:
    """Return a value of the same type that stands for it while compiling."""
    if isinstance(value, datetime):
        return _FIRST_INSTANT + timedelta(seconds=number)
    return _FIRST_NUMBER + number if isinstance(value, int) else f"\N{REPLACEMENT CHARACTER}{number}"


def _adapted(value: Value, connection: Any) -> Any:
    """Return a value as the database driver takes it among parameters."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
