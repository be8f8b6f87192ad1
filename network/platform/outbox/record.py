"""Mark subjects whose projection is out of date, in the transaction of the write; and retry parked ones."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import make_due
from network.platform.outbox.tasks import hint


def mark(consumer: str, subjects: Iterable[int | str], *, due_at: datetime | None = None, hinted: bool = True) -> None:
    """Record that `consumer` has to project each of `subjects` again, at `due_at` or as soon as possible.

    There is one row for each consumer and subject; each mark raises its version. A parked subject is tried again, since
    it has changed. Rows are written in the order of their subjects, so that two transactions that mark the same ones do
    not deadlock. Call it only once in a transaction if you can.

    Without `hinted` no worker is told: for a caller that projects the subject itself, by `drain_subject`. The sweeper
    finds the subject if that fails.

    Raises `TransactionManagementError` outside of a transaction, and `ValueError` for a consumer not in the settings.
    """
    if consumer not in settings.OUTBOX_CONSUMERS:
        raise ValueError(f"There is no consumer {consumer!r} in OUTBOX_CONSUMERS.")
    require_transaction("Mark the outbox")
    names = {str(subject) for subject in subjects}
    if not names:
        return
    now = timezone.now()
    make_due(consumer, sorted(names), due_at or now)
    if hinted and (due_at is None or due_at <= now):
        transaction.on_commit(lambda: hint(consumer), robust=True)  # Django logs the name, which a partial lacks


def require_transaction(what: str) -> None:
    """Raise `TransactionManagementError` unless a transaction is open. `what` starts the message: "Mark the outbox"."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{what} in the transaction of the write that it is about.")


def retry_parked(consumer: str = "") -> dict[str, int]:
    """Make the parked subjects of `consumer`, or of all consumers, due now; return how many for each consumer."""
    with transaction.atomic():
        parked = OutboxRow.objects.filter(parked_at__isnull=False)
        if consumer:
            parked = parked.filter(consumer=consumer)
        by_consumer: dict[str, list[str]] = {}
        for name, subject in parked.values_list("consumer", "subject"):
            by_consumer.setdefault(name, []).append(subject)
        for name, subjects in by_consumer.items():
            make_due(name, subjects, timezone.now())
            transaction.on_commit(lambda name=name: hint(name), robust=True)  # type: ignore[misc]
    return {name: len(subjects) for name, subjects in by_consumer.items()}
