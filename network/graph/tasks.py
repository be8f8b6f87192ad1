"""The nightly look at the graph."""

import logging

from celery import shared_task

from network.graph.check import mend

log = logging.getLogger(__name__)


@shared_task
def check_and_mend() -> None:
    """Find every difference between graph and record, and have it put right."""
    problems = mend()
    log.log(logging.WARNING if problems else logging.INFO, "check of the graph: %d differences", len(problems))
