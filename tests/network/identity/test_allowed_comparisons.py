"""What may be compared by address: a record with the viewer's own addresses, and one owner's own records."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from network.contacts.actions import add_contact, change_contact
from network.contacts.cards import ContactCard
from network.identity.allowed_comparisons import kept_private, member_who_proved, records_of_oneself
from network.identity.fingerprints import fingerprint_of_email
from network.models import Contact, Member

pytestmark = pytest.mark.django_db
BOARD, TOM, TIM = ("phone", "01632 960100"), ("email", "tom@example.com"), ("email", "tim@example.com")


def record(owner: Member, name: str, *addresses: tuple[str, str], private: bool = False) -> Contact:
    return add_contact(owner=owner, name=name, addresses=addresses, private=private)


def test_a_record_is_of_oneself_by_an_address_that_one_has_proved(alice: Member, bob: Member) -> None:
    mine = record(bob, "Ali", ("email", alice.email.upper()))
    others = [record(bob, "Tom", TOM), record(bob, "Himself", ("email", bob.email))]
    Member.objects.filter(pk=alice.pk).update(phone=BOARD[1])
    unproved = record(bob, "Ali’s desk", BOARD)
    assert records_of_oneself(alice, [mine.pk, unproved.pk, *(other.pk for other in others)]) == {mine.pk}


def test_a_third_record_makes_none_of_oneself(alice: Member, bob: Member, carol: Member) -> None:
    tom = record(bob, "Tom", TOM)
    record(carol, "Mixed up", TOM, ("email", alice.email))
    assert records_of_oneself(alice, [tom.pk]) == set()


def test_a_private_record_hides_the_same_owners_other_records_of_that_address(alice: Member, bob: Member) -> None:
    tom, tim, toms = record(alice, "Tom", TOM), record(alice, "Tim", TIM), record(bob, "Tommy", TOM)
    record(alice, "Tom at home", TOM, private=True)
    assert kept_private([tom.pk, tim.pk, toms.pk]) == {tom.pk}


def test_two_addresses_of_one_member_are_two_addresses(alice: Member, bob: Member) -> None:
    """Else whoever finds a record gone learns that the address on the private one is the same member's."""
    open_one = record(alice, "Bob", ("email", bob.email))
    Contact.objects.filter(pk=record(alice, "Bobby", TOM, private=True).pk).update(person=bob.person)
    assert kept_private([open_one.pk]) == set()


def test_a_number_that_several_people_answer_hides_nobody(alice: Member) -> None:
    tom, desk = record(alice, "Tom", BOARD), record(alice, "Reception", BOARD, private=True)
    assert kept_private([tom.pk]) == set()
    change_contact(owner=alice, contact_id=desk.pk, card=ContactCard("Tom", addresses=[BOARD], private=True))
    assert kept_private([tom.pk]) == {tom.pk}


def test_the_queries_do_not_grow_with_the_records(
    alice: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [record(alice, f"Somebody {number}", ("phone", f"01632 9601{number:02}")) for number in range(30)]
    record(alice, "Somebody 3", ("phone", "01632 960103"), private=True)
    with django_assert_max_num_queries(3):
        assert kept_private([contact.pk for contact in many]) == {many[3].pk}


def test_who_has_proved_an_address(alice: Member) -> None:
    assert member_who_proved(fingerprint_of_email(alice.email)) == alice.pk
    assert member_who_proved(fingerprint_of_email("nobody@example.com")) is None
    assert member_who_proved(None) is None


READ_FINGERPRINTS = {
    "contacts/actions.py": "writes those of the owner's own contacts",
    "contacts/queries.py": "an owner's own contacts that share an address, on their own page",
    "demo/bulk_write.py": "makes the invented town",
    "identity/allowed_comparisons.py": "the comparisons that may show",
    "identity/confirmed.py": "which record named somebody who says yes to it",
    "identity/resolve.py": "whose records are one Person, which shows nowhere",
    "imports/apply.py": "an owner's own contacts that share an address",
    "invitations/bulk_load.py": "loads a network to measure with",
    "invitations/handshakes.py": "who wrote down an address that the reader has proved",
}


def test_no_other_module_compares_by_address() -> None:
    """A module that comes to read fingerprints has to be looked at: does what it reads show, and to whom?"""
    network = Path(__file__).parents[3] / "network"
    left_out = {network / "models", network / "migrations"}
    modules = [path for path in network.rglob("*.py") if not left_out.intersection(path.parents)]
    reading = {str(path.relative_to(network)) for path in modules if "Fingerprint" in path.read_text()}
    assert reading == set(READ_FINGERPRINTS)
