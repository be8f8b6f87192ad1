"""Try parked subjects again, when an operator has mended what made them fail."""

from django.db import transaction
from django.utils import timezone

from network.models import OutboxRow
from network.outbox.tasks import hint
from network.outbox.upsert import make_due


def retry_parked(consumer: str = "") -> dict[str, int]:
    """Make the parked subjects of `consumer`, or of every one, due now; return how many for each consumer."""
    with transaction.atomic():
        parked = OutboxRow.objects.filter(parked_at__isnull=False)
        if consumer:
            parked = parked.filter(consumer=consumer)
        found: dict[str, list[str]] = {}
        for name, subject in parked.values_list("consumer", "subject"):
            found.setdefault(name, []).append(subject)
        for name, subjects in found.items():
            make_due(name, subjects, timezone.now())
            transaction.on_commit(lambda name=name: hint(name), robust=True)  # type: ignore[misc]
    return {name: len(subjects) for name, subjects in found.items()}
