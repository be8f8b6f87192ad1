"""How one knows that workers live: each queue's worker writes a row now and then."""

from datetime import timedelta
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.utils import timezone

from network.models import Heartbeat

SILENT_AFTER = timedelta(seconds=60)  # six beats
BUSY = {"vectors": timedelta(minutes=10)}  # encoding the texts of a whole town's first start took two minutes


def watched_queues() -> list[str]:
    """Return the queues whose workers must be alive: those that the beat schedule sends a heartbeat to."""
    schedule = settings.CELERY_BEAT_SCHEDULE.values()
    return sorted(entry["args"][0] for entry in schedule if entry["task"] == "backr.tasks.beat_heart")


def record_beat(queue: str) -> None:
    """Note that a worker which takes `queue` is alive now."""
    Heartbeat.objects.update_or_create(worker=queue, defaults={"beaten_at": timezone.now()})


def silences() -> dict[str, timedelta | None]:
    """Return for each watched queue how long its worker has been silent; None if it was never heard."""
    beats = dict(Heartbeat.objects.values_list("worker", "beaten_at"))
    now = timezone.now()
    return {queue: now - beats[queue] if queue in beats else None for queue in watched_queues()}


def missed() -> list[str]:
    """Return the watched queues whose worker was never heard, or not for longer than its work explains."""
    return [
        queue for queue, silence in silences().items() if silence is None or silence > BUSY.get(queue, SILENT_AFTER)
    ]


@worker_ready.connect
def first_beat(sender: Any = None, **kwargs: Any) -> None:
    """A worker says at once that it is there, so that `serve` need not wait for the first scheduled beat."""
    taken = set(sender.app.amqp.queues.consume_from)
    for queue in taken.intersection(watched_queues()):
        record_beat(queue)
