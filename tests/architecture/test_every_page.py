"""Every address has its scene; every page answers, and asks the database as often for 1,000 rows as for 10."""

from functools import cache
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.architecture.walking import every_address
from tests.scenes import NO_PAGE_OF_ITS_OWN, SCENES, every_scene, make_town

QUERY_BUDGET = 30


def test_every_address_has_a_scene_or_a_reason() -> None:
    assert {address.name for address in every_address()} == {*SCENES, *NO_PAGE_OF_ITS_OWN}


@cache
def what_pages_take(rows: int) -> dict[str, tuple[int, int]]:
    """Open every scene of a town of that size; return status and number of queries of each, and leave no trace."""
    taken = {}
    # On a busy machine the index of lines of work would look for newer vectors between the two visits.
    with mock.patch("matching.index.FRESH_FOR", 3600.0), transaction.atomic():
        town = make_town(rows)
        for name, scene in every_scene():
            client, path = scene.visitor(town), scene.path(town)
            client.get(path)  # what is looked up once a process or session does not count
            with CaptureQueriesContext(connection) as queries:
                taken[name] = (client.get(path).status_code, len(queries))
        transaction.set_rollback(True)
    return taken


@pytest.mark.django_db
def test_every_page_answers() -> None:
    wrong = {name: status for name, (status, _) in what_pages_take(10).items() if status not in (200, 202)}
    assert wrong == {"invitation_answer": 404}  # Alice has opened no link


@pytest.mark.django_db
def test_a_page_asks_the_database_as_often_for_1000_rows_as_for_10() -> None:
    few, many = what_pages_take(10), what_pages_take(1000)
    assert {name: (few[name][1], many[name][1]) for name in few if few[name][1] != many[name][1]} == {}


@pytest.mark.django_db
def test_every_page_keeps_within_its_query_budget() -> None:
    assert {name: count for name, (_, count) in what_pages_take(10).items() if count > QUERY_BUDGET} == {}
