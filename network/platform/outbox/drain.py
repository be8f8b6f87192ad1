"""Project what is due: lease a batch of subjects, hand it to its consumer, release it.

A consumer raises `ConnectionError` when its target cannot be reached: its subjects wait, and no attempt is counted. Any
other exception counts as a failed attempt of the subject.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

from django.conf import settings
from django.utils.module_loading import import_string

from network.platform.features import Consumer
from network.platform.outbox.lease import Lease, LeaseLost, done, fail, lease, postpone, renew

log = logging.getLogger(__name__)

LONGEST_DRAIN_SECONDS = 30.0  # then the worker is free for other tasks, and the sweeper hints again


def drain_consumer(name: str) -> int:
    """Project everything of consumer `name` that is due; return how many subjects were projected.

    Stops early when the consumer is unavailable, or after half a minute. Raises `KeyError` for an unknown name.
    """
    declared: Consumer = settings.OUTBOX_CONSUMERS[name]
    started, projected = monotonic(), 0
    while monotonic() - started < LONGEST_DRAIN_SECONDS:
        held = lease(name, declared.batch)
        if not held.versions:
            break
        try:
            projected += project(declared, held)
        except ConnectionError:
            break
    return projected


def drain_all(name: str) -> None:
    """Project everything of consumer `name` that is due, with no time limit.

    Stops when the consumer is unavailable. Raises `KeyError` for an unknown name.
    """
    while drain_consumer(name):
        pass


def drain_subject(name: str, subject: int | str) -> None:
    """Project one subject in this process, if it is due and no worker holds it. Raises as `drain_consumer` does."""
    held = lease(name, 1, subjects=[str(subject)])
    if held.versions:
        with suppress(ConnectionError):
            project(settings.OUTBOX_CONSUMERS[name], held)


def project(consumer: Consumer, held: Lease) -> int:
    """Hand a leased batch to `consumer`, and release each subject; return how many were projected.

    When a batch fails, each subject is tried by itself, so that a bad one does not hold up the others. Raises
    `ConnectionError` after postponing the rest.
    """
    if len(held.versions) == 1:
        return _one_by_one(consumer, held)
    try:
        _call(consumer, held)
    except ConnectionError as error:
        _postpone_rest(held, held.subjects, error)
        raise
    except Exception:  # of any kind: trying each subject shows which one fails
        log.warning("%s: a batch of %d failed; trying each by itself", held.consumer, len(held.versions), exc_info=True)
        return _one_by_one(consumer, held)
    done(held, held.subjects)
    return len(held.versions)


def _call(consumer: Consumer, held: Lease) -> None:
    function = import_string(consumer.function)
    function(held if consumer.renews else held.subjects)


def _one_by_one(consumer: Consumer, held: Lease) -> int:
    projected = 0
    waiting = held.subjects
    while waiting:
        subject = waiting.pop(0)
        if subject not in renew(held, [subject, *waiting]):
            continue  # the lease ran out, and another worker holds it
        try:
            _call(consumer, held.only(subject))
        except LeaseLost:
            log.info("%s: the work on %s was overtaken", held.consumer, subject)
            done(held, [subject])  # if another worker holds it, this only makes it due again
        except ConnectionError as error:
            _postpone_rest(held, [subject, *waiting], error)
            raise
        except Exception as error:
            log.exception("%s: %s could not be projected", held.consumer, subject)
            fail(held, subject, f"{type(error).__name__}: {error}")
        else:
            done(held, [subject])
            projected += 1
    return projected


def _postpone_rest(held: Lease, subjects: Sequence[str], error: ConnectionError) -> None:
    log.warning("%s: lease %s: %s; %d subjects wait", held.consumer, held.key[:8], error, len(subjects))
    postpone(held, subjects, str(error))
