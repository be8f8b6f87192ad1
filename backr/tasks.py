from celery import shared_task

from backr import workers


@shared_task
def beat_heart(queue: str) -> None:
    """Record a heartbeat of `queue`. The beat schedule sends it to each watched queue; see `backr.workers`."""
    workers.record_heartbeat(queue)
