"""A default test that costs too much fails in a strict run, unless it says why; the most expensive are listed."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
CONFTEST = """
import time
import pytest
from tests.plugins.costs import Costs

def work():
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass

def pytest_addoption(parser):
    parser.addoption("--strict-costs", action="store_true")

def pytest_configure(config):
    for mark in ("slow", "costly(reason)"):
        config.addinivalue_line("markers", mark)
    config.pluginmanager.register(Costs(strict=config.getoption("--strict-costs"), limit=0.1, kept="costs"), "costs")

@pytest.fixture(scope="session")
def shared():
    work()
    yield
    work()

@pytest.fixture(scope="session")
def sharing(shared):
    work()
    yield
    work()

@pytest.fixture
def expensive():
    work()
"""
TESTS = """
import subprocess, sys
import pytest
from conftest import work

def test_cheap(): pass
def test_expensive(): work()
def test_expensive_fixture(expensive): pass
def test_shared_fixture(sharing): pass
def test_child(): subprocess.run([sys.executable, "-c", "for _ in range(10_000_000): pass"])
@pytest.mark.slow
def test_longer_run(): work()
@pytest.mark.costly("it works hard")
def test_with_a_reason(): work()
@pytest.mark.costly
def test_without_a_reason(): work()
"""


def run(folder: Path, *words: str) -> str:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_some.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:hypothesispytest", *words]
    environment = {"PYTHONPATH": str(PROJECT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    ).stdout


def test_what_costs_too_much_fails_unless_it_says_why(tmp_path: Path) -> None:
    said = run(tmp_path, "-p", "xdist", "-n", "1", "--strict-costs")
    errors = {line.split("::")[1].split()[0] for line in said.splitlines() if line.startswith("ERROR test_some")}
    assert errors == {"test_expensive", "test_expensive_fixture", "test_child", "test_without_a_reason"}
    assert "the mark costly needs a reason" in said
    kept = (tmp_path / "costs").read_text().splitlines()
    costs = dict(reversed(line.split("\t")) for line in kept)
    assert len(costs) == len(kept)
    assert {name for name in costs if name.startswith("fixture")} == {
        "fixture shared (session)",
        "fixture sharing (session)",
        "fixture shared (session), its end",
        "fixture sharing (session), its end",
    }
    assert all(float(costs[name]) >= 0.19 for name in costs if name.startswith("fixture"))
    assert float(costs["test_some.py::test_expensive"]) >= 0.19
    assert float(costs["test_some.py::test_shared_fixture"]) < 0.1


def test_a_run_that_is_not_strict_only_lists_the_costs(tmp_path: Path) -> None:
    said = run(tmp_path, "-k", "cheap or expensive")
    assert "3 passed" in said
    listed = [line.rpartition("::")[2] for line in said.splitlines() if " s  test_some.py::" in line]
    assert set(listed[:2]) == {"test_expensive", "test_expensive_fixture"}
    assert listed[2] == "test_cheap"


@pytest.mark.parametrize("mark", ["costly", "slow"])
def test_the_marks_are_declared(pytestconfig: pytest.Config, mark: str) -> None:
    assert any(line.partition(":")[0].partition("(")[0] == mark for line in pytestconfig.getini("markers"))
