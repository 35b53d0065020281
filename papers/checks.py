"""System checks: what must be there before the site may be trusted.

They look at the database, so they speak when asked: `manage.py check --database default`, and at the start of
`migrate`, which mends what they find; that is why they warn, for an error would keep `migrate` from running.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from papers import exporting
from papers.models import Labelled, guards


@register(Tags.database)
def public_record_is_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return a warning for each trigger of the public record that is missing or switched off (papers.W001)."""
    return [
        Warning(
            f"The trigger {name} is missing or switched off: the public record could be changed.",
            hint="Run `manage.py migrate`, which makes the triggers anew.",
            id="papers.W001",
        )
        for alias in databases or []
        if "papers_version" in connections[alias].introspection.table_names()
        for name in guards.missing(connections[alias])
    ]


@register
def pages_have_their_fonts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning for each font of the printed page that is not on this machine (papers.W003)."""
    return [
        Warning(
            f"The font {name} is missing: PDFs and the covers of EPUBs cannot be made.",
            hint="Install Debian's fonts-noto-cjk, or name the folder with the files of Noto CJK in FONT_DIRS.",
            id="papers.W003",
        )
        for name in exporting.missing_fonts()
    ]


@register(Tags.database)
def labels_have_their_columns(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return a warning for each label column that a language of the site lacks (papers.W002)."""
    return [
        Warning(
            f"The column {table}.{name} is missing: pages that read it cannot be shown.",
            hint="Run `manage.py makemigrations papers`, then `manage.py migrate`.",
            id="papers.W002",
        )
        for alias in databases or []
        for table, name in missing_columns(connections[alias])
    ]


def missing_columns(connection: Any) -> Iterator[tuple[str, str]]:
    """Yield table and name of each column of a labelled model that its table lacks."""
    there = set(connection.introspection.table_names())
    for model in apps.get_app_config("papers").get_models():
        table = model._meta.db_table
        if not issubclass(model, Labelled) or table not in there:
            continue
        with connection.cursor() as cursor:
            found = {column.name for column in connection.introspection.get_table_description(cursor, table)}
        yield from (
            (table, field.column) for field in model._meta.concrete_fields if field.column not in found
        )
