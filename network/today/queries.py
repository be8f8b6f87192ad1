"""The front page of a member: what waits for an answer, what is in progress, recent events, and a next step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.conversations.lists import UnreadConversation, unread_from
from network.conversations.queries import participants
from network.identity.confirmed import called_by
from network.introductions.queries import IntroductionRow, introduction_row, links_to_send, names_for, waiting_for
from network.introductions.states import Role, State
from network.introductions.visibility import VisibleStatus, concerns, role_of, still_asking, visible_status
from network.invitations.handshakes import waiting_recognitions
from network.models import Contact, Conversation, Handshake, Introduction, Member, Message, ProfileLine
from network.platform.first_names import first_name
from network.platform.privacy.blocks import blocked_by

MOST = 5  # of a kind on the front page; a link leads to the rest
SHOWN = 6
RECENT = timedelta(days=30)
NEWEST_READ = 30  # of a kind that are read, many more than are shown


@dataclass(frozen=True)
class IntroductionInProgress:
    """An introduction that the member asked for: no answer yet, or agreed and then with its conversation."""

    row: IntroductionRow
    introducer: str
    conversation: int | None


@dataclass(frozen=True)
class RecentEvent:
    when: datetime
    what: str
    url: str = ""


@dataclass(frozen=True)
class FrontPage:
    name: str
    asks: tuple[IntroductionRow, ...]
    recognitions: tuple[Member, ...]
    links: tuple[IntroductionRow, ...]
    """Requests passed on by a link that the member may not have sent yet; each until they have answered once."""
    unread: tuple[UnreadConversation, ...]
    moving: tuple[IntroductionInProgress, ...]
    next_step: str  # names a part of templates/today/next_step.html
    recent_events: tuple[RecentEvent, ...]
    more_asks: int = 0
    """How many more wait for an answer than are shown."""
    more_recognitions: int = 0
    may_rest: bool = False
    """Whether to offer "sorted for now": the member has a wish."""

    @property
    def waits(self) -> bool:
        return bool(self.asks or self.recognitions or self.links or self.unread)

    @property
    def begins(self) -> bool:
        """Whether the member is new and the page has nothing else to show."""
        return self.next_step == "somebody_you_know" and not (self.waits or self.moving or self.recent_events)


def front_page(member: Member) -> FrontPage:
    """Return all that the front page shows. The number of queries does not depend on how much there is."""
    now = timezone.now()
    asks, recognitions = waiting_for(member), waiting_recognitions(member)
    return FrontPage(
        name=first_name(member.name) if member.name else "",
        asks=tuple(asks[:MOST]),
        recognitions=tuple(recognitions[:MOST]),
        links=tuple(links_to_send(member)),
        unread=tuple(unread_from(member, MOST)),
        moving=_moving(member, now),
        next_step=next_step(member),
        recent_events=recent_events(member),
        more_asks=len(asks[MOST:]),
        more_recognitions=len(recognitions[MOST:]),
        may_rest=not member.sorted_for_now and _wishes(member).exists(),
    )


def _wishes(member: Member | OuterRef) -> QuerySet[ProfileLine]:
    return ProfileLine.objects.filter(member=member, kind=ProfileLine.Kind.WISH)


def next_step(member: Member) -> str:
    """Return the one small step that would help the member most now, never a list of what is missing."""
    if member.first_steps_done_at is None:
        return "first_steps"
    if member.on_a_break:
        return "on_a_break"
    if member.sorted_for_now:
        return "sorted"
    mine = Contact.objects.filter(owner=OuterRef("pk"))
    has = (
        Member.objects.filter(pk=member.pk)
        .annotate(
            people=Exists(mine),
            wishes=Exists(_wishes(OuterRef("pk"))),
            shaken=Exists(mine.filter(confirmed_as__isnull=False)),
            placed=~Exists(mine.unplaced()),
        )
        .values("people", "wishes", "shaken", "placed")
        .get()
    )
    steps = {"people": "somebody_you_know", "wishes": "a_wish", "shaken": "invite", "placed": "place_work"}
    for kind, step in steps.items():
        if not has[kind]:
            return step
    return "look_around"


def _moving(member: Member, now: datetime) -> tuple[IntroductionInProgress, ...]:
    mine = Introduction.objects.filter(requester=member).select_related(
        "requester", "introducer", "contact", "conversation"
    )
    agreed = mine.filter(state=State.AGREED).order_by("-closed_at")[:MOST]
    asking = mine.filter(still_asking(now)).order_by("deadline", "pk")[:MOST]
    introductions = [*agreed, *asking]
    called = called_by(member.pk, [introduction.introducer for introduction in introductions])
    return tuple(
        IntroductionInProgress(
            row=introduction_row(introduction, member, now, called),
            introducer=called[introduction.introducer_id],
            conversation=introduction.conversation.pk if hasattr(introduction, "conversation") else None,
        )
        for introduction in introductions
    )


def recent_events(member: Member) -> tuple[RecentEvent, ...]:
    """Return the newest events of the last 30 days, all of which the member can see elsewhere too. Six queries."""
    now = timezone.now()
    since, blocked = now - RECENT, blocked_by(member.pk)
    everything = [
        *_handshakes(member, since, blocked),
        *_introductions(member, since, now),
        *_messages(member, since, blocked),
        *_written_down(member, since),
    ]
    return tuple(sorted(everything, key=lambda event: event.when, reverse=True)[:SHOWN])


def _handshakes(member: Member, since: datetime, blocked: set[int]) -> Iterator[RecentEvent]:
    """Yield new handshakes, under the member's own name for the other member."""
    made = Handshake.objects.of(member).filter(created_at__gt=since).order_by("-created_at")[:NEWEST_READ]
    when = {shake.low_id + shake.high_id - member.pk: shake.created_at for shake in made}
    for contact in Contact.objects.filter(owner=member, confirmed_as__in=when):
        if contact.confirmed_as_id is not None and contact.confirmed_as_id not in blocked:
            what = _("You and %(name)s have shaken hands.") % {"name": contact.name}
            yield RecentEvent(when[contact.confirmed_as_id], what, reverse("contact", args=[contact.pk]))


AGREED: dict[Role, str | Promise] = {
    Role.REQUESTER: gettext_lazy("%(target)s would like to meet you. %(introducer)s brought you together."),
    Role.INTRODUCER: gettext_lazy("%(target)s said yes, and can talk to %(requester)s now, thanks to you."),
    Role.TARGET: gettext_lazy("You said yes to meeting %(requester)s."),
}


def _introductions(member: Member, since: datetime, now: datetime) -> Iterator[RecentEvent]:
    """Yield what was agreed; to the requester also what is over, from the moment at which their own page says so."""
    over = Q(requester=member, deadline__gt=since) & (Q(deadline__lte=now) | Q(telling=Introduction.Telling.NOW))
    agreed = Q(state=Introduction.State.AGREED, closed_at__gt=since)
    introductions = Introduction.objects.filter(concerns(member.pk) & (agreed | over))
    introductions = introductions.select_related("requester", "introducer", "contact").order_by("-deadline")
    for introduction in introductions[:NEWEST_READ]:
        role = role_of(introduction, member)
        stands = visible_status(introduction, role, now) if role else None
        if role and stands == VisibleStatus.AGREED and introduction.closed_at:
            what, when = AGREED[role], introduction.closed_at
        elif role == Role.REQUESTER and stands == VisibleStatus.OVER:
            what, when = _("What you asked %(introducer)s for didn’t work out this time."), _told_at(introduction)
        else:
            continue
        yield RecentEvent(
            when, str(what) % names_for(introduction, role), reverse("introduction", args=[introduction.pk])
        )


def _told_at(introduction: Introduction) -> datetime:
    told_now = introduction.telling == Introduction.Telling.NOW and introduction.closed_at is not None
    return introduction.closed_at if told_now and introduction.closed_at else introduction.deadline


def _messages(member: Member, since: datetime, blocked: set[int]) -> Iterator[RecentEvent]:
    """Yield the newest message of the other person in each conversation."""
    mine = Q(conversation__introduction__requester=member) | Q(conversation__introduction__target_member=member)
    theirs = Message.objects.filter(mine, created_at__gt=since).exclude(author=member)
    newest = theirs.order_by().values("conversation").annotate(at=Max("created_at")).order_by("-at")[:NEWEST_READ]
    when = {row["conversation"]: row["at"] for row in newest}
    people = ("introduction__requester", "introduction__target_member")
    for talk in Conversation.objects.filter(pk__in=when).select_related(*people):
        other = next(side for side in participants(talk) if side.member != member)
        if other.member is None or other.member.pk not in blocked:
            what = _("%(name)s wrote to you.") % {"name": other.name}
            yield RecentEvent(when[talk.pk], what, reverse("conversation", args=[talk.pk]))


def _written_down(member: Member, since: datetime) -> Iterator[RecentEvent]:
    shakes = Handshake.objects.filter(
        Q(low=member, high=OuterRef("confirmed_as")) | Q(high=member, low=OuterRef("confirmed_as"))
    )
    came_with_a_handshake = Exists(shakes.filter(created_at__lte=OuterRef("created_at")))
    written = Contact.objects.filter(~came_with_a_handshake, owner=member, created_at__gt=since, came_with=None)
    counted = written.aggregate(people=Count("pk"), at=Max("created_at"))
    if counted["people"]:
        what = ngettext("You wrote down %(n)d person.", "You wrote down %(n)d people.", counted["people"])
        yield RecentEvent(counted["at"], what % {"n": counted["people"]}, reverse("people"))
