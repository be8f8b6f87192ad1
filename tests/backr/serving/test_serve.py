"""`manage.py serve`, run as its operator runs it: all up by one command, all gone by one key."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.core.management import CommandError, call_command

from backr.management.commands.serve import Command
from backr.serving.instance import AlreadyRunning, processes_of, single_instance
from backr.serving.programs import web_is_ready
from backr.serving.supervisor import CannotStart
from tests.integration.running import PROJECT, Running

PROGRAMS = ("web", "worker", "graph")


def eventually(what: Callable[[], object], *, within: float = 60) -> None:
    until = time.monotonic() + within
    while not what():
        assert time.monotonic() < until, "it did not come to be in time"
        time.sleep(0.1)


def answers(service: Running, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(service.address + path, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def is_ready(service: Running) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(service.address + "/readyz", timeout=10) as response:
        return b'"status": "ready"' in response.read()
    return False


def well(service: Running, *parts: str) -> bool:
    return service.manage("doctor", "--only", *parts, check=False).returncode == 0


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A whole service, started while somebody else has its port."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):  # then somebody else has it indeed
            taken.bind(("127.0.0.1", 8300))
            taken.listen()
        with Running(tmp_path_factory.mktemp("serve") / "home") as running:
            yield running


@pytest.fixture
def prepared(service: Running, tmp_path: Path) -> Path:
    """A home folder whose database is made already: a copy of the running service's."""
    home = tmp_path / "home"
    home.mkdir()
    with (
        contextlib.closing(sqlite3.connect(service.home / "backr.sqlite3")) as theirs,
        contextlib.closing(sqlite3.connect(home / "backr.sqlite3")) as ours,
    ):
        theirs.backup(ours)
    return home


def test_it_prints_one_line_with_an_address_whose_port_was_free(service: Running) -> None:
    lines = [line for line in service.output.read_text().splitlines() if "http" in line]
    assert lines == [f"Backr is at {service.address}"]
    assert service.address.startswith("http://localhost:")
    assert service.address != "http://localhost:8300"
    assert answers(service)


def test_every_part_is_well_as_soon_as_it_says_its_address(service: Running) -> None:
    assert b'"status": "ready"' in urllib.request.urlopen(service.address + "/readyz", timeout=10).read()
    assert well(service, "database", "migrations", "graph", "outbox", "worker", "e-mail", "disk")


def test_it_listens_on_this_machine_only(service: Running) -> None:
    listening = {
        connection.laddr.ip
        for process in processes_of(str(service.home))
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening
    assert all(address in {"127.0.0.1", "::1", "::ffff:127.0.0.1"} for address in listening)


def test_no_secret_is_in_the_process_list_or_its_configuration_and_each_is_its_owners_only(service: Running) -> None:
    secrets = sorted((service.home / "secrets").iterdir())
    assert "graph_password" in {path.name for path in secrets}
    command_lines = "\n".join(" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"]))
    written = "\n".join(path.read_text(errors="replace") for path in (service.home / "run").glob("*.conf"))
    for path in secrets:
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.read_text()) >= 32
        assert path.read_text() not in command_lines + written


def test_what_it_writes_is_nobody_elses_on_this_machine(service: Running) -> None:
    written = [
        service.home / "backr.sqlite3",
        *(service.home / "logs").glob("*.log"),
        *(service.home / "run").glob("*"),
    ]
    assert [str(path) for path in written if path.stat().st_mode & 0o077] == []


def test_a_second_one_on_the_same_folder_is_told_of_the_first(service: Running) -> None:
    second = service.manage("serve", check=False)
    assert second.returncode == 1
    assert f"already runs from {service.home}" in second.stderr
    assert service.address in second.stderr
    assert answers(service)


@pytest.mark.costly("restarts the graph server, and runs doctor until all is well")
@pytest.mark.parametrize("program", PROGRAMS)
def test_it_starts_again_what_is_killed(service: Running, program: str) -> None:
    before = {process.pid for process in service.processes(program)}
    for process in service.processes(program):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    eventually(lambda: {each.pid for each in service.processes(program)} - before)
    eventually(lambda: is_ready(service))
    eventually(lambda: well(service, "graph", "worker"))


@pytest.mark.slow
def test_it_recovers_from_a_predecessor_that_was_killed_and_all_end_by_control_c(tmp_path: Path) -> None:
    with Running(tmp_path / "home") as first:
        first.process.kill()
        first.process.wait()
        orphans = {process.pid for process in processes_of(str(first.home))}
        assert orphans
        assert (first.home / "run" / "serve.lock").read_text()
        with Running(tmp_path / "home") as second:
            living = {process.pid for process in processes_of(str(second.home))}
            assert not orphans & living
            assert second.address == first.address
            assert len(second.processes("graph")) == 1
            assert b'"status": "ready"' in urllib.request.urlopen(second.address + "/readyz", timeout=10).read()
            second.process.send_signal(signal.SIGINT)
            assert second.process.wait(60) == 0
            assert processes_of(str(second.home)) == []
            assert "Stopped." in second.output.read_text()


@pytest.mark.slow
def test_it_tells_why_the_pages_cannot_open_and_leaves_nothing_running(prepared: Path) -> None:
    service = Running(prepared)
    service.environment["BACKR_WEB_THREADS"] = "nonsense"
    done = service.manage("serve", "--port", "8300", check=False)
    assert done.returncode == 1
    assert "web did not start. The last it wrote" in done.stderr
    assert "'nonsense'" in done.stderr
    assert processes_of(str(service.home)) == []


@pytest.mark.slow
def test_without_a_graph_the_pages_open_all_the_same_and_have_it_when_it_comes(prepared: Path) -> None:
    in_its_way = prepared / "graph"
    in_its_way.write_text("where its folder ought to be")
    with Running(prepared) as service:
        said = service.output.read_text()
        assert "graph did not start. The last it wrote" in said
        assert said.count("The pages open without the graph") == 1
        assert said.index("The pages open without the graph") < said.index("Backr is at")
        assert answers(service, "/")
        assert b'"status": "degraded"' in urllib.request.urlopen(service.address + "/readyz", timeout=10).read()
        in_its_way.unlink()
        eventually(lambda: "The graph is up." in service.output.read_text(), within=120)
        assert well(service, "graph")
        assert service.manage("check_graph", check=False).returncode == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org"])
def test_it_refuses_to_be_reached_from_elsewhere(host: str) -> None:
    with pytest.raises(CommandError, match="on this machine only"):
        call_command("serve", host=host)


@pytest.mark.parametrize("host", ["::1", "127.0.0.2"])
def test_it_refuses_an_address_of_this_machine_on_which_it_would_not_listen(host: str) -> None:
    with pytest.raises(CommandError, match=r"on 127\.0\.0\.1 and on nothing else"):
        call_command("serve", host=host)


@pytest.mark.parametrize("port", [-1, 65536])
def test_it_refuses_what_is_no_port(port: int) -> None:
    with pytest.raises(CommandError, match="A port is a number from 0"):
        call_command("serve", port=port)


def test_it_refuses_a_full_deployments_settings(settings: object) -> None:
    settings.EMBEDDED = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match=r"docker-compose\.yml"):
        call_command("serve")


class Beginning(Command):
    """Says on which ports it was told to serve; others are quicker to take the first."""

    def __init__(self, others: socket.socket) -> None:
        super().__init__(stderr=StringIO())
        self.others = others
        self.ports: list[int] = []

    def serve(self, home: Path, lock: Path, port: int, *, with_demo: bool) -> None:
        self.ports.append(port)
        if len(self.ports) == 1:
            self.others.bind(("127.0.0.1", port))
            self.others.listen()
            raise CannotStart("web did not start")


def test_when_somebody_else_takes_the_port_meanwhile_it_tries_another(settings: Any, tmp_path: Path) -> None:
    settings.BACKR_HOME = tmp_path
    with socket.socket() as others:
        beginning = Beginning(others)
        beginning.handle(host="localhost", port=8350, demo=False)
    assert len(set(beginning.ports)) == 2


def test_somebody_elses_pages_on_our_port_are_not_taken_for_ours(tmp_path: Path) -> None:
    class Healthy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert not web_is_ready(tmp_path, server.server_port)
        server.shutdown()


def test_a_lock_file_that_a_dead_one_left_is_in_nobodys_way(tmp_path: Path) -> None:
    lock = tmp_path / "run" / "serve.lock"
    lock.parent.mkdir()
    lock.write_text(f"process {os.getpid()}")
    with single_instance(lock):
        assert lock.read_text() == f"process {os.getpid()}"
    assert lock.read_text() == ""


def test_a_lock_is_free_again_when_its_holder_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "serve.lock"
    code = (
        "import sys, time, pathlib; from backr.serving.instance import single_instance\n"
        f"with single_instance(pathlib.Path({str(lock)!r})): print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=str(holder.pid)), single_instance(lock):
            pass
        holder.kill()
        holder.wait()
    with single_instance(lock):
        assert lock.read_text() == f"process {os.getpid()}"
