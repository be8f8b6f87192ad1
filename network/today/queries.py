"""What waits for a member, what moves, and one small next step."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from network.introductions.states import State
from network.introductions.visibility import still_asking, to_answer
from network.invitations.handshakes import Recognition, waiting_recognitions
from network.models import Contact, Introduction, Member, ProfileLine

MOST = 5  # of a kind on the front page; the rest is one tap away


@dataclass(frozen=True)
class Ask:
    """A request that waits for the member's answer: to pass it on, or, as the one to meet, to say yes."""

    pk: int
    as_target: bool
    name: str  # of who asks, or, for the one to meet, of who passed it on
    line_of_work: str
    deadline: datetime


@dataclass(frozen=True)
class Moving:
    """An introduction that the member asked for: still asking, or agreed (`conversation` is then where to talk)."""

    pk: int
    introducer: str
    line_of_work: str
    deadline: datetime
    conversation: int | None


@dataclass(frozen=True)
class FrontPage:
    name: str
    asks: tuple[Ask, ...]
    recognitions: tuple[Recognition, ...]
    moving: tuple[Moving, ...]
    next_step: str  # names a part of templates/today/next_step.html

    @property
    def waits(self) -> bool:
        return bool(self.asks or self.recognitions)


def front_page(member: Member) -> FrontPage:
    """Return all that the front page shows, in the same number of queries however much there is."""
    now = timezone.now()
    return FrontPage(
        name=member.name,
        asks=_asks(member, now),
        recognitions=tuple(waiting_recognitions(member)[:MOST]),
        moving=_moving(member, now),
        next_step=next_step(member),
    )


def next_step(member: Member) -> str:
    """Return the smallest thing that would help the member most now: one thing, never a list of what is missing."""
    if member.first_steps_done_at is None:
        return "first_steps"
    if member.on_a_break:
        return "on_a_break"
    mine = Contact.objects.filter(owner=OuterRef("pk"))
    have = (
        Member.objects.filter(pk=member.pk)
        .annotate(
            people=Exists(mine),
            wishes=Exists(ProfileLine.objects.filter(member=OuterRef("pk"), kind=ProfileLine.Kind.WISH)),
            shaken=Exists(mine.filter(confirmed_as__isnull=False)),
        )
        .values("people", "wishes", "shaken")
        .get()
    )
    for thing, step in (("people", "somebody_you_know"), ("wishes", "a_wish"), ("shaken", "invite")):
        if not have[thing]:
            return step
    return "look_around"


def _asks(member: Member, now: datetime) -> tuple[Ask, ...]:
    waiting = Introduction.objects.filter(to_answer(member.pk, now)).select_related("requester", "introducer")
    return tuple(
        Ask(
            pk=row.pk,
            as_target=row.introducer_id != member.pk,
            name=(row.requester if row.introducer_id == member.pk else row.introducer).display_name,
            line_of_work=row.line_of_work,
            deadline=row.deadline,
        )
        for row in waiting.order_by("deadline", "pk")[:MOST]
    )


def _moving(member: Member, now: datetime) -> tuple[Moving, ...]:
    mine = Introduction.objects.filter(requester=member).select_related("introducer", "conversation")
    agreed = mine.filter(state=State.AGREED).order_by("-closed_at")[:MOST]
    asking = mine.filter(still_asking(now)).order_by("deadline", "pk")[:MOST]
    return tuple(
        Moving(
            pk=row.pk,
            introducer=row.introducer.display_name,
            line_of_work=row.line_of_work,
            deadline=row.deadline,
            conversation=row.conversation.pk if hasattr(row, "conversation") else None,
        )
        for row in (*agreed, *asking)
    )
