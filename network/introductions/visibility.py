"""What each person sees of an introduction. The truth is in its row; most people see less than the truth.

A request that does not come to be says "still asking" until its deadline, whatever the cause: no answer, a quiet no,
somebody who is away, full or blocked. Unless whoever said no wanted it said now.
"""

from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from network.introductions.states import LIVE, Role, State
from network.models import Introduction, Member


class Sees(StrEnum):
    TO_ANSWER = "to_answer"
    STILL_ASKING = "still_asking"
    AGREED = "agreed"
    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"
    OVER = "over"


def role_of(introduction: Introduction, member: Member) -> Role | None:
    """Return what `member` is to `introduction`, or None for somebody whom it does not concern.

    The one to meet is nobody yet while it has not been passed on to them in the service, and stays so if it was
    held back: they are to see nothing of it.
    """
    if introduction.requester_id == member.pk:
        return Role.REQUESTER
    if introduction.introducer_id == member.pk:
        return Role.INTRODUCER
    if introduction.target_member_id == member.pk and not introduction.held_back:
        return Role.TARGET
    return None


def sees(introduction: Introduction, role: Role, now: datetime) -> Sees:
    """Return how the introduction stands, as far as `role` may know at `now`."""
    if introduction.state == State.AGREED:
        return Sees.AGREED
    if introduction.state == State.WITHDRAWN:
        return Sees.WITHDRAWN
    if introduction.declined_by == role:
        return Sees.SAID_NO
    if introduction.telling == Introduction.Telling.NOW or introduction.deadline <= now:
        return Sees.OVER
    if (introduction.state, role) in ((State.ASKED, Role.INTRODUCER), (State.PASSED_ON, Role.TARGET)):
        return Sees.TO_ANSWER
    return Sees.STILL_ASKING


def still_asking(now: datetime) -> Q:
    """Return the condition by which it is still asking in its requester's eyes; as `sees`, for the database."""
    kept_quiet = Q(state=State.DECLINED) & ~Q(telling=Introduction.Telling.NOW)
    return (Q(state__in=LIVE) | kept_quiet) & Q(deadline__gt=now)


def waiting_to_hear(now: datetime) -> Q:
    """Return the condition by which it is still asking in the eyes of an introducer who has passed it on."""
    return still_asking(now) & Q(introducer_agreed_at__isnull=False)


def to_answer(member_id: int, now: datetime) -> Q:
    """Return the condition by which an introduction waits for the answer of `member_id`."""
    to_pass_on = Q(state=State.ASKED, introducer=member_id)
    to_agree = Q(state=State.PASSED_ON, target_member=member_id, held_back=False)
    return (to_pass_on | to_agree) & Q(deadline__gt=now)


def concerns(member_id: int) -> Q:
    """Return the condition by which `member_id` may see anything of an introduction at all; as `role_of`."""
    return Q(requester=member_id) | Q(introducer=member_id) | Q(target_member=member_id, held_back=False)
