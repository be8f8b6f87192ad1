from celery import shared_task

from network.demo.lasting import prolong


@shared_task
def keep_open() -> None:
    """Let nothing that is open in the demo town run out."""
    prolong()
