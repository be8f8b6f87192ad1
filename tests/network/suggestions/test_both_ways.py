"""What others said they would help with counts, if they agreed, and nobody can tell for whom it did."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from matching.vectors import add_texts, encode_missing
from network.models import Contact, Member, ProfileLine
from network.suggestions.page import suggestions_for
from network.suggestions.ranking import offer_fits
from network.suggestions.vectors import texts_of
from tests.factories.people import make_handshake, make_member
from tests.network.suggestions.conftest import know, want

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_graph")]
Kind = ProfileLine.Kind
LEAVER = "just finished at college"


def encode() -> None:
    add_texts(texts_of())
    encode_missing()


def offering(introducer: Member, name: str, offer: str, *, counted: bool = True) -> Member:
    """A plumber whom `introducer` shares a handshake with, and who said what they would help with."""
    helper = make_member(name, offers_counted=counted)
    make_handshake(introducer, helper)
    Contact.objects.filter(owner=introducer, confirmed_as=helper).update(line_of_work="plumber", work="plumber")
    ProfileLine.objects.create(member=helper, kind=Kind.OFFER, text=offer)
    return helper


@pytest.fixture
def introducers(alice: Member) -> tuple[Member, Member, Member]:
    """Three whom Alice knows equally well; of equal cards the first one's comes first."""
    introducers = (make_member("Ben"), make_member("Cat"), make_member("Dev"))
    for introducer in introducers:
        make_handshake(alice, introducer)
    ProfileLine.objects.create(member=alice, kind=Kind.DONE, text=LEAVER)
    want(alice, "plumber")
    return introducers


def order(member: Member) -> list[str]:
    return [card.introducer for card in suggestions_for(member).cards]


def test_who_would_help_somebody_like_me_comes_before_who_would_help_others(
    alice: Member, introducers: tuple[Member, Member, Member]
) -> None:
    ben, cat, dev = introducers
    offering(ben, "One", "can talk about pensions and letters")
    offering(cat, "Two", "glad to talk to anybody who has just finished at college")
    know(dev, "plumber", "A stranger who said nothing")
    encode()
    assert order(alice) == ["Cat", "Dev", "Ben"]


def test_who_did_not_agree_counts_as_if_they_had_said_nothing(
    alice: Member, introducers: tuple[Member, Member, Member]
) -> None:
    ben, cat, dev = introducers
    offering(ben, "One", "can talk about pensions and letters", counted=False)
    offering(cat, "Two", "glad to talk to anybody who has just finished at college", counted=False)
    know(dev, "plumber", "A stranger who said nothing")
    encode()
    assert order(alice) == ["Ben", "Cat", "Dev"]
    assert offer_fits([LEAVER], Contact.objects.values_list("pk", flat=True)) == {}


def test_a_guessed_address_learns_nothing(alice: Member, introducers: tuple[Member, Member, Member]) -> None:
    """Only of a record of which a handshake has shown who it is may anything be known."""
    ben, _cat, _dev = introducers
    helper = offering(ben, "One", "glad to talk to anybody who has just finished at college")
    encode()
    guess = know(ben, "plumber", "A guess", person=helper.person)
    shown = Contact.objects.get(owner=ben, confirmed_as=helper)
    assert set(offer_fits([LEAVER], [guess.pk, shown.pk])) == {shown.pk}


def test_of_two_cards_nothing_tells_which_was_moved(
    alice: Member, introducers: tuple[Member, Member, Member], as_alice: Client
) -> None:
    ben, cat, _dev = introducers
    offering(ben, "Quentin Zebedee", "glad to talk to anybody who has just finished at college")
    know(cat, "plumber", "A stranger")
    encode()
    by_ben, by_cat = suggestions_for(alice).cards
    assert (by_ben.introducer, by_cat.introducer) == ("Ben", "Cat")
    assert by_ben.fit == by_cat.fit
    assert by_ben.why.replace("Ben", "Cat") == by_cat.why
    said = as_alice.get(reverse("work")).content.decode()
    for word in ("Quentin", "Zebedee", "glad to talk"):
        assert word not in said


def test_one_query_more_when_somebody_offers_and_it_does_not_grow(
    alice: Member, introducers: tuple[Member, Member, Member], django_assert_num_queries: Any
) -> None:
    contacts = []
    for number in range(30):
        helper = offering(introducers[0], f"Helper {number}", f"can help with thing number {number}")
        contacts.append(Contact.objects.get(owner=introducers[0], confirmed_as=helper).pk)
    encode()
    with django_assert_num_queries(2):
        assert len(offer_fits([LEAVER], contacts)) == 30
    with django_assert_num_queries(2):
        offer_fits([LEAVER], contacts[:2])
