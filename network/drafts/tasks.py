from celery import shared_task

from network.drafts import actions


@shared_task
def forget_old_drafts() -> None:
    """Forget what nobody has gone on with for a month."""
    actions.forget_old()
