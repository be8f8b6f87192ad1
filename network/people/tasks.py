"""What is done for accounts by the clock."""

from celery import shared_task

from network.people import sign_ins


@shared_task
def forget_old_sign_ins() -> None:
    """Keep no session longer than it lets anybody in."""
    sign_ins.forget_old()
