"""Nobody changes the ledger, not even with SQL in hand."""

import pytest
from django.db import DatabaseError, connection, transaction

from network.models import Introduction, LedgerEntry, LedgerWords, Member
from network.platform.ledger import triggers
from network.platform.ledger.record import write_entry
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact


@pytest.fixture
def entry(alice: Member, bob: Member) -> LedgerEntry:
    return write_entry(
        subject=make_introduction(alice, make_contact(bob, "Carol")), act="asked", details={"by": alice.pk}
    )


def run(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_an_entry_cannot_be_changed(entry: LedgerEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(act="agreed")
    entry.act = "agreed"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.save()
    entry.refresh_from_db()
    assert entry.act == "asked"


def test_an_entry_cannot_be_deleted(entry: LedgerEntry) -> None:
    LedgerWords.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM network_ledgerentry")
    assert LedgerEntry.objects.count() == 1


def test_an_entry_cannot_be_replaced_or_swept_away(entry: LedgerEntry) -> None:
    statement = {
        "sqlite": "INSERT OR REPLACE INTO network_ledgerentry (id, chain, number, act, at, commitment, previous, hash) "
        "SELECT id, chain, number, 'agreed', at, commitment, previous, hash FROM network_ledgerentry",
        "postgresql": "TRUNCATE network_ledgerentry CASCADE",
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL empties no table whose checks are still to come
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)
    assert LedgerEntry.objects.get().act == "asked"


def test_an_introduction_can_be_erased_and_its_entries_stay(entry: LedgerEntry) -> None:
    Introduction.objects.all().delete()
    assert not LedgerWords.objects.exists()
    assert LedgerEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_guard_that_is_gone_is_noticed() -> None:
    assert triggers.missing(connection) == set()
    triggers.remove(connection)
    assert triggers.missing(connection) == set(triggers.wanted(connection))
    triggers.install(connection)
    assert triggers.missing(connection) == set()
