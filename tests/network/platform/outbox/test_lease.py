"""Leases: who has a subject, how it is given back, and what becomes of one that fails."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import done, fail, lease, pause, postpone, renew
from network.platform.outbox.record import mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(seconds=1)


def row(subject: str = "7") -> OutboxRow:
    return OutboxRow.objects.get(subject=subject)


def test_what_one_worker_has_another_does_not_get(now: datetime) -> None:
    mark("graph", range(5))
    one, other = lease("graph", 3, now=now), lease("graph", 3, now=now)
    assert len(one.versions) == 3
    assert len(other.versions) == 2
    assert not set(one.versions) & set(other.versions)


def test_those_due_longest_come_first(now: datetime) -> None:
    mark("graph", [1], due_at=now - timedelta(minutes=1))
    mark("graph", [2], due_at=now - timedelta(minutes=3))
    mark("graph", [3], due_at=now - timedelta(minutes=2))
    assert lease("graph", 2, now=now).subjects == ["2", "3"]


def test_consumers_do_not_get_each_others_subjects(now: datetime) -> None:
    mark("graph", [1])
    assert not lease("vectors", 10, now=now).versions


def test_a_lease_that_ran_out_is_free_again(now: datetime) -> None:
    mark("graph", [7])
    lease("graph", 1, now=now)
    assert not lease("graph", 1, now=now + settings.OUTBOX_LEASE - timedelta(seconds=1)).versions
    assert lease("graph", 1, now=now + settings.OUTBOX_LEASE).overtook == {"7"}


def test_a_renewed_lease_lasts_longer_and_a_lost_one_cannot_be_renewed(now: datetime) -> None:
    mark("graph", [7, 8])
    held = lease("graph", 1, now=now)
    other = lease("graph", 1, now=now)
    late = now + settings.OUTBOX_LEASE - timedelta(seconds=1)
    assert renew(held, ["7", "8"], now=late) == {"7"}
    assert lease("graph", 10, now=now + settings.OUTBOX_LEASE).subjects == other.subjects


def test_a_subject_that_is_projected_is_up_to_date(now: datetime) -> None:
    mark("graph", [7])
    held = lease("graph", 1, now=now)
    done(held, ["7"], now=now)
    assert (row().due_at, row().done_version, row().lease, row().leased_until) == (None, 1, "", None)


def test_a_subject_marked_while_it_was_projected_stays_due(now: datetime) -> None:
    mark("graph", [7, 8])
    held = lease("graph", 2, now=now)
    mark("graph", [7])
    done(held, held.subjects, now=now)
    assert row("8").due_at is None
    assert (row("7").version, row("7").done_version, row("7").marked_at) == (2, 1, now)
    assert lease("graph", 2, now=now).versions == {"7": 2}


def test_a_worker_that_was_overtaken_makes_its_subject_due_again(now: datetime) -> None:
    mark("graph", [7])
    slow = lease("graph", 1, now=now)
    for _ in range(2):  # the second worker, and its second look
        now += settings.OUTBOX_LEASE
        done(lease("graph", 1, now=now), ["7"], now=now)
    assert row().due_at is None
    done(slow, ["7"], now=now)
    assert lease("graph", 1, now=now).versions == {"7": 2}


def test_an_overtaken_worker_does_not_call_the_others_work_done(now: datetime) -> None:
    mark("graph", [7])
    slow = lease("graph", 1, now=now)
    now += settings.OUTBOX_LEASE
    quick = lease("graph", 1, now=now)
    done(slow, ["7"], now=now)
    assert row().lease == quick.key
    done(quick, ["7"], now=now)
    assert lease("graph", 1, now=now).versions == {"7": 2}


def test_who_overtook_somebody_looks_a_second_time_one_lease_later(now: datetime) -> None:
    mark("graph", [7])
    lease("graph", 1, now=now)
    now += settings.OUTBOX_LEASE
    done(lease("graph", 1, now=now), ["7"], now=now)
    assert not lease("graph", 1, now=now).versions
    done(lease("graph", 1, now=now + settings.OUTBOX_LEASE), ["7"], now=now)
    assert row().due_at is None


def test_pauses_grow_from_seconds_to_ten_minutes() -> None:
    assert [pause(n).total_seconds() for n in range(1, 8)] == [2, 8, 32, 128, 512, 600, 600]


def test_a_subject_that_fails_waits_and_is_parked_after_its_last_attempt(now: datetime) -> None:
    mark("graph", [7])
    for attempt in range(1, settings.OUTBOX_MAX_ATTEMPTS + 1):
        assert row().parked_at is None
        held = lease("graph", 1, now=now)
        assert held.subjects == ["7"]
        fail(held, "7", "x" * 900, now=now)
        assert row().attempts == attempt
        assert not lease("graph", 1, now=now + pause(attempt) - timedelta(seconds=1)).versions
        now += pause(attempt)
    assert row().parked_at is not None
    assert row().due_at is None
    assert len(row().error) == 500
    assert not lease("graph", 1, now=now + timedelta(days=9)).versions


def test_a_success_forgets_earlier_failures(now: datetime) -> None:
    mark("graph", [7])
    fail(lease("graph", 1, now=now), "7", "no", now=now)
    now += pause(1)
    done(lease("graph", 1, now=now), ["7"], now=now)
    assert (row().attempts, row().error) == (0, "")


def test_a_subject_marked_while_it_failed_for_the_last_time_is_not_parked(now: datetime) -> None:
    mark("graph", [7])
    OutboxRow.objects.update(attempts=settings.OUTBOX_MAX_ATTEMPTS - 1)
    held = lease("graph", 1, now=now)
    mark("graph", [7])
    fail(held, "7", "no", now=now)
    assert row().parked_at is None
    assert lease("graph", 1, now=now + timedelta(minutes=10)).versions == {"7": 2}


def test_a_worker_that_failed_after_it_was_overtaken_makes_its_subject_due_again(now: datetime) -> None:
    mark("graph", [7])
    slow = lease("graph", 1, now=now)
    now += settings.OUTBOX_LEASE
    quick = lease("graph", 1, now=now)
    fail(slow, "7", "no", now=now)
    assert row().attempts == 0
    done(quick, ["7"], now=now)
    assert lease("graph", 1, now=now).versions == {"7": 2}


def test_postponed_subjects_are_blamed_for_nothing(now: datetime) -> None:
    mark("graph", [7, 8])
    OutboxRow.objects.update(attempts=settings.OUTBOX_MAX_ATTEMPTS - 1)
    held = lease("graph", 2, now=now)
    postpone(held, held.subjects, "the graph is away", now=now)
    assert set(OutboxRow.objects.values_list("attempts", "parked_at")) == {(settings.OUTBOX_MAX_ATTEMPTS - 1, None)}
    assert not lease("graph", 2, now=now).versions
    assert len(lease("graph", 2, now=now + timedelta(seconds=5)).versions) == 2
