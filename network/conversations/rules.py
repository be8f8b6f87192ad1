"""Who belongs to a conversation, and whether it is open."""

from typing import NamedTuple

from network.models import Conversation, Member
from network.privacy.blocks import are_blocked


class Side(NamedTuple):
    """One of the two who talk. `member` is None for the guest."""

    member: Member | None
    name: str
    shares: list[list[str]]


def sides(conversation: Conversation) -> tuple[Side, Side]:
    """Return the requester's side and the side of the one they asked to meet."""
    introduction = conversation.introduction
    requester = introduction.requester
    return (
        Side(requester, requester.display_name, introduction.requester_shares),
        Side(introduction.target_member, introduction.target_name, introduction.target_shares),
    )


def has_guest(conversation: Conversation) -> bool:
    """Tell whether the one who was asked came by a personal link, and has not left."""
    return bool(conversation.guest_token_hash)


def is_open(conversation: Conversation) -> bool:
    """Tell whether something can still be said: both are there, and neither has blocked the other.

    It looks the same whether somebody left, closed their account or blocked: nobody is told which.
    """
    requester, other = (side.member for side in sides(conversation))
    if requester is None or not requester.is_active:
        return False
    if other is None:
        return has_guest(conversation)
    return other.is_active and not are_blocked(requester.pk, other.pk)


def belongs_to(conversation: Conversation, member: Member) -> bool:
    """Tell whether `member` is one of the two."""
    return member.pk in {side.member.pk for side in sides(conversation) if side.member}
