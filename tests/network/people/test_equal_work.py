"""An address with an account and one without take the same statements of SQL; times are measured in the benchmarks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import account_timing
from tests.benchmarks.account_timing import Way, ways
from tests.factories.people import make_member

CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK")
JOINING = 2  # joining makes a few small queries more for one than for the other, of some thirty


@pytest.mark.django_db
@pytest.mark.parametrize("way", ways(), ids=lambda way: way.words)
def test_the_work_is_the_same_with_and_without_an_account(way: Way) -> None:
    make_member("Reader", email="reader@example.com")
    statements = {}
    for is_member in (True, False):
        for _warm in range(2):
            email = way.known() if is_member else account_timing.nobody()
            client = account_timing.a_browser()
            if way.before:
                way.before(client, email)
            with CaptureQueriesContext(connection) as queries:
                way.ask(client, email)
        statements[is_member] = [each["sql"] for each in queries if not each["sql"].startswith(CONTROL)]
    difference = abs(len(statements[True]) - len(statements[False]))
    assert difference <= (JOINING if way.words == "joining" else 0), statements
