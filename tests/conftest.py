"""The cast, and a network that is closed except to this machine."""

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from network.models import Member
from tests import hypothesis_profiles, servers
from tests.database_fixtures import migrated_file
from tests.emptying import ledger_lets_itself_be_emptied
from tests.factories.people import make_member
from tests.graph_fixtures import embedded_server, graph, graph_engine, neo4j_server
from tests.page_fixtures import every_page
from tests.plugins.costs import Costs

__all__ = [
    "embedded_server",
    "every_page",
    "graph",
    "graph_engine",
    "ledger_lets_itself_be_emptied",
    "migrated_file",
    "neo4j_server",
]

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
ON_THE_GRAPH = (
    "tests/network/platform/graph/",
    "tests/network/suggestions/",
    "tests/backr/serving/test_prepare.py",
    "tests/backr/health/",
)
ON_SERVERS = (
    "tests/backr/serving/test_proxy.py",
    "tests/backr/test_compose_running.py",
    "tests/browser/test_journey.py",
    "tests/integration/two_worlds/test_reach.py",
    "tests/network/platform/outbox/test_threads.py",
)
"""With those on the graph, the files with tests on servers: they empty them, and so cannot run at once."""
SERVING = ("tests/backr/serving/", "tests/integration/test_")
"""Files whose tests start the whole service, which takes the first free port from 8300 on."""
APART = ("tests/network/imports/test_size.py",)
"""Files whose tests take long and share nothing."""
LONG = ("browser", "costly")
"""Marks of tests that take their time."""

hypothesis_profiles.register()


def pytest_configure(config: pytest.Config) -> None:
    strict = bool(os.environ.get("CI")) and not hypothesis_profiles.is_deep()
    config.pluginmanager.register(Costs(strict=strict, kept=os.environ.get("BACKR_TEST_COSTS", "")), "costs")


class GraphTogether(LoadFileScheduling):
    """A file at a time to each process; the tests on the graph all to one, so that a single server is started.

    Where real servers are named, all that uses them goes there too.
    """

    def _split_scope(self, nodeid: str) -> str:
        together = ON_THE_GRAPH if servers.what_is_missing() else ON_THE_GRAPH + ON_SERVERS
        if nodeid.startswith(together):
            return "graph"
        if nodeid.startswith(SERVING):
            return "serving"
        return nodeid if nodeid.startswith(APART) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return GraphTogether(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the database, so that the run on PostgreSQL can choose them; put long files first.

    So that of several processes none is left alone with a long file in the end.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", [])
        if "every_page" in fixtures or "migrated_file" in fixtures:
            item.add_marker(pytest.mark.django_db)  # else no database is made for it
        if item.get_closest_marker("django_db") or "db" in fixtures or "transactional_db" in fixtures:
            item.add_marker("database")
    long = {item.path for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: item.path not in long and not item.nodeid.startswith(ON_THE_GRAPH))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their place: a zip holds the time it was made, and each process must find the same tests."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Run no test on the servers unless all of them are named: those on Neo4j would not even be there to be missed."""
    gc.freeze()  # the tests and modules stay to the end: the garbage collector need not look at them again and again
    if any(item.get_closest_marker("services") for item in session.items) and (missing := servers.what_is_missing()):
        raise pytest.UsageError(missing)


@pytest.fixture(autouse=True, scope="session")
def closed_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise OSError(f"tests may not reach {address[0]}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """What the last answer was spoken in stays behind in its thread, and here that is the test's."""
    yield
    translation.deactivate()


@pytest.fixture
def alice(db: None) -> Member:
    return make_member("Alice")


@pytest.fixture
def bob(db: None) -> Member:
    return make_member("Bob")


@pytest.fixture
def carol(db: None) -> Member:
    return make_member("Carol")


@pytest.fixture
def as_alice(alice: Member) -> Client:
    client = Client()
    client.force_login(alice)
    return client
