"""docker-compose.yml laid onto this machine: its database, its Redis and its commands, without a Docker engine."""

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from backr.serving.ports import free_port
from tests.backr.test_compose import DOCKERFILE, PROJECT, SERVICES, all_variables, filled_in


@dataclass
class Deployment:
    """What the file describes, laid onto this machine."""

    folder: Path
    values: dict[str, str]
    laid_onto: list[tuple[str, str]]

    def here(self, text: str) -> str:
        text = filled_in(text, self.values)
        for there, here in self.laid_onto:
            text = text.replace(there, here)
        return text

    def environment(self, name: str) -> dict[str, str]:
        """What the container `name` would have: the image's own environment and the file's, and nothing of ours."""
        image = dict(
            re.findall(r"^(?:ENV|   ) (\w+)=(\S+?)(?: \\)?$", DOCKERFILE.split("ENV ", 1)[1].split("\n#")[0], re.M)
        )
        image |= dict(re.findall(r"^(PATH)=(\S+)", DOCKERFILE.split("ENV ", 1)[1]))
        own = {key: self.here(value) for key, value in {**image, **SERVICES[name].get("environment", {})}.items()}
        return {**own, "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LANG": "C.UTF-8"}

    def command(self, name: str) -> list[str]:
        return [self.here(word) for word in SERVICES[name]["command"]]

    def run(self, name: str, words: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=PROJECT, env=self.environment(name), capture_output=True, text=True, timeout=600, check=False
        )

    def is_healthy(self, name: str) -> bool:
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        assert kind == "CMD"
        return self.run(name, [self.here(word) for word in words]).returncode == 0


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder = tmp_path_factory.mktemp("compose")
    (folder / "static").mkdir()
    mark = secrets.token_hex(4)
    role, redis_port, web_port = f"backr_compose_{mark}", free_port(6500), free_port(8700)
    admin = os.environ["BACKR_TEST_POSTGRES_URL"]
    postgres = urlsplit(admin)
    values = {name: secrets.token_urlsafe(50) for name, kind in all_variables().items() if kind == "?"}
    values |= {
        "BACKR_HOSTS": "backr.example,localhost",
        "BACKR_PUBLIC_ADDRESS": "https://backr.example",
        "BACKR_FROM_EMAIL": "hello@backr.example",
        "EMAIL_URL": "consolemail://",
        "NEO4J_PASSWORD": os.environ["BACKR_TEST_NEO4J_PASSWORD"],
    }
    laid_onto = [
        ("//backr:", f"//{role}:"),
        ("backr_app", f"{role}_app"),
        ("@postgres:5432/backr", f"@{postgres.hostname}:{postgres.port or 5432}/{role}"),
        ("@redis:6379", f"@127.0.0.1:{redis_port}"),
        ("bolt://neo4j:7687", os.environ["BACKR_TEST_NEO4J_URI"]),
        ("0.0.0.0:8000", f"127.0.0.1:{web_port}"),
        ("dir /data", f"dir {folder}\\nbind 127.0.0.1\\nport {redis_port}"),
        ("/var/lib/backr", str(folder / "state")),
        ("/srv/static", str(folder / "static")),
        ("/tmp/beat-schedule", str(folder / "beat-schedule")),
    ]
    with psycopg.connect(admin, autocommit=True) as connection:
        name = sql.Identifier(role)
        password = sql.Literal(values["POSTGRES_PASSWORD"])
        # The image, too, makes a superuser of POSTGRES_USER.
        connection.execute(sql.SQL("CREATE ROLE {} SUPERUSER LOGIN PASSWORD {}").format(name, password))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
    deployment = Deployment(folder, values, laid_onto)
    deployment.laid_onto.append(("8000", str(web_port)))
    redis = subprocess.Popen(
        [*deployment.command("redis")], env=deployment.environment("redis"), cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        yield deployment
    finally:
        redis.terminate()
        redis.wait(10)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("DROP ROLE {}").format(name))
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{role}_app")))


@pytest.fixture(scope="session")
def prepared(deployment: Deployment) -> Deployment:
    collect = re.search(r"^    (python manage\.py collectstatic .*)$", DOCKERFILE, re.M)
    assert collect is not None
    for words in (collect.group(1).split(), deployment.command("prepare")):
        done = deployment.run("prepare", words)
        assert done.returncode == 0, done.stderr
    return deployment
