"""Bring the graph up to what the record says now: the outbox's consumer "graph"."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import neo4j

from network.graph import driver, ties
from network.graph.difference import Difference, difference, standing
from network.graph.ties import HANDSHAKE, KNOWS, MemberTies

TIES_A_TRANSACTION = 20_000

_one_at_a_time = threading.Lock()
"""For the threads of one worker. On the embedded engine three at once took as long as one or longer, and ran into each
other 10 to 20 times for 176,000 ties."""


def project_members(subjects: Sequence[str]) -> None:
    """Make the graph right about each member in `subjects` (ids as text): their Person, and the ties from it to others.

    Reads the members' current state, compares it with what stands in the graph and writes only what differs. A member
    who is gone loses their ties. A person whom nothing holds any more goes too. Raises `GraphUnavailable`.
    """
    members = sorted({int(subject) for subject in subjects})
    wanted = ties.of_members(members)
    for some in _portions(members, wanted):
        own = {member: wanted[member] for member in some if member in wanted}
        with _one_at_a_time:
            driver.transact(partial(_bring_up, some, own))


def _portions(members: Iterable[int], wanted: Mapping[int, MemberTies]) -> Iterator[list[int]]:
    """Split `members` so that no transaction has many more ties than it can well hold."""
    some: list[int] = []
    weight = 0
    for member in members:
        some.append(member)
        weight += len(wanted[member].ties) if member in wanted else 0
        if weight >= TIES_A_TRANSACTION:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _bring_up(members: Sequence[int], wanted: Mapping[int, MemberTies], tx: neo4j.Transaction) -> None:
    now = standing(partial(driver.rows, tx), members, [own.person for own in wanted.values()])
    found = difference(members, wanted, now)
    if found:
        write_difference(tx, found)


def write_difference(tx: neo4j.Transaction, found: Difference) -> None:
    """Do in `tx` what `found` says. Everything in the order of ids, so that two transactions seldom wait in a ring."""
    kept = {other for _, other, _ in found.ties_to_add}
    loosened = {other for _, other in found.ties_to_cut} - kept | set(found.people_to_unmake)
    steps: list[tuple[str, str, list[object]]] = [
        ("make_members", "people", [[person, member] for person, member in sorted(found.people_to_make.items())]),
        ("unmake_members", "ids", [*found.people_to_unmake]),
        ("make_people", "ids", [*sorted(kept)]),
        ("cut_ties", "ties", [[one, other] for one, other in found.ties_to_cut]),
        ("add_handshake", "ties", [[a, b, tie.strength] for a, b, tie in found.ties_to_add if tie.kind == HANDSHAKE]),
        ("add_knows", "ties", [[a, b, tie.strength] for a, b, tie in found.ties_to_add if tie.kind == KNOWS]),
        ("forget_unheld", "ids", [*sorted(loosened)]),
    ]
    for query, parameter, values in steps:
        if values:
            done = driver.rows(tx, query, **{parameter: values})
            if done and done[0]["added"] != len(values):
                raise driver.TryAgain("somebody was forgotten by another transaction, who saw nobody hold them")
