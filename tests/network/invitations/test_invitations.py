"""A personal link: made, shown once, taken back, and accepted at most once."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from network.contacts.actions import add_contact
from network.invitations import actions
from network.invitations.queries import Standing, standing_of
from network.models import Contact, Handshake, Invitation, Member, Person
from network.privacy.blocks import block
from tests.factories.people import make_handshake


@pytest.fixture
def contact(alice: Member) -> Contact:
    return add_contact(owner=alice, name="Bobby", work="Baker", addresses=[("phone", "01632 960123")])


@pytest.fixture
def made(alice: Member, contact: Contact) -> actions.Made:
    return actions.make_invitation(owner=alice, contact_id=contact.pk)


def accept(made: actions.Made, member: Member) -> Handshake:
    return actions.accept_invitation(token_hash=actions.hash_of(made.token), member=member)


def refused(made: actions.Made, member: Member) -> Standing:
    with pytest.raises(actions.UnusableError) as refusal:
        accept(made, member)
    assert standing_of(actions.hash_of(made.token), member) == refusal.value.standing
    return refusal.value.standing


def test_only_the_hash_of_the_token_is_kept(made: actions.Made) -> None:
    row = Invitation.objects.values().get()
    assert row["token_hash"] == actions.hash_of(made.token)
    assert made.token not in str(row)
    assert len(made.token) >= 43, "256 random bits"


def test_a_yes_makes_the_contact_that_member_and_the_handshake(
    made: actions.Made, contact: Contact, alice: Member, bob: Member
) -> None:
    stranger = contact.person_id
    handshake = accept(made, bob)
    contact.refresh_from_db()
    assert handshake.origin == Handshake.Origin.INVITATION
    assert (contact.confirmed_as, contact.person) == (bob, bob.person)
    assert Contact.objects.get(owner=bob).confirmed_as == alice
    assert not Person.objects.filter(pk=stranger).exists()
    row = Invitation.objects.get()
    assert row.accepted_by == bob
    assert row.accepted_at is not None


def test_a_link_works_once(made: actions.Made, bob: Member, carol: Member) -> None:
    accept(made, bob)
    assert refused(made, carol) == Standing.USED
    assert refused(made, bob) == Standing.USED_BY_YOU
    assert Handshake.objects.count() == 1


def test_ones_own_link_is_not_for_oneself_and_still_works(made: actions.Made, alice: Member, bob: Member) -> None:
    assert refused(made, alice) == Standing.YOUR_OWN
    accept(made, bob)


def test_a_link_runs_out(made: actions.Made, bob: Member) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(made, bob) == Standing.EXPIRED


def test_a_link_can_be_taken_back(made: actions.Made, contact: Contact, alice: Member, bob: Member) -> None:
    assert actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    assert not actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == Standing.REVOKED


def test_a_new_link_stops_the_old_one(made: actions.Made, contact: Contact, alice: Member, bob: Member) -> None:
    newer = actions.make_invitation(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == Standing.REVOKED
    accept(newer, bob)


@pytest.mark.parametrize("who_blocks", ["alice", "bob"])
def test_a_block_looks_like_a_link_taken_back(who_blocks: str, made: actions.Made, alice: Member, bob: Member) -> None:
    owner, other = (alice, bob) if who_blocks == "alice" else (bob, alice)
    block(owner=owner, other=other)
    assert refused(made, bob) == Standing.REVOKED
    assert Invitation.objects.get().accepted_at is None


def test_the_link_of_one_who_has_left_looks_taken_back(made: actions.Made, alice: Member, bob: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    assert refused(made, bob) == Standing.REVOKED


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\x00", "é😀", "\ud800"])
def test_a_token_that_was_never_made_is_unknown(token: str, bob: Member) -> None:
    assert standing_of(actions.hash_of(token), bob) == Standing.UNKNOWN
    with pytest.raises(actions.UnusableError):
        actions.accept_invitation(token_hash=actions.hash_of(token), member=bob)


def test_removing_the_contact_ends_the_link(made: actions.Made, contact: Contact, alice: Member, bob: Member) -> None:
    from network.contacts.actions import remove_contact

    remove_contact(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == Standing.UNKNOWN


def test_a_second_contact_of_one_she_knows_already_changes_nothing(
    made: actions.Made, contact: Contact, alice: Member, bob: Member
) -> None:
    make_handshake(alice, bob)
    accept(made, bob)
    contact.refresh_from_db()
    assert contact.confirmed_as is None
    assert Handshake.objects.count() == 1


def test_somebody_else_than_the_card_says_may_answer_and_the_owner_sees_who(
    alice: Member, bob: Member, carol: Member
) -> None:
    contact = add_contact(owner=alice, name="Bob", addresses=[("email", bob.email)])
    accept(actions.make_invitation(owner=alice, contact_id=contact.pk), carol)
    contact.refresh_from_db()
    assert (contact.confirmed_as, contact.person) == (carol, carol.person)
    assert bob.person_id != carol.person_id


def test_nobody_makes_a_link_for_somebody_elses_contact_or_one_who_is_here(
    contact: Contact, alice: Member, bob: Member
) -> None:
    with pytest.raises(Http404):
        actions.make_invitation(owner=bob, contact_id=contact.pk)
    with pytest.raises(Http404):
        actions.revoke_invitation(owner=bob, contact_id=contact.pk)
    make_handshake(alice, bob)
    with pytest.raises(Http404):
        actions.make_invitation(owner=alice, contact_id=Contact.objects.get(confirmed_as=bob).pk)
