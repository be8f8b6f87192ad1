"""What a page of a conversation shows."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from network.conversations import rules
from network.models import Conversation, Member, Message

LONGEST = 200
"""Messages on one page, the newest; two people who say more will long be talking elsewhere."""


@dataclass(frozen=True)
class Said:
    name: str
    mine: bool
    text: str
    when: datetime


@dataclass(frozen=True)
class Talk:
    """A conversation as one of the two sees it."""

    pk: int
    other_name: str
    other_shares: list[list[str]]
    my_shares: list[list[str]]
    introducer_name: str
    line_of_work: str
    introduction_id: int
    messages: list[Said]
    is_open: bool


def of_member(pk: int, member: Member) -> Conversation | None:
    """Return the conversation if `member` is one of the two, else None."""
    people = ("introduction__requester", "introduction__target_member", "introduction__introducer")
    mine = Q(introduction__requester=member) | Q(introduction__target_member=member)
    return Conversation.objects.select_related(*people).filter(mine, pk=pk).first()


def talk(conversation: Conversation, member: Member | None) -> Talk:
    """Return what `member`, or the guest for None, sees. A fixed number of queries however much was said."""
    one, two = rules.sides(conversation)
    me, other = (one, two) if one.member == member else (two, one)
    introduction = conversation.introduction
    newest = list(Message.objects.filter(conversation=conversation).order_by("-created_at", "-pk")[:LONGEST])
    said = [_said(message, member, me.name, other.name) for message in reversed(newest)]
    return Talk(
        pk=conversation.pk,
        other_name=other.name,
        other_shares=other.shares,
        my_shares=me.shares,
        introducer_name=introduction.introducer.display_name,
        line_of_work=introduction.line_of_work,
        introduction_id=introduction.pk,
        messages=said,
        is_open=rules.is_open(conversation),
    )


def _said(message: Message, member: Member | None, mine: str, other: str) -> Said:
    is_mine = message.from_guest if member is None else message.author_id == member.pk
    return Said(name=mine if is_mine else other, mine=is_mine, text=message.text, when=message.created_at)
