from celery import shared_task

from network.platform.drafts import store


@shared_task
def forget_old_drafts() -> None:
    """Delete the drafts that have not changed for 30 days."""
    store.forget_old()
