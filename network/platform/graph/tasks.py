"""The nightly check of the graph."""

import logging

from celery import shared_task

from network.platform.graph.check import mend

log = logging.getLogger(__name__)


@shared_task
def check_and_mend() -> None:
    """Find every difference between the graph and the database, and mend it."""
    problems = mend()
    log.log(logging.WARNING if problems else logging.INFO, "check of the graph: %d differences", len(problems))
