"""The supervisor starts its programs, waits for them, restarts them, reports those that fail, and ends them all."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from backr.serving import supervisor as supervisor_module
from backr.serving.instance import processes_of
from backr.serving.supervisor import SOCKET_PATH_LIMIT, CannotStart, Program, Supervisor

STAYS = "import time; print('up', flush=True); time.sleep(600)"
FAILS = "import sys; print('one'); print('my last words'); sys.exit(3)"
Build = Callable[..., Supervisor]


def program(name: str, code: str, **fields: object) -> Program:
    defaults: dict[str, object] = {"priority": 10, "is_ready": None, "ready_timeout_seconds": 30.0, "retries": 1}
    return Program(name, [sys.executable, "-c", code], **{**defaults, **fields})  # type: ignore[arg-type]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    built: list[Supervisor] = []

    def make(*programs: Program, home: Path = tmp_path / "home") -> Supervisor:
        supervisor = Supervisor(home, tmp_path, programs, dict(os.environ))
        built.append(supervisor)
        supervisor.launch()
        return supervisor

    yield make
    for supervisor in built:
        supervisor.shut_down()


def eventually(what: Callable[[], object], *, within: float = 20) -> None:
    until = time.monotonic() + within
    while not what():
        assert time.monotonic() < until, "it did not come to be in time"
        time.sleep(0.05)


def test_it_starts_a_program_and_keeps_what_it_says(build: Build) -> None:
    supervisor = build(program("clock", STAYS))
    assert supervisor.process_id("clock") == 0
    supervisor.start("clock")
    supervisor.wait_until_ready("clock")
    eventually(lambda: supervisor.log_tail("clock") == ["up"])
    assert psutil.Process(supervisor.process_id("clock")).is_running()


def test_it_waits_until_a_program_is_ready(build: Build, tmp_path: Path) -> None:
    sign = tmp_path / "ready"
    code = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(sign)!r}).touch(); time.sleep(600)"
    supervisor = build(program("slow", code, is_ready=sign.exists))
    supervisor.start("slow")
    assert not sign.exists()
    supervisor.wait_until_ready("slow")
    assert sign.exists()


def test_it_tells_the_last_words_of_a_program_that_cannot_start(build: Build) -> None:
    supervisor = build(program("broken", FAILS))
    supervisor.start("broken")
    with pytest.raises(CannotStart, match=r"broken did not start.*broken\.log:(?s:.*)one\n    my last words"):
        supervisor.wait_until_ready("broken")


def test_it_tells_of_a_program_that_does_not_exist(build: Build) -> None:
    supervisor = build(Program("missing", ["/nowhere/at/all"], 10, None))
    with pytest.raises(CannotStart, match="missing cannot be started"):
        supervisor.start("missing")


def test_it_does_not_wait_for_ever(build: Build) -> None:
    supervisor = build(program("mute", STAYS, is_ready=lambda: False, ready_timeout_seconds=1.0))
    supervisor.start("mute")
    with pytest.raises(CannotStart, match=r"(?s)mute did not start.*up"):
        supervisor.wait_until_ready("mute")


def test_it_starts_again_what_is_killed(build: Build) -> None:
    supervisor = build(program("clock", STAYS, retries=10))
    supervisor.start("clock")
    supervisor.wait_until_ready("clock")
    for _ in range(3):
        before = supervisor.process_id("clock")
        os.kill(before, signal.SIGKILL)
        eventually(lambda before=before: supervisor.process_id("clock") not in {0, before})


def test_closing_leaves_nothing_running_not_even_what_ignores_being_asked(build: Build) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    supervisor = build(program("clock", STAYS), program("stubborn", stubborn, stop_seconds=1))
    for name in supervisor.programs:
        supervisor.start(name)
        eventually(lambda name=name: supervisor.log_tail(name) == ["up"])
    supervisor.shut_down()
    assert processes_of(str(supervisor.home)) == []
    assert not supervisor.socket.exists()


def test_it_ends_the_programs_of_a_killed_supervisor_and_begins_again(build: Build) -> None:
    supervisor = build(program("clock", STAYS))
    supervisor.start("clock")
    supervisor.wait_until_ready("clock")
    before = supervisor.process_id("clock")
    assert supervisor._process is not None
    supervisor._process.kill()
    eventually(lambda: not supervisor.is_running())
    supervisor.relaunch()
    supervisor.wait_until_ready("clock")
    assert supervisor.process_id("clock") != before
    assert [each.pid for each in processes_of(str(supervisor.home)) if "time.sleep" in " ".join(each.cmdline())] == [
        supervisor.process_id("clock")
    ]


def test_it_lives_in_folders_with_awkward_or_long_names(build: Build, tmp_path: Path) -> None:
    home = tmp_path / 'Jo\'s "old" folder' / ("long" * 30)
    assert len(str(home)) > SOCKET_PATH_LIMIT
    supervisor = build(program("clock", STAYS), home=home)
    supervisor.start("clock")
    supervisor.wait_until_ready("clock")
    eventually(lambda: (home / "logs" / "clock.log").read_text() == "up\n")


@pytest.mark.parametrize("name", ["a ;b", "a #b", "100%", "%(here)s"])
def test_it_says_which_folder_names_it_cannot_take(build: Build, tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotStart, match="whose name holds"):
        build(program("clock", STAYS), home=tmp_path / name)


def test_its_folders_are_private(build: Build) -> None:
    supervisor = build(program("clock", STAYS))
    assert (supervisor.run.stat().st_mode & 0o777, supervisor.logs.stat().st_mode & 0o777) == (0o700, 0o700)


class Enough(BaseException):
    """Ends a watch that would go on for ever."""


def watch_for(supervisor: Supervisor, rounds: int, monkeypatch: pytest.MonkeyPatch, *, essential: str) -> list[str]:
    """Let the watch look `rounds` times, a short while apart; return what it said."""
    said: list[str] = []
    left = iter(range(rounds))
    pause = time.sleep

    def look_again(seconds: float) -> None:
        pause(min(seconds, 0.2))
        if seconds == supervisor_module.POLL_SECONDS and next(left, None) is None:  # others wait while it starts again
            raise Enough

    monkeypatch.setattr(supervisor_module.time, "sleep", look_again)
    try:
        with pytest.raises(Enough):
            supervisor_module.watch(supervisor, essential, said.append)
    finally:
        monkeypatch.undo()
    return said


def given_up(supervisor: Supervisor, name: str) -> None:
    supervisor.start(name)
    eventually(lambda: supervisor.state(name) == "FATAL")


def test_the_watch_tells_once_of_what_cannot_be_kept_up_and_goes_on(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor = build(program("broken", FAILS), program("web", STAYS))
    supervisor.start("web")
    given_up(supervisor, "broken")
    said = watch_for(supervisor, 5, monkeypatch, essential="web")
    assert len(said) == 1
    assert "my last words" in said[0]
    assert "The pages stay open" in said[0]


def test_the_watch_ends_all_when_the_pages_cannot_be_kept_up(build: Build) -> None:
    supervisor = build(program("web", FAILS))
    given_up(supervisor, "web")
    with pytest.raises(CannotStart, match="my last words"):
        supervisor_module.watch(supervisor, "web", lambda words: None)


def test_the_watch_tries_again_after_a_while(build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sign = tmp_path / "may-start"
    code = f"import pathlib, sys, time; pathlib.Path({str(sign)!r}).exists() or sys.exit('not yet'); time.sleep(600)"
    supervisor = build(program("late", code), program("web", STAYS))
    supervisor.start("web")
    given_up(supervisor, "late")
    sign.touch()
    monkeypatch.setattr(supervisor_module, "RETRY_SECONDS", 0.5)
    watch_for(supervisor, 10, monkeypatch, essential="web")
    eventually(lambda: supervisor.state("late") == "RUNNING")


def test_the_watch_replaces_a_supervisor_that_died(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    supervisor = build(program("web", STAYS))
    supervisor.start("web")
    supervisor.wait_until_ready("web")
    assert supervisor._process is not None
    supervisor._process.kill()
    eventually(lambda: not supervisor.is_running())
    said = watch_for(supervisor, 3, monkeypatch, essential="web")
    supervisor.wait_until_ready("web")
    assert said == ["The supervisor died; starting everything again …"]
