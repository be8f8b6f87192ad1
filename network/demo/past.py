"""Let things have happened a while ago: the town has a past on its first day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Have `timezone.now()` say `moment` for as long as the block runs. Only where nothing else runs in the process."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
