"""Two people in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

from pathlib import Path

import pytest

from tests.network.invitations import at_once
from tests.on_file import everything_at_once


@pytest.mark.costly("four kinds of race, each of up to a dozen threads")
@pytest.mark.django_db(transaction=True)
def test_what_many_do_at_once_comes_out_as_if_one_after_the_other(tmp_path: Path, migrated_file: Path | None) -> None:
    outcomes = everything_at_once(at_once.__name__, tmp_path, migrated_file) if migrated_file else at_once.everything()
    assert outcomes["yes to one link"] == [["used"] * 5 + ["yes"]] * 5
    assert outcomes["handshakes are sound"]
    for answers, persons, left in outcomes["one address"]:
        assert answers == ["added"] * 6 + ["removed"] * 6
        assert persons == 1, "written down by several at once, it is still one person"
        assert left == 0
    assert outcomes["crossed handshakes"] == ["shaken"] * 4
    assert outcomes["handshakes are sound in the end"]
