"""Messages for workers. Each is a hint: what has to be done stands in the outbox, and the sweeper finds it too."""

from math import inf
from time import monotonic

from celery import shared_task
from django.conf import settings

from network.outbox.drain import drain_consumer
from network.outbox.status import consumers_with_something_due


@shared_task
def drain(consumer: str) -> None:
    """Project what is due for `consumer`."""
    drain_consumer(consumer)


@shared_task
def sweep() -> None:
    """Wake the drains of whoever has something due: what a lost message, a dead worker or a later time left behind."""
    for consumer in consumers_with_something_due():
        hint(consumer)


_hinted_at: dict[str, float] = {}
"""When this process last asked for each consumer, by the monotonic clock."""


def hint(consumer: str) -> None:
    """Ask a worker to drain `consumer` soon. Not tried again when the broker is away: the sweeper sees to it.

    Nor asked again within `OUTBOX_HINT_SECONDS`: what is written after that drain waits for the next hint, or for the
    sweeper, some two seconds. A worker must read even the hints that have expired: filled faster than it reads, a queue
    held so many that none was read in its time.
    """
    now = monotonic()
    if now - _hinted_at.get(consumer, -inf) < settings.OUTBOX_HINT_SECONDS:
        return
    _hinted_at[consumer] = now
    drain.apply_async((consumer,), queue=settings.OUTBOX_QUEUES.get(consumer, "outbox"), expires=60, retry=False)
