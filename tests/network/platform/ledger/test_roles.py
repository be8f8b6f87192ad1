"""On PostgreSQL the application's role cannot get round the ledger's guards; the doctor notices one that can."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from backr.serving import prepare
from network.introductions.actions import withdraw
from network.models import LedgerEntry, LedgerWords, Member
from network.platform.ledger.heads import write_head
from network.platform.ledger.record import SETTLING, write_entry
from network.platform.ledger.roles import POWERS, SWITCHES_TRIGGERS_OFF, powers, prepare_role
from network.platform.subjects import subject_name
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

pytestmark = pytest.mark.skipif(
    not os.environ.get("BACKR_TEST_DATABASE_URL", "").startswith("postgres"), reason="roles are PostgreSQL's"
)
ENTRY = "INSERT INTO network_ledgerentry (chain, number, act, at, commitment, previous, hash) "
WAYS_ROUND = [
    "UPDATE network_ledgerentry SET act = 'agreed'",
    "DELETE FROM network_ledgerentry",
    "TRUNCATE network_ledgerentry CASCADE",
    "DROP TABLE network_ledgerentry CASCADE",
    "ALTER TABLE network_ledgerentry DISABLE TRIGGER ALL",
    "ALTER TABLE network_ledgerentry RENAME TO gone",
    "ALTER TABLE network_ledgerentry OWNER TO CURRENT_USER",
    "DROP TRIGGER ledger_refuses_change ON network_ledgerentry",
    "CREATE TRIGGER after_all BEFORE UPDATE ON network_ledgerentry EXECUTE FUNCTION ledger_refuses()",
    "CREATE RULE nothing AS ON INSERT TO network_ledgerentry DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION ledger_refuses() CASCADE",
    "SET session_replication_role = replica",
    ENTRY + "VALUES ('days', 1, '', now(), '', '', '') ON CONFLICT (chain, number) DO UPDATE SET act = 'agreed'",
    "UPDATE network_ledgerwords SET salt = ''",
    "DELETE FROM django_migrations",
    "CREATE TABLE network_mine (id int)",
    "COPY network_ledgerentry TO PROGRAM 'true'",
    "DROP SCHEMA public CASCADE",
]


@pytest.fixture
def role(transactional_db: None) -> Iterator[str]:
    """A role as `prepare` makes it; its password is its name."""
    name = f"backr_app_{secrets.token_hex(4)}"
    prepare_role(name, name)
    yield name
    with connection.cursor() as cursor:
        for statement in ("DROP OWNED BY {}", "DROP ROLE {}"):
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def test_the_application_does_all_it_has_to(role: str, alice: Member, bob: Member) -> None:
    introduction = make_introduction(alice, make_contact(bob, "Carol"))
    chain = subject_name(introduction)
    with acting_as(role):
        assert powers(connection) == []
        withdraw(introduction=introduction, by=alice)
        write_head(now=timezone.now() + SETTLING)
        introduction.delete()
    assert set(LedgerEntry.objects.values_list("chain", flat=True)) == {"days", chain}
    assert LedgerWords.objects.get().entry.chain == "days"


def test_it_finds_no_way_round(role: str, alice: Member, bob: Member) -> None:
    with transaction.atomic():
        write_entry(subject=make_introduction(alice, make_contact(bob, "Carol")), act="asked", details={})
    given = connection.get_connection_params()
    where = {name: given[name] for name in ("dbname", "host", "port") if given.get(name)}
    with psycopg.connect(**where, user=role, password=role, autocommit=True) as own:
        for statement in WAYS_ROUND:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement)
    assert LedgerEntry.objects.get().act == "asked"


TOO_MUCH = {
    "ALTER ROLE {} SUPERUSER": "it is a superuser",
    "ALTER ROLE {} CREATEROLE": "it may make roles",
    "GRANT TRUNCATE ON network_ledgerentry TO {}": "it may delete entries",
    "GRANT UPDATE (act) ON network_ledgerentry TO {}": "it may change entries",
    "GRANT TRIGGER ON network_ledgerentry TO {}": "it may make triggers",
    "ALTER TABLE network_ledgerentry OWNER TO {}": "it owns the ledger's table",
    "ALTER FUNCTION ledger_refuses() OWNER TO {}": "it owns the triggers' function",
    "DO $$ BEGIN EXECUTE format('GRANT %I TO {}', current_user); END $$": "it owns the schema",
    "GRANT pg_execute_server_program TO {}": "it may run programs or write files on the server",
    "GRANT pg_write_all_data TO {}": "it may change entries",
}


def test_too_much_power_is_noticed(role: str) -> None:
    for given, power in TOO_MUCH.items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL(given).format(sql.Identifier(role)))
            assert power in powers(connection, role), given
            transaction.set_rollback(True)
    assert powers(connection, role) == []


@pytest.mark.django_db
def test_a_superuser_has_every_power() -> None:
    version = connection.cursor().connection.info.server_version
    assert set(powers(connection)) == {*POWERS, *(SWITCHES_TRIGGERS_OFF if version >= 150000 else ())}


def test_a_role_that_keeps_too_much_is_not_prepared(role: str, settings: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER ROLE {} CREATEROLE").format(sql.Identifier(role)))
    settings.APPLICATION_ROLE, settings.APPLICATION_PASSWORD = role, "new"
    with pytest.raises(CommandError, match="could change the ledger: it may make roles"):
        prepare.application_role(lambda words: None)
