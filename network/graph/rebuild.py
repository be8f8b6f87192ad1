"""Make the graph from nothing."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from network.graph import driver, schema, ties
from network.graph.check import mend
from network.graph.ties import HANDSHAKE, KNOWS
from network.models import Contact, Member
from network.outbox.record import mark

ROWS_AT_ONCE = 20_000
FORGOTTEN_AT_ONCE = 2_000  # with all their ties, of which some have thousands

Row = list[int | float]


def rebuild() -> tuple[int, int]:
    """Empty the graph and fill it from the record; return how many members and ties were written.

    Loads in bulk, which is several times quicker than projecting. What changes meanwhile is projected by the worker
    into the half-made graph, so the end is a look at every difference, whose subjects are marked for the worker.
    Raises `GraphUnavailable`; run again, it begins anew.
    """
    schema.apply()
    while driver.write("forget_people", limit=FORGOTTEN_AT_ONCE)[0]["forgotten"]:
        pass
    members = _load_people()
    written = _load_ties()
    mend()
    return members, written


def _load_people() -> int:
    """Write all members, and all whom anybody lists; return how many are members."""
    members = list(Member.objects.order_by("pk").values_list("person_id", "pk"))
    for start in range(0, len(members), ROWS_AT_ONCE):
        driver.write("make_members", people=members[start : start + ROWS_AT_ONCE])
    own = {person for person, _ in members}
    listed = Contact.objects.open().order_by().values_list("person_id", flat=True).distinct()
    others = sorted(set(listed.iterator(chunk_size=ROWS_AT_ONCE)) - own)
    for start in range(0, len(others), ROWS_AT_ONCE):
        driver.write("make_people", ids=others[start : start + ROWS_AT_ONCE])
    return len(members)


def _load_ties() -> int:
    """Write what each member's ties are; return how many."""
    waiting: dict[str, list[Row]] = {HANDSHAKE: [], KNOWS: []}
    written = 0
    for kind, row in _ties():
        waiting[kind].append(row)
        if len(waiting[kind]) == ROWS_AT_ONCE:
            written += _write(kind, waiting[kind])
            waiting[kind] = []
    return written + sum(_write(kind, rows) for kind, rows in waiting.items())


def _ties() -> Iterator[tuple[str, Row]]:
    for chunk in ties.all_members():
        for own in ties.of_members(chunk).values():
            for other, tie in sorted(own.ties.items()):
                yield tie.kind, [own.person, other, tie.strength]


def _write(kind: str, rows: Sequence[Row]) -> int:
    if rows:
        driver.write("add_handshake" if kind == HANDSHAKE else "add_knows", ties=rows)
    return len(rows)


def fill_if_empty() -> int:
    """Mark all members for projection if the graph holds nobody; return how many. Raises `GraphUnavailable`."""
    if driver.read("any_person"):
        return 0
    members = list(Member.objects.values_list("pk", flat=True))
    with transaction.atomic():
        mark("graph", members)
    return len(members)
