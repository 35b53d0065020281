"""A QuerySet compiled once and run again with other values: what a page asks most often, at the price of its rows."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.base import ModelState
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
        kinds = (*values, *map(type, values.values()))
        if kinds not in self._kept:
            self._kept[kinds] = self._compile(values)
        return self._kept[kinds].run(values)

    def _compile(self, values: dict[str, Value]) -> "_Compiled":
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items())}
        queryset = self.build(**marks)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        names = {_adapted(mark, connection): name for name, mark in marks.items()}
        # A list is a path into JSON on PostgreSQL, never one of our values.
        places = [
            (place, names[param])
            for place, param in enumerate(params)
            if not isinstance(param, list) and param in names
        ]
        kind = _Models if issubclass(queryset._iterable_class, ModelIterable) else _Tuples
        return kind(queryset, compiler, sql, params, places)


class _Compiled(ABC):
    """A QuerySet's SQL, its parameters with the places of its values, and how the columns become what Python has."""

    def __init__(
        self,
        queryset: QuerySet[Any],
        compiler: Any,
        sql: str,
        params: Sequence[Any],
        places: Sequence[tuple[int, str]],
    ) -> None:
        self.sql, self.params, self.places = sql, params, places
        # Asking the queryset asks every router.
        self.database = queryset.db
        # How columns become values depends on the columns alone.
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        self.converters = [
            (place, convert, column)
            for place, (converters, column) in compiler.get_converters(columns).items()
            for convert in converters
        ]

    def run(self, values: dict[str, Value]) -> list[Any]:
        """Return the rows for these values."""
        connection = connections[self.database]
        given = {name: _adapted(value, connection) for name, value in values.items()}
        params = list(self.params)
        for place, name in self.places:
            params[place] = given[name]
        return self.read(connection, tuple(params))

    def rows(self, connection: Any, params: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        """Return the rows that the database gives for these parameters, their values as Python has them."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if not self.converters:
            return found
        rows = [list(row) for row in found]
        for row in rows:
            for place, convert, column in self.converters:
                row[place] = convert(row[place], column, connection)
        return rows

    @abstractmethod
    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        """Return what is made of the rows for these parameters."""


class _Tuples(_Compiled):
    """Rows of `values_list`, straight from the cursor."""

    def __init__(self, queryset: Any, *rest: Any) -> None:
        super().__init__(queryset, *rest)
        # The manager of labels selects columns in an order of its own and puts them right in every row.
        asked = getattr(queryset, "original_fields", queryset._fields)
        selected = list(queryset.query.selected)
        self.order = [selected.index(name) for name in asked]

    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        return [tuple(map(row.__getitem__, self.order)) for row in self.rows(connection, params)]


class _Models(_Compiled):
    """Models with their relations."""

    def __init__(self, queryset: Any, compiler: Any, *rest: Any) -> None:
        super().__init__(queryset, compiler, *rest)
        self.shape = _Shape.of(compiler.klass_info, compiler.select)
        self.annotations = compiler.annotation_col_map

    def read(self, connection: Any, params: tuple[Any, ...]) -> list[Any]:
        return [self._model(row) for row in self.rows(connection, params)]

    def _model(self, row: Sequence[Any]) -> models.Model:
        made = self.shape.model_of(row, self.database)
        for name, place in self.annotations.items():
            setattr(made, name, row[place])
        return made


@dataclass(frozen=True)
class _Shape:
    """Which columns of a row are a model's, where its key is, and what is bound to it: a shape, and who learns of it."""

    model: type[models.Model]
    names: Sequence[str]
    columns: slice
    key: int
    bound: Sequence[tuple["_Shape", Callable[..., None], Callable[..., None]]]

    @classmethod
    def of(cls, info: dict[str, Any], select: Sequence[Any]) -> "_Shape":
        """Return the shape from what Django's compiler knows of a model and of those that are selected with it."""
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column[0].target.attname for column in select[columns]]
        key = columns.start + names.index(info["model"]._meta.pk.attname)
        bound = [
            (cls.of(each, select), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", ())
        ]
        return cls(info["model"], names, columns, key, bound)

    def model_of(self, row: Sequence[Any], database: str) -> Any:
        """Return the model of a row, None where a relation leads nowhere; what was not selected is fetched when read.

        As `Model.from_db` has it, which asks every column of the model whether it is there and tells the world.
        """
        if row[self.key] is None:
            return None
        made = object.__new__(self.model)
        made._state = ModelState()
        made._state.adding, made._state.db = False, database
        made.__dict__.update(zip(self.names, row[self.columns], strict=True))
        for shape, tell_it, tell_other in self.bound:
            other = shape.model_of(row, database)
            tell_it(made, other)
            if other is not None:
                tell_other(other, made)
        return made


def _mark(number: int, value: Value) -> Value:
    """Return a value of the same type that stands for it while compiling."""
    if isinstance(value, datetime):
        return _FIRST_INSTANT + timedelta(seconds=number)
    return _FIRST_NUMBER + number if isinstance(value, int) else f"\N{REPLACEMENT CHARACTER}{number}"


def _adapted(value: Value, connection: Any) -> Any:
    """Return a value as the database driver takes it among parameters."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
