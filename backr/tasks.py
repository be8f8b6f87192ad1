from celery import shared_task

from backr import clock, heartbeat

__all__ = ["clock", "heartbeat"]  # both listen to the worker that loads this


@shared_task
def beat_heart(queue: str) -> None:
    """Sent to each watched queue by the beat schedule; see `backr.heartbeat`."""
    heartbeat.record_beat(queue)
