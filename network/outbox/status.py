"""How far behind the projections are."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone

from network.models import OutboxRow
from network.outbox.lease import free


@dataclass(frozen=True)
class ConsumerStatus:
    """One consumer's rows in the outbox."""

    consumer: str
    oldest_due_seconds: float  # age of the oldest mark that is not yet projected; 0 when none waits
    due: int  # subjects that wait, those in a worker's hands and those pausing after a failure included
    parked: int  # subjects set aside after too many failures


def summary() -> list[ConsumerStatus]:
    """Return the state of each consumer that the settings name, in their order."""
    now = timezone.now()
    waits = Q(due_at__isnull=False, marked_at__lte=now)
    counted = OutboxRow.objects.values("consumer").annotate(
        oldest=Min("marked_at", filter=waits),
        due=Count("pk", filter=waits),
        parked=Count("pk", filter=Q(parked_at__isnull=False)),
    )
    found = {
        row["consumer"]: ConsumerStatus(
            consumer=row["consumer"],
            oldest_due_seconds=(now - row["oldest"]).total_seconds() if row["oldest"] else 0.0,
            due=row["due"],
            parked=row["parked"],
        )
        for row in counted
    }
    return [found.get(consumer, ConsumerStatus(consumer, 0.0, 0, 0)) for consumer in settings.OUTBOX_CONSUMERS]


def consumers_with_something_due() -> list[str]:
    """Return the consumers that have a subject due which no worker holds."""
    now = timezone.now()
    return [
        consumer
        for consumer in settings.OUTBOX_CONSUMERS
        if OutboxRow.objects.filter(free(now), consumer=consumer).exists()
    ]
