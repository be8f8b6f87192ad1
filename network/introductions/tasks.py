from celery import shared_task

from network.introductions import actions


@shared_task
def expire_due() -> None:
    """Expire the introductions whose deadline has passed."""
    actions.expire_due()
