"""Two people in one moment: on PostgreSQL here, on SQLite in a process with a database file, as in embedded mode."""

from pathlib import Path

import pytest

from tests.network.introductions import at_once
from tests.on_file import everything_at_once


@pytest.mark.costly("some fifty races, each of up to twenty threads")
@pytest.mark.django_db(transaction=True)
def test_what_is_done_at_once_comes_out_as_if_one_after_the_other(tmp_path: Path, migrated_file: Path | None) -> None:
    outcomes = everything_at_once(at_once.__name__, tmp_path, migrated_file) if migrated_file else at_once.everything()
    assert outcomes["asks of a full introducer"] == [{"done": 2, "NotOpenError": 6}] * 5
    assert outcomes["asks of one who may ask for five"] == [[{"done": 2, "TooManyOpenError": 3}, 5]] * 5
    assert outcomes["one request sent eight times"] == [{"done": 1, "AlreadyAskingError": 7}] * 5
    assert outcomes["one target through four introducers"] == [[2, 2]] * 5
    assert (
        outcomes["one passing on clicked eight times"]
        == [[{"done": 1, "NotAllowedError": 7}, 1, ["asked", "passed_on"]]] * 5
    )
    ends = {"agreed": (["agreed"], True), "declined": (["declined"], False), "withdrawn": (["withdrew"], False)}
    for outcome, acts, state, talking in outcomes["yes, no and taking back"]:
        assert outcome == {"done": 1, "NotAllowedError": 3}
        assert (acts, talking) == ends[state]
    assert outcomes["one message sent eight times"] == [1, 1]
    outcome, attempts = outcomes["twenty wrong codes"]
    assert attempts == 5
    assert set(outcome) <= {"CodeWrongError", "CodeDeadError"}
    assert outcome["CodeDeadError"] >= 16, "fifteen came too late, and the fifth attempt was the last"
    assert outcomes["one right code eight times"] == [1, 1]
    assert outcomes["broken ledger entries"] == 0
