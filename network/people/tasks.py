"""Scheduled work on accounts."""

from celery import shared_task

from network.people import authentication_log, sign_ins, unconfirmed


@shared_task
def forget_old_sign_ins() -> None:
    """Delete the sessions that are no longer valid."""
    sign_ins.forget_old()


@shared_task
def forget_old_authentication_events() -> None:
    """Delete the events of authentication that have been kept long enough."""
    authentication_log.forget_old()


@shared_task
def remove_unconfirmed_accounts() -> None:
    """Delete the accounts that somebody began and nobody confirmed."""
    unconfirmed.remove_old()
