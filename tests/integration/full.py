"""The full deployment's processes, without Docker: the web server and Celery on PostgreSQL, Redis and Neo4j.

The servers are named by BACKR_TEST_POSTGRES_URL, BACKR_TEST_REDIS_URL and BACKR_TEST_NEO4J_URI (with _USER, _PASSWORD).
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from backr.serving.ports import free_port
from tests.integration.running import PROJECT, Running


class FullDeployment(Running):
    """Web, worker and scheduler with the production settings, on a database of their own."""

    def __enter__(self) -> "FullDeployment":
        self.home.mkdir(parents=True, exist_ok=True)
        self.output = self.home / "output.txt"
        self.port = free_port(8400)
        self.address = f"http://localhost:{self.port}"
        self.database = f"backr_full_{secrets.token_hex(4)}"
        self._server("CREATE DATABASE {}")
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "backr.settings.production",
            "BACKR_SECRET_KEY": secrets.token_urlsafe(50),
            "BACKR_FINGERPRINT_KEY": secrets.token_urlsafe(32),
            "BACKR_LEDGER_KEY": secrets.token_urlsafe(32),
            "BACKR_HOSTS": "localhost",
            "BACKR_ORIGINS": self.address,
            "BACKR_PUBLIC_ADDRESS": self.address,
            "BACKR_HTTPS_REDIRECT": "0",
            "BACKR_PROXIES": "0",
            "DATABASE_URL": urlunsplit(
                urlsplit(os.environ["BACKR_TEST_POSTGRES_URL"])._replace(path=f"/{self.database}")
            ),
            "REDIS_URL": os.environ["BACKR_TEST_REDIS_URL"],
            "NEO4J_URI": os.environ["BACKR_TEST_NEO4J_URI"],
            "NEO4J_USER": os.environ.get("BACKR_TEST_NEO4J_USER", "neo4j"),
            "NEO4J_PASSWORD": os.environ["BACKR_TEST_NEO4J_PASSWORD"],
            "EMAIL_URL": f"filemail:///{self.home}/mail",
        }
        self.children: list[subprocess.Popen[bytes]] = []
        for words in (
            ["migrate"],
            ["collectstatic", "--no-input"],
            ["migrate_graph"],
            ["rebuild_graph"],
            ["load_places"],
        ):
            self.manage(*words)
        self._start("backr.serving.web", "--bind", f"127.0.0.1:{self.port}")
        queues = "default,outbox,graph,vectors,mail,imports"
        self._start("celery", "-A", "backr", "worker", "-Q", queues, "--pool=threads", "--concurrency=3")
        self._start("celery", "-A", "backr", "beat", "-s", str(self.home / "beat"))
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self.children:
            child.send_signal(signal.SIGTERM)
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(30)
            if child.poll() is None:
                child.kill()
        self._server("DROP DATABASE {} WITH (FORCE)")

    def _start(self, module: str, *words: str) -> None:
        with self.output.open("ab") as output:
            self.children.append(
                subprocess.Popen(
                    [sys.executable, "-m", module, *words],
                    cwd=PROJECT,
                    env=self.environment,
                    stdout=output,
                    stderr=output,
                    stdin=subprocess.DEVNULL,
                )
            )

    def _wait(self) -> None:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                return
            time.sleep(0.3)
        raise AssertionError(f"the web server did not come up:\n{self.output.read_text(errors='replace')}")

    def _server(self, statement: str) -> None:
        with psycopg.connect(os.environ["BACKR_TEST_POSTGRES_URL"], autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.database)))


@contextlib.contextmanager
def full_deployment() -> Iterator[FullDeployment]:
    with (
        tempfile.TemporaryDirectory(prefix="backr-full-", ignore_cleanup_errors=True) as folder,
        FullDeployment(Path(folder) / "home") as service,
    ):
        yield service
