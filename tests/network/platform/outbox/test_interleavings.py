"""Two workers, a member who changes something, and a clock, in every order: the projection always catches up.

A small machine takes one step at a time over the real lease, done and fail, and walks every state that any order of
steps can reach. At each of them everybody in the middle of something dies, time passes, and a fresh worker clears up:
so a death at every point is tried too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from network.models import OutboxRow
from network.platform.outbox.lease import Lease, done, fail, lease
from network.platform.outbox.record import mark

SUBJECT = "7"
A_LEASE = settings.OUTBOX_LEASE + timedelta(seconds=1)


@dataclass(frozen=True)
class Worker:
    """Where a worker stands: next step, what it holds, what it read."""

    next: str = "lease"
    held: Lease | None = None
    read: int = 0


@dataclass(frozen=True)
class World:
    """All but the outbox row, which is in the database."""

    now: datetime
    record: int = 1  # the truth
    projection: int = 0
    changes_left: int = 1
    ticks_left: int = 1
    workers: tuple[Worker, Worker] = (Worker(), Worker())


def moves(world: World) -> Iterator[tuple[str, int]]:
    if world.changes_left:
        yield "change", 0
    if world.ticks_left:
        yield "tick", 0
    for number, worker in enumerate(world.workers):
        if worker.next == "give back":
            yield "done", number
            yield "fail", number
        elif worker.next != "over":
            yield worker.next, number


def take(world: World, move: str, number: int) -> World:
    """Make one move, on the database where it is about the row; return the world after it."""
    worker = world.workers[number]
    if move == "change":
        mark("graph", [SUBJECT])
        OutboxRow.objects.filter(due_at__gt=world.now).update(due_at=world.now)  # the mark's clock is the real one
        return replace(world, record=world.record + 1, changes_left=world.changes_left - 1)
    if move == "tick":
        return replace(world, now=world.now + A_LEASE, ticks_left=world.ticks_left - 1)
    if move == "lease":
        held = lease("graph", 10, now=world.now)
        worker = Worker("read", held) if held.versions else Worker("over")
    elif move == "read":
        worker = replace(worker, next="write", read=world.record)
    elif move == "write":
        world = replace(world, projection=worker.read)
        worker = replace(worker, next="give back")
    elif move == "done":
        done(held_by(worker), [SUBJECT], now=world.now)
        worker = Worker("over")
    elif move == "fail":
        fail(held_by(worker), SUBJECT, "no", now=world.now)
        worker = Worker("over")
    workers = tuple(worker if n == number else other for n, other in enumerate(world.workers))
    return replace(world, workers=workers)


def held_by(worker: Worker) -> Lease:
    assert worker.held is not None
    return worker.held


def fingerprint(world: World) -> tuple[object, ...]:
    """What tells two states apart: random keys are named by who has them, times are told from the world's now."""
    keys = {worker.held.key: number for number, worker in enumerate(world.workers) if worker.held}
    row = OutboxRow.objects.get()
    times = [round((at - world.now).total_seconds()) if at else None for at in (row.due_at, row.leased_until)]
    return (
        (row.version, row.done_version, keys.get(row.lease, row.lease), *times, row.attempts, row.parked_at is None),
        (world.record, world.projection, world.changes_left, world.ticks_left),
        tuple(
            (w.next, w.read, *((w.held.versions[SUBJECT], bool(w.held.overtook)) if w.held else ()))
            for w in world.workers
        ),
    )


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)


def clear_up(world: World) -> int:
    """Let time pass, and a worker that is alone project until nothing is due; return the projection."""
    projection = world.projection
    now = world.now
    while OutboxRow.objects.get().due_at is not None:
        now += timedelta(minutes=11)  # longer than any lease or pause
        assert now < world.now + timedelta(hours=1), "due for ever"
        held = lease("graph", 10, now=now)
        if held.versions:
            projection = world.record
            done(held, [SUBJECT], now=now)
    return projection


def check(world: World) -> None:
    row = OutboxRow.objects.get()
    at_work = [worker for worker in world.workers if worker.held and worker.held.until > world.now]
    assert len(at_work) <= 1, "two at once on one subject"
    nobody_works = all(worker.next in ("lease", "over") for worker in world.workers)
    if row.due_at is None and nobody_works:
        assert world.projection == world.record, "called up to date while it is not"
    with undone():
        assert clear_up(world) == world.record, "a change is lost"


def walk(world: World, seen: set[tuple[object, ...]]) -> None:
    state = fingerprint(world)
    if state in seen:
        return
    seen.add(state)
    check(world)
    for move, number in moves(world):
        with undone():
            walk(take(world, move, number), seen)


@pytest.mark.costly("walks over 300 states, each in a transaction")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "ticks", "at_least"), [(1, 1, 300), pytest.param(2, 2, 2000, marks=pytest.mark.slow)]
)
def test_in_every_order_of_two_workers_and_leases_that_run_out_nothing_is_lost(
    changes: int, ticks: int, at_least: int
) -> None:
    mark("graph", [SUBJECT])
    seen: set[tuple[object, ...]] = set()
    walk(World(timezone.now() + timedelta(seconds=5), changes_left=changes, ticks_left=ticks), seen)
    assert len(seen) > at_least, "a machine that stopped early would prove nothing"
