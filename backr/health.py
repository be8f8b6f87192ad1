"""Health checks of every part the service needs: in full for `manage.py doctor`, in one word each for `/readyz`."""

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from redis import RedisError

from backr.workers import heartbeat_ages, overdue_queues
from matching import encoder
from network.platform.graph import driver
from network.platform.ledger import condition
from network.platform.outbox import status

LATE_SECONDS = 60.0  # the sweeper runs every two seconds
BUSY_SECONDS = {"vectors": 600.0, "imports": 600.0}  # encoding or adding a large address book takes minutes
LOW_DISK_BYTES = 2 * 1024**3
FULL_DISK_BYTES = 256 * 1024**2
TIMEOUT_SECONDS = 1.0  # how long `/readyz` waits for a cached check


class State(StrEnum):
    WELL = "well"
    POOR = "poor"
    DOWN = "down"


@dataclass(frozen=True)
class Result:
    """The result of one check. `advice` says what to do; it is empty when the part is well."""

    name: str
    state: State
    summary: str
    advice: str = ""


def database() -> Result:
    """Check that the database answers."""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Result("database", State.DOWN, f"does not answer: {error}", "Start it, and check DATABASE_URL.")
    return Result("database", State.WELL, f"{connections[DEFAULT_DB_ALIAS].display_name} answers")


def migrations() -> Result:
    """Check that every migration has been applied."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        unapplied = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Result("migrations", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    if unapplied:
        return Result("migrations", State.DOWN, f"{len(unapplied)} not applied", "Run: manage.py migrate")
    return Result("migrations", State.WELL, "all applied")


def graph() -> Result:
    """Check that the graph answers. Without it the pages work, with fewer suggestions."""
    try:
        driver.ping()
    except driver.GraphUnavailable as error:
        return Result("graph", State.POOR, f"does not answer: {error}", "Start it; it catches up by itself.")
    return Result("graph", State.WELL, "answers")


def outbox() -> Result:
    """Check that the projections keep up: the age of the oldest due row, and rows parked after failing."""
    try:
        consumers = status.summary()
    except DatabaseError as error:
        return Result("outbox", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    summary = "; ".join(
        f"{consumer.consumer}: {consumer.due} due, oldest {consumer.oldest_due_seconds:.0f} s, {consumer.parked} parked"
        for consumer in consumers
    )
    if any(consumer.parked for consumer in consumers):
        advice = "Read the workers' log for the cause, then run: manage.py outbox_retry"
        return Result("outbox", State.POOR, summary, advice)
    if any(consumer.oldest_due_seconds > BUSY_SECONDS.get(consumer.consumer, LATE_SECONDS) for consumer in consumers):
        return Result("outbox", State.POOR, summary, "The workers are behind or down; see the line about them.")
    return Result("outbox", State.WELL, summary)


def worker() -> Result:
    """Check that the worker of each watched queue has sent a heartbeat lately."""
    try:
        ages, overdue = heartbeat_ages(), overdue_queues()
    except DatabaseError as error:
        return Result("worker", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    summary = "; ".join(
        f"{queue}: {'never heard from' if age is None else f'last heard from {age.total_seconds():.0f} s ago'}"
        for queue, age in ages.items()
    )
    if overdue:
        advice = "Start the workers and beat (manage.py serve, or docker compose up)."
        return Result("worker", State.POOR, summary, advice)
    return Result("worker", State.WELL, summary)


def cache() -> Result:
    """Check that the cache, which holds sign-in attempts and rate limits, keeps a value."""
    value = secrets.token_hex(8)
    try:
        caches[DEFAULT_CACHE_ALIAS].set("doctor", value, 30)
        stored = caches[DEFAULT_CACHE_ALIAS].get("doctor") == value
    except (RedisError, OSError, ValueError) as error:  # ValueError: a malformed REDIS_URL
        return Result("cache", State.POOR, f"does not answer: {error}", "Start Redis, and check REDIS_URL.")
    if not stored:
        return Result("cache", State.POOR, "keeps nothing", "Give it more memory, or look at its log.")
    return Result("cache", State.WELL, "keeps what it is given")


def ledger() -> Result:
    """Check that the ledger is guarded, and that its last head is signed and recent. `verify_ledger` checks it all."""
    try:
        summary, advice = condition.of_ledger(connections[DEFAULT_DB_ALIAS])
    except DatabaseError as error:
        return Result("ledger", State.DOWN, f"cannot be read: {error}", "See the line about the database.")
    return Result("ledger", State.POOR if advice else State.WELL, summary, advice)


def disk() -> Result:
    """Check that there is free space below `BACKR_HOME`."""
    try:
        free = shutil.disk_usage(settings.BACKR_HOME).free
    except OSError as error:
        return Result("disk", State.DOWN, f"cannot be read: {error}", "Make the folder, or check BACKR_HOME.")
    summary = f"{free / 1024**3:.1f} GB free at {settings.BACKR_HOME}"
    if free < FULL_DISK_BYTES:
        return Result("disk", State.DOWN, summary, "Make room now: writes will soon fail.")
    if free < LOW_DISK_BYTES:
        return Result("disk", State.POOR, summary, "Make room.")
    return Result("disk", State.WELL, summary)


def email() -> Result:
    """Check that the mail server accepts a connection. Sends nothing."""
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except (ImportError, ImproperlyConfigured) as error:
        return Result("e-mail", State.POOR, f"is not set up: {error}", "Check BACKR_MAIL_PROVIDER and _SETTINGS.")
    except OSError as error:
        return Result("e-mail", State.POOR, f"cannot be sent: {error}", "Check EMAIL_URL; unsent notices wait.")
    return Result("e-mail", State.WELL, f"{settings.EMAIL_BACKEND.rsplit('.', 1)[0]} is ready")


def operator() -> Result:
    """Check that the help pages can say who runs the service. The demo does not need it."""
    details = {"BACKR_OPERATOR_NAME": settings.OPERATOR_NAME, "BACKR_OPERATOR_CONTACT": settings.OPERATOR_CONTACT}
    missing = [name for name, value in details.items() if not value.strip()]
    if settings.DEMO or not missing:
        return Result("operator", State.WELL, "the help pages say who runs this, or nobody real is here")
    summary = "the help pages cannot say who runs this or how to reach them"
    if not settings.OPERATOR_CONTACT.strip():
        summary += "; there is nobody to tell, so pages leave out “tell us”, and reports of names reach nobody by mail"
    return Result("operator", State.POOR, summary, f"Set {' and '.join(missing)}.")


def local_help() -> Result:
    """Check that the pages can say whom to ask in the place. The demo does not need it."""
    if settings.DEMO or settings.LOCAL_HELP:
        return Result("local help", State.WELL, "the pages say whom to ask, or nobody real is here")
    summary = "somebody who knows nobody here is told of no place where they could ask"
    return Result("local help", State.POOR, summary, "Set BACKR_LOCAL_HELP: a library or a hub, and when it is open.")


def model() -> Result:
    """Check that the sentence model loads and encodes a text in this process. Takes seconds."""
    started = time.monotonic()
    try:
        vector = encoder.encoder().encode(["a pastry chef"])
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        return Result("model", State.POOR, f"does not load: {error}", "Check BACKR_MODEL, or run: make install")
    summary = f"{settings.MATCHING_MODEL} gives {vector.shape[1]} numbers a text, in {time.monotonic() - started:.1f} s"
    return Result("model", State.WELL, summary)


class CachedCheck:
    """A check whose state is kept for `keep_seconds`, and which blocks its caller for at most `timeout_seconds`.

    The check runs in one background thread. While that thread hangs the state is poor, and no second one is started.
    The cache is per process.
    """

    def __init__(self, check: Callable[[], Result], *, keep_seconds: float, timeout_seconds: float) -> None:
        self.check = check
        self.keep_seconds = keep_seconds
        self.timeout_seconds = timeout_seconds
        self._lock = threading.Lock()
        self._running: threading.Event | None = None
        self._state = State.POOR
        self._fresh_until = 0.0

    def state(self) -> State:
        """Return the current or cached state; poor if the check does not finish in time."""
        with self._lock:
            if self._running is None and time.monotonic() < self._fresh_until:
                return self._state
            if self._running is None:
                self._running = threading.Event()
                threading.Thread(target=self._run, args=[self._running], daemon=True).start()
            running = self._running
        return self._state if running.wait(self.timeout_seconds) else State.POOR

    def _run(self, finished: threading.Event) -> None:
        state = State.POOR  # also if the check raises; the thread's traceback goes to the log
        try:
            state = self.check().state
        finally:
            with self._lock:
                self._state, self._fresh_until, self._running = state, time.monotonic() + self.keep_seconds, None
            finished.set()


QUICK_CHECKS: dict[str, Callable[[], Result]] = {
    "database": database,
    "migrations": migrations,
    "graph": graph,
    "outbox": outbox,
    "worker": worker,
}
ALL_CHECKS: dict[str, Callable[[], Result]] = {
    **QUICK_CHECKS,
    "cache": cache,
    "ledger": ledger,
    "model": model,
    "e-mail": email,
    "disk": disk,
    "operator": operator,
    "local help": local_help,
}
# Cached because they have no short timeout of their own, and because others notice them: a mail server must not be
# called at every poll of `/readyz`.
CACHED_CHECKS: dict[str, CachedCheck] = {
    "cache": CachedCheck(cache, keep_seconds=2, timeout_seconds=TIMEOUT_SECONDS),
    "e-mail": CachedCheck(email, keep_seconds=60, timeout_seconds=TIMEOUT_SECONDS),
    "disk": CachedCheck(disk, keep_seconds=10, timeout_seconds=TIMEOUT_SECONDS),
}
REQUIRED = {"database", "migrations", "disk"}


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers. Uses no other part, so that a slow database does not get the process killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Give the state of each part in one word, without addresses, paths or errors.

    Down (503): the database does not answer or lacks tables, or the disk is full or its folder gone. What people write
    would be lost.
    Degraded (200): the pages open and what is written waits. The graph is down (fewer suggestions), the outbox or
    workers are late (projections and notices), the cache is down (no new sign-ins), e-mail waits, or the disk is low.
    Left out: the model, which takes seconds to load, and whose names the pages say, which is no matter of machines.
    """
    states = {name: check().state for name, check in QUICK_CHECKS.items()}
    states |= {name: check.state() for name, check in CACHED_CHECKS.items()}
    if any(states[name] is State.DOWN for name in REQUIRED):
        return JsonResponse({"status": "down", "parts": states}, status=503)
    well = all(state is State.WELL for state in states.values())
    return JsonResponse({"status": "ready" if well else "degraded", "parts": states})
