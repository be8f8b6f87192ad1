"""Adding, resolving and undoing take time in proportion to the file, whatever its rows share.

What the database does is counted in its own steps, and what Python does in the records that are compared, so that no
clock decides.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from network.identity.same_person import group_same_person
from network.imports import worker
from network.imports.actions import add_chosen, bring, undo
from network.imports.worker import work_on
from network.models import Contact, ImportRow, Member
from tests.factories.people import make_member
from tests.network.imports.shapes import SHAPES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts its steps"),
]
STEPS_AT_ONCE = 100
HARD = ["one-number", "one-email", "one-landline-one-name", "a-chain", "fifty-addresses"]


@dataclass
class Cost:
    steps: int = 0
    records: int = 0


@contextmanager
def counted() -> Iterator[Cost]:
    """Count the database's steps in hundreds, and the records that identity compares."""
    cost = Cost()

    def seen() -> int:
        cost.steps += 1
        return 0

    def grouped(records: Any, members: Any) -> Any:
        cost.records += len(records)
        return group_same_person(records, members)

    connection.ensure_connection()
    connection.connection.set_progress_handler(seen, STEPS_AT_ONCE)
    try:
        with patch("network.identity.resolve.group_same_person", grouped):
            yield cost
    finally:
        connection.connection.set_progress_handler(None, 0)


def costs(member: Member, data: bytes) -> tuple[Cost, Cost]:
    """Return what it costs to add everybody in the file, and to undo it."""
    brought = bring(member=member, filename="contacts.csv", data=data)
    work_on(brought.pk)
    ImportRow.objects.filter(origin=brought, plan__in=["add", "update"]).update(chosen=True)
    with counted() as adding:
        add_chosen(member=member, import_id=brought.pk)
        work_on(brought.pk)
    assert Contact.objects.filter(owner=member).exists()
    with counted() as undoing:
        undo(member=member, import_id=brought.pk)
        work_on(brought.pk)
    assert not Contact.objects.filter(owner=member).exists()
    return adding, undoing


@pytest.mark.parametrize("shape", HARD)
def test_twice_the_rows_take_twice_the_steps(monkeypatch: pytest.MonkeyPatch, shape: str) -> None:
    monkeypatch.setattr(worker, "ROWS_AT_ONCE", 10)
    book: Callable[[int], bytes] = SHAPES[shape]
    sizes = (15, 30) if shape == "fifty-addresses" else (60, 120)
    few, many = (costs(make_member(f"Member {rows}"), book(rows)) for rows in sizes)
    for little, much in zip(few, many, strict=True):
        assert much.steps <= 2.5 * little.steps
        assert much.records <= 2.5 * little.records
