"""Who takes part in a conversation, whether it is open, and what its page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from network.identity.allowed_comparisons import member_who_proved
from network.identity.fingerprints import fingerprint_of
from network.models import Address, Conversation, Member, Message
from network.platform.privacy.blocks import are_blocked, blocked_by

MAX_MESSAGES = 200
"""The page shows the newest. Two people with more to say will be talking elsewhere by then."""


class Participant(NamedTuple):
    """One of the two who talk. `member` is None for a guest."""

    member: Member | None
    name: str
    shares: list[list[str]]


@dataclass(frozen=True)
class DisplayedMessage:
    name: str
    mine: bool
    text: str
    when: datetime


@dataclass(frozen=True)
class ConversationDetail:
    """What one of the two participants sees of the conversation."""

    pk: int
    other_name: str
    other_shares: list[list[str]]
    my_shares: list[list[str]]
    introducer_name: str
    line_of_work: str
    line_is_past: bool
    introduction_id: int
    messages: list[DisplayedMessage]
    is_open: bool


def participants(conversation: Conversation) -> tuple[Participant, Participant]:
    """Return the requester and the target of the introduction."""
    introduction = conversation.introduction
    requester = introduction.requester
    return (
        Participant(requester, requester.display_name, introduction.requester_shares),
        Participant(introduction.target_member, introduction.target_name, introduction.target_shares),
    )


def is_participant(conversation: Conversation, member: Member) -> bool:
    """Tell whether `member` is one of the two."""
    return member.pk in {participant.member.pk for participant in participants(conversation) if participant.member}


def has_guest(conversation: Conversation) -> bool:
    """Tell whether the target came by a personal link and has not left."""
    return bool(conversation.guest_token_hash)


def is_open(conversation: Conversation, reader: Member | None) -> bool:
    """Tell whether a message can still be sent: neither participant has left or blocked the other.

    The answer is the same whether somebody left, closed their account or blocked, so that it does not disclose which. A
    guest also blocks, and is blocked, as the member who has proved the address that the guest gave. But a block of the
    requester's own shows to the guest alone (`reader` is None): by blocking one member after another the requester
    would learn which of them the guest is.
    """
    requester, target = (participant.member for participant in participants(conversation))
    if requester is None or not requester.is_active or conversation.left_at is not None:
        return False
    if target is None:
        member_id = member_who_proved(guests_fingerprint(conversation))
        if member_id is None or not has_guest(conversation):
            return has_guest(conversation)
        return not are_blocked(requester.pk, member_id) if reader is None else requester.pk not in blocked_by(member_id)
    return target.is_active and not are_blocked(requester.pk, target.pk)


def guests_fingerprint(conversation: Conversation) -> str | None:
    address = dict(conversation.introduction.target_shares).get("email", "")
    return fingerprint_of(Address.Kind.EMAIL, address) if address else None


def reads_as_requester(conversation: Conversation, reader: Member | None) -> bool:
    """Tell whether `reader`, one of the two, is the requester; None is the guest."""
    return reader is not None and reader.pk == conversation.introduction.requester_id


def has_unread(conversation: Conversation, reader: Member | None) -> bool:
    """Tell whether the other has written since `reader`, None for the guest, last had the page before them."""
    as_requester = reads_as_requester(conversation, reader)
    read_at = conversation.requester_read_at if as_requester else conversation.target_read_at
    mine = Q(author=conversation.introduction.requester_id)
    from_other = Message.objects.filter(~mine if as_requester else mine, conversation=conversation)
    return (from_other if read_at is None else from_other.filter(created_at__gt=read_at)).exists()


def conversation_of_member(pk: int, member: Member) -> Conversation | None:
    """Return the conversation if `member` is one of the two, else None."""
    people = ("introduction__requester", "introduction__target_member", "introduction__introducer")
    mine = Q(introduction__requester=member) | Q(introduction__target_member=member)
    return Conversation.objects.select_related(*people).filter(mine, pk=pk).first()


def conversation_detail(conversation: Conversation, member: Member | None) -> ConversationDetail:
    """Return what `member`, or the guest for None, sees. The number of queries does not depend on the messages."""
    requester, target = participants(conversation)
    me, other = (requester, target) if requester.member == member else (target, requester)
    introduction = conversation.introduction
    newest = list(Message.objects.filter(conversation=conversation).order_by("-created_at", "-pk")[:MAX_MESSAGES])
    return ConversationDetail(
        pk=conversation.pk,
        other_name=other.name,
        other_shares=other.shares,
        my_shares=me.shares,
        introducer_name=introduction.introducer.display_name,
        line_of_work=introduction.line_of_work,
        line_is_past=introduction.line_is_past,
        introduction_id=introduction.pk,
        messages=[_displayed(message, member, me.name, other.name) for message in reversed(newest)],
        is_open=is_open(conversation, member),
    )


def _displayed(message: Message, member: Member | None, my_name: str, other_name: str) -> DisplayedMessage:
    mine = message.from_guest if member is None else message.author_id == member.pk
    return DisplayedMessage(name=my_name if mine else other_name, mine=mine, text=message.text, when=message.created_at)
