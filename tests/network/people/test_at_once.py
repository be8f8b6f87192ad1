"""Codes in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

from pathlib import Path

import pytest

from tests.network.people import at_once
from tests.on_file import everything_at_once


@pytest.mark.costly("two dozen races, each of up to sixteen threads")
@pytest.mark.django_db(transaction=True)
def test_tries_and_letters_at_once_are_counted_as_if_one_after_the_other(
    tmp_path: Path, migrated_file: Path | None
) -> None:
    outcomes = everything_at_once(at_once.__name__, tmp_path, migrated_file) if migrated_file else at_once.everything()
    assert outcomes["takes of a limit of seven"] == [{"True": 7, "False": 9}] * 6
    assert set(outcomes["wrong codes, then the right one"]) == {302}
    assert outcomes["one right code eight times"] == [1] * 3
    assert outcomes["letters asked for"] == [3] * 3
