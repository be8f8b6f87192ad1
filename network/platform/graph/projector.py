"""Project members from the database into the graph: the outbox's consumer "graph"."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

import neo4j

from network.models import OutboxRow
from network.platform.graph import driver, ties
from network.platform.graph.diff import Diff, compare, read_state
from network.platform.graph.driver import GraphUnavailable
from network.platform.graph.ties import HANDSHAKE, KNOWS, MemberTies
from network.platform.outbox.drain import drain_consumer

TIES_A_TRANSACTION = 20_000

_write_lock = threading.Lock()
"""One thread of a worker writes at a time: parallel writes are no faster (backr/decisions/2026-11-paths.md)."""


def project_members(subjects: Sequence[str]) -> None:
    """Make the graph right about each member in `subjects` (ids as text): their Person, and the ties from it to others.

    Reads the current state of the members, compares it with the graph and writes only the differences. The ties of a
    member who has no account any more are removed, and so is a person who has no ties left. Raises `GraphUnavailable`.
    """
    members = sorted({int(subject) for subject in subjects})
    wanted = ties.of_members(members)
    for portion in _portions(members, wanted):
        own = {member: wanted[member] for member in portion if member in wanted}
        with _write_lock:
            driver.transact(partial(_project, portion, own))


def _portions(members: Iterable[int], wanted: Mapping[int, MemberTies]) -> Iterator[list[int]]:
    """Split `members` so that no transaction holds many more than `TIES_A_TRANSACTION` ties."""
    portion: list[int] = []
    weight = 0
    for member in members:
        portion.append(member)
        weight += len(wanted[member].ties) if member in wanted else 0
        if weight >= TIES_A_TRANSACTION:
            yield portion
            portion, weight = [], 0
    if portion:
        yield portion


def _project(members: Sequence[int], wanted: Mapping[int, MemberTies], tx: neo4j.Transaction) -> None:
    state = read_state(partial(driver.rows, tx), members, [own.person for own in wanted.values()])
    diff = compare(members, wanted, state)
    if diff:
        apply_diff(tx, diff)


def apply_diff(tx: neo4j.Transaction, diff: Diff) -> None:
    """Write `diff` in `tx`. Raises `RetryTransaction` if another transaction has just deleted a person that it needs.

    Everything is written in the order of ids, so that two transactions seldom deadlock.
    """
    kept = {other for _, other, _ in diff.ties_to_add}
    perhaps_orphaned = {other for _, other in diff.ties_to_cut} - kept | set(diff.people_to_unmake)
    steps: list[tuple[str, str, list[object]]] = [
        ("make_members", "people", [[person, member] for person, member in sorted(diff.people_to_make.items())]),
        ("unmake_members", "ids", [*diff.people_to_unmake]),
        ("make_people", "ids", [*sorted(kept)]),
        ("cut_ties", "ties", [[owner, other] for owner, other in diff.ties_to_cut]),
        ("add_handshake", "ties", _of_kind(HANDSHAKE, diff)),
        ("add_knows", "ties", _of_kind(KNOWS, diff)),
        ("delete_orphans", "ids", [*sorted(perhaps_orphaned)]),
    ]
    for query, parameter, values in steps:
        if values:
            done = driver.rows(tx, query, **{parameter: values})
            if done and done[0]["added"] != len(values):
                raise driver.RetryTransaction("another transaction deleted a person who had no ties until now")


PAUSE_SECONDS = 0.3
LONGEST_SILENCE = 30.0


def _of_kind(kind: str, diff: Diff) -> list[object]:
    return [[owner, other, tie.strength] for owner, other, tie in diff.ties_to_add if tie.kind == kind]


class ProjectionFailed(Exception):
    """Some members could not be projected. The message says how many, and why."""


def project_and_wait(member_ids: Collection[int], *, report: Callable[[int], None] = lambda left: None) -> None:
    """Project `member_ids`, and every other member who is due; return when all of `member_ids` are projected.

    A worker may run at the same time and share the work. `report` is called now and then with the number that is left.
    Raises `ProjectionFailed` when some are parked, and `GraphUnavailable` when the graph cannot be reached.
    """
    ours = {str(member) for member in member_ids}
    answered = time.monotonic()
    while True:
        drain_consumer("graph")
        answered = _last_answer(answered)
        left = ours & set(_subjects(due_at__isnull=False))
        if parked := ours & set(_subjects(parked_at__isnull=False)):
            error = OutboxRow.objects.filter(consumer="graph", subject=min(parked)).values_list("error", flat=True)
            raise ProjectionFailed(f"{len(parked)} members could not be projected: {error.get()}")
        if not left:
            return
        report(len(left))
        time.sleep(PAUSE_SECONDS)


def _last_answer(before: float) -> float:
    """Return when the graph last answered (monotonic seconds). A server that restarts gets half a minute to answer."""
    try:
        driver.ping()
    except GraphUnavailable:
        if time.monotonic() - before > LONGEST_SILENCE:
            raise
        return before
    return time.monotonic()


def _subjects(**condition: object) -> list[str]:
    return list(OutboxRow.objects.filter(consumer="graph", **condition).values_list("subject", flat=True))
