"""Two people in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

from pathlib import Path

import pytest
from django.db import connection

from tests.network.introductions import at_once
from tests.on_file import everything_at_once


@pytest.mark.django_db(transaction=True)
def test_what_is_done_at_once_comes_out_as_if_one_after_the_other(tmp_path: Path) -> None:
    found = everything_at_once(at_once.__name__, tmp_path) if connection.vendor == "sqlite" else at_once.everything()
    assert found["asks of a full introducer"] == [{"done": 2, "NotOpenError": 6}] * 5
    assert found["asks of one who may ask for five"] == [[{"done": 2, "TooManyOpenError": 3}, 5]] * 5
    assert found["one request sent eight times"] == [{"done": 1, "AlreadyAskingError": 7}] * 5
    assert found["one target through four introducers"] == [[2, 2]] * 5
    assert (
        found["one passing on clicked eight times"]
        == [[{"done": 1, "NotAllowedError": 7}, 1, ["asked", "passed_on"]]] * 5
    )
    ends = {"agreed": (["agreed"], True), "declined": (["declined"], False), "withdrawn": (["withdrew"], False)}
    for outcome, acts, state, talking in found["yes, no and taking back"]:
        assert outcome == {"done": 1, "NotAllowedError": 3}
        assert (acts, talking) == ends[state]
    assert found["one message sent eight times"] == [1, 1]
    outcome, attempts = found["twenty wrong codes"]
    assert attempts == 5
    assert set(outcome) <= {"CodeWrongError", "CodeDeadError"}
    assert outcome["CodeDeadError"] >= 16, "fifteen came too late, and the fifth attempt was the last"
    assert found["one right code eight times"] == [1, 1]
    assert found["broken ledger entries"] == 0
