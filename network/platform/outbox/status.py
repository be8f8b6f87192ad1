"""How far the projections are behind the database."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import free


@dataclass(frozen=True)
class ConsumerStatus:
    """One consumer's rows in the outbox."""

    consumer: str
    oldest_due_seconds: float  # age of the oldest mark that is not projected; 0 if there is none
    due: int  # subjects that wait, leased ones and those that pause after a failure included
    parked: int  # subjects that failed too often


def summary() -> list[ConsumerStatus]:
    """Return the state of each consumer that the settings name, in their order."""
    now = timezone.now()
    waits = Q(due_at__isnull=False, marked_at__lte=now)
    counted = OutboxRow.objects.values("consumer").annotate(
        oldest=Min("marked_at", filter=waits),
        due=Count("pk", filter=waits),
        parked=Count("pk", filter=Q(parked_at__isnull=False)),
    )
    by_consumer = {
        row["consumer"]: ConsumerStatus(
            consumer=row["consumer"],
            oldest_due_seconds=(now - row["oldest"]).total_seconds() if row["oldest"] else 0.0,
            due=row["due"],
            parked=row["parked"],
        )
        for row in counted
    }
    return [by_consumer.get(consumer, ConsumerStatus(consumer, 0.0, 0, 0)) for consumer in settings.OUTBOX_CONSUMERS]


def is_parked(consumer: str, subject: int | str) -> bool:
    """Tell whether a subject failed so often that it is not tried again by itself. One query."""
    return OutboxRow.objects.filter(consumer=consumer, subject=str(subject), parked_at__isnull=False).exists()


def is_due(consumer: str, subject: int | str) -> bool:
    """Tell whether a subject waits to be projected, or is being projected. One query."""
    return OutboxRow.objects.filter(consumer=consumer, subject=str(subject), due_at__isnull=False).exists()


def consumers_with_something_due() -> list[str]:
    """Return the consumers with a due subject that no worker holds."""
    now = timezone.now()
    return [
        consumer
        for consumer in settings.OUTBOX_CONSUMERS
        if OutboxRow.objects.filter(free(now), consumer=consumer).exists()
    ]
