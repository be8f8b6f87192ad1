"""docker-compose.yml and Dockerfile: read as written, and each of our commands run with the environment given there.

No Docker engine is needed: the servers are those that BACKR_TEST_POSTGRES_URL and BACKR_TEST_NEO4J_URI name, and a
Redis that is started as the file says.
"""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml
from psycopg import sql

from backr.serving.ports import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
DOCKERFILE = (PROJECT / "Dockerfile").read_text()
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY")


def filled_in(text: str, values: dict[str, str]) -> str:
    """Put `values` where the file has ${NAME:?message} or ${NAME:-default}, as docker compose does."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if values.get(name):
            return values[name]
        if kind == "?":
            raise KeyError(f"{name} {rest}")
        return rest or ""

    return VARIABLE.sub(value, text).replace("$$", "$")


def all_variables() -> dict[str, str | None]:
    """Every ${…} of the file, with what follows its name."""
    return {name: kind for name, kind, _ in VARIABLE.findall((PROJECT / "docker-compose.yml").read_text())}


def test_it_has_every_part_of_a_full_deployment() -> None:
    assert set(OURS) == {"prepare", "web", "worker", "worker-texts", "beat"}
    assert set(SERVICES) - set(OURS) == {"postgres", "redis", "neo4j"}
    assert SERVICES["neo4j"]["image"].startswith("neo4j:5.26")


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "prepare"])
def test_every_lasting_service_is_watched_restarted_and_keeps_what_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["volumes"]
    for volume in service["volumes"]:
        assert volume.split(":")[0] in COMPOSE["volumes"]


def test_nothing_secret_has_a_default_and_what_is_missing_is_said_plainly() -> None:
    secret = {name: kind for name, kind in all_variables().items() if SECRET.search(name)}
    assert secret.pop("BACKR_OLD_SECRET_KEYS") == "-", "there need not be an old one"
    assert set(secret) >= {"BACKR_SECRET_KEY", "BACKR_FINGERPRINT_KEY", "POSTGRES_PASSWORD", "NEO4J_PASSWORD"}
    assert set(secret.values()) == {"?"}
    with pytest.raises(KeyError, match=r"is missing\. Copy \.env\.example to \.env"):
        filled_in(str(SERVICES["web"]["environment"]), {})


def test_e_mail_goes_by_a_server_or_by_a_provider_and_neither_is_asked_for_beside_the_other() -> None:
    variables = all_variables()
    assert {name: variables[name] for name in ("EMAIL_URL", "BACKR_MAIL_PROVIDER", "BACKR_MAIL_SETTINGS")} == {
        "EMAIL_URL": "-",
        "BACKR_MAIL_PROVIDER": "-",
        "BACKR_MAIL_SETTINGS": "-",
    }


def test_the_image_is_built_with_all_that_its_static_files_need(tmp_path: Path) -> None:
    step = re.search(r"^RUN ((?:\w+=\S+\s+(?:\\\s+)?)+)python manage\.py collectstatic", DOCKERFILE, re.M)
    assert step is not None
    given = dict(word.split("=", 1) for word in step.group(1).split() if word != "\\")
    given |= {"DJANGO_SETTINGS_MODULE": "backr.settings.production", "BACKR_HOME": str(tmp_path), "PATH": "/usr/bin"}
    words = [sys.executable, "manage.py", "collectstatic", "--no-input", "--dry-run"]
    done = subprocess.run(words, cwd=PROJECT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_service_has_a_password_written_out() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if SECRET.search(name):
                assert VARIABLE.search(value), name


def test_the_example_names_exactly_what_the_file_asks_for_and_gives_no_value() -> None:
    lines = [line for line in (PROJECT / ".env.example").read_text().splitlines() if line and line[0] != "#"]
    assert {line.partition("=")[0] for line in lines} == set(all_variables())
    assert [line for line in lines if line.partition("=")[2]] == []


def test_only_the_proxy_on_this_host_reaches_the_pages_and_nothing_reaches_the_stores() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }


def test_between_them_the_workers_take_every_queue() -> None:
    taken = {
        queue
        for service in SERVICES.values()
        if "-Q" in service.get("command", [])
        for queue in service["command"][service["command"].index("-Q") + 1].split(",")
    }
    assert taken == {"default", "outbox", "graph", "vectors", "mail", "imports"}


def test_the_image_is_small_of_its_kind_and_not_roots() -> None:
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) == ["python:3.12-slim-bookworm"] * 2
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.M) == ["backr"]
    assert "arcadedb-embedded" in DOCKERFILE.split("pip install")[0]
    assert ".env\n" in (PROJECT / ".dockerignore").read_text()


def test_redis_whose_command_is_a_shell_is_not_roots_either() -> None:
    assert SERVICES["redis"]["command"][0] == "sh"
    assert SERVICES["redis"]["user"] == "redis"


def test_the_image_leaves_out_only_what_the_lock_has() -> None:
    left_out = re.search(r"grep -v -E '\^\(([^)]*)\)=='", DOCKERFILE)
    assert left_out is not None
    locked = re.findall(r"^([\w-]+)==", (PROJECT / "requirements.lock").read_text(), re.M)
    assert set(left_out.group(1).split("|")) <= set(locked)


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
            words, cwd=PROJECT, env=self.environment(name), capture_output=True, text=True, timeout=180, check=False
        )

    def is_healthy(self, name: str) -> bool:
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        assert kind == "CMD"
        return self.run(name, [self.here(word) for word in words]).returncode == 0


@pytest.fixture(scope="module")
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
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, password))
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
    found = Deployment(folder, values, laid_onto)
    found.laid_onto.append(("8000", str(web_port)))
    redis = subprocess.Popen(
        [*found.command("redis")], env=found.environment("redis"), cwd=folder, stdout=subprocess.DEVNULL
    )
    try:
        yield found
    finally:
        redis.terminate()
        redis.wait(10)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("DROP ROLE {}").format(name))


@pytest.fixture(scope="module")
def prepared(deployment: Deployment) -> Deployment:
    collect = re.search(r"^    (python manage\.py collectstatic .*)$", DOCKERFILE, re.M)
    assert collect is not None
    for words in (collect.group(1).split(), deployment.command("prepare")):
        done = deployment.run("prepare", words)
        assert done.returncode == 0, done.stderr
    return deployment


LASTING = [name for name in OURS if name != "prepare"]


@pytest.fixture(scope="module")
def running(prepared: Deployment) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Each lasting service of ours, run by its own command."""
    started = {}
    for name in LASTING:
        with (prepared.folder / f"{name}.log").open("wb") as log:
            started[name] = subprocess.Popen(
                prepared.command(name), cwd=PROJECT, env=prepared.environment(name), stdout=log, stderr=log
            )
    yield started
    for process in started.values():
        process.terminate()
    for process in started.values():
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.mark.services
@pytest.mark.parametrize("name", LASTING)
def test_each_of_our_commands_runs_and_its_health_check_passes(
    name: str, prepared: Deployment, running: dict[str, subprocess.Popen[bytes]]
) -> None:
    until = time.monotonic() + 90
    while not prepared.is_healthy(name):
        log = (prepared.folder / f"{name}.log").read_text(errors="replace")
        assert running[name].poll() is None, log
        assert time.monotonic() < until, log
        time.sleep(1)


@pytest.mark.services
def test_every_part_is_well(prepared: Deployment, running: dict[str, subprocess.Popen[bytes]]) -> None:
    names = ["database", "migrations", "graph", "worker", "e-mail", "disk"]
    until = time.monotonic() + 60
    while (done := prepared.run("web", ["python", "manage.py", "doctor", "--only", *names])).returncode:
        assert time.monotonic() < until, done.stdout + done.stderr
        time.sleep(1)


@pytest.mark.services
def test_preparing_again_changes_nothing(prepared: Deployment) -> None:
    done = prepared.run("prepare", prepared.command("prepare"))
    assert done.returncode == 0, done.stderr


@pytest.mark.services
def test_the_password_of_redis_is_asked_for_and_not_on_its_command_line(deployment: Deployment) -> None:
    port = next(here for there, here in deployment.laid_onto if there == "@redis:6379").rpartition(":")[2]
    cli = shutil.which("redis-cli")
    assert cli is not None
    refused = subprocess.run([cli, "-p", port, "ping"], capture_output=True, text=True, check=False)
    assert "NOAUTH" in refused.stdout
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert deployment.values["REDIS_PASSWORD"] not in listed.stdout


@pytest.mark.services
def test_without_its_secrets_nothing_starts_and_the_reason_is_said(prepared: Deployment) -> None:
    environment = {**prepared.environment("web"), "BACKR_SECRET_KEY": "short"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Set BACKR_SECRET_KEY in the environment (at least 50 characters)" in done.stderr
