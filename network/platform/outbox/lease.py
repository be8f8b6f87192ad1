"""Make subjects due, lease them, and release them: done, failed or postponed.

Conditional updates decide who holds a row, because SQLite has no row locks. On PostgreSQL `skip_locked` saves waiting.
A release never waits for one row while it holds another, so it cannot deadlock with a request that marks several
subjects.

When a lease runs out, another worker may take the subject although the first worker is only slow. In whatever order the
two write, the subject becomes due again: a worker that was overtaken marks it once more, and a worker that overtook
another makes it due again one lease later, in case the first wrote late and then died. Where workers renew their leases
(`Consumer.renews`), one that ran out counts as a failed attempt.
"""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from network.models import OutboxRow
from network.platform.chunks import in_chunks

LONGEST_ERROR = 500
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
OUTAGE_PAUSE = timedelta(seconds=5)
KILLED = "its worker was killed, or did not answer for as long as a lease lasts"


class LeaseLost(Exception):
    """Another worker has taken over. The current transaction must be rolled back."""


@dataclass(frozen=True)
class Lease:
    """Subjects that a worker alone holds until `until`, each with the version that it saw."""

    key: str
    consumer: str
    taken_at: datetime
    until: datetime
    versions: dict[str, int] = field(default_factory=dict)
    overtook: frozenset[str] = frozenset()

    @property
    def subjects(self) -> list[str]:
        return list(self.versions)

    def only(self, subject: str) -> "Lease":
        """Return the same lease on one of its subjects."""
        return replace(self, versions={subject: self.versions[subject]})


def free(now: datetime) -> Q:
    """Return the condition for rows that may be leased at `now`: due, and without a lease that is still running."""
    return Q(due_at__lte=now) & (Q(leased_until__isnull=True) | Q(leased_until__lte=now))


def lease(consumer: str, limit: int, *, subjects: Collection[str] | None = None, now: datetime | None = None) -> Lease:
    """Take up to `limit` due subjects of `consumer`, those due longest first. The lease is empty if there are none.

    With `subjects`, takes only those.
    """
    now = now or timezone.now()
    key, until = secrets.token_hex(16), now + settings.OUTBOX_LEASE
    with transaction.atomic():
        due = OutboxRow.objects.select_for_update(skip_locked=True).filter(free(now), consumer=consumer)
        if subjects is not None:
            due = due.filter(subject__in=subjects)
        before = dict(due.order_by("due_at", "pk").values_list("pk", "lease")[:limit])
        OutboxRow.objects.filter(free(now), pk__in=before).update(lease=key, leased_until=until)
        leased = list(OutboxRow.objects.filter(pk__in=before, lease=key).order_by("due_at", "pk"))
        rows = _count_killed(consumer, leased, {pk for pk, last in before.items() if last}, now)
    versions = {row.subject: row.version for row in rows}
    return Lease(key, consumer, now, until, versions, frozenset(row.subject for row in rows if before[row.pk]))


def _count_killed(
    consumer: str, rows: Sequence[OutboxRow], overtook: Collection[int], now: datetime
) -> Sequence[OutboxRow]:
    """Count an attempt of each row that a killed worker held, park those that had their last, and return the others."""
    declared = settings.OUTBOX_CONSUMERS.get(consumer)
    if declared is None or not declared.renews:
        return rows
    left = []
    for row in rows:
        attempts = row.attempts + (row.pk in overtook)
        is_last = attempts >= max_attempts(consumer)
        if row.pk in overtook:
            freed: dict[str, Any] = {"lease": "", "leased_until": None, "parked_at": now, "due_at": None}
            OutboxRow.objects.filter(pk=row.pk, lease=row.lease).update(
                attempts=attempts, error=KILLED, **(freed if is_last else {})
            )
        if not (is_last and row.pk in overtook):
            left.append(row)
    return left


def renew(held: Lease, subjects: Collection[str], *, now: datetime | None = None) -> set[str]:
    """Extend the lease on `subjects` by its full length from `now`; return those that this worker still holds."""
    now = now or timezone.now()
    own = OutboxRow.objects.filter(consumer=held.consumer, subject__in=subjects, lease=held.key)
    own.update(leased_until=now + settings.OUTBOX_LEASE)
    return set(own.values_list("subject", flat=True))


def renew_or_stop(held: Lease) -> None:
    """Extend the lease on all of its subjects. Raises `LeaseLost` if this worker does not hold one of them any more.

    For work on one subject in several transactions. As the first write of each, it stops a worker that was overtaken
    from committing anything.
    """
    if renew(held, held.subjects) != set(held.subjects):
        raise LeaseLost


def done(held: Lease, subjects: Collection[str], *, now: datetime | None = None) -> None:
    """Release subjects that are projected. Those that were marked meanwhile, or that another worker took, stay due."""
    moment = now or timezone.now()
    _release_unlocked_first(held, subjects, lambda rows: _done(held, rows, moment))


def fail(held: Lease, subject: str, error: str, *, now: datetime | None = None) -> None:
    """Release a subject that could not be projected: due again after a pause, or parked after the last attempt.

    A subject that was marked meanwhile is not parked, since its new version has not been tried.
    """
    moment = now or timezone.now()

    def release(rows: Sequence[OutboxRow]) -> None:
        for row in _own(held, rows, moment):
            attempts = row.attempts + 1
            _free(held, [row], due_at=moment + pause(attempts), attempts=attempts, error=error[:LONGEST_ERROR])
            if attempts >= max_attempts(held.consumer) and row.version == held.versions[subject]:
                park(row, now=moment)

    _release_unlocked_first(held, [subject], release)


def postpone(held: Lease, subjects: Collection[str], error: str, *, now: datetime | None = None) -> None:
    """Release subjects untried, because the target cannot be reached. It does not count as an attempt."""
    moment = now or timezone.now()

    def release(rows: Sequence[OutboxRow]) -> None:
        _free(held, _own(held, rows, moment), due_at=moment + OUTAGE_PAUSE, error=error[:LONGEST_ERROR])

    _release_unlocked_first(held, subjects, release)


def max_attempts(consumer: str) -> int:
    """Return after how many failed attempts a subject of `consumer` is parked."""
    declared = settings.OUTBOX_CONSUMERS.get(consumer)
    return int((declared.attempts if declared else 0) or settings.OUTBOX_MAX_ATTEMPTS)


def park(row: OutboxRow, *, now: datetime) -> None:
    """Park a row: it is not tried again until its subject is marked or an operator retries it."""
    OutboxRow.objects.filter(pk=row.pk, version=row.version, lease="").update(due_at=None, parked_at=now)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after the `attempts`-th failure: 2 s, then four times as long each time, at most 10 min.

    With eight attempts a row is parked after about half an hour: longer than a restart, shorter than a night.
    """
    grown: timedelta = FIRST_PAUSE * 4 ** (attempts - 1)
    return min(grown, LONGEST_PAUSE)


def _release_unlocked_first(
    held: Lease, subjects: Collection[str], release: Callable[[Sequence[OutboxRow]], None]
) -> None:
    """Release the rows that no other transaction has locked, then the others one by one."""
    rows = OutboxRow.objects.filter(consumer=held.consumer)
    with transaction.atomic():
        at_once = list(rows.select_for_update(skip_locked=True).filter(subject__in=subjects))
        release(at_once)
    for subject in set(subjects) - {row.subject for row in at_once}:
        with transaction.atomic():
            release(list(rows.select_for_update().filter(subject=subject)))


def _own(held: Lease, rows: Sequence[OutboxRow], now: datetime) -> list[OutboxRow]:
    """Return the rows that this worker still holds. The others, which another worker took, become due again."""
    overtaken = [row.subject for row in rows if row.lease != held.key]
    make_due(held.consumer, overtaken, now)
    return [row for row in rows if row.lease == held.key]


def _done(held: Lease, rows: Sequence[OutboxRow], now: datetime) -> None:
    own = _own(held, rows, now)
    current = [row for row in own if row.version == held.versions[row.subject]]
    once = [row for row in current if row.subject not in held.overtook]
    twice = [row for row in current if row.subject in held.overtook]
    later = now + settings.OUTBOX_LEASE
    fresh: dict[str, Any] = {"attempts": 0, "error": ""}
    _free(held, once, due_at=None, done_version=F("version"), **fresh)
    _free(held, twice, due_at=later, marked_at=later, done_version=F("version"), **fresh)
    for row in own:
        if row not in current:
            _free(held, [row], marked_at=held.taken_at, done_version=held.versions[row.subject], **fresh)


def _free(held: Lease, rows: Sequence[OutboxRow], **changes: Any) -> None:
    if rows:
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows], lease=held.key).update(
            lease="", leased_until=None, **changes
        )


UPSERT = """
    INSERT INTO network_outboxrow
        (consumer, subject, version, done_version, due_at, marked_at, lease, attempts, error)
    VALUES {rows}
    ON CONFLICT (consumer, subject) DO UPDATE SET
        version = network_outboxrow.version + 1,
        marked_at = CASE
            WHEN network_outboxrow.due_at IS NULL OR network_outboxrow.marked_at > excluded.marked_at
            THEN excluded.marked_at ELSE network_outboxrow.marked_at END,
        due_at = CASE
            WHEN network_outboxrow.due_at IS NULL OR network_outboxrow.due_at > excluded.due_at
            THEN excluded.due_at ELSE network_outboxrow.due_at END,
        attempts = CASE WHEN network_outboxrow.parked_at IS NULL THEN network_outboxrow.attempts ELSE 0 END,
        parked_at = NULL
"""


def make_due(consumer: str, subjects: Sequence[str], due_at: datetime) -> None:
    """Make each of `subjects` due at `due_at`, or earlier if it is due earlier already.

    The ORM's upsert cannot refer to the old values of a row. This statement is valid on PostgreSQL and SQLite.
    """
    when = connection.ops.adapt_datetimefield_value(due_at)
    for chunk in in_chunks(sorted(subjects)):
        parameters: list[Any] = []
        for name in chunk:
            parameters += [consumer, name, when, when]
        rows = ", ".join(["(%s, %s, 1, 0, %s, %s, '', 0, '')"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(UPSERT.format(rows=rows), parameters)
