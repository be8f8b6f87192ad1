"""A house keeps its programs: starts them, waits for them, restarts them, tells of those that fail, ends them all."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from backr.serving import keeper
from backr.serving.house import SOCKET_PATH_LIMIT, CannotStart, House, Program
from backr.serving.predecessors import survivors

STAYS = "import time; print('up', flush=True); time.sleep(600)"
FAILS = "import sys; print('one'); print('my last words'); sys.exit(3)"
Build = Callable[..., House]


def program(name: str, code: str, **fields: object) -> Program:
    defaults: dict[str, object] = {"priority": 10, "is_ready": None, "patience_seconds": 30.0, "retries": 1}
    return Program(name, [sys.executable, "-c", code], **{**defaults, **fields})  # type: ignore[arg-type]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    built: list[House] = []

    def make(*programs: Program, home: Path = tmp_path / "home") -> House:
        house = House(home, tmp_path, programs, dict(os.environ))
        built.append(house)
        house.open()
        return house

    yield make
    for house in built:
        house.close()


def eventually(what: Callable[[], object], *, within: float = 20) -> None:
    until = time.monotonic() + within
    while not what():
        assert time.monotonic() < until, "it did not come to be in time"
        time.sleep(0.05)


def test_it_starts_a_program_and_keeps_what_it_says(build: Build) -> None:
    house = build(program("clock", STAYS))
    assert house.process_id("clock") == 0
    house.start("clock")
    house.wait("clock")
    eventually(lambda: house.last_lines("clock") == ["up"])
    assert psutil.Process(house.process_id("clock")).is_running()


def test_it_waits_until_a_program_is_ready(build: Build, tmp_path: Path) -> None:
    sign = tmp_path / "ready"
    code = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(sign)!r}).touch(); time.sleep(600)"
    house = build(program("slow", code, is_ready=sign.exists))
    house.start("slow")
    assert not sign.exists()
    house.wait("slow")
    assert sign.exists()


def test_it_tells_the_last_words_of_a_program_that_cannot_start(build: Build) -> None:
    house = build(program("broken", FAILS))
    house.start("broken")
    with pytest.raises(CannotStart, match=r"broken did not start.*broken\.log:(?s:.*)one\n    my last words"):
        house.wait("broken")


def test_it_tells_of_a_program_that_does_not_exist(build: Build) -> None:
    house = build(Program("missing", ["/nowhere/at/all"], 10, None))
    with pytest.raises(CannotStart, match="missing cannot be started"):
        house.start("missing")


def test_it_does_not_wait_for_ever(build: Build) -> None:
    house = build(program("mute", STAYS, is_ready=lambda: False, patience_seconds=1.0))
    house.start("mute")
    with pytest.raises(CannotStart, match=r"(?s)mute did not start.*up"):
        house.wait("mute")


def test_it_starts_again_what_is_killed(build: Build) -> None:
    house = build(program("clock", STAYS, retries=10))
    house.start("clock")
    house.wait("clock")
    for _ in range(3):
        before = house.process_id("clock")
        os.kill(before, signal.SIGKILL)
        eventually(lambda before=before: house.process_id("clock") not in {0, before})


def test_closing_leaves_nothing_running_not_even_what_ignores_being_asked(build: Build) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
    )
    house = build(program("clock", STAYS), program("stubborn", stubborn, stop_seconds=1))
    for name in house.programs:
        house.start(name)
        eventually(lambda name=name: house.last_lines(name) == ["up"])
    house.close()
    assert survivors(str(house.home)) == []
    assert not house.socket.exists()


def test_it_ends_the_programs_of_a_killed_supervisor_and_begins_again(build: Build) -> None:
    house = build(program("clock", STAYS))
    house.start("clock")
    house.wait("clock")
    before = house.process_id("clock")
    assert house._supervisor is not None
    house._supervisor.kill()
    eventually(lambda: not house.is_open())
    house.reopen()
    house.wait("clock")
    assert house.process_id("clock") != before
    assert [each.pid for each in survivors(str(house.home)) if "time.sleep" in " ".join(each.cmdline())] == [
        house.process_id("clock")
    ]


def test_it_lives_in_folders_with_awkward_or_long_names(build: Build, tmp_path: Path) -> None:
    home = tmp_path / 'Jo\'s "old" folder' / ("long" * 30)
    assert len(str(home)) > SOCKET_PATH_LIMIT
    house = build(program("clock", STAYS), home=home)
    house.start("clock")
    house.wait("clock")
    eventually(lambda: (home / "logs" / "clock.log").read_text() == "up\n")


@pytest.mark.parametrize("name", ["a ;b", "a #b", "100%", "%(here)s"])
def test_it_says_which_folder_names_it_cannot_take(build: Build, tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotStart, match="whose name holds"):
        build(program("clock", STAYS), home=tmp_path / name)


def test_its_folders_are_private(build: Build) -> None:
    house = build(program("clock", STAYS))
    assert (house.run.stat().st_mode & 0o777, house.logs.stat().st_mode & 0o777) == (0o700, 0o700)


class Enough(BaseException):
    """Ends a keeper that would go on for ever."""


def keep_for(house: House, rounds: int, monkeypatch: pytest.MonkeyPatch, *, essential: str) -> list[str]:
    """Let the keeper look `rounds` times, a short while apart; return what it said."""
    said: list[str] = []
    left = iter(range(rounds))
    pause = time.sleep

    def look_again(seconds: float) -> None:
        pause(0.2)
        if next(left, None) is None:
            raise Enough

    monkeypatch.setattr(keeper.time, "sleep", look_again)
    try:
        with pytest.raises(Enough):
            keeper.keep(house, essential, said.append)
    finally:
        monkeypatch.undo()
    return said


def given_up(house: House, name: str) -> None:
    house.start(name)
    eventually(lambda: house.state(name) == "FATAL")


def test_the_keeper_tells_once_of_what_cannot_be_kept_up_and_goes_on(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = build(program("broken", FAILS), program("web", STAYS))
    house.start("web")
    given_up(house, "broken")
    said = keep_for(house, 5, monkeypatch, essential="web")
    assert len(said) == 1
    assert "my last words" in said[0]
    assert "The pages stay open" in said[0]


def test_the_keeper_ends_all_when_the_pages_cannot_be_kept_up(build: Build) -> None:
    house = build(program("web", FAILS))
    given_up(house, "web")
    with pytest.raises(CannotStart, match="my last words"):
        keeper.keep(house, "web", lambda words: None)


def test_the_keeper_tries_again_after_a_while(build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sign = tmp_path / "may-start"
    code = f"import pathlib, sys, time; pathlib.Path({str(sign)!r}).exists() or sys.exit('not yet'); time.sleep(600)"
    house = build(program("late", code), program("web", STAYS))
    house.start("web")
    given_up(house, "late")
    sign.touch()
    monkeypatch.setattr(keeper, "TRY_AGAIN_SECONDS", 0.5)
    keep_for(house, 10, monkeypatch, essential="web")
    eventually(lambda: house.state("late") == "RUNNING")


def test_the_keeper_replaces_a_supervisor_that_died(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    house = build(program("web", STAYS))
    house.start("web")
    house.wait("web")
    assert house._supervisor is not None
    house._supervisor.kill()
    eventually(lambda: not house.is_open())
    said = keep_for(house, 3, monkeypatch, essential="web")
    house.wait("web")
    assert said == ["The supervisor died; starting everything again …"]
