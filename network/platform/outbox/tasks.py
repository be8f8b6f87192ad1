"""Messages for workers. Each is only a hint: the outbox holds what has to be done, and the sweeper finds it too."""

from math import inf
from time import monotonic

from celery import shared_task
from django.conf import settings

from network.platform.outbox.drain import drain_consumer
from network.platform.outbox.status import consumers_with_something_due


@shared_task
def drain(consumer: str) -> None:
    """Project what is due for `consumer`."""
    drain_consumer(consumer)


@shared_task
def sweep() -> None:
    """Hint for each consumer with something due: after a lost message, a dead worker, or a `due_at` that has come."""
    for consumer in consumers_with_something_due():
        hint(consumer)


_hinted_at: dict[str, float] = {}
"""When this process last sent a hint for each consumer (monotonic seconds)."""


def hint(consumer: str) -> None:
    """Ask a worker to drain `consumer` soon. A hint that cannot be sent is not retried: the sweeper finds the subject.

    At most one hint is sent in `OUTBOX_HINT_SECONDS`. What is marked in between waits for the next hint or the sweeper,
    about two seconds. Without this limit a busy process fills the queue faster than a worker reads it, because a worker
    has to read expired hints too.
    """
    now = monotonic()
    if now - _hinted_at.get(consumer, -inf) < settings.OUTBOX_HINT_SECONDS:
        return
    _hinted_at[consumer] = now
    drain.apply_async((consumer,), queue=settings.OUTBOX_CONSUMERS[consumer].queue, expires=60, retry=False)
