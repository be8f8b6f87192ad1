"""Two people in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

from pathlib import Path

import pytest
from django.db import connection

from tests.network.invitations import at_once
from tests.on_file import everything_at_once


@pytest.mark.django_db(transaction=True)
def test_what_many_do_at_once_comes_out_as_if_one_after_the_other(tmp_path: Path) -> None:
    found = everything_at_once(at_once.__name__, tmp_path) if connection.vendor == "sqlite" else at_once.everything()
    assert found["yes to one link"] == [["used"] * 5 + ["yes"]] * 5
    assert found["handshakes are sound"]
    for answers, persons, left in found["one address"]:
        assert answers == ["added"] * 6 + ["removed"] * 6
        assert persons == 1, "written down by several at once, it is still one person"
        assert left == 0
    assert found["crossed handshakes"] == ["shaken"] * 4
    assert found["handshakes are sound in the end"]
