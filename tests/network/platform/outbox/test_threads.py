"""Real workers at once, on PostgreSQL: nobody waits for ever, nothing is lost."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Lock
from typing import Any

import pytest
from django.db import connection, transaction

from network.models import OutboxRow
from network.platform.features import Consumer
from network.platform.outbox.drain import drain_consumer
from network.platform.outbox.record import mark

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

SUBJECTS, ROUNDS = 30, 60
record: dict[str, int] = {}
projection: dict[str, int] = {}
lock = Lock()


def consumer(subjects: Sequence[str]) -> None:
    read = {subject: record.get(subject, 0) for subject in subjects}
    if random.random() < 0.2:
        raise ConnectionError("away for a moment")
    projection.update(read)


def change_things(seed: int) -> None:
    """Mark several subjects one after the other in one transaction, as requests do."""
    chance = random.Random(seed)
    try:
        for _ in range(ROUNDS):
            chosen = sorted(chance.sample(range(SUBJECTS), 5))
            with transaction.atomic():
                for subject in chosen:
                    mark("graph", [subject])
                with lock:
                    record.update({str(subject): record.get(str(subject), 0) + 1 for subject in chosen})
    finally:
        connection.close()


def work(stop: Event) -> None:
    try:
        while not stop.is_set():
            drain_consumer("graph")
    finally:
        connection.close()


def test_workers_and_members_at_once_come_to_no_deadlock_and_lose_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set BACKR_TEST_DATABASE_URL")
    settings.OUTBOX_CONSUMERS = {"graph": Consumer("graph", f"{__name__}.consumer", batch=7)}
    monkeypatch.setattr("network.platform.outbox.record.hint", lambda consumer: None)
    monkeypatch.setattr("network.platform.outbox.lease.OUTAGE_PAUSE", timedelta(0))
    stop = Event()
    with ThreadPoolExecutor(7) as pool:
        workers = [pool.submit(work, stop) for _ in range(4)]
        try:
            for change in [pool.submit(change_things, seed) for seed in range(3)]:
                change.result(timeout=120)
        finally:
            stop.set()
        for worker in workers:
            worker.result(timeout=120)
    while OutboxRow.objects.filter(due_at__isnull=False).exists():
        drain_consumer("graph")
    assert record
    assert projection == record
