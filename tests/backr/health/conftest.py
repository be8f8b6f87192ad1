"""Machines that are well, and parts of them that are not."""

from typing import Any

import pytest
from django.db import OperationalError

from backr import health, workers
from backr.health import CachedCheck
from network.platform.graph.driver import GraphUnavailable


@pytest.fixture
def workers_live(db: None) -> None:
    for queue in workers.watched_queues():
        workers.record_heartbeat(queue)


@pytest.fixture(autouse=True)
def nothing_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test cached checks of its own."""
    fresh = {
        name: CachedCheck(cached.check, keep_seconds=cached.keep_seconds, timeout_seconds=cached.timeout_seconds)
        for name, cached in health.CACHED_CHECKS.items()
    }
    monkeypatch.setattr(health, "CACHED_CHECKS", fresh)


@pytest.fixture
def graph_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.platform.graph.driver.ping", lambda: None)


@pytest.fixture
def graph_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def ping() -> None:
        raise GraphUnavailable("nobody listens")

    monkeypatch.setattr("network.platform.graph.driver.ping", ping)


@pytest.fixture
def database_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database whose every statement fails, as when its server is gone."""

    class Gone:
        display_name = "PostgreSQL"

        def cursor(self) -> Any:
            raise OperationalError("connection refused")

    def summary() -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connections", {"default": Gone()})
    monkeypatch.setattr("backr.health.MigrationExecutor", lambda connection: connection.cursor())
    monkeypatch.setattr("backr.health.heartbeat_ages", summary)
    monkeypatch.setattr("network.platform.outbox.status.summary", summary)
