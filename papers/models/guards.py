"""The database triggers that keep the public record: no Version is changed or deleted, and none belies its edition."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, transaction

AGREES = "papers_version_agrees"
NAMES = ("papers_version_no_update", "papers_version_no_delete", AGREES)

# What expunging may not touch. It looks at OLD and NEW only, so it needs no other row and no setting.
KEPT = ("id", "translation_id", "number", "paper_id", "language", "revision", "created_at")
SAME = " AND ".join(f"OLD.{column} = NEW.{column}" for column in KEPT)
# Paper and language stand on the row so that lists need no other; they are those of its Translation.
EDITION = """EXISTS (SELECT 1 FROM papers_translation AS edition WHERE edition.id = NEW.translation_id
  AND edition.paper_id = NEW.paper_id AND edition.language = NEW.language)"""

SQLITE = {
    "papers_version_no_update": f"""
CREATE TRIGGER papers_version_no_update BEFORE UPDATE ON papers_version
WHEN NOT (OLD.expunged_reason = '' AND NEW.expunged_reason <> '' AND {SAME})
BEGIN SELECT RAISE(ABORT, 'a Version is immutable'); END
""",
    "papers_version_no_delete": """
CREATE TRIGGER papers_version_no_delete BEFORE DELETE ON papers_version
BEGIN SELECT RAISE(ABORT, 'a Version is never deleted'); END
""",
    AGREES: f"""
CREATE TRIGGER papers_version_agrees BEFORE INSERT ON papers_version
WHEN NOT {EDITION}
BEGIN SELECT RAISE(ABORT, 'a Version is of the paper and language of its Translation'); END
""",
}

FUNCTION = f"""
CREATE OR REPLACE FUNCTION papers_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND {EDITION} THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.expunged_reason = '' AND NEW.expunged_reason <> '' AND {SAME} THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a Version is immutable, and of the paper and language of its Translation'
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = {
    name: f"CREATE TRIGGER {name} BEFORE {act} ON papers_version FOR EACH ROW EXECUTE FUNCTION papers_version_guard()"
    for name, act in zip(NAMES, ("UPDATE", "DELETE", "INSERT"), strict=True)
}


def make(connection: Any) -> None:
    """Make anew those that look at OLD and NEW only; every migration that alters the table calls this last.

    The one that reads another table waits for the end of `migrate`: SQLite renames no table that a trigger reads, and
    renaming is how a later migration would alter that table.
    """
    _make(connection, NAMES[:2])


def make_all(connection: Any) -> None:
    """Make every trigger anew."""
    _make(connection, NAMES)


def _make(connection: Any, names: Sequence[str]) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        drop(connection, names)
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in names:
            cursor.execute(POSTGRESQL[name] if connection.vendor == "postgresql" else SQLITE[name])


def drop(connection: Any, names: Sequence[str] = NAMES) -> None:
    """Remove the triggers; only a migration, and the tests that empty the database, have a reason to."""
    on_table = " ON papers_version" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: Any) -> list[str]:
    """Return the names of the triggers that are not there, or are switched off."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'papers_version'::regclass AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in found]


def before_migrating(using: str, **signal: Any) -> None:
    """Take off, at the start of `migrate`, the one that a migration would stumble over (see `make`)."""
    if connections[using].vendor == "sqlite":
        drop(connections[using], (AGREES,))


def after_migrating(using: str, **signal: Any) -> None:
    """Make the triggers anew at the end of `migrate`, whatever became of them: so they are mended."""
    if "papers_version" in connections[using].introspection.table_names():
        make_all(connections[using])
