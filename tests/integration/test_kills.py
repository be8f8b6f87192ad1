"""kill -9 to web, worker and graph in the middle of work: what was answered is kept, and nothing is doubled."""

import json
import random
import sqlite3
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psutil
import pytest

from network.introductions.states import ACTS, TRANSITIONS
from network.platform.graph import driver
from tests.integration.running import Running, running
from tests.integration.workload import MAKE_MEMBERS, Adding, Introducing, Writer

KILLS = 21
ADDING = 4
INTRODUCING = 2
MEMBERS = 600  # many, because what a killed worker held, up to 200 of them, stays leased for a minute
TRIOS = 12  # of one who asks, one who introduces and one whom they would meet
PROVED = 15
IDLE_SECONDS = 30  # a worker that was killed takes that long on a busy machine until it holds a lease again
SEED = 20261123
WHAT_IS_KEPT = """
import json
from network.models import Contact
print(json.dumps(list(Contact.objects.filter(name__startswith="Kept ").values_list("name", flat=True))))
"""
WHAT_WAS_INTRODUCED = """
import json
from network.models import Introduction, LedgerEntry
entries = LedgerEntry.objects.filter(chain__startswith="introduction:").order_by("chain", "number")
acts = {}
for chain, act in entries.values_list("chain", "act"):
    acts.setdefault(chain.partition(":")[2], []).append(act)
print(json.dumps([acts, {str(pk): state for pk, state in Introduction.objects.values_list("pk", "state")}]))
"""
WHAT_WAITS = """
import json
from network.models import OutboxRow
rows = OutboxRow.objects.filter(due_at__isnull=False, consumer__in=["graph", "vectors"])
print(json.dumps([rows.count(), OutboxRow.objects.filter(parked_at__isnull=False).count()]))
"""
LEADS_TO = {ACTS[action]: transition.to for (_state, action), transition in TRANSITIONS.items()}

Lease = tuple[str, str]  # the subject, and the key of whoever holds it


@dataclass
class Kill:
    program: str
    at: float
    leases: set[Lease]  # held in the moment before
    held_still: set[Lease]  # of those, the ones that nobody had given back a little later

    def cut_off(self, writers: Sequence[Writer]) -> int:
        """How many requests had begun before the kill and ended after it without an answer."""
        return sum(1 for writer in writers for one in writer.cut_off if one.began <= self.at <= one.ended)

    def given_up(self, log: str) -> int:
        """How many of the leases the worker's log says it gave up because the graph could not be reached."""
        keys = {key for _subject, key in self.leases}
        return sum(1 for key in keys if f"graph: lease {key[:8]}: The graph cannot be reached" in log)


class Killer:
    """Kills a program at a moment when work is in flight, and notes what was, so that it can be proved afterwards."""

    def __init__(self, service: Running, writers: Sequence[Writer]) -> None:
        self.service = service
        self.writers = writers
        self.kills: list[Kill] = []
        self.orphans: set[Lease] = set()  # leases of workers that were killed before
        self.record = sqlite3.connect(f"file:{service.home}/backr.sqlite3?mode=ro", uri=True)

    def leases(self) -> set[Lease]:
        rows = self.record.execute(
            "select subject, lease from network_outboxrow where lease != '' and consumer = 'graph'"
            " and leased_until > strftime('%Y-%m-%d %H:%M:%f', 'now')"
        )
        return set(rows.fetchall()) - self.orphans

    def kill(self, program: str) -> None:
        """Wait until `program` is up and work is in flight, and kill it."""
        leaders = self.wait_for(program)
        until = time.monotonic() + IDLE_SECONDS
        leases = self.leases()
        while not self.is_busy(program, leases) and time.monotonic() < until:
            time.sleep(0.0005)
            leases = self.leases()
        at = time.time()
        for process in leaders:
            process.kill()
        time.sleep(0.3)
        held_still = leases & self.leases()
        if program == "worker":
            self.orphans |= held_still
        self.kills.append(Kill(program, at, leases, held_still))

    def is_busy(self, program: str, leases: set[Lease]) -> bool:
        return any(writer.in_flight_since for writer in self.writers) if program == "web" else bool(leases)

    def wait_for(self, program: str) -> list[psutil.Process]:
        """The program's processes, when it does its work again: what fails before that is not the next kill's doing."""
        until = time.monotonic() + 300
        while not (found := self.service.processes(program)) or not self.answers(program):
            assert time.monotonic() < until, f"{program} did not come back:\n{self.service.output.read_text()}"
            time.sleep(0.2)
        return found

    def answers(self, program: str) -> bool:
        ways: dict[str, Callable[[], bool]] = {"web": self.web_answers, "graph": self.graph_answers}
        return ways.get(program, lambda: True)()

    def web_answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.service.address}/healthz", timeout=2):
                return True
        except OSError:
            return False

    def graph_answers(self) -> bool:
        home = self.service.home
        address = f"bolt://127.0.0.1:{(home / 'graph' / 'port').read_text().strip()}"
        return driver.answers(address, "root", (home / "secrets" / "graph_password").read_text().strip(), "backr")

    def proofs(self) -> list[dict[str, object]]:
        """A line for each kill: how much was in flight, by what came of it.

        Of the web server: requests that were cut off. Of a worker: leases that nobody gave back. Of the graph: leases
        that the worker gave up for it, by the worker's own log.
        """
        log = "".join(path.read_text(errors="replace") for path in (self.service.home / "logs").glob("errands.log*"))
        return [{"program": kill.program, "at": kill.at, "proved": self.proof(kill, log)} for kill in self.kills]

    def proof(self, kill: Kill, log: str) -> int:
        if kill.program == "web":
            return kill.cut_off(self.writers)
        return kill.given_up(log) if kill.program == "graph" else len(kill.held_still)


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    with running(patience=600) as service:
        yield service


@pytest.mark.slow
def test_what_was_answered_survives_kills(service: Running) -> None:
    stop = threading.Event()
    adding, introducing = people_at_work(service, stop)
    killer = Killer(service, [*adding, *introducing])
    kill_at_random(killer)
    stop.set()
    for writer in killer.writers:
        writer.join(60)
        assert not writer.is_alive()
        assert writer.wrong == []

    proofs = killer.proofs()
    print("\n".join(json.dumps(line) for line in proofs))
    assert len(proofs) >= 20
    assert sum(1 for line in proofs if line["proved"]) >= PROVED
    every_contact_is_kept_once(service, adding)
    every_act_is_kept_once(service, introducing)
    drain(service)
    passes(service, "check_graph")


def people_at_work(service: Running, stop: threading.Event) -> tuple[list[Adding], list[Introducing]]:
    sizes = {"MEMBERS": MEMBERS, "TRIOS": TRIOS}
    sessions, trios = service.python("".join(f"{name} = {size}\n" for name, size in sizes.items()) + MAKE_MEMBERS)
    adding = [Adding(service.address, number, stop, sessions=sessions[number::ADDING]) for number in range(ADDING)]
    introducing = [
        Introducing(service.address, ADDING + number, stop, trios=trios[number::INTRODUCING])
        for number in range(INTRODUCING)
    ]
    for writer in [*adding, *introducing]:
        writer.start()
    return adding, introducing


def kill_at_random(killer: Killer) -> None:
    order = ["web", "worker", "graph"] * (KILLS // 3)
    chance = random.Random(SEED)
    chance.shuffle(order)
    for program in order:
        time.sleep(chance.uniform(0.2, 1.5))
        killer.kill(program)
    killer.wait_for("web")
    time.sleep(5)


def every_contact_is_kept_once(service: Running, adding: Sequence[Adding]) -> None:
    answered = [name for writer in adding for name in writer.answered]
    kept = Counter(service.python(WHAT_IS_KEPT))
    assert len(answered) >= 40
    assert [name for name in answered if not kept[name]] == []
    assert [name for name, count in kept.items() if count > 1] == []


def every_act_is_kept_once(service: Running, introducing: Sequence[Introducing]) -> None:
    """Every introduction stands as its last answered act left it, and the ledger has each act once, in its order."""
    answered = {number: acts for writer in introducing for number, acts in writer.acts.items()}
    ledger, states = service.python(WHAT_WAS_INTRODUCED)
    assert Counter(act for acts in answered.values() for act in acts).keys() == {
        "asked",
        "passed_on",
        "declined",
        "agreed",
    }
    assert ledger == answered
    assert states == {number: LEADS_TO[acts[-1]] for number, acts in answered.items()}
    passes(service, "verify_ledger")


def passes(service: Running, command: str) -> None:
    checked = service.manage(command, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def drain(service: Running) -> None:
    """Wait until every subject is projected; none may be parked."""
    until = time.monotonic() + 240
    waiting, parked = service.python(WHAT_WAITS)
    while waiting and time.monotonic() < until:
        time.sleep(2)
        waiting, parked = service.python(WHAT_WAITS)
    assert (waiting, parked) == (0, 0), service.manage("doctor", check=False).stdout
