"""Workers that are killed, overtaken or late: everything is done once."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.contacts.actions import add_contact
from network.imports import worker
from network.imports.actions import add_chosen, bring, leave, undo
from network.imports.queries import look
from network.imports.states import State
from network.imports.worker import work_on
from network.models import Contact, ContactImport, Fingerprint, ImportRow, Member, OutboxRow, Person
from network.platform.outbox.lease import LeaseLost, lease, postpone
from network.platform.outbox.record import retry_parked
from network.platform.outbox.tasks import drain, sweep
from tests.network.imports.samples import book, many, vcard

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """As SIGKILL does it: nothing below catches this."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten rows be a chunk, and leave everything to workers."""
    monkeypatch.setattr(worker, "ROWS_AT_ONCE", 10)
    monkeypatch.setattr("network.imports.actions.AT_ONCE_BYTES", 0)
    monkeypatch.setattr("network.imports.actions.AT_ONCE_ROWS", 0)


def killed_at(monkeypatch: pytest.MonkeyPatch, name: str, call: int, *, after: bool) -> Callable[[], None]:
    """Let the worker die at the given call of `worker.<name>`; return a function that mends this."""
    real = getattr(worker, name)
    calls = iter(range(1, 10_000))

    def dying(*args: Any, **kwargs: Any) -> Any:
        if next(calls) < call:
            return real(*args, **kwargs)
        if after:
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(worker, name, dying)
    return lambda: monkeypatch.setattr(worker, name, real)


def time_passes() -> None:
    OutboxRow.objects.exclude(leased_until=None).update(leased_until=timezone.now() - timedelta(seconds=1))


def previewed(member: Member, data: bytes) -> ContactImport:
    brought = bring(member=member, filename="contacts.vcf", data=data)
    work_on(brought.pk)
    return brought


def state(brought: ContactImport) -> str:
    return ContactImport.objects.get(pk=brought.pk).state


def is_whole(member: Member, count: int) -> None:
    names = Contact.objects.filter(owner=member).values_list("name", flat=True)
    assert len(names) == len(set(names)) == count
    assert Fingerprint.objects.filter(contact__owner=member).count() == 2 * count
    assert ImportRow.objects.filter(applied_at__isnull=False, contact=None).count() == 0


@pytest.mark.parametrize("call", [1, 2, 3, 4])
@pytest.mark.parametrize("after", [False, True])
def test_a_worker_killed_while_adding_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch, alice: Member, call: int, after: bool
) -> None:
    brought = previewed(alice, many(range(35)))
    add_chosen(member=alice, import_id=brought.pk)
    mend = killed_at(monkeypatch, "add_some", call, after=after)
    with pytest.raises(Killed):
        work_on(brought.pk)
    mend()
    assert Contact.objects.filter(owner=alice).count() == 10 * (call - 1)
    work_on(brought.pk)
    assert state(brought) == "applying", "the dead worker's lease still runs"
    time_passes()
    work_on(brought.pk)
    assert state(brought) == "done"
    is_whole(alice, 35)


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_worker_killed_while_taking_back_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch, alice: Member, call: int
) -> None:
    persons = Person.objects.count()
    brought = previewed(alice, many(range(25)))
    add_chosen(member=alice, import_id=brought.pk)
    work_on(brought.pk)
    undo(member=alice, import_id=brought.pk)
    mend = killed_at(monkeypatch, "undo_rows", call, after=True)
    with pytest.raises(Killed):
        work_on(brought.pk)
    mend()
    time_passes()
    work_on(brought.pk)
    assert state(brought) == "undone"
    assert (Contact.objects.filter(owner=alice).count(), Person.objects.count()) == (0, persons)


def test_a_worker_killed_while_reading_leaves_no_row_twice(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    brought = bring(member=alice, filename="contacts.vcf", data=many(range(35)))
    real = worker.Turn.renew
    calls = iter(range(1, 100))

    def dying(self: worker.Turn) -> None:
        real(self)
        if next(calls) == 3:
            raise Killed

    monkeypatch.setattr(worker.Turn, "renew", dying)
    with pytest.raises(Killed):
        work_on(brought.pk)
    monkeypatch.setattr(worker.Turn, "renew", real)
    assert brought.rows.count() == 10
    time_passes()
    work_on(brought.pk)
    assert state(brought) == "preview"
    assert brought.rows.count() == 35


def test_only_one_worker_holds_a_lease(alice: Member) -> None:
    brought = bring(member=alice, filename="a.vcf", data=book(vcard("Jo Bell")))
    subject = str(brought.pk)
    first = lease("imports", 1)
    assert first.subjects == [subject]
    assert not lease("imports", 1).versions
    time_passes()
    second = lease("imports", 1)
    assert second.subjects == [subject]
    with pytest.raises(LeaseLost):
        worker.Turn(first, brought.pk, State.READING).renew()
    postpone(first, [subject], "late")
    assert not lease("imports", 1).versions, "a late worker gives back only its own lease"
    worker.Turn(second, brought.pk, State.READING).renew()
    with pytest.raises(LeaseLost):
        worker.Turn(second, brought.pk, State.APPLYING).renew()


def test_a_worker_that_was_overtaken_commits_nothing(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    brought = previewed(alice, many(range(15)))
    add_chosen(member=alice, import_id=brought.pk)
    real = worker.prepare

    def slow(*args: Any, **kwargs: Any) -> Any:
        """Meanwhile the lease runs out and another worker does everything."""
        monkeypatch.setattr(worker, "prepare", real)
        time_passes()
        work_on(brought.pk)
        return real(*args, **kwargs)

    monkeypatch.setattr(worker, "prepare", slow)
    work_on(brought.pk)
    assert state(brought) == "done"
    is_whole(alice, 15)


def test_leaving_while_it_is_being_read_stops_the_worker(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    brought = bring(member=alice, filename="a.vcf", data=many(range(15)))
    real = worker.known_to

    def meanwhile(member: Member) -> Any:
        leave(member=alice, import_id=brought.pk)
        return real(member)

    monkeypatch.setattr(worker, "known_to", meanwhile)
    work_on(brought.pk)
    assert (state(brought), brought.rows.count()) == ("cancelled", 0)


def test_the_sweeper_wakes_what_was_forgotten(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    brought = bring(member=alice, filename="a.vcf", data=many(range(15)))
    hinted: list[str] = []
    monkeypatch.setattr("network.platform.outbox.tasks.hint", hinted.append)
    sweep()
    assert hinted == ["imports"]
    drain("imports")
    hinted.clear()
    sweep()
    assert (hinted, state(brought)) == ([], "preview")


def test_a_reader_that_fails_says_so_and_does_not_try_for_ever(monkeypatch: pytest.MonkeyPatch, alice: Member) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(worker, "read", broken)
    brought = bring(member=alice, filename="a.vcf", data=book(vcard("Jo Bell")))
    work_on(brought.pk)
    brought.refresh_from_db()
    assert (brought.state, brought.upload) == ("unreadable", None)
    assert "our fault" in brought.reason


def test_an_import_that_keeps_failing_is_parked_and_can_be_retried(
    monkeypatch: pytest.MonkeyPatch, alice: Member, settings: Any
) -> None:
    brought = previewed(alice, many(range(15)))
    add_chosen(member=alice, import_id=brought.pk)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patched:
        patched.setattr(worker, "add_some", broken)
        for _attempt in range(5):
            OutboxRow.objects.filter(consumer="imports", parked_at=None).update(due_at=timezone.now())
            work_on(brought.pk)
    row = OutboxRow.objects.get(consumer="imports")
    assert (row.parked_at is None, row.error) == (False, "RuntimeError: a bug")
    assert state(brought) == "applying"
    retry_parked("imports")
    work_on(brought.pk)
    assert state(brought) == "done"
    is_whole(alice, 15)


def test_imports_under_way_during_the_update_wait_in_the_outbox(alice: Member) -> None:
    states = [State.READING, State.PREVIEW, State.APPLYING, State.DONE, State.UNDOING]
    made = {state: ContactImport.objects.create(member=alice, filename="a.vcf", state=state).pk for state in states}
    migration = import_module("network.migrations.0014_imports_wait_in_the_outbox")
    migration.wait_in_the_outbox(apps, None)
    due = OutboxRow.objects.filter(consumer="imports", due_at__lte=timezone.now()).values_list("subject", flat=True)
    assert set(due) == {str(made[state]) for state in (State.READING, State.APPLYING, State.UNDOING)}
    assert not OutboxRow.objects.exclude(parked_at=None, attempts=0, lease="", version=1).exists()


def test_a_card_that_cannot_be_kept_is_a_bad_row_alone(alice: Member) -> None:
    brought = previewed(alice, many(range(12)))
    ImportRow.objects.filter(number=5).update(card={"number": 5, "name": "\x07 \x07"})
    add_chosen(member=alice, import_id=brought.pk)
    work_on(brought.pk)
    assert state(brought) == "done"
    is_whole(alice, 11)
    assert brought.rows.get(plan="bad").number == 5


def test_somebody_removed_between_preview_and_adding_is_added_anew(alice: Member) -> None:
    jo = add_contact(owner=alice, name="Person 00003", addresses=[("email", "p3@example.com")])
    brought = previewed(alice, many(range(5)))
    assert brought.rows.get(number=4).plan == "update"
    jo.delete()
    add_chosen(member=alice, import_id=brought.pk)
    work_on(brought.pk)
    is_whole(alice, 5)


@pytest.mark.parametrize("what", ["preview", "done"])
def test_pages_take_as_many_queries_for_a_thousand_rows_as_for_ten(alice: Member, what: str) -> None:
    counts = []
    for rows in (10, 1000):
        Contact.objects.filter(owner=alice).delete()
        brought = previewed(alice, many(range(rows)))
        if what == "done":
            ImportRow.objects.filter(origin=brought).update(plan="bad")
        with CaptureQueriesContext(connection) as queries:
            seen = look(alice, brought.pk, "", "1")
            assert len(list(seen.page)) == min(rows, 100)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("cards", [1_100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_long_book_is_added_and_taken_back(monkeypatch: pytest.MonkeyPatch, alice: Member, cards: int) -> None:
    monkeypatch.setattr(worker, "ROWS_AT_ONCE", 500)
    brought = previewed(alice, many(range(cards)))
    add_chosen(member=alice, import_id=brought.pk)
    work_on(brought.pk)
    is_whole(alice, cards)
    undo(member=alice, import_id=brought.pk)
    work_on(brought.pk)
    assert state(brought) == "undone"
    assert not Contact.objects.filter(owner=alice).exists()
