"""The parts that the service stands on, and how each is: briefly in `/readyz`, in full by `manage.py doctor`."""

import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from redis import RedisError

from backr.heartbeat import missed, silences
from matching import encoder
from network.graph import driver
from network.outbox import status

LATE_SECONDS = 60.0  # the sweeper looks every two seconds
BUSY_SECONDS = {"vectors": 600.0}  # the texts of a large address book, or a town's first start, take minutes to encode
TIGHT_BYTES = 2 * 1024**3
FULL_BYTES = 256 * 1024**2


class State(StrEnum):
    WELL = "well"
    POOR = "poor"
    DOWN = "down"


@dataclass(frozen=True)
class Part:
    """One part as found. `advice` says what to do, and is empty when all is well."""

    name: str
    state: State
    words: str
    advice: str = ""


def database() -> Part:
    """Whether the database answers."""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Part("database", State.DOWN, f"does not answer: {error}", "Start it, and check DATABASE_URL.")
    return Part("database", State.WELL, f"{connections[DEFAULT_DB_ALIAS].display_name} answers")


def migrations() -> Part:
    """Whether the tables are those that this code expects."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Part("migrations", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    if waiting:
        return Part("migrations", State.DOWN, f"{len(waiting)} not applied", "Run: manage.py migrate")
    return Part("migrations", State.WELL, "all applied")


def graph() -> Part:
    """Whether the graph answers. Without it the pages work, with fewer suggestions."""
    try:
        driver.ping()
    except driver.GraphUnavailable as error:
        return Part("graph", State.POOR, f"does not answer: {error}", "Start it; what it missed catches up by itself.")
    return Part("graph", State.WELL, "answers")


def outbox() -> Part:
    """Whether the projections keep up: the oldest row that is due, and rows set aside after failing."""
    try:
        found = status.summary()
    except DatabaseError as error:
        return Part("outbox", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    words = "; ".join(
        f"{each.consumer}: {each.due} due, oldest {each.oldest_due_seconds:.0f} s, {each.parked} parked"
        for each in found
    )
    if any(each.parked for each in found):
        return Part(
            "outbox", State.POOR, words, "Read the workers' log for the cause, then run: manage.py outbox_retry"
        )
    if any(each.oldest_due_seconds > BUSY_SECONDS.get(each.consumer, LATE_SECONDS) for each in found):
        return Part("outbox", State.POOR, words, "The workers are behind or down; see the line about them.")
    return Part("outbox", State.WELL, words)


def worker() -> Part:
    """Whether each queue's worker was heard of lately."""
    try:
        found, ill = silences(), missed()
    except DatabaseError as error:
        return Part("worker", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    words = "; ".join(
        f"{queue}: {'never heard' if silence is None else f'heard {silence.total_seconds():.0f} s ago'}"
        for queue, silence in found.items()
    )
    if ill:
        return Part("worker", State.POOR, words, "Start the workers and beat (manage.py serve, or docker compose up).")
    return Part("worker", State.WELL, words)


def cache() -> Part:
    """Whether what all processes share for a while (codes' attempts, limits) is kept: in full deployments by Redis."""
    word = secrets.token_hex(8)
    try:
        caches[DEFAULT_CACHE_ALIAS].set("doctor", word, 30)
        kept = caches[DEFAULT_CACHE_ALIAS].get("doctor") == word
    except (RedisError, OSError, ValueError) as error:  # ValueError: an address that is none
        return Part("cache", State.POOR, f"does not answer: {error}", "Start Redis, and check REDIS_URL.")
    if not kept:
        return Part("cache", State.POOR, "forgets at once", "Give it more memory, or look at its log.")
    return Part("cache", State.WELL, "keeps what it is given")


def disk() -> Part:
    """Whether there is room where the service keeps its state."""
    try:
        free = shutil.disk_usage(settings.BACKR_HOME).free
    except OSError as error:
        return Part("disk", State.DOWN, f"cannot be looked at: {error}", "Make the folder, or check BACKR_HOME.")
    words = f"{free / 1024**3:.1f} GB free at {settings.BACKR_HOME}"
    if free < FULL_BYTES:
        return Part("disk", State.DOWN, words, "Make room now: writes will soon fail.")
    if free < TIGHT_BYTES:
        return Part("disk", State.POOR, words, "Make room.")
    return Part("disk", State.WELL, words)


def email() -> Part:
    """Whether e-mail can leave; sends nothing."""
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except (ImportError, ImproperlyConfigured) as error:
        return Part("e-mail", State.POOR, f"is not set up: {error}", "Check BACKR_MAIL_PROVIDER and _SETTINGS.")
    except OSError as error:
        return Part("e-mail", State.POOR, f"cannot be sent: {error}", "Check EMAIL_URL; unsent notices wait.")
    return Part("e-mail", State.WELL, f"{settings.EMAIL_BACKEND.rsplit('.', 1)[0]} is ready")


def operator() -> Part:
    """Whether members can find out who runs this and how to reach them. In the demo nobody needs to."""
    said = {"BACKR_OPERATOR_NAME": settings.OPERATOR_NAME, "BACKR_OPERATOR_CONTACT": settings.OPERATOR_CONTACT}
    missing = [name for name, value in said.items() if not value.strip()]
    if settings.DEMO or not missing:
        return Part("operator", State.WELL, "the help pages say who runs this, or nobody real is here")
    words = "the help pages cannot say who runs this or how to reach them"
    return Part("operator", State.POOR, words, f"Set {' and '.join(missing)}.")


def model() -> Part:
    """Whether the matcher's model loads and encodes, here and now. Takes seconds."""
    began = time.monotonic()
    try:
        vector = encoder.encoder().encode(["a pastry chef"])
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        return Part("model", State.POOR, f"does not load: {error}", "Check BACKR_MODEL, or run: make install")
    words = f"{settings.MATCHING_MODEL} gives {vector.shape[1]} numbers a text, in {time.monotonic() - began:.1f} s"
    return Part("model", State.WELL, words)


QUICK: dict[str, Callable[[], Part]] = {
    "database": database,
    "migrations": migrations,
    "graph": graph,
    "outbox": outbox,
    "worker": worker,
}
EVERY: dict[str, Callable[[], Part]] = {
    **QUICK,
    "cache": cache,
    "model": model,
    "e-mail": email,
    "disk": disk,
    "operator": operator,
}
