""" "Ben says he knows you": who is told, who is not, and what follows from a yes or a no."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from network.contacts.actions import add_contact, remove_contact
from network.identity.resolve import refresh_member
from network.invitations import handshakes
from network.models import Contact, DeclinedRecognition, Handshake, Invitation, Member, OutboxRow
from network.platform.errors import NotFoundError
from network.platform.privacy.blocks import block, unblock
from tests.factories.people import make_handshake, make_member


@pytest.fixture
def ben(db: None) -> Member:
    return make_member("Ben")


def sayers(member: Member) -> list[Member]:
    return handshakes.waiting_recognitions(member)


def says_he_knows(ben: Member, alice: Member, **more: Any) -> Contact:
    return add_contact(owner=ben, name="Ali", addresses=[("email", alice.email.upper())], **more)


def graph_mark(member: Member) -> int:
    return OutboxRow.objects.filter(consumer="graph", subject=str(member.pk)).values_list("version", flat=True)[0]


def test_only_the_member_whose_address_it_is_is_told(alice: Member, bob: Member, ben: Member) -> None:
    says_he_knows(ben, alice)
    assert sayers(alice) == [ben]
    assert sayers(bob) == sayers(ben) == []


def test_one_who_wrote_it_down_three_times_says_it_once(alice: Member, ben: Member) -> None:
    for _ in range(3):
        says_he_knows(ben, alice)
    assert sayers(alice) == [ben]


def test_a_private_contact_tells_nobody(alice: Member, ben: Member) -> None:
    says_he_knows(ben, alice, private=True)
    assert sayers(alice) == []


def test_one_private_card_of_two_tells_nobody_either(alice: Member, ben: Member) -> None:
    add_contact(owner=alice, name="Ben", addresses=[("email", ben.email)], private=True)
    add_contact(owner=alice, name="B.", addresses=[("email", ben.email)])
    assert handshakes.waiting_recognitions(ben) == []


def test_an_address_that_is_not_proved_tells_nobody(alice: Member, ben: Member) -> None:
    second = EmailAddress.objects.create(user=alice, email="second@example.com", verified=False)
    refresh_member(alice)
    add_contact(owner=ben, name="Ali", addresses=[("email", "second@example.com")])
    assert sayers(alice) == []
    second.set_verified()
    refresh_member(alice)
    assert sayers(alice) == [ben]


def test_a_phone_number_that_nobody_has_proved_tells_nobody(alice: Member, ben: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(phone="01632 960123")
    add_contact(owner=ben, name="Ali", addresses=[("phone", "01632 960123")])
    assert sayers(alice) == []


def test_oneself_in_ones_own_list_is_no_news(alice: Member) -> None:
    add_contact(owner=alice, name="Me", addresses=[("email", alice.email)])
    assert sayers(alice) == []


def test_nobody_is_told_of_one_who_has_left(alice: Member, ben: Member) -> None:
    says_he_knows(ben, alice)
    Member.objects.filter(pk=ben.pk).update(is_active=False)
    assert sayers(alice) == []


@pytest.mark.parametrize("who_blocks", ["alice", "ben"])
def test_a_block_either_way_keeps_it_quiet(who_blocks: str, alice: Member, ben: Member) -> None:
    says_he_knows(ben, alice)
    owner, other = (alice, ben) if who_blocks == "alice" else (ben, alice)
    block(owner=owner, other=other)
    assert sayers(alice) == []
    with pytest.raises(NotFoundError):
        handshakes.accept_recognition(member=alice, by_id=ben.pk)
    unblock(owner=owner, other=other)
    assert sayers(alice) == [ben]


def test_a_yes_makes_a_handshake_with_a_contact_on_each_side(alice: Member, ben: Member) -> None:
    his = says_he_knows(ben, alice)
    before = graph_mark(ben)
    handshakes.accept_recognition(member=alice, by_id=ben.pk)
    his.refresh_from_db()
    hers = Contact.objects.get(owner=alice)
    assert Handshake.objects.get().origin == Handshake.Origin.RECOGNITION
    assert (his.confirmed_as, his.person, his.name) == (alice, alice.person, "Ali")
    assert (hers.confirmed_as, hers.person, hers.name) == (ben, ben.person, "Ben")
    assert graph_mark(ben) > before
    assert graph_mark(alice) > 0
    assert sayers(alice) == sayers(ben) == []


def test_she_says_which_of_her_contacts_he_is(alice: Member, ben: Member) -> None:
    says_he_knows(ben, alice)
    hers = add_contact(owner=alice, name="Ben from the band", private=True)
    handshakes.accept_recognition(member=alice, by_id=ben.pk, contact_id=hers.pk)
    hers.refresh_from_db()
    assert hers.confirmed_as == ben
    assert hers.private, "what she keeps private stays private"
    assert Contact.objects.filter(owner=alice).count() == 1


@pytest.mark.parametrize("others_address", ["right", "wrong"])
def test_which_of_her_contacts_he_is_never_follows_from_an_address(
    alice: Member, ben: Member, others_address: str
) -> None:
    """She would see by it whether an address that she guessed is his."""
    says_he_knows(ben, alice)
    address = ben.email if others_address == "right" else "nobody@example.com"
    guess = add_contact(owner=alice, name="A guess", addresses=[("email", address)])
    handshakes.accept_recognition(member=alice, by_id=ben.pk)
    guess.refresh_from_db()
    assert guess.confirmed_as is None
    assert Contact.objects.get(owner=alice, confirmed_as=ben).name == "Ben"


def test_a_contact_of_somebody_elses_or_one_with_a_handshake_cannot_be_chosen(
    alice: Member, bob: Member, ben: Member
) -> None:
    his = says_he_knows(ben, alice)
    make_handshake(alice, bob)
    confirmed = Contact.objects.get(owner=alice, confirmed_as=bob)
    for contact_id in (his.pk, confirmed.pk, 10**9):
        with pytest.raises(NotFoundError):
            handshakes.accept_recognition(member=alice, by_id=ben.pk, contact_id=contact_id)
    assert Handshake.objects.count() == 1


def test_contacts_are_offered_by_their_name_alone(alice: Member, bob: Member, ben: Member) -> None:
    for name in ("Ben", "Ben Carter", "B. Carter", "Dr Ben Carter", "Benedict", "Carter", "Bea Carter", "Élodie"):
        add_contact(owner=alice, name=name, addresses=[("email", bob.email)])
    add_contact(owner=bob, name="Ben Carter")
    called = handshakes.contacts_called(alice, ["Ben Carter", "Elodie", "Nobody Else"])
    assert {name: [contact.name for contact in offered] for name, offered in called.items()} == {
        "Ben Carter": ["B. Carter", "Ben", "Ben Carter", "Dr Ben Carter"],
        "Elodie": ["Élodie"],
        "Nobody Else": [],
    }
    assert handshakes.contacts_called(alice, []) == {}


def test_a_third_members_card_cannot_say_whom_she_shook_hands_with(alice: Member, bob: Member, ben: Member) -> None:
    """Bob's mixed-up card makes Zed's number and Ben's address one Person; Alice's Zed is still not Ben."""
    zed = add_contact(owner=alice, name="Zed", addresses=[("phone", "01632 960123")])
    add_contact(owner=bob, name="Mixed", addresses=[("phone", "01632 960123"), ("email", ben.email)])
    says_he_knows(ben, alice)
    handshakes.accept_recognition(member=alice, by_id=ben.pk)
    zed.refresh_from_db()
    assert zed.confirmed_as is None
    assert Contact.objects.get(owner=alice, confirmed_as=ben).name == "Ben"


def test_a_no_is_final_and_quiet(alice: Member, ben: Member) -> None:
    his = says_he_knows(ben, alice)
    before, version = Contact.objects.filter(pk=his.pk).values().get(), graph_mark(ben)
    handshakes.decline_recognition(member=alice, by_id=ben.pk)
    assert sayers(alice) == []
    assert Contact.objects.filter(pk=his.pk).values().get() == before
    assert graph_mark(ben) == version
    says_he_knows(ben, alice)
    assert sayers(alice) == [], "writing her down again asks nothing again"


def test_there_is_nothing_to_answer_where_nobody_said_anything(alice: Member, ben: Member) -> None:
    for answer in (handshakes.accept_recognition, handshakes.decline_recognition):
        for by_id in (ben.pk, alice.pk, 0, 2**70):
            with pytest.raises(NotFoundError):
                answer(member=alice, by_id=by_id)
    assert not Handshake.objects.exists()
    assert not DeclinedRecognition.objects.exists()


def test_saying_yes_twice_is_saying_it_once(alice: Member, ben: Member) -> None:
    says_he_knows(ben, alice)
    handshakes.accept_recognition(member=alice, by_id=ben.pk)
    with pytest.raises(NotFoundError):
        handshakes.accept_recognition(member=alice, by_id=ben.pk)
    again = handshakes.shake_hands(member=alice, other=ben, origin="invitation")
    assert (Handshake.objects.count(), Contact.objects.count()) == (1, 2)
    assert again.origin == "recognition"


def test_ending_a_handshake_keeps_both_contacts_and_asks_nothing_again(alice: Member, ben: Member) -> None:
    his = says_he_knows(ben, alice)
    hers = add_contact(owner=alice, name="Benny", addresses=[("email", ben.email)])
    handshakes.accept_recognition(member=alice, by_id=ben.pk, contact_id=hers.pk)
    before = graph_mark(ben), graph_mark(alice)
    handshakes.end_handshake(member=alice, contact_id=hers.pk)
    assert not Handshake.objects.exists()
    assert set(Contact.objects.values_list("pk", "confirmed_as")) == {(his.pk, None), (hers.pk, None)}
    assert sayers(alice) == sayers(ben) == []
    assert graph_mark(ben) > before[0]
    assert graph_mark(alice) > before[1]
    assert Contact.objects.get(pk=his.pk).person == alice.person, "her address is still proved"


def test_shaking_hands_again_forgets_the_no(alice: Member, ben: Member) -> None:
    his = says_he_knows(ben, alice)
    handshakes.decline_recognition(member=alice, by_id=ben.pk)
    handshakes.shake_hands(member=ben, other=alice, origin="invitation", contact=his)
    assert not DeclinedRecognition.objects.exists()
    his.refresh_from_db()
    assert his.confirmed_as == alice


def test_a_contact_is_confirmed_exactly_as_long_as_the_handshake_stands(alice: Member, ben: Member) -> None:
    handshakes.shake_hands(member=ben, other=alice, origin="invitation")
    assert Contact.objects.filter(confirmed_as__isnull=False).count() == 2
    remove_contact(owner=alice, contact_id=Contact.objects.get(owner=alice).pk)
    assert not Contact.objects.filter(confirmed_as__isnull=False).exists()
    assert not Handshake.objects.exists()


def test_a_link_that_is_no_longer_needed_stops_working(alice: Member, ben: Member) -> None:
    from network.invitations.actions import make_invitation

    his = says_he_knows(ben, alice)
    make_invitation(owner=ben, contact_id=his.pk)
    handshakes.accept_recognition(member=alice, by_id=ben.pk)
    assert Invitation.objects.get().revoked_at is not None


def test_nobody_shakes_hands_with_themselves_or_across_a_block(alice: Member, ben: Member) -> None:
    block(owner=ben, other=alice)
    for one, other in ((alice, alice), (alice, ben), (ben, alice)):
        with pytest.raises(handshakes.NotPossibleError):
            handshakes.shake_hands(member=one, other=other, origin="invitation")
    assert not Handshake.objects.exists()


@pytest.mark.parametrize("many", [2, 40])
def test_who_says_so_takes_as_many_queries_for_two_as_for_forty(
    many: int, alice: Member, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        by = make_member(f"Ben {number}", email=f"ben{number}@network.example")
        says_he_knows(by, alice)
        if number % 2:
            add_contact(owner=alice, name=f"Benny {number}", addresses=[("email", by.email)])
    make_handshake(alice, make_member("Shaken", email="shaken@network.example"))
    with django_assert_num_queries(2):
        assert len(handshakes.waiting_recognitions(alice)) == many
