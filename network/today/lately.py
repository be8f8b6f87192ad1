"""What happened lately: only what the member may see on their own pages anyway, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.conversations.rules import sides
from network.introductions.queries import names_for
from network.introductions.states import Role
from network.introductions.visibility import Sees, concerns, role_of, sees
from network.models import Contact, Conversation, Handshake, Introduction, Member, Message
from network.privacy.blocks import blocked_by

SHOWN = 6
LATELY = timedelta(days=30)
NEWEST = 30  # of a kind that are looked at; far more than are shown


@dataclass(frozen=True)
class Happened:
    when: datetime
    what: str
    url: str = ""


def lately(member: Member) -> tuple[Happened, ...]:
    """Return the newest few things of the last 30 days. Six queries, however much there is."""
    now = timezone.now()
    since, blocked = now - LATELY, blocked_by(member.pk)
    everything = [
        *_handshakes(member, since, blocked),
        *_introductions(member, since, now),
        *_messages(member, since, blocked),
        *_written_down(member, since),
    ]
    return tuple(sorted(everything, key=lambda one: one.when, reverse=True)[:SHOWN])


def _handshakes(member: Member, since: datetime, blocked: set[int]) -> Iterator[Happened]:
    """Those that stand, under the member's own name for the other."""
    made = Handshake.objects.of(member).filter(created_at__gt=since).order_by("-created_at")[:NEWEST]
    when = {one.low_id + one.high_id - member.pk: one.created_at for one in made}
    for contact in Contact.objects.filter(owner=member, confirmed_as__in=when):
        if contact.confirmed_as_id is not None and contact.confirmed_as_id not in blocked:
            what = _("You and %(name)s have shaken hands.") % {"name": contact.name}
            yield Happened(when[contact.confirmed_as_id], what, reverse("contact", args=[contact.pk]))


AGREED: dict[Role, str | Promise] = {
    Role.REQUESTER: gettext_lazy("%(target)s would like to meet you. %(introducer)s brought you together."),
    Role.INTRODUCER: gettext_lazy("%(target)s said yes. They and %(requester)s can talk, because of you."),
    Role.TARGET: gettext_lazy("You said yes to meeting %(requester)s."),
}


def _introductions(member: Member, since: datetime, now: datetime) -> Iterator[Happened]:
    """What came to be; and to whoever asked, what is over, from the moment at which their own page says so."""
    over = Q(requester=member, deadline__gt=since) & (Q(deadline__lte=now) | Q(telling=Introduction.Telling.NOW))
    agreed = Q(state=Introduction.State.AGREED, closed_at__gt=since)
    found = Introduction.objects.filter(concerns(member.pk) & (agreed | over))
    for one in found.select_related("requester", "introducer", "contact").order_by("-deadline")[:NEWEST]:
        role = role_of(one, member)
        stands = sees(one, role, now) if role else None
        if role and stands == Sees.AGREED and one.closed_at:
            what, when = AGREED[role], one.closed_at
        elif role == Role.REQUESTER and stands == Sees.OVER:
            what, when = _("What you asked %(introducer)s for did not come to be."), _told_at(one)
        else:
            continue
        yield Happened(when, str(what) % names_for(one, role), reverse("introduction", args=[one.pk]))


def _told_at(introduction: Introduction) -> datetime:
    told_now = introduction.telling == Introduction.Telling.NOW and introduction.closed_at is not None
    return introduction.closed_at if told_now and introduction.closed_at else introduction.deadline


def _messages(member: Member, since: datetime, blocked: set[int]) -> Iterator[Happened]:
    """The newest message of the other in each conversation."""
    mine = Q(conversation__introduction__requester=member) | Q(conversation__introduction__target_member=member)
    theirs = Message.objects.filter(mine, created_at__gt=since).exclude(author=member)
    newest = theirs.order_by().values("conversation").annotate(at=Max("created_at")).order_by("-at")[:NEWEST]
    when = {one["conversation"]: one["at"] for one in newest}
    people = ("introduction__requester", "introduction__target_member")
    for talk in Conversation.objects.filter(pk__in=when).select_related(*people):
        other = next(side for side in sides(talk) if side.member != member)
        if other.member is None or other.member.pk not in blocked:
            what = _("%(name)s wrote to you.") % {"name": other.name}
            yield Happened(when[talk.pk], what, reverse("conversation", args=[talk.pk]))


def _written_down(member: Member, since: datetime) -> Iterator[Happened]:
    written = Contact.objects.filter(owner=member, created_at__gt=since, confirmed_as=None, came_with=None)
    found = written.aggregate(people=Count("pk"), at=Max("created_at"))
    if found["people"]:
        what = ngettext("You wrote down %(n)d person.", "You wrote down %(n)d people.", found["people"])
        yield Happened(found["at"], what % {"n": found["people"]}, reverse("people"))
