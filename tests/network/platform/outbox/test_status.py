"""How far behind the projections are, in numbers."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import done, fail, lease
from network.platform.outbox.record import mark
from network.platform.outbox.status import ConsumerStatus, summary

pytestmark = pytest.mark.django_db


def of(consumer: str) -> ConsumerStatus:
    return next(status for status in summary() if status.consumer == consumer)


def test_every_consumer_is_listed_also_with_nothing_to_do() -> None:
    assert summary() == [ConsumerStatus(name, 0.0, 0, 0) for name in settings.OUTBOX_CONSUMERS]


def test_the_age_is_that_of_the_oldest_mark_not_projected() -> None:
    mark("graph", [1, 2], due_at=timezone.now() - timedelta(minutes=5))
    mark("graph", [3])
    assert of("graph").due == 3
    assert 300 <= of("graph").oldest_due_seconds < 330
    held = lease("graph", 2)
    assert of("graph").due == 3
    done(held, held.subjects)
    assert of("graph").due == 1
    assert of("graph").oldest_due_seconds < 30


def test_a_subject_that_pauses_after_a_failure_still_ages() -> None:
    mark("graph", [1], due_at=timezone.now() - timedelta(minutes=5))
    fail(lease("graph", 1), "1", "no")
    assert of("graph").due == 1
    assert of("graph").oldest_due_seconds >= 300


def test_what_is_for_later_is_not_behind() -> None:
    mark("mail", [1], due_at=timezone.now() + timedelta(days=1))
    assert (of("mail").due, of("mail").oldest_due_seconds) == (0, 0.0)


def test_parked_subjects_are_counted_apart() -> None:
    mark("graph", [1, 2])
    OutboxRow.objects.filter(subject="1").update(due_at=None, parked_at=timezone.now())
    assert (of("graph").due, of("graph").parked) == (1, 1)
