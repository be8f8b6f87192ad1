"""The only access to the graph: the official driver over Bolt, and the queries in `cypher/`.

There is one driver a process, made when first needed and so after any fork. If the server comes back on another port
(the embedded one notes its port at each start), the next call finds it.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from django.conf import settings
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

Row = dict[str, Any]
Result = TypeVar("Result")

QUERIES = Path(__file__).parent / "cypher"
CONNECT_SECONDS = 3.0
FETCH_ROWS = 50_000
WRITE_ATTEMPTS = 12
WRITE_SILENCE_SECONDS = 60.0
SLOW_SECONDS = 1.0
SKIP_SECONDS = 10.0
UNREACHABLE = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, OSError)


class GraphUnavailable(ConnectionError):
    """The graph cannot be reached, or refuses us. The database is safe, and the graph catches up later."""


class RetryTransaction(Exception):
    """Raised by the work given to `transact` when what it has read is out of date: run it again from the start."""


class _DriverState:
    """The driver of this process, and the process, address and password that it was made for."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.driver: neo4j.Driver | None = None
        self.made_for: tuple[int, str, str] = (0, "", "")
        self.users: Counter[neo4j.Driver] = Counter()  # how many threads use each driver
        self.slow_address = ""
        self.skipped_until = 0.0


_state = _DriverState()


def read(query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` with `params` and return its rows.

    Raises `GraphUnavailable` when the graph cannot be reached. Any other error is a fault of the query.
    """
    return _within(neo4j.READ_ACCESS, settings.GRAPH_TIMEOUT_SECONDS, lambda tx: rows(tx, query_name, **params))


def read_in_background(query_name: str, **params: Any) -> list[Row]:
    """Run a query as `read` does, with the longer time limit of writes: for work that no page waits for."""
    return _within(neo4j.READ_ACCESS, WRITE_SILENCE_SECONDS, lambda tx: rows(tx, query_name, **params))


def write(query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` in a transaction of its own and return its rows. Raises as `transact` does."""
    return transact(lambda tx: rows(tx, query_name, **params))


def transact(work: Callable[[neo4j.Transaction], Result]) -> Result:
    """Run `work` in one write transaction. If it conflicts with another transaction, run it again from its start.

    When two transactions MERGE the same new key, one of them fails. Neo4j reports a retryable error, the embedded
    engine a violated constraint or an unnamed error, which the driver does not retry. So `work` must read what it
    depends on inside the transaction. Raises `GraphUnavailable` when the graph cannot be reached.
    """
    for attempt in range(1, WRITE_ATTEMPTS + 1):
        try:
            return _within(neo4j.WRITE_ACCESS, WRITE_SILENCE_SECONDS, work)
        except (Neo4jError, RetryTransaction) as error:
            if attempt == WRITE_ATTEMPTS or not _is_retryable(error):
                raise
            time.sleep(random.uniform(0.01, 0.03) * 2 ** min(attempt, 6))  # noqa: S311
    raise AssertionError("unreachable")


def rows(tx: neo4j.Transaction, query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` inside `tx` and return all of its rows."""
    result = tx.run(text(query_name), params)
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) for record in result]


def ping() -> None:
    """Raise `GraphUnavailable` unless the graph answers."""
    read("ping")


def apply_schema() -> None:
    """Make the constraints and indexes that are missing. Raises `GraphUnavailable`."""
    for name in ("schema_person_id", "schema_person_member"):
        write(name)


def answers(uri: str, user: str, password: str, database: str) -> bool:
    """Tell whether the server at `uri` answers a query on `database`. Makes a driver of its own and closes it."""
    try:
        with (
            neo4j.GraphDatabase.driver(uri, auth=(user, password), connection_timeout=CONNECT_SECONDS) as driver,
            driver.session(database=database) as session,
            session.begin_transaction() as tx,
        ):
            rows(tx, "ping")
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def forget_driver() -> None:
    """Close the driver of this process, and stop skipping a slow server. The next call makes a new driver."""
    _discard(_state.driver)
    _state.slow_address = ""


def address() -> str:
    """Return the address from the settings, or the one that the embedded server noted. Raises `GraphUnavailable`."""
    noted = Path(settings.BACKR_HOME) / "graph" / "port"
    try:
        return settings.GRAPH_URI or f"bolt://127.0.0.1:{int(noted.read_text())}"
    except (OSError, ValueError):
        raise GraphUnavailable("The graph server has not been started.") from None


@cache
def text(query_name: str) -> str:
    """Return the Cypher of a query by its name."""
    return (QUERIES / f"{query_name}.cypher").read_text()


def _within(access: str, time_limit: float, work: Callable[[neo4j.Transaction], Result]) -> Result:
    """Run `work` in a transaction, and once more if a restart of the server had left the connection dead.

    A server that was slow to fail is not asked again for a few seconds, so that pages stay quick without it.
    """
    uri = address()
    if _state.slow_address == uri and time.monotonic() < _state.skipped_until:
        raise GraphUnavailable("The graph did not answer a moment ago.")
    for last_try in (False, True):
        started = time.monotonic()
        try:
            with _borrowed_driver() as driver:
                return _once(driver, access, time_limit, work)
        except UNREACHABLE as error:
            slow = time.monotonic() - started > SLOW_SECONDS
            if slow:
                _state.slow_address, _state.skipped_until = uri, time.monotonic() + SKIP_SECONDS
            if slow or last_try:
                raise GraphUnavailable(f"The graph cannot be reached: {error}") from error
    raise AssertionError("unreachable")


def _once(driver: neo4j.Driver, access: str, time_limit: float, work: Callable[[neo4j.Transaction], Result]) -> Result:
    try:
        with (
            driver.session(
                database=settings.GRAPH_DATABASE, default_access_mode=access, fetch_size=FETCH_ROWS
            ) as session,
            session.begin_transaction(timeout=time_limit if access == neo4j.READ_ACCESS else None) as tx,
        ):
            _limit_silence(tx, time_limit)
            result = work(tx)
            tx.commit()
            return result
    except AuthError as error:
        raise GraphUnavailable("The graph refuses the user or the password in the settings.") from error
    except ClientError as error:
        if "DatabaseNotFound" in (error.code or ""):
            raise GraphUnavailable(f"The graph has no database {settings.GRAPH_DATABASE!r}.") from error
        if "TransactionTimedOut" in (error.code or ""):
            raise GraphUnavailable("The graph took too long to answer.") from error
        raise


def _limit_silence(tx: neo4j.Transaction, seconds: float) -> None:
    """Set how long to wait for a server that keeps the connection open but sends nothing.

    The driver has this limit, but takes it from the server only, and the embedded server does not send it. A pooled
    connection still has the limit of its last use, so it is set each time.
    """
    tx._connection.socket.set_read_timeout(seconds)


@contextmanager
def _borrowed_driver() -> Iterator[neo4j.Driver]:
    """Lend the driver of this process, open as long as any thread uses it. Discard it if its server is unreachable.

    Closing a driver writes to each of its connections, which would corrupt what another thread is sending.
    """
    with _state.lock:
        driver = _current()
        _state.users[driver] += 1
    try:
        yield driver
    except UNREACHABLE:
        _discard(driver)
        raise
    finally:
        with _state.lock:
            _state.users[driver] -= 1
            _close_if_unused(driver)


def _current() -> neo4j.Driver:
    """Return the driver for this process and the settings; make one if needed. The caller holds the lock."""
    wanted = (os.getpid(), address(), settings.GRAPH_PASSWORD)
    if _state.driver is not None and _state.made_for == wanted:
        return _state.driver
    former, own = _state.driver, _state.made_for[0] == wanted[0]
    _state.driver = neo4j.GraphDatabase.driver(
        wanted[1],
        auth=(settings.GRAPH_USER, settings.GRAPH_PASSWORD),
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=settings.GRAPH_TIMEOUT_SECONDS,
        notifications_min_severity="OFF",
    )
    _state.made_for = wanted
    if former is not None and own:  # a driver of the parent process is not ours to close
        _close_if_unused(former)
    return _state.driver


def _discard(driver: neo4j.Driver | None) -> None:
    """Stop lending `driver`. A newer driver, which another thread has made since, stays."""
    with _state.lock:
        if driver is None or driver is not _state.driver:
            return
        _state.driver = None
        if _state.made_for[0] == os.getpid():
            _close_if_unused(driver)


def _close_if_unused(driver: neo4j.Driver) -> None:
    """Close a discarded driver if no thread uses it any more. The caller holds the lock."""
    if driver is not _state.driver and not _state.users[driver]:
        del _state.users[driver]
        driver.close()


def _is_retryable(error: Neo4jError | RetryTransaction) -> bool:
    if isinstance(error, RetryTransaction):
        return True
    deleted_meanwhile = (error.code or "").endswith("EntityNotFound")
    return error.is_retryable() or deleted_meanwhile or isinstance(error, ConstraintError | DatabaseError)
