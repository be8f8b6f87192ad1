"""Every address has its scene; every page answers, and asks the database as often for 1,000 rows as for 10."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.architecture.walking import every_address
from tests.quality.pages import ROWS, Page, visit
from tests.scenes import NO_PAGE_OF_ITS_OWN, SCENES, Town, every_scene, make_town

QUERY_BUDGET = 30
MANY = 1000


def test_every_address_has_a_scene_or_a_reason() -> None:
    assert {address.name for address in every_address()} == {*SCENES, *NO_PAGE_OF_ITS_OWN}


@contextmanager
def town_of(rows: int) -> Iterator[Town]:
    """A town of that size, gone afterwards."""
    # On a busy machine the index of lines of work would look for newer vectors between two visits.
    with mock.patch("matching.index.FRESH_FOR", 3600.0), transaction.atomic():
        yield make_town(rows)
        transaction.set_rollback(True)


def queries_at_the_second_visit(rows: int, names: set[str]) -> dict[str, int]:
    """How many queries each of these pages takes once what is looked up once a process or session is known."""
    taken = {}
    if names:
        with town_of(rows) as town:
            for name, scene in every_scene():
                if name in names:
                    visitor, path = scene.visitor(town), scene.path(town)
                    visitor.get(path)
                    with CaptureQueriesContext(connection) as queries:
                        visitor.get(path)
                    taken[name] = len(queries)
    return taken


@pytest.fixture(scope="module")
def full(every_page: list[Page]) -> dict[str, Page]:
    return {page.name: page for page in every_page if page.state == "full"}


def test_every_page_answers(full: dict[str, Page]) -> None:
    wrong = {name: page.status for name, page in full.items() if page.status not in (200, 202)}
    assert wrong == {"invitation_answer": 404}  # Alice has opened no link


@pytest.mark.costly("opens every page with a thousand rows")
@pytest.mark.django_db
def test_a_page_asks_the_database_as_often_for_1000_rows_as_for_10(full: dict[str, Page]) -> None:
    with town_of(MANY) as town:
        many = {name: visit(name, scene, town)[1].queries for name, scene in every_scene()}
    differ = {name for name, page in full.items() if page.queries != many[name]}
    assert queries_at_the_second_visit(ROWS, differ) == queries_at_the_second_visit(MANY, differ)


@pytest.mark.django_db
def test_every_page_keeps_within_its_query_budget(full: dict[str, Page]) -> None:
    over = {name for name, page in full.items() if page.queries > QUERY_BUDGET}
    taken = queries_at_the_second_visit(ROWS, over)
    assert {name: count for name, count in taken.items() if count > QUERY_BUDGET} == {}
