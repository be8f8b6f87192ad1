"""What the ledger has done by the clock."""

from celery import shared_task
from django.utils import timezone

from network.platform.ledger.heads import head_is_due, write_head


@shared_task
def write_daily_head() -> None:
    """Close the day's ledger with a head over all that was written in it.

    It runs every hour and writes one head a day, because not every machine is on at night.
    """
    if head_is_due(timezone.now()):
        write_head()
