"""A name and the work written with it are read apart, and one tap takes that back."""

import re
from typing import Any

import pytest
from django.test import Client

from network.contacts.names_and_work import FAMILY_NAMES, ReadApart, read_apart
from network.demo.data import origins
from network.imports.plan import with_work_of_name
from network.imports.reading import Card
from network.models import Contact, Member
from tests.factories.people import make_contact


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("written", "name", "work"),
    [
        ("my cousin Dev, does taxis", "my cousin Dev", "does taxis"),
        ("Sue from the chippy", "Sue from the chippy", "from the chippy"),
        ("Mo at the vets", "Mo at the vets", "at the vets"),
        ("Big Dave who plasters", "Big Dave", "plasters"),
        ("Gary Plumber", "Gary Plumber", "Plumber"),
        ("Sue Dog Walker", "Sue Dog Walker", "Dog Walker"),
        ("Tony Taxi", "Tony Taxi", "Taxi"),
        ("Nurse Fatima", "Nurse Fatima", "Nurse"),
        ("Mr Khan (dentist)", "Mr Khan", "dentist"),
        ("Kev the plumber", "Kev the plumber", "plumber"),
        ("plumber Gary", "plumber Gary", "plumber"),
        ("Jo - hairdresser", "Jo", "hairdresser"),
        ("Mary baker", "Mary baker", "baker"),
        ("Mary (baker)", "Mary", "baker"),
        ("Mary the cook", "Mary the cook", "cook"),
        ("Big Trev, drives the 56 bus", "Big Trev", "drives the 56 bus"),
        ("Ola who cleans on the ferries", "Ola", "cleans on the ferries"),
    ],
)
def test_work_that_stands_with_the_name_is_read(written: str, name: str, work: str) -> None:
    assert read_apart(written) == ReadApart(name, work)


@pytest.mark.parametrize(
    "written",
    [
        "Mary Baker", "John Smith", "Gary Cook", "Paul Nurse", "Bell, Jo", "Smith, Baker", "Jane Doe, MD",
        "Jo from work",
        "Jo from Leeds", "Dave from the pub", "Al from the gym", "Lena Park", "Anna Bell", "Dev, my cousin",
        "Sam (dad)", "Jo, plays with Sam", "Al, lives by the works", "Dev who looks like Mo",
        "john smith", "mary baker", "Baker", "plumber", "Window Cleaner",
        "", "Dr Patel", "Mike the bike", "St John the Baptist",
    ],
)  # fmt: skip
def test_what_is_only_a_name_is_left_alone(written: str) -> None:
    assert read_apart(written) == ReadApart(written)


def test_no_name_of_any_origin_is_work_and_any_is_read_before_a_trade() -> None:
    for origin in origins():
        for given in origin.given:
            assert [family for family in origin.family if read_apart(f"{given} {family}").work] == []
            assert [family for family in FAMILY_NAMES if read_apart(f"{given} {family.title()}").work] == []
            assert read_apart(f"{given} the plumber").work == "plumber"
            assert read_apart(f"{given} {origin.family[0]} (electrician)").work == "electrician"


@pytest.mark.parametrize("address", ["/people/add/", "/people/walk/near/"])
def test_it_is_shown_how_a_name_was_read_and_one_tap_undoes_it(as_alice: Client, alice: Member, address: str) -> None:
    page = words(as_alice.post(address, {"name": "my cousin Dev, does taxis", "go": "add"}, follow=True))
    contact = Contact.objects.get(owner=alice)
    assert (contact.name, contact.work, contact.line_of_work) == ("my cousin Dev", "does taxis", "taxi driver")
    assert "We’ve put “does taxis” down as what my cousin Dev does." in page
    [undo] = re.findall(r'action="(/people/\d+/as-written/)"', page)
    [then] = re.findall(r'name="then" value="([^"]*)"', page)
    answer = as_alice.post(undo, {"was": "my cousin Dev, does taxis", "then": then})
    assert answer.headers["Location"] == address
    contact.refresh_from_db()
    assert (contact.name, contact.work, contact.line_of_work) == ("my cousin Dev, does taxis", "", "")


@pytest.mark.costly("the first of its process to look for a line of work by meaning loads the vectors")
@pytest.mark.parametrize("address", ["/people/walk/near/", "/people/add/"])
def test_work_that_is_asked_about_is_taken_back_by_the_same_question(
    as_alice: Client, alice: Member, address: str
) -> None:
    written = "Big Trev, drives the 56 bus"
    page = words(as_alice.post(address, {"name": written, "go": "add"}, follow=True))
    contact = Contact.objects.get(owner=alice)
    assert "Big Trev: “drives the 56 bus”. Shall we say <strong>bus driver</strong>?" in page
    assert "We’ve put" not in page, "it is said once"
    [undo] = re.findall(r'formaction="(/people/\d+/as-written/)"', page)
    asked = page[page.index("work-question") :]
    sent = dict(re.findall(r'type="hidden" name="(was|then|show)" value="([^"]*)"', asked))
    assert as_alice.post(undo, sent).headers["Location"] == address
    contact.refresh_from_db()
    assert (contact.name, contact.work) == (written, "")


def test_nothing_but_what_was_written_is_taken_back(as_alice: Client, alice: Member, bob: Member) -> None:
    contact = make_contact(alice, "Sue", work="does taxis")
    as_alice.post(f"/people/{contact.pk}/as-written/", {"was": "Somebody else"})
    contact.refresh_from_db()
    assert (contact.name, contact.work) == ("Sue", "does taxis")
    theirs = make_contact(bob, "Dev", work="does taxis")
    assert as_alice.post(f"/people/{theirs.pk}/as-written/", {"was": "Dev, does taxis"}).status_code == 404


def test_what_has_its_own_box_stays_as_it_was_typed(as_alice: Client, alice: Member) -> None:
    as_alice.post("/people/add/", {"name": "Gary Plumber", "work": "Baker"})
    contact = Contact.objects.get(owner=alice)
    assert (contact.name, contact.work) == ("Gary Plumber", "Baker")


def test_an_imported_name_tells_of_work_where_the_file_does_not() -> None:
    assert with_work_of_name(Card(1, "Gary Plumber")).work == "Plumber"
    assert with_work_of_name(Card(1, "Gary Plumber", work="Baker")).work == "Baker"
    assert with_work_of_name(Card(1, "Mary Baker")).work == ""
