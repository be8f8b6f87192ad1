"""The member's list of conversations: which are open, and where something waits to be read. Bounded queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from network.conversations.queries import guests_fingerprint, has_guest, participants
from network.identity.allowed_comparisons import members_who_proved
from network.models import Block, Conversation, Member, Message
from network.platform.privacy.blocks import blocked_by, blocked_with
from network.platform.text import told_work

MOST = 50
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ConversationRow:
    """A conversation in a list, as one of the two sees it."""

    pk: int
    introduction_id: int
    other_name: str
    line_of_work: str
    newest: str
    when: datetime
    unread: bool
    is_open: bool


class UnreadConversation(NamedTuple):
    """A conversation in which `other_name` has written something that the member has not read."""

    pk: int
    other_name: str


def conversations_of(member: Member) -> list[ConversationRow]:
    """Return the member's conversations, the newest words first; at most `MOST`. At most five queries."""
    people = ("introduction__requester", "introduction__target_member")
    talks = list(
        _of(member)
        .select_related(*people)
        .annotate(newest=Subquery(_messages().values("text")[:1]), at=Subquery(_messages().values("created_at")[:1]))
        .annotate(unread=_unread(member), heard=Coalesce("at", "created_at"))
        .order_by("-heard", "-pk")[:MOST]
    )
    still_open, unwanted = _open_among(talks, member), blocked_by(member.pk)
    rows = []
    for talk in talks:
        other = next(side for side in participants(talk) if side.member != member)
        silenced = other.member is not None and other.member.pk in unwanted
        rows.append(
            ConversationRow(
                pk=talk.pk,
                introduction_id=talk.introduction_id,
                other_name=other.name,
                line_of_work=told_work(talk.introduction.line_of_work, talk.introduction.line_is_past),
                newest=talk.newest or "",
                when=talk.heard,
                unread=talk.unread and not silenced,
                is_open=talk.pk in still_open,
            )
        )
    return rows


def unread_conversations(member: Member) -> QuerySet[Conversation]:
    """Return the conversations in which something waits to be read, but with nobody whom the member has blocked."""
    blocked = Block.objects.filter(owner=member).values("other_id")
    by_blocked = Q(introduction__requester__in=blocked) | Q(introduction__target_member__in=blocked)
    return _of(member).filter(_unread(member)).exclude(by_blocked)


def unread_from(member: Member, most: int) -> list[UnreadConversation]:
    """Return at most `most` of those, the newest first. One query."""
    people = ("introduction__requester", "introduction__target_member")
    talks = unread_conversations(member).select_related(*people).order_by("-pk")[:most]
    others = (next(side for side in participants(talk) if side.member != member) for talk in talks)
    return [UnreadConversation(talk.pk, other.name) for talk, other in zip(talks, others, strict=True)]


def _of(member: Member) -> QuerySet[Conversation]:
    return Conversation.objects.filter(Q(introduction__requester=member) | Q(introduction__target_member=member))


def _messages() -> QuerySet[Message]:
    return Message.objects.filter(conversation=OuterRef("pk")).order_by("-created_at", "-pk")


def _unread(member: Member) -> Exists:
    """Return the condition that the other has written something since the member last looked."""
    read_at = Case(When(introduction__requester=member, then=F("requester_read_at")), default=F("target_read_at"))
    seen = Conversation.objects.filter(pk=OuterRef("conversation")).values(at=Coalesce(read_at, Value(LONG_AGO)))
    return Exists(_messages().exclude(author=member).filter(created_at__gt=Subquery(seen)))


def _open_among(talks: Iterable[Conversation], member: Member) -> set[int]:
    """Return the ids of those that are open; the same answer as `queries.is_open`. At most four queries."""
    prints = {talk.pk: guests_fingerprint(talk) for talk in talks if talk.introduction.target_member_id is None}
    guests = members_who_proved({digest for digest in prints.values() if digest})
    unwilling = set(Block.objects.filter(owner__in=guests.values(), other=member).values_list("owner_id", flat=True))
    blocked = blocked_with(member.pk)
    return {talk.pk for talk in talks if _is_open(talk, blocked, guests.get(prints.get(talk.pk) or ""), unwilling)}


def _is_open(talk: Conversation, blocked: set[int], guest: int | None, unwilling: set[int]) -> bool:
    requester, target = (side.member for side in participants(talk))
    if requester is None or not requester.is_active or talk.left_at is not None:
        return False
    if target is None:
        return has_guest(talk) and guest not in unwilling
    return target.is_active and not {requester.pk, target.pk} & blocked
