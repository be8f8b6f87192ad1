"""A ledger that was begun before there were subjects goes on as it was, byte for byte."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps as apps_of_today
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from network.models import Introduction, LedgerEntry, LedgerWords, Notice, ReachCode
from network.platform.ledger import triggers
from network.platform.ledger.heads import broken_heads
from network.platform.ledger.record import canonical, write_entry
from network.platform.ledger.verify import Count, broken_entries
from network.platform.notices.post import project_notices
from tests.network.platform.ledger.before_subjects import insert, rows_of

BEFORE = ("network", "0014_imports_wait_in_the_outbox")


def migrate(*targets: tuple[str, str]) -> Any:
    """Bring the tables to where they were after `targets`, or up to date; return the models as they are then."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    wanted = [*targets, *(leaf for leaf in leaves if leaf[0] != "network")] if targets else leaves
    executor.migrate(wanted)
    return executor.loader.project_state(wanted).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The tables as they were then, with the rows of then; whatever becomes of them, they are up to date afterwards."""
    apps = migrate(BEFORE)
    insert(apps)
    yield apps
    migrate()


def entries(model: Any) -> list[dict[str, Any]]:
    """Return the ledger's entries as they stand in the fixture's file, which none of them was signed for."""
    rows = [{**row, "at": row["at"].isoformat()} for row in model.objects.order_by("pk").values()]
    assert {row.pop("signature", None) for row in rows} == {None}
    return rows


@pytest.mark.costly("undoes and applies every migration since then, three times over")
def test_an_old_database_is_brought_up_to_date_and_back(before: Any) -> None:
    migrate()
    assert entries(LedgerEntry) == rows_of("network.ledgerentry")
    count = Count()
    assert [*broken_entries(count), *broken_heads()] == []
    assert (count.chains, count.entries, count.words) == (6, 15, 12)
    call_command("verify_ledger")
    assert triggers.missing(connection) == set()
    assert {(row["id"], row["subject"]) for row in Notice.objects.values("id", "subject")} == {
        (row["id"], f"introduction:{row['introduction_id']}")
        if "introduction_id" in row
        else (row["id"], f"conversation:{row['conversation_id']}")
        for row in rows_of("network.notice")
    }
    what_was_still_to_be_posted_is_posted()
    old = migrate(BEFORE)
    assert triggers.missing(connection) == set()
    assert entries(old.get_model("network", "LedgerEntry")) == rows_of("network.ledgerentry")
    for name, columns in (
        ("network.notice", ("introduction_id", "conversation_id")),
        ("network.ledgerwords", ("introduction_id",)),
    ):
        kept = old.get_model(name).objects.order_by("pk").values("id", *columns)
        assert list(kept) == [{column: row.get(column) for column in ("id", *columns)} for row in rows_of(name)]


def what_was_still_to_be_posted_is_posted() -> None:
    """All but letters about messages: what was written before marks of reading were kept counts as read."""
    ReachCode.objects.filter(used_at=None).update(expires_at=timezone.now() + timedelta(minutes=15))
    due = Notice.objects.filter(sent_at=None).exclude(kind__in=("introduction_over", "conversation_message"))
    readers = sorted(notice.member.email if notice.member else notice.address for notice in due)
    assert len(readers) == 8
    project_notices([str(pk) for pk in due.values_list("pk", flat=True)])
    assert sorted(message.to[0] for message in mail.outbox) == readers
    assert len({(message.to[0], message.subject) for message in mail.outbox}) == 6, "three ask Amina the same"
    assert not due.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_the_same_acts_written_today_have_the_same_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    insert(apps_of_today, ("network.person", "network.member", "network.contact", "network.introduction"))
    words = {row["entry_id"]: row for row in rows_of("network.ledgerwords")}
    chains = [row for row in rows_of("network.ledgerentry") if row["chain"] not in ("days", "introduction:4")]
    for row in chains:
        said = words[row["id"]]
        monkeypatch.setattr("secrets.token_hex", lambda _bytes, salt=said["salt"]: salt)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=row["at"]: datetime.fromisoformat(at))
        subject = Introduction.objects.get(pk=said["introduction_id"])
        written = write_entry(subject=subject, act=row["act"], details=said["details"])
        assert (written.chain, written.number, written.commitment, written.previous, written.hash) == (
            row["chain"],
            row["number"],
            row["commitment"],
            row["previous"],
            row["hash"],
        )
        kept = LedgerWords.objects.get(entry=written)
        assert canonical(kept.details) == canonical(said["details"])
    assert len(chains) == 11
