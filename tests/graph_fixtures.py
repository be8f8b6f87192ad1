"""Graph servers for tests: the embedded one always; a real Neo4j as well where the environment names one.

Each test run (each xdist worker) has one embedded server of its own, started when the first test asks for it.
`BACKR_TEST_NEO4J_URI`, with `_USER` and `_PASSWORD`, adds a second run of every such test, marked `services`.
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from network.platform.graph import driver
from network.platform.graph.embedded import EmbeddedGraph, running

NEO4J = "BACKR_TEST_NEO4J"


@dataclass(frozen=True)
class GraphServer:
    """Where a server is and how to sign in; `pid` is the embedded server's own process, 0 for one that is not ours."""

    engine: str
    uri: str
    user: str
    password: str
    database: str
    pid: int = 0


@pytest.fixture(scope="session")
def embedded_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphServer]:
    home = tmp_path_factory.mktemp("graph")
    password = home / "password"
    password.write_text(secrets.token_urlsafe(24))
    password.chmod(0o600)
    server = EmbeddedGraph(folder=home / "server", password_file=password, heap="512m", short_lived=True)
    with running(server) as process:
        yield GraphServer("embedded", server.uri, "root", password.read_text(), server.database, process.pid)


@pytest.fixture(scope="session")
def neo4j_server() -> GraphServer:
    return GraphServer(
        "neo4j",
        os.environ[f"{NEO4J}_URI"],
        os.environ.get(f"{NEO4J}_USER", "neo4j"),
        os.environ[f"{NEO4J}_PASSWORD"],
        os.environ.get(f"{NEO4J}_DATABASE", "neo4j"),
    )


ENGINES = [pytest.param("embedded", marks=pytest.mark.graph)]
if os.environ.get(f"{NEO4J}_URI"):
    ENGINES.append(pytest.param("neo4j", marks=[pytest.mark.graph, pytest.mark.services]))


@pytest.fixture(scope="session", params=ENGINES)
def graph_engine(request: pytest.FixtureRequest) -> GraphServer:
    """Each engine that there is, in turn."""
    server: GraphServer = request.getfixturevalue(f"{request.param}_server")
    return server


@pytest.fixture
def graph(graph_engine: GraphServer, settings: Any, tmp_path: Path) -> Iterator[GraphServer]:
    """An empty graph, with its schema, that the settings point at."""
    settings.GRAPH_URI = graph_engine.uri
    settings.GRAPH_USER = graph_engine.user
    settings.GRAPH_PASSWORD = graph_engine.password
    settings.GRAPH_DATABASE = graph_engine.database
    driver.apply_schema()
    wipe()
    yield graph_engine
    driver.forget_driver()


def wipe() -> None:
    """Empty the graph. Also between the examples of a Hypothesis test."""
    while driver.write("delete_people", limit=20_000)[0]["deleted"]:
        pass
