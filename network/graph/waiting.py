"""Wait until the graph has what the record says of some members."""

import time
from collections.abc import Callable, Collection

from network.graph import driver
from network.graph.driver import GraphUnavailable
from network.models import OutboxRow
from network.outbox.drain import drain_consumer

PAUSE_SECONDS = 0.3
LONGEST_SILENCE = 30.0


class NotProjected(Exception):
    """Some members could not be projected; says how many and why."""


def bring_up(member_ids: Collection[int], *, say: Callable[[int], None] = lambda left: None) -> None:
    """Project `member_ids` and whoever else is due, along with the worker if one runs; return when all are done.

    `say` is given the number that is left, now and then. Raises `NotProjected` when some are parked, and
    `GraphUnavailable` when the graph is away.
    """
    ours = {str(member) for member in member_ids}
    answered = time.monotonic()
    while True:
        drain_consumer("graph")
        answered = _last_answer(answered)
        left = ours & set(_subjects(due_at__isnull=False))
        if parked := ours & set(_subjects(parked_at__isnull=False)):
            error = OutboxRow.objects.filter(consumer="graph", subject=min(parked)).values_list("error", flat=True)
            raise NotProjected(f"{len(parked)} members could not be projected: {error.get()}")
        if not left:
            return
        say(len(left))
        time.sleep(PAUSE_SECONDS)


def _last_answer(before: float) -> float:
    """When the graph last answered. A server that is started again has half a minute for it."""
    try:
        driver.ping()
    except GraphUnavailable:
        if time.monotonic() - before > LONGEST_SILENCE:
            raise
        return before
    return time.monotonic()


def _subjects(**condition: object) -> list[str]:
    return list(OutboxRow.objects.filter(consumer="graph", **condition).values_list("subject", flat=True))
