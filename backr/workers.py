"""What a Celery worker does beside its tasks: it records heartbeats and, on one machine, runs the beat scheduler."""

import logging
import os
import signal
import threading
from datetime import timedelta
from typing import Any

from celery.beat import Service
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.utils import timezone

from network.models import Heartbeat

log = logging.getLogger(__name__)

OVERDUE_AFTER = timedelta(seconds=60)  # six heartbeats
BUSY = {"vectors": timedelta(minutes=10), "imports": timedelta(minutes=10)}
"""Workers that do one thing at a time and cannot beat meanwhile: encoding a town's texts, or long address books one
after the other, takes minutes."""
SCHEDULER_QUEUE = "outbox"  # the embedded worker that takes this queue runs the scheduler


def watched_queues() -> list[str]:
    """Return the queues whose workers must be alive: those that the beat schedule sends a heartbeat task to."""
    schedule = settings.CELERY_BEAT_SCHEDULE.values()
    return sorted(entry["args"][0] for entry in schedule if entry["task"] == "backr.tasks.beat_heart")


def record_heartbeat(queue: str) -> None:
    """Record that a worker of `queue` is alive now."""
    Heartbeat.objects.update_or_create(worker=queue, defaults={"beaten_at": timezone.now()})


def heartbeat_ages() -> dict[str, timedelta | None]:
    """Return the time since the last heartbeat of each watched queue; None if there was none."""
    last = dict(Heartbeat.objects.values_list("worker", "beaten_at"))
    now = timezone.now()
    return {queue: now - last[queue] if queue in last else None for queue in watched_queues()}


def overdue_queues() -> list[str]:
    """Return the watched queues without a heartbeat, or whose last one is older than their work explains."""
    return [queue for queue, age in heartbeat_ages().items() if age is None or age > BUSY.get(queue, OVERDUE_AFTER)]


@worker_ready.connect
def record_first_heartbeat(sender: Any = None, **kwargs: Any) -> None:
    """Record a heartbeat when a worker starts, so that `serve` need not wait for the first scheduled one."""
    consumed = set(sender.app.amqp.queues.consume_from)
    for queue in consumed.intersection(watched_queues()):
        record_heartbeat(queue)


class SchedulerThread(threading.Thread):
    """Runs Celery's beat scheduler in the embedded worker until `stop`.

    A beat process of its own would take 100 MB more. One forked by the worker (`-B`) outlives a killed worker, so that
    two would run. If this thread fails it ends its worker, and the supervisor starts both again.
    """

    def __init__(self, app: Any) -> None:
        super().__init__(name="scheduler", daemon=True)
        self.service = Service(app)
        self.stopping = False

    def run(self) -> None:
        try:
            self.service.start()
        finally:
            if not self.stopping:
                log.error("the scheduler stopped; ending this worker, to be started again")
                os.kill(os.getpid(), signal.SIGTERM)

    def stop(self) -> None:
        self.stopping = True
        self.service.stop()


@worker_ready.connect
def start_scheduler(sender: Any = None, **kwargs: Any) -> None:
    """Start the scheduler in the embedded worker that takes `SCHEDULER_QUEUE`."""
    if settings.EMBEDDED and SCHEDULER_QUEUE in sender.app.amqp.queues.consume_from:
        scheduler = SchedulerThread(sender.app)
        worker_shutting_down.connect(lambda **_: scheduler.stop(), weak=False)
        scheduler.start()
