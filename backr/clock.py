"""The beat schedule, kept by a thread of the embedded worker.

A beat of its own would take 100 MB more, and one forked from the worker (`-B`) outlives a worker that is killed: two
would beat from then on. A thread goes with its worker. In a full deployment beat is a service of its own.
"""

import logging
import os
import signal
import threading
from typing import Any

from celery.beat import Service
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings

log = logging.getLogger(__name__)

QUEUE = "outbox"  # whoever takes it keeps the time


class Clock(threading.Thread):
    """Sends what is due until `stop`. If it ever fails, it ends its worker, for the supervisor to start both again."""

    def __init__(self, app: Any) -> None:
        super().__init__(name="clock", daemon=True)
        self.service = Service(app)
        self.stopping = False

    def run(self) -> None:
        try:
            self.service.start()
        finally:
            if not self.stopping:
                log.error("the clock stopped; ending this worker, to be started again")
                os.kill(os.getpid(), signal.SIGTERM)

    def stop(self) -> None:
        self.stopping = True
        self.service.stop()


@worker_ready.connect
def start_with_worker(sender: Any = None, **kwargs: Any) -> None:
    """Start the clock in the embedded worker that takes the outbox's queue."""
    if settings.EMBEDDED and QUEUE in sender.app.amqp.queues.consume_from:
        clock = Clock(sender.app)
        worker_shutting_down.connect(lambda **_: clock.stop(), weak=False)
        clock.start()
