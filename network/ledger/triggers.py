"""The database itself refuses to change or delete an entry of the ledger, whoever asks.

Kept apart from the migration that installs them: on SQLite, a migration that alters the table makes it anew and loses
its triggers, so it has to call `install` again. `missing` tells whether one forgot.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "network_ledgerentry"
REFUSAL = "The ledger is append-only."

SQLITE = {
    "ledger_refuses_change": f"""
        CREATE TRIGGER ledger_refuses_change BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "ledger_refuses_deletion": f"""
        CREATE TRIGGER ledger_refuses_deletion BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE deletes without waking the trigger on deletion
    "ledger_refuses_replacement": f"""
        CREATE TRIGGER ledger_refuses_replacement BEFORE INSERT ON {TABLE}
        WHEN EXISTS (
            SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number)
        )
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 -- nothing but our own constants
}

POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
POSTGRESQL = {
    "ledger_refuses_change": f"""
        CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuses()""",
    "ledger_refuses_emptying": f"""
        CREATE TRIGGER ledger_refuses_emptying BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
}

NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that this database has to have, by name. Raises `NotImplementedError` for another engine."""
    if connection.vendor == "sqlite":
        return SQLITE
    if connection.vendor == "postgresql":
        return POSTGRESQL
    raise NotImplementedError(f"The ledger cannot be kept safe on {connection.vendor}: use PostgreSQL or SQLite.")


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, those of the same names first dropped."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in wanted(connection).values():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For migrations backwards, and for tests that empty the whole database."""
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in wanted(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that the database ought to have and has not, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor], [TABLE])
        return set(wanted(connection)) - {str(row[0]) for row in cursor.fetchall()}
