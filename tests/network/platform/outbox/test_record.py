"""A mark stands in the same transaction as the write that it is about."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox import tasks
from network.platform.outbox.lease import done, fail, lease
from network.platform.outbox.record import mark


def row(subject: str = "7", consumer: str = "graph") -> OutboxRow:
    return OutboxRow.objects.get(consumer=consumer, subject=subject)


@pytest.mark.django_db(transaction=True)
def test_a_mark_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        mark("graph", [7])
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mark_goes_when_its_transaction_fails() -> None:
    @transaction.atomic
    def write() -> None:
        mark("graph", [7])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db
def test_a_consumer_that_no_setting_names_is_refused() -> None:
    with pytest.raises(ValueError, match="grpah"):
        mark("grpah", [7])


@pytest.mark.django_db
def test_each_mark_raises_the_version_and_keeps_one_row() -> None:
    for _ in range(3):
        mark("graph", [7, "7", 8])
    assert [(r.subject, r.version) for r in OutboxRow.objects.order_by("subject")] == [("7", 3), ("8", 3)]


@pytest.mark.django_db
def test_the_age_of_a_subject_is_that_of_its_oldest_mark() -> None:
    mark("graph", [7])
    first = row().marked_at
    mark("graph", [7])
    assert row().marked_at == first


@pytest.mark.django_db
def test_a_subject_projected_and_marked_again_is_as_old_as_the_new_mark() -> None:
    mark("graph", [7])
    held = lease("graph", 10)
    done(held, held.subjects)
    assert row().due_at is None
    before = timezone.now()
    mark("graph", [7])
    assert row().marked_at >= before


@pytest.mark.django_db
def test_a_mark_for_later_is_not_due_before() -> None:
    later = timezone.now() + timedelta(days=14)
    mark("mail", [7], due_at=later)
    assert not lease("mail", 10).versions
    assert lease("mail", 10, now=later).versions == {"7": 1}


@pytest.mark.django_db
def test_the_earlier_of_two_times_holds() -> None:
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    mark("mail", [7, 8], due_at=later)
    mark("mail", [7], due_at=soon)
    mark("mail", [7], due_at=later)
    assert row("7", "mail").due_at == soon
    assert row("8", "mail").due_at == later


@pytest.mark.django_db
def test_a_parked_subject_is_tried_again_when_it_is_marked() -> None:
    mark("graph", [7])
    now = timezone.now()
    for _ in range(8):
        held = lease("graph", 10, now=now)
        fail(held, "7", "no", now=now)
        now += timedelta(hours=1)
    assert row().parked_at
    mark("graph", [7])
    assert row().parked_at is None
    assert row().attempts == 0
    assert lease("graph", 10).subjects == ["7"]


@pytest.mark.django_db
def test_ten_thousand_subjects_are_marked_at_once() -> None:
    mark("graph", range(10_000))
    mark("graph", range(5_000, 15_000))
    assert OutboxRow.objects.count() == 15_000
    assert OutboxRow.objects.filter(version=2).count() == 5_000


@pytest.mark.django_db
def test_nothing_to_mark_writes_nothing() -> None:
    mark("graph", [])
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_called_once_the_transaction_has_been_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(tasks.drain, "apply_async", lambda args, **options: called.append(args[0]))
    with transaction.atomic():
        mark("graph", [7])
        assert called == []
    assert called == ["graph"]


def test_a_burst_of_marks_calls_a_worker_once_for_each_consumer_where_the_broker_is_slow(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    called: list[str] = []
    monkeypatch.setattr(tasks.drain, "apply_async", lambda args, **options: called.append(args[0]))
    monkeypatch.setattr(tasks, "_hinted_at", {})
    settings.OUTBOX_HINT_SECONDS = 0.1
    for consumer in ("graph", "mail", "graph", "graph", "mail"):
        tasks.hint(consumer)
    assert called == ["graph", "mail"]
    time.sleep(0.11)
    tasks.hint("graph")
    assert called == ["graph", "mail", "graph"]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_breaks_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError("no broker")

    monkeypatch.setattr(tasks.drain, "apply_async", refuse)
    with transaction.atomic():
        mark("graph", [7])
    assert row().due_at is not None
