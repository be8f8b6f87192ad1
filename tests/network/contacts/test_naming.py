"""What a record says of who it is, by itself."""

import pytest

from network.contacts.actions import add_contact, change_contact
from network.contacts.cards import ContactCard
from network.contacts.fingerprints import fingerprint_of
from network.contacts.naming import Names, names_on
from network.models import Contact, Member
from tests.factories.people import make_handshake

pytestmark = pytest.mark.django_db
BOARD, TOM = ("phone", "01632 960100"), ("email", "tom@example.com")


def names_of(contact: Contact) -> Names:
    return names_on([contact])[contact.pk]


def test_addresses_and_whoever_has_proved_one(alice: Member, bob: Member, carol: Member) -> None:
    contact = add_contact(owner=alice, name="Bob", addresses=[("email", "BOB@example.com"), BOARD])
    add_contact(owner=carol, name="Somebody", addresses=[BOARD, ("email", carol.email)])
    digests = {fingerprint_of("email", "bob@example.com"), fingerprint_of(*BOARD)}
    assert names_of(contact) == Names(frozenset(filter(None, digests)), frozenset({bob.pk}))


def test_a_handshake_names_without_any_address(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    assert names_of(Contact.objects.get(owner=alice)) == Names(members=frozenset({bob.pk}))


def test_a_number_that_several_people_answer_names_nobody_for_that_owner(alice: Member, bob: Member) -> None:
    tom = add_contact(owner=alice, name="Tom", addresses=[BOARD, TOM])
    his = add_contact(owner=bob, name="Tommy", addresses=[BOARD])
    assert names_of(tom).meets(names_of(his))
    desk = add_contact(owner=alice, name="Reception", addresses=[BOARD])
    assert names_of(desk) == Names()
    assert names_of(tom).addresses == {fingerprint_of(*TOM)}
    assert not names_of(tom).meets(names_of(his))
    change_contact(owner=alice, contact_id=desk.pk, card=ContactCard("Tom at Acme", addresses=[BOARD]))
    assert names_of(tom).meets(names_of(his)), "two cards of one name"


def test_names_that_share_nothing_do_not_meet() -> None:
    one, other = Names(frozenset("a"), frozenset({1})), Names(frozenset("b"), frozenset({2}))
    assert not one.meets(other)
    assert not Names().meets(Names())
    assert one.meets(Names(frozenset("a")))
    assert one.meets(Names(members=frozenset({1, 2})))
