"""The three large address books that failed, as they are: everybody in them is somebody, in a bounded time."""

import os
from pathlib import Path

import pytest

from network.imports.plan import Planned, plan_cards
from network.imports.reading import read
from network.models import ImportRow

SHARED = Path(os.environ.get("BACKR_SHARED", Path(__file__).resolve().parents[4] / "shared"))
FOLDER = SHARED / "data" / "address-books-that-failed"


def planned(name: str) -> list[Planned]:
    path = FOLDER / name
    if not path.is_file():
        message = f"The shared address book is not at {path}."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    reading = read(path.read_bytes())
    assert not reading.bad_rows
    return list(plan_cards(reading.cards, [], ()))


def test_colleagues_with_one_switchboard() -> None:
    rows = planned("colleagues-1200-one-switchboard.csv")
    assert len(rows) == 1200
    assert {row.plan for row in rows} == {ImportRow.Plan.ADD}
    assert all(row.is_ticked for row in rows)
    assert len({address for row in rows for address in (*row.card.emails, *row.card.phones)}) == 2401


def test_one_number_under_two_thousand_names() -> None:
    rows = planned("one-number-2000-first-names.csv")
    assert len(rows) == 2000
    assert {row.plan for row in rows} == {ImportRow.Plan.ADD}


@pytest.mark.costly("ten thousand people of one name")
def test_one_name_of_ten_thousand() -> None:
    rows = planned("same-name-9999.csv")
    assert len(rows) == 9999
    assert all(row.plan != ImportRow.Plan.BAD for row in rows)
