"""Real workers on one import, killed with -9 while they write: the next one goes on, and nobody is doubled."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.running import PROJECT
from tests.network.imports.samples import many

pytestmark = pytest.mark.slow

CARDS = 4_000
SETUP = (
    "import django; django.setup(); from network.imports import actions, worker; from network.models import Member; "
)
BRING = (
    "actions.AT_ONCE_BYTES = 0; member = Member.objects.create_user(email='a@example.com'); "
    "actions.bring(member=member, filename='a.vcf', data=open({path!r}, 'rb').read())"
)
ADD = "actions.AT_ONCE_ROWS = 0; assert actions.add_chosen(member=Member.objects.get(), import_id=1)"
TRY_AGAIN = "actions.try_again(member=Member.objects.get(), import_id=1)"
UNDO = "actions.AT_ONCE_ROWS = 0; actions.undo(member=Member.objects.get(), import_id=1)"
WORK = "worker.ROWS_AT_ONCE = 100; worker.work_on(1)"


class House:
    """A database of its own, and processes on it."""

    def __init__(self, home: Path, migrated_file: Path) -> None:
        self.environment = {**os.environ, "BACKR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "backr.settings.embedded"}
        self.environment.pop("BACKR_TEST_DATABASE_URL", None)
        self.file = home / "backr.sqlite3"
        self.kills = 0
        shutil.copy(migrated_file, self.file)

    def start(self, what: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", SETUP + what], cwd=PROJECT, env=self.environment)

    def run(self, what: str) -> None:
        assert self.start(what).wait() == 0

    def ask(self, question: str) -> str:
        with sqlite3.connect(self.file, timeout=20) as database:
            return str(database.execute(question).fetchone()[0])

    @property
    def state(self) -> str:
        return self.ask("SELECT state FROM network_contactimport")

    def let_the_lease_run_out(self) -> None:
        with sqlite3.connect(self.file, timeout=20) as database:
            database.execute(
                "UPDATE network_outboxrow SET leased_until = '2020-01-01 00:00:00' WHERE consumer = 'imports'"
            )

    def kill_while(self, state: str, times: int, progress: Callable[[], str]) -> None:
        """Kill `times` workers, each a little after it has written something, and let the last one finish."""
        for _time in range(times):
            self.let_the_lease_run_out()
            before, worker = progress(), self.start(WORK)
            while progress() == before and worker.poll() is None:
                time.sleep(0.01)
            time.sleep(random.uniform(0, 0.3))
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                self.kills += self.state == state
        self.let_the_lease_run_out()
        self.run(WORK)


def test_killed_workers_lose_nothing_and_double_nobody(tmp_path: Path, migrated_file: Path) -> None:
    house = House(tmp_path, migrated_file)
    path = tmp_path / "a.vcf"
    path.write_bytes(many(range(CARDS)))
    house.run(BRING.format(path=str(path)))
    house.kill_while("reading", 2, lambda: house.ask("SELECT count(*) FROM network_importrow"))
    assert house.state == "preview"
    assert house.ask("SELECT count(*) || ' ' || max(number) FROM network_importrow") == f"{CARDS} {CARDS}"
    house.run(ADD)
    house.kill_while("applying", 5, lambda: house.ask("SELECT count(*) FROM network_contact"))
    assert house.state == "applying", "after the fifth worker that was killed, the member is asked whether to go on"
    assert house.ask("SELECT count(*) FROM network_outboxrow WHERE parked_at IS NOT NULL") == "1"
    house.run(TRY_AGAIN)
    house.run(WORK)
    assert house.state == "done"
    assert house.ask("SELECT count(*) || ' ' || count(DISTINCT name) FROM network_contact") == f"{CARDS} {CARDS}"
    assert house.ask("SELECT count(*) FROM network_fingerprint WHERE contact_id IS NOT NULL") == str(2 * CARDS)
    house.run(UNDO)
    house.kill_while("undoing", 4, lambda: house.ask("SELECT count(*) FROM network_contact"))
    assert house.state == "undone"
    assert house.ask("SELECT count(*) FROM network_contact") == "0"
    assert house.ask("SELECT count(*) FROM network_person") == "1", "the member alone"
    assert house.kills >= 8
