"""Triggers by which the database itself refuses to change or delete an entry of the ledger.

On SQLite, a migration that alters the table rebuilds it and loses its triggers, so it has to call `install` at its end.
`missing` tells whether one forgot.
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
    # INSERT OR REPLACE deletes without firing the trigger on deletion
    "ledger_refuses_replacement": f"""
        CREATE TRIGGER ledger_refuses_replacement BEFORE INSERT ON {TABLE}
        WHEN EXISTS (
            SELECT 1 FROM {TABLE} WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number)
        )
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 -- nothing but our own constants
}

POSTGRESQL_BODY = f"""
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END """
POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $${POSTGRESQL_BODY}$$"""
POSTGRESQL = {
    "ledger_refuses_change": f"""
        CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuses()""",
    "ledger_refuses_emptying": f"""
        CREATE TRIGGER ledger_refuses_emptying BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()""",
}

# Each trigger, with what it does. 'R' fires for replicas alone, and 'D' is switched off.
INSTALLED = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": (
        "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A') AND tgqual IS NULL AND tgattr::text = ''"
    ),
}


def wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that this database has to have, by name. Raises `NotImplementedError` for another engine."""
    if connection.vendor == "sqlite":
        return SQLITE
    if connection.vendor == "postgresql":
        return POSTGRESQL
    raise NotImplementedError(f"The ledger cannot be kept safe on {connection.vendor}: use PostgreSQL or SQLite.")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; drop those of the same names first."""
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
    """Return the names of the triggers that the database lacks or has switched off, or that no longer refuse."""
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor], [TABLE])
        installed = {str(name): " ".join(text.split()) for name, text in cursor.fetchall()}
    bodies = dict.fromkeys(POSTGRESQL, POSTGRESQL_BODY) if connection.vendor == "postgresql" else wanted(connection)
    return {name for name, body in bodies.items() if installed.get(name) != " ".join(body.split())}
