"""The database role that the application runs as on PostgreSQL: it reads and writes rows, and cannot touch the guards.

Triggers keep the ledger from whoever cannot drop them. So the tables belong to the role that runs the migrations. The
application has another, which owns nothing, empties no table and may only add to the ledger. SQLite has no roles.
"""

from django.db import connection as default_connection
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from network.platform.ledger.triggers import TABLE

WORDS_TABLE = "network_ledgerwords"
GRANTS = (
    "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "REVOKE UPDATE, DELETE ON {entries} FROM {role}",
    "REVOKE UPDATE ON {words} FROM {role}",  # words are written once, and destroyed when somebody is erased
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)

POWERS = {
    "it is a superuser": "rolsuper",
    "it may make roles": "rolsuper OR rolcreaterole",  # before PostgreSQL 16 it could join the owner's
    "it owns the ledger's table": "pg_has_role(rolname, relowner, 'MEMBER')",
    "it owns the triggers' function": (
        "EXISTS (SELECT FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE tgrelid = pg_class.oid AND pg_has_role(rolname, proowner, 'MEMBER'))"
    ),
    "it owns the schema": "pg_has_role(rolname, nspowner, 'MEMBER')",
    "it owns the database": "pg_has_role(rolname, datdba, 'MEMBER')",
    "it may change entries": "has_any_column_privilege(rolname, pg_class.oid, 'UPDATE')",
    "it may delete entries": "has_table_privilege(rolname, pg_class.oid, 'DELETE, TRUNCATE')",
    "it may make triggers": "has_table_privilege(rolname, pg_class.oid, 'TRIGGER')",
    "it may run programs or write files on the server": (
        "pg_has_role(rolname, 'pg_execute_server_program', 'MEMBER') "
        "OR pg_has_role(rolname, 'pg_write_server_files', 'MEMBER')"
    ),
}
SWITCHES_TRIGGERS_OFF = {
    "it may switch triggers off": "has_parameter_privilege(rolname, 'session_replication_role', 'SET')"
}
"""Asked from PostgreSQL 15 on; before it only a superuser could."""


def prepare_role(role: str, password: str = "") -> None:
    """Give `role` what the application needs of this database and no more. Run it as the owner, after every migration.

    With a `password` the role is made if there is none, and gets that password; without, it has to be there.
    Raises `ValueError` if the role could still change the ledger, `DatabaseError` if the database refuses.
    """
    with transaction.atomic(), default_connection.cursor() as cursor:
        if password:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            # Scrambled here, so that the server's log never has the password itself.
            scrambled = cursor.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
            statement = sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}")
            cursor.execute(statement.format(sql.Identifier(role), sql.Literal(scrambled.decode())))
        cursor.execute("SELECT current_schema(), current_database()")
        schema, database = cursor.fetchone() or ("", "")
        names = {"role": role, "schema": schema, "database": database, "entries": TABLE, "words": WORDS_TABLE}
        for grant in GRANTS:
            cursor.execute(sql.SQL(grant).format(**{name: sql.Identifier(value) for name, value in names.items()}))
        if excess := powers(default_connection, role):
            raise ValueError(f"The database role {role} could change the ledger: {'; '.join(excess)}. Choose another.")


def powers(connection: BaseDatabaseWrapper, role: str | None = None) -> list[str]:
    """Return the ways in which `role`, or who is connected, could get round the ledger's guards. Empty on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version
        asked = POWERS | (SWITCHES_TRIGGERS_OFF if version >= 150000 else {})
        cursor.execute(
            f"SELECT {', '.join(asked.values())} FROM pg_roles, pg_class "  # noqa: S608 -- nothing but our own constants
            "JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_database ON datname = current_database() "
            "WHERE pg_class.oid = %s::regclass AND rolname = coalesce(%s, current_user)",
            [TABLE, role],
        )
        answers = cursor.fetchone()
    return [power for power, has_it in zip(asked, answers or [], strict=True) if has_it]
