"""What waits for a member, what moves, and one small next step."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from network.contacts.calling import called_by
from network.introductions.queries import Row, row, waiting_for
from network.introductions.states import State
from network.introductions.visibility import still_asking
from network.invitations.handshakes import Recognition, waiting_recognitions
from network.models import Contact, Introduction, Member, ProfileLine
from network.today.lately import Happened, lately

MOST = 5  # of a kind on the front page; the rest is one tap away


@dataclass(frozen=True)
class Moving:
    """An introduction that the member asked for: still asking, or agreed. Then `conversation` is where to talk."""

    row: Row
    introducer: str
    conversation: int | None


@dataclass(frozen=True)
class FrontPage:
    name: str
    asks: tuple[Row, ...]
    recognitions: tuple[Recognition, ...]
    moving: tuple[Moving, ...]
    next_step: str  # names a part of templates/today/next_step.html
    lately: tuple[Happened, ...]
    more_asks: int = 0
    """How many more wait for an answer than are shown here."""
    more_recognitions: int = 0
    may_rest: bool = False
    """Whether it makes sense to say that one is sorted for now: something is wished for."""

    @property
    def waits(self) -> bool:
        return bool(self.asks or self.recognitions)

    @property
    def begins(self) -> bool:
        """Whether there is nothing here yet but a beginning to make."""
        return self.next_step == "somebody_you_know" and not (self.waits or self.moving or self.lately)


def front_page(member: Member) -> FrontPage:
    """Return all that the front page shows, in the same number of queries however much there is."""
    now = timezone.now()
    asks, recognitions = waiting_for(member), waiting_recognitions(member)
    return FrontPage(
        name=member.name,
        asks=tuple(asks[:MOST]),
        recognitions=tuple(recognitions[:MOST]),
        moving=_moving(member, now),
        next_step=next_step(member),
        lately=lately(member),
        more_asks=len(asks[MOST:]),
        more_recognitions=len(recognitions[MOST:]),
        may_rest=not member.sorted_for_now and _wishes(member).exists(),
    )


def _wishes(member: Member | OuterRef) -> QuerySet[ProfileLine]:
    return ProfileLine.objects.filter(member=member, kind=ProfileLine.Kind.WISH)


def next_step(member: Member) -> str:
    """Return the smallest thing that would help the member most now: one thing, never a list of what is missing."""
    if member.first_steps_done_at is None:
        return "first_steps"
    if member.on_a_break:
        return "on_a_break"
    if member.sorted_for_now:
        return "sorted"
    mine = Contact.objects.filter(owner=OuterRef("pk"))
    have = (
        Member.objects.filter(pk=member.pk)
        .annotate(
            people=Exists(mine),
            wishes=Exists(_wishes(OuterRef("pk"))),
            shaken=Exists(mine.filter(confirmed_as__isnull=False)),
        )
        .values("people", "wishes", "shaken")
        .get()
    )
    for thing, step in (("people", "somebody_you_know"), ("wishes", "a_wish"), ("shaken", "invite")):
        if not have[thing]:
            return step
    return "look_around"


def _moving(member: Member, now: datetime) -> tuple[Moving, ...]:
    mine = Introduction.objects.filter(requester=member).select_related(
        "requester", "introducer", "contact", "conversation"
    )
    agreed = mine.filter(state=State.AGREED).order_by("-closed_at")[:MOST]
    asking = mine.filter(still_asking(now)).order_by("deadline", "pk")[:MOST]
    moving = [*agreed, *asking]
    called = called_by(member.pk, [one.introducer for one in moving])
    return tuple(
        Moving(
            row=row(one, member, now, called),
            introducer=called[one.introducer_id],
            conversation=one.conversation.pk if hasattr(one, "conversation") else None,
        )
        for one in moving
    )
