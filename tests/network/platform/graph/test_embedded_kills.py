"""kill -9 to the embedded server in the middle of writing: whatever it answered stands, whole, and is found."""

import random
import threading
import time
from collections import Counter
from functools import partial

import pytest

from network.platform.graph import driver
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.embedded import EmbeddedGraph, running

pytestmark = [pytest.mark.graph, pytest.mark.slow]

KILLS = 4
WRITERS = 3
WRITES_BEFORE_A_KILL = 4
PEOPLE_A_WRITE = 1_000
SEED = 20261123
EVERYBODY = "MATCH (p:Person) RETURN p.id AS id, p.member AS member"  # by a scan, no index
EVERY_TIE = "MATCH (a:Person)-[:KNOWS]->(b:Person) RETURN a.id AS one, b.id AS other"


@pytest.fixture
def server(settings, tmp_path):
    password = tmp_path / "password"
    password.write_text("correct horse battery staple")
    settings.BACKR_HOME, settings.GRAPH_URI = tmp_path, ""
    settings.GRAPH_USER, settings.GRAPH_PASSWORD = "root", password.read_text()
    yield EmbeddedGraph(tmp_path / "graph", password, heap="256m", short_lived=True)
    driver.forget_driver()


class Writer(threading.Thread):
    """Writes members, somebody for each and the ties between them in a transaction; notes which were answered."""

    def __init__(self, first: int, stop: threading.Event, answered: threading.Event) -> None:
        super().__init__(daemon=True)
        self.next, self.stop, self.an_answer = first, stop, answered
        self.answered: list[range] = []

    def run(self) -> None:
        while not self.stop.is_set():
            numbers = range(self.next, self.next + 2 * PEOPLE_A_WRITE, 2)
            self.next = numbers.stop
            try:
                driver.transact(partial(write, numbers))
            except GraphUnavailable:
                time.sleep(0.05)  # whether this one stands is anybody's guess
            else:
                self.answered.append(numbers)
                self.an_answer.set()


def write(numbers, tx):
    driver.rows(tx, "make_members", people=[[number, number] for number in numbers])
    driver.rows(tx, "make_people", ids=[number + 1 for number in numbers])
    driver.rows(tx, "add_knows", ties=[[number, number + 1, 0.5] for number in numbers])


def test_whatever_was_answered_survives_kills_whole_and_is_found(server):
    stop, answered, chance = threading.Event(), threading.Event(), random.Random(SEED)
    writers = [Writer(1_000_000 * (number + 1), stop, answered) for number in range(WRITERS)]
    for kill in range(KILLS):
        with running(server) as process:
            if not kill:
                driver.apply_schema()
                for writer in writers:
                    writer.start()
            wait_for_writes(writers)
            answered.clear()
            assert answered.wait(60)  # at once after an answer, when pages of it may not have been written yet
            time.sleep(chance.choice([0, 0, chance.uniform(0, 0.5)]))
            process.kill()
            process.wait()
    stop.set()
    for writer in writers:
        writer.join(60)
    with running(server):
        compare([number for writer in writers for numbers in writer.answered for number in numbers])


def wait_for_writes(writers):
    enough, until = sum(len(writer.answered) for writer in writers) + WRITES_BEFORE_A_KILL, time.monotonic() + 60
    while sum(len(writer.answered) for writer in writers) < enough:
        assert time.monotonic() < until
        time.sleep(0.01)


def compare(answered):
    """Hold what was answered against a scan of everything, and the scan against both indexes."""
    people = driver.transact(lambda tx: tx.run(EVERYBODY).data())
    members = {row["member"] for row in people if row["member"] is not None}
    ties = Counter((row["one"], row["other"]) for row in driver.transact(lambda tx: tx.run(EVERY_TIE).data()))
    ids = [row["id"] for row in people]
    assert set(answered) - members == set()
    assert len(ids) == len(set(ids)) == 2 * len(members)
    assert ties == {(number, number + 1): 1 for number in members}
    assert {row["id"] for row in driver.read("people_state", ids=ids)} == set(ids)
    assert {row["member"] for row in driver.read("members_state", members=sorted(members))} == members
