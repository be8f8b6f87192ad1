"""What each test costs in processor time. The twenty most expensive are printed; in CI one that costs too much fails.

The cost of a test is the processor time of this process, and of the children that it waited for, from the test's first
fixture to its last. Shared fixtures are listed on their own. `@pytest.mark.costly("why")` lets a test cost more.
"""

import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

LIMIT_SECONDS = 5.0
"""What a default test may cost on a quiet machine."""
SPREAD = 1.6
"""A test costs up to this many times as much where others share the caches and the cores; only beyond that it fails."""
LISTED = 20
FOLDERS = 12
LONGER_RUNS = ("slow", "services", "node")
"""Marks of tests that `make test` leaves out, and that may take their time."""
NOTHING = 0.02
"""Seconds of a shared fixture that are not worth a line: the clock ticks every hundredth."""
COST = "processor seconds"


def processor_seconds() -> float:
    """What this process and the children that it has waited for have used until now."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def complaint(item: pytest.Item, seconds: float, limit: float) -> str:
    """Return why the test fails for its cost; empty where it may cost that much."""
    if seconds <= limit * SPREAD or any(item.get_closest_marker(mark) for mark in LONGER_RUNS):
        return ""
    mark = item.get_closest_marker("costly")
    if mark is None:
        return (
            f"{seconds:.1f} s of processor time, and {limit:g} are allowed: make it cheaper, mark it slow, "
            'or say why with @pytest.mark.costly("…")'
        )
    reason = mark.args[0] if mark.args else ""
    return "" if isinstance(reason, str) and reason.strip() else "the mark costly needs a reason"


class Costs:
    """Measures in the process that runs the tests, prints in the one that collects the reports (with xdist, another).

    With `strict`, a default test without the mark fails if it takes more than `limit` processor seconds. All costs are
    appended to the file `kept`, if it is given.
    """

    def __init__(self, *, strict: bool, limit: float = LIMIT_SECONDS, kept: str = "") -> None:
        self.strict = strict
        self.limit = limit
        self.kept = kept
        self.costs: list[tuple[float, str]] = []
        self.shared: list[tuple[str, float]] = []
        self.depth = 0
        self.entered = self.started = 0.0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, Any, Any]:
        self.started, self.shared = processor_seconds(), []
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        if fixturedef.scope == "function":
            return (yield)
        name = f"fixture {fixturedef.argname} ({fixturedef.scope})"
        fixturedef.addfinalizer(lambda: self._leave(f"{name}, its end"))  # the last of its finalizers
        self._enter()
        try:
            return (yield)
        finally:
            self._leave(name)
            fixturedef.addfinalizer(self._enter)  # the first of them

    def _enter(self) -> None:
        """Begin with a shared fixture, or with one more that it needs."""
        if not self.depth:
            self.entered = processor_seconds()
        self.depth += 1

    def _leave(self, name: str) -> None:
        self.depth -= 1
        if not self.depth and (seconds := processor_seconds() - self.entered) > NOTHING:
            self.shared.append((name, seconds))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, Any, Any]:
        result = yield
        seconds = processor_seconds() - self.started - sum(cost for _, cost in self.shared)
        item.user_properties += [(COST, cost) for cost in [*self.shared, (item.nodeid, seconds)]]
        if self.strict and (wrong := complaint(item, seconds, self.limit)):
            pytest.fail(wrong, pytrace=False)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            costs: list[Any] = [cost for name, cost in report.user_properties if name == COST]
            self.costs += [(seconds, name) for name, seconds in costs]

    def by_folder(self) -> dict[str, float]:
        """The processor seconds of the tests of each folder: of each feature, below tests/network."""
        seconds: dict[str, float] = defaultdict(float)
        for cost, name in self.costs:
            if "::" in name:
                seconds["/".join(name.partition("::")[0].split("/")[:-1][:3])] += cost
        return seconds

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
        if hasattr(config, "workerinput"):  # one of xdist's processes, which has only its own part
            return
        if len(self.costs) > 1:
            total = sum(seconds for seconds, _ in self.costs)
            terminalreporter.section(f"most expensive, of {total:.0f} s of processor time")
            for seconds, name in sorted(self.costs, reverse=True)[:LISTED]:
                terminalreporter.write_line(f"{seconds:6.2f} s  {name}")
            folders = sorted(self.by_folder().items(), key=lambda each: -each[1])[:FOLDERS]
            terminalreporter.write_line(
                "By folder: " + ", ".join(f"{folder} {seconds:.0f} s" for folder, seconds in folders)
            )
        if self.kept:
            with Path(self.kept).open("a", encoding="utf-8") as out:
                out.writelines(f"{seconds:.3f}\t{name}\n" for seconds, name in self.costs)
