"""`make services-test` stops at once, in plain words, where a server is not named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import NEEDED, what_is_missing

PROJECT = Path(__file__).resolve().parent.parent


def all_but(*left_out: str) -> dict[str, str]:
    """The environment, with all servers named but these; and without what a make that runs the tests hands on."""
    named = {name: "somewhere" for name in NEEDED if name not in left_out}
    of_make = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
    return {**{name: value for name, value in os.environ.items() if name not in (*NEEDED, *of_make)}, **named}


def test_nothing_is_missing_when_all_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NEEDED:
        monkeypatch.setenv(name, "somewhere")
    assert what_is_missing() == ""


@pytest.mark.parametrize("name", NEEDED)
def test_make_says_which_is_missing_and_what_it_is_for(name: str) -> None:
    done = subprocess.run(
        ["make", "services-test"], cwd=PROJECT, env=all_but(name), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert done.stdout == ""
    said = [line.strip() for line in done.stderr.splitlines() if "BACKR_TEST" in line]
    assert said == [f"{name}: {NEEDED[name]}"]


def test_pytest_by_itself_leaves_none_of_them_out_either() -> None:
    words = [sys.executable, "-m", "pytest", "-q", "-m", "services", "tests/backr/test_compose_running.py"]
    environment = all_but("BACKR_TEST_NEO4J_URI")
    done = subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"BACKR_TEST_NEO4J_URI: {NEEDED['BACKR_TEST_NEO4J_URI']}" in done.stderr
