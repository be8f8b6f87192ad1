"""What an invitation looks like to its owner, and to who has opened it."""

from enum import Enum

from django.utils import timezone

from network.models import Invitation, Member
from network.privacy.blocks import are_blocked


class Standing(Enum):
    """How an invitation stands with whoever opens it."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"
    USED_BY_YOU = "used by you"
    YOUR_OWN = "your own"


def standing_of(token_hash: str, member: Member | None) -> Standing:
    """Return how the invitation stands with `member`, or with somebody not signed in (None).

    A block, and an owner who has left, look like a link that was taken back. So does a block that the member made
    themselves: the page must not say who sent what to whom.
    """
    invitation = invitation_by(token_hash)
    if invitation is None:
        return Standing.UNKNOWN
    if member is not None and invitation.owner_id == member.pk:
        return Standing.YOUR_OWN
    if invitation.accepted_at is not None:
        mine = member is not None and invitation.accepted_by_id == member.pk
        return Standing.USED_BY_YOU if mine else Standing.USED
    if invitation.revoked_at is not None or not invitation.owner.is_active:
        return Standing.REVOKED
    if invitation.expires_at <= timezone.now():
        return Standing.EXPIRED
    if member is not None and are_blocked(member.pk, invitation.owner_id):
        return Standing.REVOKED
    return Standing.OPEN


def invitation_by(token_hash: str) -> Invitation | None:
    """Return the invitation whose token has this hash, with its owner."""
    if not token_hash:
        return None
    return Invitation.objects.select_related("owner").filter(token_hash=token_hash).first()
