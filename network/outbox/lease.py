"""Take subjects that are due, and give them back: done, failed, postponed.

Who holds a row is decided by conditional updates, so it holds on SQLite, which knows no row locks. PostgreSQL is spared
waiting by `skip_locked`, and never waits for one row while it holds another, so that it cannot come to a deadlock with
the request of a member who marks several subjects.

A lease that runs out may be taken by another worker while the first is only slow. However the two interleave, the
subject ends up due again: a worker that finds itself overtaken marks it once more, and a worker that overtook somebody
looks a second time, one lease later, in case the first wrote late and then died.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from network.models import OutboxRow
from network.outbox.upsert import make_due

LONGEST_ERROR = 500
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
OUTAGE_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True)
class Lease:
    """Subjects that one worker has to itself until `until`, each with the version it saw."""

    key: str
    consumer: str
    taken_at: datetime
    until: datetime
    versions: dict[str, int] = field(default_factory=dict)
    overtook: frozenset[str] = frozenset()

    @property
    def subjects(self) -> list[str]:
        return list(self.versions)


def free(now: datetime) -> Q:
    """Rows that may be leased at `now`: due, and held by nobody or by somebody whose lease has run out."""
    return Q(due_at__lte=now) & (Q(leased_until__isnull=True) | Q(leased_until__lte=now))


def lease(consumer: str, limit: int, *, now: datetime | None = None) -> Lease:
    """Take up to `limit` due subjects of `consumer`, those due longest first. Empty when there are none."""
    now = now or timezone.now()
    key, until = secrets.token_hex(16), now + settings.OUTBOX_LEASE
    with transaction.atomic():
        found = OutboxRow.objects.select_for_update(skip_locked=True).filter(free(now), consumer=consumer)
        before = dict(found.order_by("due_at", "pk").values_list("pk", "lease")[:limit])
        OutboxRow.objects.filter(free(now), pk__in=before).update(lease=key, leased_until=until)
        rows = list(OutboxRow.objects.filter(pk__in=before, lease=key).order_by("due_at", "pk"))
    versions = {row.subject: row.version for row in rows}
    return Lease(key, consumer, now, until, versions, frozenset(row.subject for row in rows if before[row.pk]))


def renew(held: Lease, subjects: Collection[str], *, now: datetime | None = None) -> set[str]:
    """Hold `subjects` for another whole lease from `now`; return those that are still this worker's."""
    now = now or timezone.now()
    own = OutboxRow.objects.filter(consumer=held.consumer, subject__in=subjects, lease=held.key)
    own.update(leased_until=now + settings.OUTBOX_LEASE)
    return set(own.values_list("subject", flat=True))


def done(held: Lease, subjects: Collection[str], *, now: datetime | None = None) -> None:
    """Give back subjects that are projected. Those that were marked meanwhile, or taken by another, stay due."""
    moment = now or timezone.now()
    _without_waiting(held, subjects, lambda rows: _done(held, rows, moment))


def fail(held: Lease, subject: str, error: str, *, now: datetime | None = None) -> None:
    """Give back a subject that could not be projected: due again after a pause, parked after the last attempt.

    A subject that was marked meanwhile is never parked, since nobody has yet tried it as it now is.
    """
    moment = now or timezone.now()

    def give_back(rows: Sequence[OutboxRow]) -> None:
        for row in _own(held, rows, moment):
            attempts = row.attempts + 1
            _free(held, [row], due_at=moment + pause(attempts), attempts=attempts, error=error[:LONGEST_ERROR])
            if attempts >= settings.OUTBOX_MAX_ATTEMPTS and row.version == held.versions[subject]:
                park(row, now=moment)

    _without_waiting(held, [subject], give_back)


def postpone(held: Lease, subjects: Collection[str], error: str, *, now: datetime | None = None) -> None:
    """Give back subjects untried, because what they are projected to is away. It does not count as an attempt."""
    moment = now or timezone.now()

    def give_back(rows: Sequence[OutboxRow]) -> None:
        _free(held, _own(held, rows, moment), due_at=moment + OUTAGE_PAUSE, error=error[:LONGEST_ERROR])

    _without_waiting(held, subjects, give_back)


def park(row: OutboxRow, *, now: datetime) -> None:
    """Set a row aside: nobody tries it again until its subject is marked or an operator retries it."""
    OutboxRow.objects.filter(pk=row.pk, version=row.version, lease="").update(due_at=None, parked_at=now)


def pause(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure: 2 s, then four times the one before, at most ten minutes.

    With eight attempts that is about half an hour before a row is parked: longer than a restart, shorter than a night.
    """
    grown: timedelta = FIRST_PAUSE * 4 ** (attempts - 1)
    return min(grown, LONGEST_PAUSE)


def _without_waiting(held: Lease, subjects: Collection[str], give_back: Callable[[Sequence[OutboxRow]], None]) -> None:
    """Give back at once the rows that no other transaction holds, then the others, each by itself."""
    rows = OutboxRow.objects.filter(consumer=held.consumer)
    with transaction.atomic():
        at_once = list(rows.select_for_update(skip_locked=True).filter(subject__in=subjects))
        give_back(at_once)
    for subject in set(subjects) - {row.subject for row in at_once}:
        with transaction.atomic():
            give_back(list(rows.select_for_update().filter(subject=subject)))


def _own(held: Lease, rows: Sequence[OutboxRow], now: datetime) -> list[OutboxRow]:
    """Return the rows that are still this worker's; the others, which somebody took meanwhile, are made due again."""
    overtaken = [row.subject for row in rows if row.lease != held.key]
    make_due(held.consumer, overtaken, now)
    return [row for row in rows if row.lease == held.key]


def _done(held: Lease, rows: Sequence[OutboxRow], now: datetime) -> None:
    own = _own(held, rows, now)
    still = [row for row in own if row.version == held.versions[row.subject]]
    once = [row for row in still if row.subject not in held.overtook]
    twice = [row for row in still if row.subject in held.overtook]
    later = now + settings.OUTBOX_LEASE
    fresh: dict[str, Any] = {"attempts": 0, "error": ""}
    _free(held, once, due_at=None, done_version=F("version"), **fresh)
    _free(held, twice, due_at=later, marked_at=later, done_version=F("version"), **fresh)
    for row in own:
        if row not in still:
            _free(held, [row], marked_at=held.taken_at, done_version=held.versions[row.subject], **fresh)


def _free(held: Lease, rows: Sequence[OutboxRow], **changes: Any) -> None:
    if rows:
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows], lease=held.key).update(
            lease="", leased_until=None, **changes
        )
