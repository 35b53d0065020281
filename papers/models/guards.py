"""The database triggers that keep the public record: no Version is changed or deleted, by whichever way."""

from typing import Any

NAMES = ("papers_version_no_update", "papers_version_no_delete")

# What expunging may not touch. It looks at OLD and NEW only, so it needs no other row and no setting.
KEPT = ("id", "translation_id", "number", "paper_id", "language", "created_at")

SQLITE = """
CREATE TRIGGER papers_version_no_update BEFORE UPDATE ON papers_version
WHEN NOT (OLD.expunged_reason = '' AND NEW.expunged_reason <> '' AND {same})
BEGIN SELECT RAISE(ABORT, 'a Version is immutable'); END;
CREATE TRIGGER papers_version_no_delete BEFORE DELETE ON papers_version
BEGIN SELECT RAISE(ABORT, 'a Version is never deleted'); END;
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION papers_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.expunged_reason = '' AND NEW.expunged_reason <> '' AND {same} THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a Version is immutable' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER papers_version_no_update BEFORE UPDATE ON papers_version
  FOR EACH ROW EXECUTE FUNCTION papers_version_guard();
CREATE TRIGGER papers_version_no_delete BEFORE DELETE ON papers_version
  FOR EACH ROW EXECUTE FUNCTION papers_version_guard();
"""


def make(connection: Any) -> None:
    """Make the triggers anew; every migration that alters the table calls this last."""
    drop(connection)
    same = " AND ".join(f"OLD.{column} = NEW.{column}" for column in KEPT)
    script = (POSTGRESQL if connection.vendor == "postgresql" else SQLITE).format(same=same)
    with connection.cursor() as cursor:
        # sqlite3 runs one statement at a time; PostgreSQL's body has semicolons of its own.
        statements = [script] if connection.vendor == "postgresql" else script.split("\nCREATE")
        for statement in statements:
            if statement.strip():
                cursor.execute(statement if statement.lstrip().startswith("CREATE") else f"CREATE{statement}")


def drop(connection: Any) -> None:
    """Remove the triggers; only a migration, and the tests that empty the database, have a reason to."""
    on_table = " ON papers_version" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: Any) -> list[str]:
    """Return the names of the triggers that are not there."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'papers_version'::regclass"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in found]
