"""Project what is due: lease a batch, hand it to its consumer, give it back.

A consumer that raises `ConnectionError` says that what it projects to is away: its subjects wait, and none is to blame.
Whatever else it raises is held against the subject.
"""

import logging
from collections.abc import Callable, Sequence
from time import monotonic

from django.conf import settings
from django.utils.module_loading import import_string

from network.outbox.lease import Lease, done, fail, lease, postpone, renew

log = logging.getLogger(__name__)

Consumer = Callable[[Sequence[str]], None]

LONGEST_DRAIN_SECONDS = 30.0  # then the worker's slot is given up, and the sweeper asks again


def drain_consumer(name: str) -> int:
    """Project everything of consumer `name` that is due; return how many subjects were projected.

    Stops early when the consumer is unavailable, or after half a minute. Raises `KeyError` for an unknown name.
    """
    consumer: Consumer = import_string(settings.OUTBOX_CONSUMERS[name])
    batch = settings.OUTBOX_BATCH.get(name, settings.OUTBOX_BATCH["default"])
    started, projected = monotonic(), 0
    while monotonic() - started < LONGEST_DRAIN_SECONDS:
        held = lease(name, batch)
        if not held.versions:
            break
        try:
            projected += project(consumer, held)
        except ConnectionError:
            break
    return projected


def drain_all(name: str) -> None:
    """Project everything of consumer `name` that is due, however long it takes.

    Stops when it is unavailable. Raises `KeyError` for an unknown name.
    """
    while drain_consumer(name):
        pass


def project(consumer: Consumer, held: Lease) -> int:
    """Hand a leased batch to `consumer`, and give each subject back; return how many were projected.

    When the batch fails, each subject is tried by itself, so that one that cannot be projected holds nobody back.
    Raises `ConnectionError` after postponing the rest.
    """
    try:
        consumer(held.subjects)
    except ConnectionError as error:
        _give_up(held, held.subjects, error)
        raise
    except Exception:  # in whatever way: each subject then shows whether it is to blame
        log.warning("%s: a batch of %d failed; trying each by itself", held.consumer, len(held.versions), exc_info=True)
        return _one_by_one(consumer, held)
    done(held, held.subjects)
    return len(held.versions)


def _one_by_one(consumer: Consumer, held: Lease) -> int:
    projected = 0
    waiting = held.subjects
    while waiting:
        subject = waiting.pop(0)
        if subject not in renew(held, [subject, *waiting]):
            continue  # its lease ran out, and another worker has it
        try:
            consumer([subject])
        except ConnectionError as error:
            _give_up(held, [subject, *waiting], error)
            raise
        except Exception as error:
            log.exception("%s: %s could not be projected", held.consumer, subject)
            fail(held, subject, f"{type(error).__name__}: {error}")
        else:
            done(held, [subject])
            projected += 1
    return projected


def _give_up(held: Lease, subjects: Sequence[str], error: ConnectionError) -> None:
    log.warning("%s: lease %s: %s; %d subjects wait", held.consumer, held.key[:8], error, len(subjects))
    postpone(held, subjects, str(error))
