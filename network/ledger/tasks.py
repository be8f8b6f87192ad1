"""What the ledger has done by the clock."""

from celery import shared_task

from network.ledger.heads import write_head


@shared_task
def write_daily_head() -> None:
    """Close the day's ledger with a head over all that was written in it."""
    write_head()
