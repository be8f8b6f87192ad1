"""A personal link: made, shown once, taken back, and accepted at most once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.contacts.actions import add_contact
from network.invitations import actions
from network.invitations.actions import NewInvitation
from network.invitations.queries import InvitationStatus, invitation_by, invitation_status
from network.models import Contact, Handshake, Invitation, Member, Person
from network.platform.errors import NotFoundError
from network.platform.privacy.blocks import block
from network.platform.privacy.tokens import hash_of_token
from tests.factories.people import make_handshake


@pytest.fixture
def contact(alice: Member) -> Contact:
    return add_contact(owner=alice, name="Bobby", work="Baker", addresses=[("phone", "01632 960123")])


@pytest.fixture
def made(alice: Member, contact: Contact) -> NewInvitation:
    return actions.make_invitation(owner=alice, contact_id=contact.pk)


def accept(made: NewInvitation, member: Member) -> Handshake:
    return actions.accept_invitation(token_hash=hash_of_token(made.token), member=member)


def refused(made: NewInvitation, member: Member) -> InvitationStatus:
    with pytest.raises(actions.UnusableError) as refusal:
        accept(made, member)
    assert invitation_status(invitation_by(hash_of_token(made.token)), member) == refusal.value.status
    return refusal.value.status


def test_only_the_hash_of_the_token_is_kept(made: NewInvitation) -> None:
    row = Invitation.objects.values().get()
    assert row["token_hash"] == hash_of_token(made.token)
    assert made.token not in str(row)
    assert len(made.token) >= 43, "256 random bits"


def test_a_yes_makes_the_contact_that_member_and_the_handshake(
    made: NewInvitation, contact: Contact, alice: Member, bob: Member
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


def test_who_answers_says_which_of_his_contacts_she_is(made: NewInvitation, alice: Member, bob: Member) -> None:
    hers = add_contact(owner=bob, name="Alice next door", addresses=[("phone", "01632 960321")])
    actions.accept_invitation(token_hash=hash_of_token(made.token), member=bob, contact_id=hers.pk)
    assert Contact.objects.get(owner=bob, confirmed_as=alice) == hers


def test_it_never_follows_from_an_address(made: NewInvitation, alice: Member, bob: Member) -> None:
    """He would see by it whether an address that he guessed is hers."""
    guess = add_contact(owner=bob, name="A guess", addresses=[("email", alice.email)])
    accept(made, bob)
    guess.refresh_from_db()
    assert guess.confirmed_as is None


def test_somebody_elses_contact_cannot_be_chosen(made: NewInvitation, contact: Contact, bob: Member) -> None:
    with pytest.raises(NotFoundError):
        actions.accept_invitation(token_hash=hash_of_token(made.token), member=bob, contact_id=contact.pk)
    accept(made, bob)


def test_a_link_works_once(made: NewInvitation, bob: Member, carol: Member) -> None:
    accept(made, bob)
    assert refused(made, carol) == InvitationStatus.USED
    assert refused(made, bob) == InvitationStatus.USED_BY_YOU
    assert Handshake.objects.count() == 1


def test_ones_own_link_is_not_for_oneself_and_still_works(made: NewInvitation, alice: Member, bob: Member) -> None:
    assert refused(made, alice) == InvitationStatus.YOUR_OWN
    accept(made, bob)


def test_a_link_runs_out(made: NewInvitation, bob: Member) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(made, bob) == InvitationStatus.EXPIRED


def test_a_link_can_be_taken_back(made: NewInvitation, contact: Contact, alice: Member, bob: Member) -> None:
    assert actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    assert not actions.revoke_invitation(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == InvitationStatus.REVOKED


def test_a_new_link_stops_the_old_one(made: NewInvitation, contact: Contact, alice: Member, bob: Member) -> None:
    newer = actions.make_invitation(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == InvitationStatus.REVOKED
    accept(newer, bob)


@pytest.mark.parametrize("who_blocks", ["alice", "bob"])
def test_a_block_looks_like_a_link_taken_back(who_blocks: str, made: NewInvitation, alice: Member, bob: Member) -> None:
    owner, other = (alice, bob) if who_blocks == "alice" else (bob, alice)
    block(owner=owner, other=other)
    assert refused(made, bob) == InvitationStatus.REVOKED
    assert Invitation.objects.get().accepted_at is None


def test_the_link_of_one_who_has_left_looks_taken_back(made: NewInvitation, alice: Member, bob: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    assert refused(made, bob) == InvitationStatus.REVOKED


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "\x00", "é😀", "\ud800"])
def test_a_token_that_was_never_made_is_unknown(token: str, bob: Member) -> None:
    assert invitation_status(invitation_by(hash_of_token(token)), bob) == InvitationStatus.UNKNOWN
    with pytest.raises(actions.UnusableError):
        actions.accept_invitation(token_hash=hash_of_token(token), member=bob)


def test_removing_the_contact_ends_the_link(made: NewInvitation, contact: Contact, alice: Member, bob: Member) -> None:
    from network.contacts.actions import remove_contact

    remove_contact(owner=alice, contact_id=contact.pk)
    assert refused(made, bob) == InvitationStatus.UNKNOWN


def test_a_second_contact_of_one_she_knows_already_changes_nothing(
    made: NewInvitation, contact: Contact, alice: Member, bob: Member
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
    with pytest.raises(NotFoundError):
        actions.make_invitation(owner=bob, contact_id=contact.pk)
    with pytest.raises(NotFoundError):
        actions.revoke_invitation(owner=bob, contact_id=contact.pk)
    make_handshake(alice, bob)
    with pytest.raises(NotFoundError):
        actions.make_invitation(owner=alice, contact_id=Contact.objects.get(confirmed_as=bob).pk)
