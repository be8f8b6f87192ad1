"""The embedded server starts, keeps its password to itself, and comes back from whatever killed it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import EmbeddedGraph, available_graph, is_held, running

pytestmark = pytest.mark.graph


@pytest.fixture
def server(settings, tmp_path):
    """A server of this test's own, which the settings name as `serve` would, not yet started."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "graph_password").write_text("correct horse battery staple")
    settings.BACKR_HOME, settings.GRAPH_URI = tmp_path, ""
    settings.GRAPH_USER, settings.GRAPH_PASSWORD = "root", "correct horse battery staple"
    settings.GRAPH_HEAP = "256m"
    yield EmbeddedGraph(tmp_path / "graph", secrets / "graph_password", heap="256m", short_lived=True)
    driver.forget_driver()


def ended(pid, seconds=15.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


@contextmanager
def stopped_afterwards(process):
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_it_keeps_to_loopback_and_the_password_to_itself(server):
    with running(server) as process:
        listening = [each.laddr.ip for each in psutil.Process(process.pid).net_connections() if each.status == "LISTEN"]
        assert len(listening) == 2
        assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
        assert "correct horse" not in " ".join(psutil.Process(process.pid).cmdline())
        assert "correct horse" not in str(psutil.Process(process.pid).environ())
        assert "correct horse" not in (server.folder / "server.log").read_text()
        assert psutil.Process(process.pid).name() == "java"
    assert ended(process.pid)
    assert not is_held(server.folder)


@pytest.mark.slow
def test_what_was_written_survives_a_kill_and_the_next_start_is_found(server):
    with running(server) as process:
        driver.apply_schema()
        driver.write("make_people", ids=[1, 2, 3])
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(GraphUnavailable):
            driver.ping()
        with running(server):
            assert [row["id"] for row in driver.read("people_between", first=1, last=9)] == [1, 2, 3]


def test_a_server_that_hangs_is_unavailable_after_a_few_seconds_and_back_when_it_wakes(server, settings, monkeypatch):
    settings.GRAPH_TIMEOUT_SECONDS = 1
    monkeypatch.setattr(driver, "SKIP_SECONDS", 2.0)
    with running(server) as process:
        driver.ping()
        process.send_signal(signal.SIGSTOP)
        wait_until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
        started = time.monotonic()
        with pytest.raises(GraphUnavailable):
            driver.ping()
        assert time.monotonic() - started < 5
        again = time.monotonic()
        with pytest.raises(GraphUnavailable, match="a moment ago"):
            driver.ping()
        assert time.monotonic() - again < 0.5
        process.send_signal(signal.SIGCONT)
        wait_until(answers)
        driver.ping()


@pytest.mark.slow
def test_locks_and_notes_that_a_crash_left_are_no_hindrance(server):
    with running(server) as process:
        os.kill(process.pid, signal.SIGKILL)
    (server.folder / "port").write_text("1")
    (server.folder / "holder").write_text("{broken")
    (server.folder / "databases" / "backr" / "database.lck").touch()
    with running(server):
        driver.ping()


@pytest.mark.slow
def test_another_password_than_at_the_last_start_is_the_one_that_counts(server, settings):
    with running(server):
        driver.ping()
    server.password_file.write_text("another one, made anew")
    settings.GRAPH_PASSWORD = "another one, made anew"
    with running(server):
        driver.ping()


@pytest.mark.slow
def test_a_server_whose_supervisor_was_killed_is_ended_and_replaced(server):
    """Without the kernel's help: the supervisor here is a shell that dies, and the server has no parent to watch."""
    script = (
        "import subprocess, sys, network.platform.graph.launch as launch\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import network.platform.graph.launch as launch;"
        "launch._stop_with_parent = lambda: None; launch.main()', *sys.argv[1:]]).pid, flush=True)\n"
        "import time; time.sleep(600)"
    )
    arguments = [str(server.folder), "--password-file", str(server.password_file), "--heap", "256m"]
    log = (server.folder.parent / "orphan.log").open("wb")
    supervisor = subprocess.Popen(
        [sys.executable, "-c", script, *arguments], env=server.environment, stdout=subprocess.PIPE, stderr=log
    )
    with stopped_afterwards(supervisor):
        assert supervisor.stdout is not None
        orphan = int(supervisor.stdout.readline())
        wait_until(server.is_ready)
    assert psutil.pid_exists(orphan)
    with running(server):
        assert ended(orphan)
        wait_until(server.is_ready)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's help is Linux's")
def test_it_ends_when_its_supervisor_is_killed(server):
    script = "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(600)"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", script, *server.command], env=server.environment, stdout=subprocess.PIPE
    )
    with stopped_afterwards(supervisor):
        assert supervisor.stdout is not None
        pid = int(supervisor.stdout.readline())
        wait_until(server.is_ready)
    assert ended(pid)


def test_one_that_cannot_start_says_why(server):
    with (
        pytest.raises(GraphUnavailable, match=r"last words:\n.*heap"),
        running(EmbeddedGraph(server.folder, server.password_file, heap="nonsense")),
    ):
        pass


def test_a_command_starts_a_graph_for_its_own_duration(server):
    with available_graph():
        driver.ping()
        assert is_held(server.folder)
    assert not is_held(server.folder)
    with pytest.raises(GraphUnavailable):
        driver.ping()


@pytest.mark.slow
def test_a_command_uses_the_graph_that_runs_and_leaves_it_running(server):
    with running(server) as process:
        with available_graph():
            driver.ping()
        assert process.poll() is None
        driver.ping()


@pytest.mark.slow
def test_a_command_waits_for_a_graph_that_somebody_is_just_starting(server):
    launcher = subprocess.Popen(server.command, env=server.environment, stdout=subprocess.DEVNULL)
    with stopped_afterwards(launcher):
        wait_until(lambda: is_held(server.folder))
        with available_graph():
            driver.ping()
        assert launcher.poll() is None


@pytest.mark.slow
def test_a_supervisor_that_starts_while_a_command_has_the_graph_takes_over_after_it(server):
    with available_graph():
        borrowed = server.uri
        launcher = subprocess.Popen(server.command, env=server.environment, stdout=subprocess.DEVNULL)
        time.sleep(1)
        assert server.uri == borrowed
        driver.ping()
    with stopped_afterwards(launcher):
        wait_until(server.is_ready)
        driver.ping()
        assert server.uri != borrowed


def test_a_graph_named_by_a_setting_is_never_replaced_by_one_of_our_own(server, settings):
    settings.GRAPH_URI = "bolt://127.0.0.1:1"
    with pytest.raises(GraphUnavailable), available_graph():
        pass
    assert not Path(server.folder).exists()


def answers():
    try:
        driver.ping()
    except GraphUnavailable:
        return False
    return True


def wait_until(holds, seconds=60.0):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)
