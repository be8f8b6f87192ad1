"""kill -9 to web, worker and graph in the middle of work: what was answered is kept, and nothing is doubled."""

import json
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.integration.running import Running, running
from tests.integration.workload import MAKE_MEMBERS, Writer

KILLS = 21
WRITERS = 4
MEMBERS = 120  # many, because what a killed worker held stays leased for a minute
PROVED = 15
SEED = 20261123
WHAT_IS_KEPT = """
import json
from network.models import Contact
print(json.dumps(list(Contact.objects.filter(name__startswith="Kept ").values_list("name", flat=True))))
"""
WHAT_WAITS = """
import json
from network.models import OutboxRow
rows = OutboxRow.objects.filter(due_at__isnull=False, consumer__in=["graph", "vectors"])
print(json.dumps([rows.count(), OutboxRow.objects.filter(parked_at__isnull=False).count()]))
"""


class Killer:
    """Kills a program at a moment when work is in flight, and says what it saw before and after."""

    def __init__(self, service: Running, writers: list[Writer]) -> None:
        self.service = service
        self.writers = writers
        self.log: list[dict[str, object]] = []
        self.orphans: set[tuple[str, str]] = set()  # leases of workers that were killed before
        self.record = sqlite3.connect(f"file:{service.home}/backr.sqlite3?mode=ro", uri=True)

    def leases(self, consumer: str) -> set[tuple[str, str]]:
        rows = self.record.execute(
            "select subject, lease from network_outboxrow where lease != '' and consumer = ?"
            " and leased_until > strftime('%Y-%m-%d %H:%M:%f', 'now')",
            [consumer],
        )
        return set(rows.fetchall()) - self.orphans

    def kill(self, program: str) -> None:
        """Wait for work in flight (at most 10 s), kill, and prove by what is left that it was."""
        leaders = self.wait_for(program)
        before, until = self.in_flight(program), time.monotonic() + 10
        while not before and time.monotonic() < until:
            time.sleep(0.0005)
            before = self.in_flight(program)
        at = time.time()
        for process in leaders:
            process.kill()
        time.sleep(0.3)
        self.log.append(
            {"program": program, "at": at, "in_flight": len(before), "proved": self.proof(program, before, at)}
        )

    def in_flight(self, program: str) -> set[tuple[str, str]]:
        if program == "web":
            return {(str(writer.number), "request") for writer in self.writers if writer.in_flight_since}
        return self.leases("graph")

    def proof(self, program: str, before: set[tuple[str, str]], at: float) -> int:
        """A request was cut off, or a lease that was held before the kill is held still (nobody gave it back)."""
        if program == "web":
            return sum(1 for writer in self.writers for when, _ in writer.cut_off if at <= when <= at + 5)
        if program == "graph":
            return len(before)  # the worker lives and gives the subjects back as failed: they were at the graph
        held_still = before & self.leases("graph")
        self.orphans |= held_still
        return len(held_still)

    def wait_for(self, program: str) -> list:  # type: ignore[type-arg]
        until = time.monotonic() + 90
        while not (found := self.service.processes(program)):
            assert time.monotonic() < until, f"{program} did not come back:\n{self.service.output.read_text()}"
            time.sleep(0.2)
        return found


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    with running() as service:
        yield service


@pytest.mark.slow
def test_what_was_answered_survives_kills(service: Running) -> None:
    stop = threading.Event()
    sessions = service.python(MAKE_MEMBERS.format(count=MEMBERS))
    writers = [Writer(service.address, sessions[number::WRITERS], number, stop) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    killer = Killer(service, writers)
    order = ["web", "worker", "graph"] * (KILLS // 3)
    chance = random.Random(SEED)
    chance.shuffle(order)
    for program in order:
        time.sleep(chance.uniform(0.5, 3))
        killer.kill(program)
    killer.wait_for("web")
    time.sleep(5)
    stop.set()
    for writer in writers:
        writer.join(60)
    print("\n".join(json.dumps(line) for line in killer.log))

    assert len(killer.log) >= 20
    assert sum(1 for line in killer.log if line["proved"]) >= PROVED
    answered = [name for writer in writers for name in writer.answered]
    kept = Counter(service.python(WHAT_IS_KEPT))
    assert len(answered) > 100
    assert [name for name in answered if not kept[name]] == []
    assert [name for name, count in kept.items() if count > 1] == []

    drain(service)
    checked = service.manage("check_graph", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def drain(service: Running) -> None:
    """Wait until every subject is projected; none may be parked."""
    until = time.monotonic() + 240
    waiting, parked = service.python(WHAT_WAITS)
    while waiting and time.monotonic() < until:
        time.sleep(2)
        waiting, parked = service.python(WHAT_WAITS)
    assert (waiting, parked) == (0, 0), service.manage("doctor", check=False).stdout
