"""The doctor sees whether the ledger is guarded, and whether its heads are written and signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from backr import health
from network.models import Introduction, LedgerEntry, Member
from network.platform.ledger import triggers
from network.platform.ledger.heads import write_head
from network.platform.ledger.record import SETTLING, write_entry
from network.platform.ledger.tasks import write_daily_head
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact


@pytest.fixture
def introduction(alice: Member, bob: Member) -> Introduction:
    return make_introduction(alice, make_contact(bob, "Carol"))


def later(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    now = timezone.now() + timedelta(**time)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_a_new_ledger_and_one_with_a_signed_head_are_well(introduction: Introduction) -> None:
    assert health.ledger().state is health.State.WELL
    write_entry(subject=introduction, act="asked", details={})
    assert health.ledger().summary == "is guarded; no head is due yet"
    write_head(now=timezone.now() + SETTLING)
    assert health.ledger().summary == "is guarded; head 1 is signed"
    assert health.ledger().state is health.State.WELL


def test_a_head_that_is_missing_is_told_of(introduction: Introduction, monkeypatch: pytest.MonkeyPatch) -> None:
    write_entry(subject=introduction, act="asked", details={})
    later(monkeypatch, hours=27)
    result = health.ledger()
    assert (result.state, "no head covers what was written since" in result.summary) == (health.State.POOR, True)
    write_daily_head()
    assert health.ledger().state is health.State.WELL


def test_one_head_is_written_a_day_however_often_beat_asks(
    introduction: Introduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _hour in range(3):
        write_daily_head()
    later(monkeypatch, days=1)
    write_daily_head()
    assert LedgerEntry.objects.filter(chain="days").count() == 2


@pytest.mark.parametrize("signature", [None, "", "not base64 ä", "A" * 86])
def test_a_head_that_is_not_signed_is_told_of(db: None, signature: str | None) -> None:
    write_head()
    triggers.remove(connection)
    LedgerEntry.objects.update(signature=signature)
    triggers.install(connection)
    assert "head, 1, is not signed with this service's key" in health.ledger().summary
    assert health.ledger().state is health.State.POOR


def test_a_guard_that_does_nothing_is_told_of(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_refuses_deletion")
            cursor.execute(
                f"CREATE TRIGGER ledger_refuses_deletion BEFORE DELETE ON {triggers.TABLE} WHEN 0 BEGIN SELECT 1; END"
            )
            assert triggers.missing(connection) == {"ledger_refuses_deletion"}
        else:
            cursor.execute(f"ALTER TABLE {triggers.TABLE} ENABLE REPLICA TRIGGER ledger_refuses_emptying")
            assert triggers.missing(connection) == {"ledger_refuses_emptying"}
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql "
                "AS 'BEGIN RETURN OLD; END'"
            )
            assert triggers.missing(connection) == set(triggers.POSTGRESQL)
    assert health.ledger().state is health.State.POOR
    triggers.install(connection)
    assert health.ledger().state is health.State.WELL


def test_a_deployment_whose_role_may_do_anything_is_told_of(db: None, settings: Any) -> None:
    settings.EMBEDDED = False
    well = connection.vendor == "sqlite"  # which has no roles
    assert health.ledger().state is (health.State.WELL if well else health.State.POOR)
