"""Each of our commands in docker-compose.yml, run with the environment given there.

No Docker engine is needed: the servers are those that BACKR_TEST_POSTGRES_URL and BACKR_TEST_NEO4J_URI name, and a
Redis that is started as the file says.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.backr.deployment import Deployment
from tests.backr.test_compose import ONCE, OURS, PROJECT

LASTING = [name for name in OURS if name not in ONCE]


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
    until = time.monotonic() + 240
    while not prepared.is_healthy(name):
        log = (prepared.folder / f"{name}.log").read_text(errors="replace")
        assert running[name].poll() is None, log
        assert time.monotonic() < until, log
        time.sleep(1)


@pytest.mark.services
def test_every_part_is_well(prepared: Deployment, running: dict[str, subprocess.Popen[bytes]]) -> None:
    names = ["database", "migrations", "graph", "ledger", "worker", "e-mail", "disk"]
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
