"""What members may change of themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.introductions.capacity import able_to_take_requests
from network.models import Member, OutboxRow, Place
from network.people.actions import change_lines, take_break

pytestmark = pytest.mark.django_db


def test_the_page_says_what_one_has_said(as_alice: Client, alice: Member) -> None:
    change_lines(member=alice, kind="wish", texts=["pastry chef"])
    page = as_alice.get("/settings/").content.decode()
    for words in ("Alice", "pastry chef", "Up to 3 people a month", "alice@example.com"):
        assert words in page


def test_a_full_page_takes_as_many_queries_as_an_empty_one(
    as_alice: Client, alice: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    as_alice.get("/settings/")  # the first page of an hour also notes in which browser it was
    with django_assert_num_queries(5):  # session, member, lines, ways in, what waits
        as_alice.get("/settings/")
    for kind in ("wish", "done", "offer"):
        change_lines(member=alice, kind=kind, texts=[f"{kind} {number}" for number in range(12)])
    with django_assert_num_queries(5):
        as_alice.get("/settings/")


def test_name_place_and_phone_are_kept(as_alice: Client, alice: Member, some_places: dict[str, Place]) -> None:
    said = {"name": "Alice B", "place": "King's Lynn, England", "phone": "01632960123"}
    assert as_alice.post("/settings/about/", said).url == "/settings/"
    alice.refresh_from_db()
    assert (alice.name, alice.place, alice.phone) == ("Alice B", some_places["King's Lynn 7"], "01632 960123")
    assert OutboxRow.objects.filter(consumer="graph", subject=str(alice.pk)).exists()
    page = as_alice.get("/settings/about/").content.decode()
    assert "King&#x27;s Lynn, England" in page


def test_place_and_phone_can_be_taken_back(as_alice: Client, alice: Member, some_places: dict[str, Place]) -> None:
    as_alice.post("/settings/about/", {"name": "Alice", "place": "Whitby", "phone": "01632960123"})
    as_alice.post("/settings/about/", {"name": "Alice", "place": "", "phone": ""})
    alice.refresh_from_db()
    assert (alice.name, alice.place, alice.phone) == ("Alice", None, "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+441632960123", "01632 960123"),
        ("+33 1 23 45 67 89", "+33 1 23 45 67 89"),
        ("(01632) 960-123", "01632 960123"),
    ],
)
def test_a_phone_number_is_kept_as_people_here_write_it(as_alice: Client, alice: Member, typed: str, kept: str) -> None:
    as_alice.post("/settings/about/", {"phone": typed})
    alice.refresh_from_db()
    assert alice.phone == kept


@pytest.mark.parametrize("typed", ["12", "phone", "0" * 40, "+", "01632 960123 01632 960123 and more", "😀"])
def test_what_is_no_phone_number_is_said_so(as_alice: Client, alice: Member, typed: str) -> None:
    assert "form-errors" in as_alice.post("/settings/about/", {"phone": typed}).content.decode()
    alice.refresh_from_db()
    assert alice.phone == ""


def test_how_many_may_ask_is_kept_and_held_to(as_alice: Client, alice: Member) -> None:
    assert able_to_take_requests([alice.pk]) == {alice.pk}
    assert as_alice.post("/settings/requests/", {"requests_a_month": "0"}).status_code == 302
    assert able_to_take_requests([alice.pk]) == set()


@pytest.mark.parametrize("number", ["-1", "31", "1.5", "many", "", "9" * 400])
def test_no_other_number_is_taken(as_alice: Client, alice: Member, number: str) -> None:
    assert as_alice.post("/settings/requests/", {"requests_a_month": number}).status_code == 200
    alice.refresh_from_db()
    assert alice.requests_a_month == 3


def test_a_break_lasts_to_the_end_of_its_day(as_alice: Client, alice: Member) -> None:
    until = timezone.localdate() + timedelta(days=7)
    assert as_alice.post("/settings/break/", {"until": until.isoformat()}).url == "/settings/"
    alice.refresh_from_db()
    assert alice.break_until is not None
    assert timezone.localtime(alice.break_until).date() == until + timedelta(days=1)
    assert able_to_take_requests([alice.pk]) == set()
    assert as_alice.post("/settings/break/end/").url == "/settings/"
    assert able_to_take_requests([alice.pk]) == {alice.pk}


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01", "9999-12-31", "2026-02-30", "0001-01-01", "😀"])
def test_no_other_day_is_taken(as_alice: Client, alice: Member, until: str) -> None:
    assert as_alice.post("/settings/break/", {"until": until}).status_code == 200
    alice.refresh_from_db()
    assert alice.break_until is None


@pytest.mark.parametrize("days", [-1, 367])
def test_the_action_itself_holds_the_limits(alice: Member, days: int) -> None:
    with pytest.raises(ValueError, match="within a year"):
        take_break(member=alice, until=timezone.localdate() + timedelta(days=days))


def test_the_break_is_not_ended_by_a_look(as_alice: Client) -> None:
    assert as_alice.get("/settings/break/end/").status_code == 405


@pytest.mark.parametrize("page", ["about", "work", "requests", "break"])
def test_every_page_shows_itself(as_alice: Client, page: str) -> None:
    shown = as_alice.get(f"/settings/{page}/").content.decode()
    assert shown.count("<h1>") == 1


def test_two_windows_that_say_the_same_are_one(alice: Member) -> None:
    assert change_lines(member=alice, kind="wish", texts=["baker", "baker"])
    assert not change_lines(member=alice, kind="wish", texts=["baker"])
    with pytest.raises(ValueError, match="too many"):
        change_lines(member=alice, kind="wish", texts=["x" * 301])
