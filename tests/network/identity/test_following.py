"""When it turns out who somebody is, what names them goes along, in the same transaction."""

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from network.contacts.actions import add_contact, change_contact, remove_contact
from network.contacts.cards import ContactCard
from network.identity.following import naming_a_person
from network.identity.resolve import refresh_member
from network.models import Contact, Introduction, Member, Person
from tests.factories.introductions import make_introduction
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
PHONE, EMAIL = ("phone", "07700 900101"), ("email", "zed@example.com")


@pytest.fixture
def older(bob: Member) -> Contact:
    return add_contact(owner=bob, name="Zed", addresses=[PHONE])


@pytest.fixture
def younger(carol: Member) -> Contact:
    return add_contact(owner=carol, name="Zed", addresses=[EMAIL])


def target_of(introduction: Introduction) -> int:
    return Introduction.objects.values_list("target_id", flat=True).get(pk=introduction.pk)


def person_of(contact: Contact) -> int:
    return Contact.objects.values_list("person_id", flat=True).get(pk=contact.pk)


def test_whatever_names_a_person_is_known_to_follow() -> None:
    """Add a foreign key to Person, and it follows like `Introduction.target` does without a contact: is that right?"""
    names = {(model.__name__, field) for model, field in naming_a_person()}
    assert names == {("Contact", "person"), ("Member", "person"), ("Introduction", "target")}


def test_when_two_turn_out_to_be_one_their_introductions_are_to_that_one(
    alice: Member, older: Contact, younger: Contact
) -> None:
    asked = [make_introduction(alice, contact) for contact in (older, younger)]
    gone = person_of(younger)
    assert target_of(asked[1]) == gone != person_of(older)
    add_contact(owner=make_member("Third"), name="Zed", addresses=[PHONE, EMAIL])
    assert {target_of(one) for one in asked} == {person_of(older)} == {person_of(younger)}
    assert not Person.objects.filter(pk=gone).exists()


def test_when_somebody_joins_what_they_were_asked_before_is_to_them(alice: Member, younger: Contact) -> None:
    asked = make_introduction(alice, younger, state="passed_on")
    zed = make_member("Zed", email=EMAIL[1], verified=False)
    EmailAddress.objects.filter(user=zed).update(verified=True)
    refresh_member(zed)
    assert target_of(asked) == person_of(younger) == zed.person_id


def test_when_one_turns_out_to_be_two_each_goes_with_its_contact(
    alice: Member, older: Contact, younger: Contact
) -> None:
    joining = add_contact(owner=make_member("Third"), name="Zed", addresses=[PHONE, EMAIL])
    asked = [make_introduction(alice, Contact.objects.get(pk=contact.pk)) for contact in (older, younger)]
    assert target_of(asked[0]) == target_of(asked[1])
    remove_contact(owner=joining.owner, contact_id=joining.pk)
    assert [target_of(one) for one in asked] == [person_of(older), person_of(younger)]
    assert target_of(asked[0]) != target_of(asked[1])


def test_a_contact_whose_address_was_wrong_takes_its_introduction_along(alice: Member, older: Contact) -> None:
    other = add_contact(owner=make_member("Third"), name="Zed", addresses=[PHONE])
    asked = make_introduction(alice, Contact.objects.get(pk=older.pk))
    change_contact(owner=older.owner, contact_id=older.pk, card=ContactCard("Zed", addresses=[EMAIL]))
    assert target_of(asked) == person_of(older) != person_of(other)


def test_without_its_contact_an_introduction_follows_the_last_who_are_that_person(
    alice: Member, older: Contact, younger: Contact
) -> None:
    second = add_contact(owner=make_member("Third"), name="Zed", addresses=[EMAIL])
    asked = make_introduction(alice, second)
    remove_contact(owner=second.owner, contact_id=second.pk)
    assert target_of(asked) == person_of(younger)
    add_contact(owner=make_member("Fourth"), name="Zed", addresses=[PHONE, EMAIL])
    assert target_of(asked) == person_of(older) == person_of(younger)


def test_two_requests_of_one_member_may_turn_out_to_be_to_one_person(
    alice: Member, older: Contact, younger: Contact
) -> None:
    for state in ("asked", "passed_on"):
        make_introduction(alice, {"asked": older, "passed_on": younger}[state], state=state)
    add_contact(owner=make_member("Third"), name="Zed", addresses=[PHONE, EMAIL])
    assert Introduction.objects.filter(target=person_of(older)).count() == 2


def test_it_is_undone_with_what_brought_it_about(alice: Member, older: Contact, younger: Contact) -> None:
    asked = make_introduction(alice, younger)
    before = target_of(asked)
    with transaction.atomic():
        add_contact(owner=make_member("Third"), name="Zed", addresses=[PHONE, EMAIL])
        assert target_of(asked) != before
        transaction.set_rollback(True)
    assert target_of(asked) == before == person_of(younger)
