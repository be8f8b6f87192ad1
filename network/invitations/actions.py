"""Personal links: a member makes one for somebody they know, sends it themselves, and whoever it is says yes."""

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from network.contacts.identity import one_at_a_time
from network.invitations.handshakes import NotPossibleError, shake_hands
from network.invitations.queries import Standing, standing_of
from network.models import Contact, Handshake, Invitation, Member


@dataclass(frozen=True)
class Made:
    """An invitation with its token, which is kept nowhere: whoever made it sees it this once."""

    invitation: Invitation
    token: str


class UnusableError(Exception):
    """The invitation cannot be accepted; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


def hash_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256, 64 hex digits. No salt: the token is 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def make_invitation(*, owner: Member, contact_id: int) -> Made:
    """Make a link for a contact, good for `settings.INVITATION_LIFE`; one made before stops working.

    Raises Http404 if the contact is not the owner's, or is confirmed by a handshake already.
    """
    one_at_a_time()
    contact = Contact.objects.filter(owner=owner, pk=contact_id, confirmed_as=None).first()
    if contact is None:
        raise Http404
    _live(contact_id).update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        owner=owner,
        contact=contact,
        token_hash=hash_of(token),
        expires_at=timezone.now() + settings.INVITATION_LIFE,
    )
    return Made(invitation, token)


@transaction.atomic
def revoke_invitation(*, owner: Member, contact_id: int) -> bool:
    """Let the contact's link stop working; return whether there was one. Raises Http404 for somebody else's contact."""
    if not Contact.objects.filter(owner=owner, pk=contact_id).exists():
        raise Http404
    return bool(_live(contact_id).update(revoked_at=timezone.now()))


@transaction.atomic
def accept_invitation(*, token_hash: str, member: Member) -> Handshake:
    """Say yes: the contact is confirmed as `member`, and the two have a handshake.

    Of two people who say yes at once, one does. Raises `UnusableError`.
    """
    one_at_a_time()
    standing = standing_of(token_hash, member)
    if standing != Standing.OPEN:
        raise UnusableError(standing)
    now = timezone.now()
    taken = Invitation.objects.filter(
        token_hash=token_hash, accepted_at=None, revoked_at=None, expires_at__gt=now
    ).update(accepted_at=now, accepted_by=member)
    if not taken:
        raise UnusableError(standing_of(token_hash, member))
    invitation = Invitation.objects.select_related("owner", "contact").get(token_hash=token_hash)
    try:
        return shake_hands(
            one=invitation.owner, other=member, origin=Handshake.Origin.INVITATION, contact=invitation.contact
        )
    except NotPossibleError as error:
        raise UnusableError(Standing.REVOKED) from error


def _live(contact_id: int) -> QuerySet[Invitation]:
    return Invitation.objects.filter(contact_id=contact_id, accepted_at=None, revoked_at=None)
