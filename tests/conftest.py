"""The cast, and a network that is closed except to this machine."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from network.models import Member
from tests import servers
from tests.emptying import ledger_lets_itself_be_emptied
from tests.factories.people import make_member
from tests.graph_fixtures import embedded_server, graph, graph_engine, neo4j_server

__all__ = ["embedded_server", "graph", "graph_engine", "ledger_lets_itself_be_emptied", "neo4j_server"]

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Run no test on the servers unless all of them are named: those on Neo4j would not even be there to be missed."""
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
