"""The status of an invitation for the person who opens it."""

from enum import Enum

from django.utils import timezone

from network.models import Invitation, Member
from network.platform.privacy.blocks import are_blocked


class InvitationStatus(Enum):
    """Whether the person who opens the link can accept it, and if not, why."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"
    USED_BY_YOU = "used by you"
    YOUR_OWN = "your own"


def invitation_by(token_hash: str) -> Invitation | None:
    """Return the invitation whose token has this hash, with its owner and contact."""
    if not token_hash:
        return None
    return Invitation.objects.select_related("owner", "contact").filter(token_hash=token_hash).first()


def invitation_status(invitation: Invitation | None, member: Member | None) -> InvitationStatus:
    """Return the status of the invitation for `member`, or for somebody not signed in (None).

    A block, also one that the member made, and an owner who has left look like a revoked link, because the page must
    not tell who sent what to whom.
    """
    if invitation is None:
        return InvitationStatus.UNKNOWN
    if member is not None and invitation.owner_id == member.pk:
        return InvitationStatus.YOUR_OWN
    if invitation.accepted_at is not None:
        mine = member is not None and invitation.accepted_by_id == member.pk
        return InvitationStatus.USED_BY_YOU if mine else InvitationStatus.USED
    if invitation.revoked_at is not None or not invitation.owner.is_active:
        return InvitationStatus.REVOKED
    if invitation.expires_at <= timezone.now():
        return InvitationStatus.EXPIRED
    if member is not None and are_blocked(member.pk, invitation.owner_id):
        return InvitationStatus.REVOKED
    return InvitationStatus.OPEN
