"""The lease while a long file is read: it lasts as long as its worker lives, and a worker that lost it stops."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from threading import Event
from time import monotonic
from typing import Any

import pytest
from django.utils import timezone

from network.imports import worker
from network.imports.actions import bring, leave
from network.imports.states import State
from network.imports.worker import work_on
from network.models import ContactImport, Member, OutboxRow
from network.platform.outbox.lease import lease
from tests.network.imports.samples import many

pytestmark = pytest.mark.django_db
Step = Callable[[], None]
READ, NAMES, PLAN = (
    "network.imports.worker.read",
    "network.imports.worker.with_work_of_name",
    "network.imports.plan.candidate_of",
)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RENEW_SECONDS", 0.01)
    monkeypatch.setattr(worker, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr("network.imports.actions.AT_ONCE_BYTES", 0)


@pytest.fixture
def brought(alice: Member) -> ContactImport:
    return bring(member=alice, filename="contacts.vcf", data=many(range(25)))


def time_passes(*, seconds: float) -> None:
    """Let all leases be so much older."""
    for row in OutboxRow.objects.exclude(leased_until=None):
        row.leased_until -= timedelta(seconds=seconds)
        row.save(update_fields=["leased_until"])


def while_working(monkeypatch: pytest.MonkeyPatch, function: str, steps: list[Step]) -> Event:
    """Let the first call of `function` last until each of `steps` has been taken, one before each renewal of the lease.

    Return what tells that it may come to its end.
    """
    module, _dot, name = function.rpartition(".")
    real, begun, ended = getattr(import_module(module), name), Event(), Event()
    left = iter(steps)

    def long(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(function, real)  # the next worker is as fast as usual
        begun.set()
        assert ended.wait(20)
        return real(*args, **kwargs)

    def clock() -> float:
        """The worker looks at the clock before it renews, and outside of any transaction."""
        if begun.is_set() and not ended.is_set():
            begun.clear()  # so that the other worker, in the step, takes none
            step = next(left, None)
            if step is None:
                ended.set()
            else:
                step()
            begun.set()
        return monotonic()

    monkeypatch.setattr(function, long)
    monkeypatch.setattr(worker, "monotonic", clock)
    return ended


def is_read_once(brought: ContactImport) -> None:
    brought.refresh_from_db()
    assert (brought.state, brought.upload) == (State.PREVIEW, None)
    assert list(brought.rows.values_list("number", flat=True)) == list(range(1, 26))


@pytest.mark.parametrize("function", [READ, NAMES, PLAN], ids=["reading", "reading names", "planning"])
def test_no_second_worker_takes_over_while_the_first_reads(
    monkeypatch: pytest.MonkeyPatch, brought: ContactImport, function: str
) -> None:
    """However long it reads: each time most of a lease passes, the other comes, and then the first renews."""
    leased: list[int] = []

    def other_comes() -> None:
        time_passes(seconds=50)
        leased.append(len(lease("imports", 1).versions))

    ended = while_working(monkeypatch, function, [other_comes] * 5)
    work_on(brought.pk)
    assert ended.is_set()
    assert leased == [0] * 5
    is_read_once(brought)
    assert OutboxRow.objects.get(consumer="imports").attempts == 0


@pytest.mark.parametrize("function", [READ, NAMES, PLAN], ids=["reading", "reading names", "planning"])
@pytest.mark.parametrize("others", [1, 2])
def test_a_worker_that_lost_its_lease_while_reading_stops(
    monkeypatch: pytest.MonkeyPatch, brought: ContactImport, function: str, others: int
) -> None:
    """It was suspended for longer than a lease; another has taken over, and is half done or done."""
    held = []

    def other_takes_over() -> None:
        time_passes(seconds=61)
        if others == 1:
            held.append(lease("imports", 1))
        else:
            work_on(brought.pk)

    ended = while_working(monkeypatch, function, [other_takes_over])
    work_on(brought.pk)
    ended.set()  # the thread that nobody waits for comes to its end
    if others == 1:
        assert (brought.rows.count(), ContactImport.objects.get().state) == (0, State.READING)
        time_passes(seconds=61)
        work_on(brought.pk)
    is_read_once(brought)


def test_one_that_reads_for_a_member_who_cancelled_stops(
    monkeypatch: pytest.MonkeyPatch, alice: Member, brought: ContactImport
) -> None:
    ended = while_working(monkeypatch, READ, [lambda: leave(member=alice, import_id=brought.pk)])
    work_on(brought.pk)
    assert not ended.is_set(), "it did not wait for the end of the file"
    ended.set()
    assert (ContactImport.objects.get().state, brought.rows.count()) == (State.CANCELLED, 0)


def test_a_file_that_would_be_read_for_ever_is_given_up(
    monkeypatch: pytest.MonkeyPatch, brought: ContactImport
) -> None:
    monkeypatch.setattr(worker, "LONGEST_STEP_SECONDS", 0.03)
    ended = while_working(monkeypatch, READ, [lambda: None] * 10_000)
    work_on(brought.pk)
    ended.set()
    brought.refresh_from_db()
    assert (brought.state, brought.upload) == (State.UNREADABLE, None)
    assert "took too long" in brought.reason


def test_a_file_that_kills_its_worker_is_parked_at_last(
    monkeypatch: pytest.MonkeyPatch, alice: Member, brought: ContactImport
) -> None:
    """As the kernel does when memory runs out: nobody gives the lease back. It must not go on for ever."""

    class Killed(BaseException):
        pass

    def kills(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(worker, "known_to", kills)
        for _attempt in range(5):
            with pytest.raises(Killed):
                work_on(brought.pk)
            time_passes(seconds=61)
        work_on(brought.pk)  # nobody is killed any more
    row = OutboxRow.objects.get(consumer="imports")
    assert (row.parked_at is None, row.due_at, row.attempts, row.lease) == (False, None, 5, "")
    assert "killed" in row.error
    assert timezone.now() - row.parked_at < timedelta(minutes=1)  # type: ignore[operator]
