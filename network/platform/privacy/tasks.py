"""Scheduled work on what is kept for privacy and safety."""

from celery import shared_task

from network.platform.privacy import rate_limits


@shared_task
def forget_counters() -> None:
    """Delete the counters of rate limits whose window has ended."""
    rate_limits.forget_over()
