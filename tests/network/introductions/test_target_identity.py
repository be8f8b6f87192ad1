"""Who somebody is can change while an introduction to them waits, and must not rest on what a third member wrote."""

import pytest
from django.utils import timezone

from network.contacts.actions import add_contact
from network.introductions import rules
from network.introductions.states import Role
from network.introductions.visibility import role_of, visible_status
from network.models import Contact, Member
from tests.factories.people import make_handshake, make_member
from tests.network.introductions.conftest import ask, pass_on

BEAS_PHONE = ("phone", "07700 900555")
ZEDS_EMAIL = ("email", "zed@example.com")


def knows_a_pastry_chef(owner: Member, name: str, *addresses: tuple[str, str]) -> Contact:
    contact = add_contact(owner=owner, name=name, addresses=addresses)
    Contact.objects.filter(pk=contact.pk).update(line_of_work="pastry chef")
    contact.refresh_from_db()
    return contact


@pytest.fixture
def omar(rosa: Member) -> Member:
    omar = make_member("Omar")
    make_handshake(rosa, omar)
    return omar


def test_a_request_goes_to_no_member_whom_only_anothers_card_makes_of_the_contact(
    amina: Member, cal: Member, omar: Member
) -> None:
    bea = knows_a_pastry_chef(amina, "Bea", BEAS_PHONE)
    add_contact(owner=omar, name="Bea Mixed", addresses=[BEAS_PHONE, ("email", cal.email)])
    bea.refresh_from_db()
    assert bea.person_id == cal.person_id
    assert rules.target_member(bea) is None


def test_a_second_card_with_a_proved_address_goes_by_a_link(rosa: Member, amina: Member, cal: Member) -> None:
    """Were it answered in the service, Amina would know that the address is Cal's."""
    record = knows_a_pastry_chef(amina, "Cal at work", ("email", cal.email))
    assert rules.target_member(record) is None
    assert pass_on(ask(rosa, record)).token


@pytest.mark.parametrize("joined", [True, False])
def test_whom_two_introducers_know_is_asked_for_through_both(
    rosa: Member, amina: Member, omar: Member, joined: bool
) -> None:
    """Were the second refused, whoever wrote the address on one record would know it to be on the other."""
    passed = []
    for owner in (amina, omar):
        record = knows_a_pastry_chef(owner, "Zed", ZEDS_EMAIL)
        passed.append(pass_on(ask(rosa, record)).introduction)
        if joined:
            make_member("Zed", email=ZEDS_EMAIL[1]) if owner == amina else None
    assert [(row.state, row.held_back, row.target_member) for row in passed] == [("passed_on", False, None)] * 2


def test_a_member_whom_two_introducers_shook_hands_with_is_asked_in_the_service_once(
    rosa: Member, amina: Member, omar: Member, cals_record: Contact, cal: Member
) -> None:
    make_handshake(omar, cal)
    Contact.objects.filter(owner=omar, confirmed_as=cal).update(line_of_work="pastry chef")
    records = (cals_record, Contact.objects.get(owner=omar, confirmed_as=cal))
    passed = [pass_on(ask(rosa, record)).introduction for record in records]
    assert [(row.held_back, role_of(row, cal)) for row in passed] == [(False, Role.TARGET), (True, None)]
    assert [visible_status(row, Role.REQUESTER, timezone.now()) for row in passed] == ["still_asking"] * 2
