"""Fill the graph from the database, from nothing."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from network.models import Contact, Member
from network.platform.chunks import in_chunks
from network.platform.graph import driver, ties
from network.platform.graph.check import mend
from network.platform.graph.ties import HANDSHAKE, KNOWS
from network.platform.outbox.record import mark

ROWS_AT_ONCE = 20_000
DELETED_AT_ONCE = 2_000  # people with all their ties; some have thousands

Row = list[int | float]


def rebuild() -> tuple[int, int]:
    """Empty the graph and fill it from the database; return how many members and ties were written.

    Loads in bulk, which is several times quicker than projecting. Meanwhile the worker may project changes into the
    half-filled graph, so at the end `mend` finds every difference and marks its members for the worker.
    Raises `GraphUnavailable`. A second run starts from the beginning.
    """
    driver.apply_schema()
    while driver.write("delete_people", limit=DELETED_AT_ONCE)[0]["deleted"]:
        pass
    members = _load_people()
    written = _load_ties()
    mend()
    return members, written


def _load_people() -> int:
    """Write all members, and everybody whom a member lists; return the number of members."""
    members = list(Member.objects.order_by("pk").values_list("person_id", "pk"))
    for chunk in in_chunks(members, ROWS_AT_ONCE):
        driver.write("make_members", people=chunk)
    own = {person for person, _ in members}
    listed = Contact.objects.open().order_by().values_list("person_id", flat=True).distinct()
    others = sorted(set(listed.iterator(chunk_size=ROWS_AT_ONCE)) - own)
    for ids in in_chunks(others, ROWS_AT_ONCE):
        driver.write("make_people", ids=ids)
    return len(members)


def _load_ties() -> int:
    """Write the ties of all members; return how many."""
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
