"""Who somebody is can change while an introduction to them waits, and must not rest on what a third member wrote."""

import pytest
from allauth.account.models import EmailAddress

from network.contacts.actions import add_contact
from network.contacts.identity import refresh_member
from network.contacts.naming import names_on
from network.introductions import rules
from network.introductions.errors import AlreadyAskingError
from network.models import Contact, Member
from network.suggestions.hidden import hidden_from
from tests.factories.people import make_handshake, make_member
from tests.network.introductions.conftest import ask, pass_on

BEAS_PHONE = ("phone", "01632 960555")
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
    add_contact(owner=omar, name="Mixed up", addresses=[BEAS_PHONE, ("email", cal.email)])
    bea.refresh_from_db()
    assert bea.person_id == cal.person_id
    assert rules.met_in_the_service(bea) is None


def test_a_second_card_with_a_proved_address_is_theirs(amina: Member, cal: Member) -> None:
    assert rules.met_in_the_service(knows_a_pastry_chef(amina, "Cal at work", ("email", cal.email))) == cal


def test_asking_again_through_somebody_else_who_knows_the_same_person_is_refused(
    rosa: Member, amina: Member, omar: Member
) -> None:
    first, second = (knows_a_pastry_chef(owner, "Zed", ZEDS_EMAIL) for owner in (amina, omar))
    waiting = ask(rosa, first)
    with pytest.raises(AlreadyAskingError) as refused:
        ask(rosa, second)
    assert refused.value.introduction_id == waiting.pk


def test_whom_a_third_card_alone_makes_one_person_is_asked_for_twice_and_reached_once(
    rosa: Member, amina: Member, omar: Member
) -> None:
    """Were Rosa refused, whoever wrote the third card could tell by it what stands on the other two."""
    first, second = knows_a_pastry_chef(amina, "Bea", BEAS_PHONE), knows_a_pastry_chef(omar, "Zed", ZEDS_EMAIL)
    add_contact(owner=make_member("Zora"), name="Both", addresses=[BEAS_PHONE, ZEDS_EMAIL])
    passed = [pass_on(ask(rosa, contact)).introduction for contact in (first, second)]
    assert passed[0].contact.person_id == passed[1].contact.person_id
    assert [(one.state, one.held_back) for one in passed] == [("passed_on", False), ("passed_on", True)]


def test_whoever_has_joined_since_is_not_suggested_or_asked_for_a_second_time(
    rosa: Member, amina: Member, omar: Member
) -> None:
    first, second = (knows_a_pastry_chef(owner, "Zed", ZEDS_EMAIL) for owner in (amina, omar))
    waiting = ask(rosa, first)
    zed = make_member("Zed", email=ZEDS_EMAIL[1], verified=False)
    EmailAddress.objects.filter(user=zed).update(verified=True)
    refresh_member(zed)
    second.refresh_from_db()
    assert second.person_id == zed.person_id != waiting.target_id
    assert hidden_from(rosa).covers(second.pk, names_on([second])[second.pk])
    with pytest.raises(AlreadyAskingError):
        ask(rosa, second)
