"""The one way to the graph: the official driver over Bolt, and the Cypher that stands in `cypher/`.

One driver a process, made when first needed and so after any fork. A server that comes back elsewhere (the embedded one
notes its port at each start) is found again by the next call.
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
SHUN_SECONDS = 10.0
UNREACHABLE = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, OSError)


class GraphUnavailable(ConnectionError):
    """The graph cannot be reached, or refuses us. What is in the database is safe and catches up later."""


class TryAgain(Exception):
    """Raised by the work given to `transact`: what it read has changed under it, so it is to begin anew."""


class _Held:
    """The process's driver, and what it was made for: another process or another address wants another."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.driver: neo4j.Driver | None = None
        self.made_for: tuple[int, str, str] = (0, "", "")
        self.users: Counter[neo4j.Driver] = Counter()  # how many threads are at work with each
        self.hangs = ""
        self.shunned_until = 0.0


_held = _Held()


def read(query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` with `params` and return its rows.

    Raises `GraphUnavailable` when the graph cannot be reached; any other error is a fault of the query.
    """
    return _within(neo4j.READ_ACCESS, settings.GRAPH_TIMEOUT_SECONDS, lambda tx: rows(tx, query_name, **params))


def read_patiently(query_name: str, **params: Any) -> list[Row]:
    """Do as `read` does, for what no page waits for: a look at every person may take longer than a page's patience."""
    return _within(neo4j.READ_ACCESS, WRITE_SILENCE_SECONDS, lambda tx: rows(tx, query_name, **params))


def write(query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` in a transaction of its own and return its rows. Raises as `transact` does."""
    return transact(lambda tx: rows(tx, query_name, **params))


def transact(work: Callable[[neo4j.Transaction], Result]) -> Result:
    """Run `work` in one write transaction, again from its start if it met another one's writes.

    Two transactions that MERGE one new key at once make one of them fail: on Neo4j with an error that says to try
    again, on the embedded engine with a violated constraint or an unnamed error, which the driver would not try again.
    `work` must therefore read what it depends on inside the transaction. Raises `GraphUnavailable` when the graph
    cannot be reached.
    """
    for attempt in range(1, WRITE_ATTEMPTS + 1):
        try:
            return _within(neo4j.WRITE_ACCESS, WRITE_SILENCE_SECONDS, work)
        except (Neo4jError, TryAgain) as error:
            if attempt == WRITE_ATTEMPTS or not _worth_another_try(error):
                raise
            time.sleep(random.uniform(0.01, 0.03) * 2 ** min(attempt, 6))  # noqa: S311
    raise AssertionError("unreachable")


def rows(tx: neo4j.Transaction, query_name: str, **params: Any) -> list[Row]:
    """Run `cypher/<query_name>.cypher` inside `tx` and return its rows, read to the end."""
    result = tx.run(text(query_name), params)
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) for record in result]


def ping() -> None:
    """Return if the graph answers; raise `GraphUnavailable` if not."""
    read("ping")


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
    """Close the process's driver, and hold nothing against any server; the next call makes another."""
    _give_up(_held.driver)
    _held.hangs = ""


def address() -> str:
    """Where the graph is: by setting, or as the embedded server noted it. Raises `GraphUnavailable` if neither says."""
    noted = Path(settings.BACKR_HOME) / "graph" / "port"
    try:
        return settings.GRAPH_URI or f"bolt://127.0.0.1:{int(noted.read_text())}"
    except (OSError, ValueError):
        raise GraphUnavailable("The graph server has not been started.") from None


@cache
def text(query_name: str) -> str:
    """The Cypher of a query by its name."""
    return (QUERIES / f"{query_name}.cypher").read_text()


def _within(access: str, patience: float, work: Callable[[neo4j.Transaction], Result]) -> Result:
    """Run `work` in a transaction; once more if the connection was one that a restart of the server left dead.

    A server that kept us waiting is not asked again for a few seconds: the pages that do without it stay quick.
    """
    where = address()
    if _held.hangs == where and time.monotonic() < _held.shunned_until:
        raise GraphUnavailable("The graph did not answer a moment ago.")
    for last_try in (False, True):
        started = time.monotonic()
        try:
            with _lent_driver() as driver:
                return _once(driver, access, patience, work)
        except UNREACHABLE as error:
            slow = time.monotonic() - started > SLOW_SECONDS
            if slow:
                _held.hangs, _held.shunned_until = where, time.monotonic() + SHUN_SECONDS
            if slow or last_try:
                raise GraphUnavailable(f"The graph cannot be reached: {error}") from error
    raise AssertionError("unreachable")


def _once(driver: neo4j.Driver, access: str, patience: float, work: Callable[[neo4j.Transaction], Result]) -> Result:
    try:
        with (
            driver.session(
                database=settings.GRAPH_DATABASE, default_access_mode=access, fetch_size=FETCH_ROWS
            ) as session,
            session.begin_transaction(timeout=patience if access == neo4j.READ_ACCESS else None) as tx,
        ):
            _limit_silence(tx, patience)
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
    """Give up on a server that has the connection and says nothing, as one does that hangs.

    The driver can do this but lets only the server ask for it, and the embedded one does not. A connection from the
    pool keeps the limit of its last use until here.
    """
    tx._connection.socket.set_read_timeout(seconds)


@contextmanager
def _lent_driver() -> Iterator[neo4j.Driver]:
    """The process's driver, not closed as long as anybody has it; given up if its server turns out to be unreachable.

    To close a driver is to write on each of its connections, and so to break into what another thread is just sending.
    """
    with _held.lock:
        driver = _current()
        _held.users[driver] += 1
    try:
        yield driver
    except UNREACHABLE:
        _give_up(driver)
        raise
    finally:
        with _held.lock:
            _held.users[driver] -= 1
            _close_if_unused(driver)


def _current() -> neo4j.Driver:
    """The driver that suits this process and the settings, made if need be. For who holds the lock."""
    wanted = (os.getpid(), address(), settings.GRAPH_PASSWORD)
    if _held.driver is not None and _held.made_for == wanted:
        return _held.driver
    former, own = _held.driver, _held.made_for[0] == wanted[0]
    _held.driver = neo4j.GraphDatabase.driver(
        wanted[1],
        auth=(settings.GRAPH_USER, settings.GRAPH_PASSWORD),
        connection_timeout=CONNECT_SECONDS,
        connection_acquisition_timeout=settings.GRAPH_TIMEOUT_SECONDS,
        notifications_min_severity="OFF",
    )
    _held.made_for = wanted
    if former is not None and own:  # never one of the process that we were forked from
        _close_if_unused(former)
    return _held.driver


def _give_up(driver: neo4j.Driver | None) -> None:
    """Lend `driver` to nobody any more; leave alone another that some thread has made since."""
    with _held.lock:
        if driver is None or driver is not _held.driver:
            return
        _held.driver = None
        if _held.made_for[0] == os.getpid():
            _close_if_unused(driver)


def _close_if_unused(driver: neo4j.Driver) -> None:
    """Close a driver that is given up when the last thread is done with it. For who holds the lock."""
    if driver is not _held.driver and not _held.users[driver]:
        del _held.users[driver]
        driver.close()


def _worth_another_try(error: Neo4jError | TryAgain) -> bool:
    if isinstance(error, TryAgain):
        return True
    gone_meanwhile = (error.code or "").endswith("EntityNotFound")
    return error.is_retryable() or gone_meanwhile or isinstance(error, ConstraintError | DatabaseError)
