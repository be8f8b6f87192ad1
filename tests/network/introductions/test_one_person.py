"""Who somebody is can change while an introduction to them waits, and must not rest on what a third member wrote."""

import pytest
from allauth.account.models import EmailAddress

from network.contacts.actions import add_contact
from network.contacts.identity import refresh_member
from network.introductions import rules
from network.introductions.errors import AlreadyAskingError
from network.models import Contact, Member
from network.suggestions.hidden import hidden_from
from tests.factories.people import make_handshake, make_member
from tests.network.introductions.conftest import ask

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
    assert zed.person_id in hidden_from(rosa).people
    with pytest.raises(AlreadyAskingError):
        ask(rosa, second)
