"""Draining: batches, one that spoils a batch, and a consumer that is away."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from network.models import OutboxRow
from network.platform.features import Consumer
from network.platform.outbox import drain as drain_module
from network.platform.outbox import tasks
from network.platform.outbox.drain import drain_all, drain_consumer
from network.platform.outbox.lease import lease
from network.platform.outbox.record import mark

pytestmark = pytest.mark.django_db

calls: list[list[str]] = []
broken: set[str] = set()
away: list[bool] = []
during: list[Callable[[], object]] = []


def consumer(subjects: Sequence[str]) -> None:
    """Stands for a projection: notes what it was handed, and fails as the test wants."""
    calls.append(list(subjects))
    for act in during:
        act()
    if away:
        raise ConnectionRefusedError("nobody there")
    if broken & set(subjects):
        raise ValueError("cannot be projected")


@pytest.fixture(autouse=True)
def own_consumer(settings: Any) -> None:
    settings.OUTBOX_CONSUMERS = {
        "graph": Consumer("graph", f"{__name__}.consumer", batch=4),
        "mail": Consumer("mail", f"{__name__}.consumer", batch=1),
    }
    for held in (calls, broken, away, during):
        held.clear()  # type: ignore[attr-defined]


def due() -> set[str]:
    return set(OutboxRow.objects.filter(due_at__isnull=False).values_list("subject", flat=True))


def test_everything_due_is_projected_in_batches() -> None:
    mark("graph", range(10))
    assert drain_consumer("graph") == 10
    assert [len(call) for call in calls] == [4, 4, 2]
    assert due() == set()


def test_a_consumer_may_have_batches_of_its_own() -> None:
    mark("mail", range(3))
    drain_consumer("mail")
    assert [len(call) for call in calls] == [1, 1, 1]


def test_a_failing_subject_does_not_hold_back_the_others() -> None:
    mark("graph", range(6))
    broken.add("2")
    assert drain_consumer("graph") == 5
    assert due() == {"2"}
    failed = OutboxRow.objects.get(subject="2")
    assert (failed.attempts, failed.error) == (1, "ValueError: cannot be projected")


def test_while_the_consumer_is_away_everything_waits_unblamed() -> None:
    mark("graph", range(6))
    away.append(True)
    assert drain_consumer("graph") == 0
    assert len(calls) == 1
    assert len(due()) == 6
    assert set(OutboxRow.objects.values_list("attempts", flat=True)) == {0}


def test_a_consumer_that_goes_away_while_each_is_tried_leaves_the_rest_waiting() -> None:
    mark("graph", range(4))
    broken.update("0123")
    during.append(lambda: len(calls) == 3 and away.append(True))
    assert drain_consumer("graph") == 0
    assert len(due()) == 4
    assert sorted(OutboxRow.objects.values_list("attempts", flat=True)) == [0, 0, 0, 1]


def test_a_subject_lost_to_another_worker_is_not_projected_by_this_one() -> None:
    mark("graph", range(2))
    broken.add("0")

    def stall() -> None:
        if len(calls) == 1:
            lease("graph", 10, now=timezone.now() + settings.OUTBOX_LEASE + timedelta(seconds=1))

    during.append(stall)
    assert drain_consumer("graph") == 0
    assert calls == [["0", "1"]]


def test_a_subject_marked_while_it_was_projected_is_projected_again() -> None:
    mark("graph", [1])
    during.append(lambda: len(calls) == 1 and mark("graph", [1]))
    assert drain_consumer("graph") == 2
    assert calls == [["1"], ["1"]]
    assert due() == set()


def test_to_drain_all_goes_on_where_one_drain_gave_up_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(step=drain_module.LONGEST_DRAIN_SECONDS * 0.6)  # so each drain has time for one batch
    monkeypatch.setattr(drain_module, "monotonic", lambda: next(clock))
    mark("mail", range(4))
    assert drain_consumer("mail") == 1
    drain_all("mail")
    assert len(calls) == 4
    assert due() == set()


def test_to_drain_all_ends_when_the_consumer_is_away() -> None:
    mark("graph", range(6))
    away.append(True)
    drain_all("graph")
    assert len(due()) == 6


def test_a_drain_gives_up_its_place_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drain_module, "LONGEST_DRAIN_SECONDS", -1)
    mark("graph", [1])
    assert drain_consumer("graph") == 0
    assert due() == {"1"}


def test_an_unknown_consumer_is_an_error() -> None:
    with pytest.raises(KeyError):
        drain_consumer("grpah")


def test_the_sweeper_wakes_only_those_with_something_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(tasks.drain, "apply_async", lambda args, **options: woken.append(args[0]))
    mark("mail", [1], due_at=timezone.now() + timedelta(hours=1))
    tasks.sweep()
    assert woken == []
    mark("graph", [1])
    tasks.sweep()
    assert woken == ["graph"]
    lease("graph", 1)
    tasks.sweep()
    assert woken == ["graph"]


def test_the_task_drains_its_consumer() -> None:
    mark("graph", [1])
    tasks.drain("graph")
    assert calls == [["1"]]
