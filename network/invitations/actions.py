"""Invitations: a member makes a personal link for a contact and sends it themselves; the contact accepts it."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from network.identity.resolve import one_at_a_time
from network.invitations.handshakes import NotPossibleError, shake_hands, unconfirmed_contact
from network.invitations.queries import InvitationStatus, invitation_by, invitation_status
from network.models import Contact, Handshake, Invitation, Member
from network.platform.errors import NotFoundError
from network.platform.privacy.tokens import hash_of_token, make_token


@dataclass(frozen=True)
class NewInvitation:
    """An invitation with its token, which is stored nowhere and shown this once."""

    invitation: Invitation
    token: str


class UnusableError(Exception):
    """The invitation cannot be accepted; `status` says why."""

    def __init__(self, status: InvitationStatus) -> None:
        super().__init__(status.value)
        self.status = status


@transaction.atomic
def make_invitation(*, owner: Member, contact_id: int) -> NewInvitation:
    """Make a link for a contact, valid for `settings.INVITATION_LIFE`. An earlier link stops working.

    Raises NotFoundError if the contact is not the owner's, or is confirmed by a handshake already.
    """
    one_at_a_time()
    contact = Contact.objects.filter(owner=owner, pk=contact_id, confirmed_as=None).first()
    if contact is None:
        raise NotFoundError
    _live(contact_id).update(revoked_at=timezone.now())
    token = make_token()
    invitation = Invitation.objects.create(
        owner=owner,
        contact=contact,
        token_hash=hash_of_token(token),
        expires_at=timezone.now() + settings.INVITATION_LIFE,
    )
    return NewInvitation(invitation, token)


@transaction.atomic
def revoke_invitation(*, owner: Member, contact_id: int) -> bool:
    """Revoke the contact's link; return whether there was one. Raises NotFoundError for another owner's contact."""
    if not Contact.objects.filter(owner=owner, pk=contact_id).exists():
        raise NotFoundError
    return bool(_live(contact_id).update(revoked_at=timezone.now()))


@transaction.atomic
def accept_invitation(*, token_hash: str, member: Member, contact_id: int | None = None) -> Handshake:
    """Confirm the contact as `member` and make a handshake between the owner and `member`.

    `contact_id` is the contact that `member` says the owner is. Only one of two people who accept at once succeeds.
    Raises `UnusableError`, or NotFoundError if the contact is not one of theirs that could be.
    """
    one_at_a_time()
    own = unconfirmed_contact(member, contact_id)
    invitation = invitation_by(token_hash)
    status = invitation_status(invitation, member)
    if invitation is None or status != InvitationStatus.OPEN:
        raise UnusableError(status)
    now = timezone.now()
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)
    if not still_open.update(accepted_at=now, accepted_by=member):
        raise UnusableError(invitation_status(invitation_by(token_hash), member))
    try:
        return shake_hands(
            member=invitation.owner,
            other=member,
            origin=Handshake.Origin.INVITATION,
            contact=invitation.contact,
            others_contact=own,
        )
    except NotPossibleError as error:
        raise UnusableError(InvitationStatus.REVOKED) from error


def _live(contact_id: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(contact_id=contact_id, accepted_at=None, revoked_at=None)
