"""Say, in the transaction of a write, that the projection of a subject is out of date."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from network.outbox.tasks import hint
from network.outbox.upsert import make_due


def mark(consumer: str, subjects: Iterable[int | str], *, due_at: datetime | None = None) -> None:
    """Note that `consumer` has to project each of `subjects` again, at `due_at` or as soon as it can.

    One row a consumer and subject, whose version goes up with each mark. A subject that was parked is tried again,
    since something about it has changed. The rows are written in the order of their subjects, so that two transactions
    that mark the same ones do not wait for each other in a ring; call it once in a transaction if you can.

    Raises `TransactionManagementError` outside of a transaction, and `ValueError` for a consumer that no setting names.
    """
    if consumer not in settings.OUTBOX_CONSUMERS:
        raise ValueError(f"There is no consumer {consumer!r} in OUTBOX_CONSUMERS.")
    require_transaction("Mark the outbox")
    names = {str(subject) for subject in subjects}
    if not names:
        return
    now = timezone.now()
    make_due(consumer, sorted(names), due_at or now)
    if due_at is None or due_at <= now:
        transaction.on_commit(lambda: hint(consumer), robust=True)  # a partial has no name for Django's log


def require_transaction(what: str) -> None:
    """Raise `TransactionManagementError` unless a transaction is open. `what` starts the message: "Mark the outbox"."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{what} in the transaction of the write that it is about.")
