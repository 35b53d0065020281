"""System checks: what must be there before the site may be trusted."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from papers.models import guards


@register(Tags.database)
def public_record_is_guarded(
    app_configs: list[AppConfig] | None, databases: list[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return an error for each missing trigger of the public record (papers.E001)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if "papers_version" in connection.introspection.table_names():
            found += [
                Error(
                    f"The trigger {name} is missing: a Version could be changed.",
                    hint="A migration that alters papers_version must end with papers.models.guards.make.",
                    id="papers.E001",
                )
                for name in guards.missing(connection)
            ]
    return found
