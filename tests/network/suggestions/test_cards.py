"""One card for each line of work by way of each introducer, so that one busy friend does not fill the page."""

import pytest

from network.introductions.offers import read_offer
from network.models import Closeness, Member
from network.suggestions.cards import SHOWN_CARDS
from network.suggestions.page import suggestions_for
from tests.factories.people import make_handshake, make_member
from tests.network.suggestions.conftest import know

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_graph")]


def shown(member: Member, text: str) -> list[tuple[str, str]]:
    return [(card.line_of_work, card.introducer) for card in suggestions_for(member, text).cards]


def test_one_introducer_who_knows_many_of_one_line_is_one_card_and_the_best_one(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    for number in range(5):
        know(bob, "pastry chef", f"Chef {number}", closeness=Closeness.HARDLY)
    close = know(bob, "pastry chef", "A friend", closeness=Closeness.VERY_WELL)
    cards = suggestions_for(alice, "pastry chef").cards
    assert [(card.line_of_work, card.introducer) for card in cards] == [("pastry chef", "Bob")]
    assert read_offer(cards[0].offer, alice.pk).contact_id == close.pk


def test_another_introducer_and_another_line_are_cards_of_their_own(alice: Member, bob: Member, carol: Member) -> None:
    make_handshake(alice, bob)
    make_handshake(alice, carol)
    for owner in (bob, carol):
        for line in ("pastry chef", "pastry cook"):
            know(owner, line)
            know(owner, line)
    assert sorted(shown(alice, "pastry chef")) == [
        ("pastry chef", "Bob"),
        ("pastry chef", "Carol"),
        ("pastry cook", "Bob"),
        ("pastry cook", "Carol"),
    ]


def test_many_of_one_kind_leave_room_for_the_others(alice: Member, bob: Member, carol: Member) -> None:
    make_handshake(alice, bob, closeness=Closeness.VERY_WELL)
    make_handshake(alice, carol, closeness=Closeness.HARDLY)
    for number in range(5 * SHOWN_CARDS):
        know(bob, "pastry chef", f"Chef {number}", closeness=Closeness.VERY_WELL)
    know(carol, "pastry cook", closeness=Closeness.HARDLY)
    assert shown(alice, "pastry chef") == [("pastry chef", "Bob"), ("pastry cook", "Carol")]


def test_when_the_best_may_not_be_shown_the_next_stands_in(alice: Member, bob: Member, carol: Member) -> None:
    make_handshake(alice, bob)
    know(bob, "pastry chef", "Carol", person=carol.person, confirmed_as=carol, closeness=Closeness.VERY_WELL)
    other = know(bob, "pastry chef", "Another", closeness=Closeness.HARDLY)
    make_handshake(alice, carol)
    cards = suggestions_for(alice, "pastry chef").cards
    assert [read_offer(card.offer, alice.pk).contact_id for card in cards] == [other.pk]


def test_ten_suggestions_are_not_ten_ways_of_asking_one_person(alice: Member) -> None:
    """Ben knows twelve kinds of cooks well, five others a cook each, whom they hardly know."""
    ben = make_member("Ben")
    make_handshake(alice, ben, closeness=Closeness.VERY_WELL)
    cooks = ["cook", "assistant cook", "head cook", "school cook", "pastry cook", "vegetable cook", "fish cook"]
    cooks += ["larder cook", "relief cook", "second cook", "grill cook", "canteen cook"]
    for line in cooks:
        know(ben, line, closeness=Closeness.VERY_WELL)
    for name in ("Ann", "Cat", "Dev", "Eve", "Fay"):
        other = make_member(name)
        make_handshake(alice, other, closeness=Closeness.HARDLY)
        know(other, "cook", closeness=Closeness.HARDLY)
    top = shown(alice, "cook")[:10]
    assert len({introducer for _line, introducer in top}) == 6
    assert len({line for line, _introducer in top}) >= 3
    assert top[0] == ("cook", "Ben")
