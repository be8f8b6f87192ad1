"""Make the graph from nothing."""

from collections.abc import Sequence

from django.db import transaction

from network.graph import driver, schema, ties
from network.graph.check import mend
from network.graph.ties import HANDSHAKE, KNOWS, Tie
from network.models import Member
from network.outbox.record import mark

ROWS_AT_ONCE = 20_000


def rebuild() -> tuple[int, int]:
    """Empty the graph and fill it from the record; return how many members and ties were written.

    Loads in bulk, which is several times quicker than projecting. What changes meanwhile is projected by the worker
    into the half-made graph, so the end is a look at every difference, whose subjects are marked for the worker.
    Raises `GraphUnavailable`; run again, it begins anew.
    """
    schema.apply()
    while driver.write("forget_people", limit=ROWS_AT_ONCE)[0]["forgotten"]:
        pass
    members = written = 0
    for chunk in ties.all_members():
        wanted = ties.of_members(chunk)
        driver.write("make_members", people=[[own.person, member] for member, own in sorted(wanted.items())])
        members += len(wanted)
    for chunk in ties.all_members():
        owners = ties.of_members(chunk).values()
        known = [(own.person, other, tie) for own in owners for other, tie in sorted(own.ties.items())]
        written += len(known)
        for start in range(0, len(known), ROWS_AT_ONCE):
            _load(known[start : start + ROWS_AT_ONCE])
    mend()
    return members, written


def _load(known: Sequence[tuple[int, int, Tie]]) -> None:
    driver.write("make_people", ids=sorted({other for _, other, _ in known}))
    for kind, query in ((HANDSHAKE, "add_handshake"), (KNOWS, "add_knows")):
        if rows := [[one, other, tie.strength] for one, other, tie in known if tie.kind == kind]:
            driver.write(query, ties=rows)


def fill_if_empty() -> int:
    """Mark all members for projection if the graph holds nobody; return how many. Raises `GraphUnavailable`."""
    if driver.read("any_person"):
        return 0
    members = list(Member.objects.values_list("pk", flat=True))
    with transaction.atomic():
        mark("graph", members)
    return len(members)
