"""What each person sees of an introduction. The row holds the truth, of which most people see only a part.

A request that does not succeed shows as "no answer yet" until its deadline, whatever the cause: no answer, a quiet no,
somebody who is away, at capacity or blocked. The exception is a no that its author wants told at once.

`held_back` means that the next person is never asked: the introducer while the request is with them, else the target.
It is taken from no status, count or order of those before them (docs/visibility.md).
"""

from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from network.introductions.states import LIVE, Role, State
from network.models import Introduction, Member


class VisibleStatus(StrEnum):
    """What a reader is shown instead of the state."""

    TO_ANSWER = "to_answer"
    STILL_ASKING = "still_asking"
    AGREED = "agreed"
    SAID_NO = "said_no"
    WITHDRAWN = "withdrawn"
    OVER = "over"


def role_of(introduction: Introduction, member: Member) -> Role | None:
    """Return the role of `member` in `introduction`, or None for anybody else.

    The introducer has none in a request that was never delivered to them. The target has one only once the request has
    been passed on to them in the service, and none if it was held back.
    """
    if introduction.requester_id == member.pk:
        return Role.REQUESTER
    if introduction.introducer_id == member.pk:
        never_delivered = introduction.held_back and introduction.introducer_agreed_at is None
        return None if never_delivered else Role.INTRODUCER
    if introduction.target_member_id == member.pk and not introduction.held_back:
        return Role.TARGET
    return None


def is_cut_off(introduction: Introduction, role: Role) -> bool:
    """Tell whether the request looks taken back to `role`, and to nobody else (`network.introductions.blocks`)."""
    return introduction.cut_off_at is not None and role in (Role.INTRODUCER, Role.TARGET)


def visible_status(introduction: Introduction, role: Role, now: datetime) -> VisibleStatus:
    """Return the status of the introduction as far as `role` may know it at `now`."""
    if introduction.state == State.AGREED:
        return VisibleStatus.AGREED
    if introduction.state == State.WITHDRAWN or is_cut_off(introduction, role):
        return VisibleStatus.WITHDRAWN
    if introduction.declined_by == role:
        return VisibleStatus.SAID_NO
    if introduction.telling == Introduction.Telling.NOW or introduction.deadline <= now:
        return VisibleStatus.OVER
    if (introduction.state, role) in ((State.ASKED, Role.INTRODUCER), (State.PASSED_ON, Role.TARGET)):
        return VisibleStatus.TO_ANSWER
    return VisibleStatus.STILL_ASKING


def still_asking(now: datetime) -> Q:
    """Return the query condition for STILL_ASKING as the requester sees it; agrees with `visible_status`."""
    kept_quiet = Q(state=State.DECLINED) & ~Q(telling=Introduction.Telling.NOW)
    return (Q(state__in=LIVE) | kept_quiet) & Q(deadline__gt=now)


def waiting_to_hear(now: datetime) -> Q:
    """Return the query condition for STILL_ASKING as an introducer who has passed the request on sees it."""
    return still_asking(now) & Q(introducer_agreed_at__isnull=False, cut_off_at=None)


def to_answer(member_id: int, now: datetime) -> Q:
    """Return the query condition for introductions that wait for an answer of `member_id`."""
    to_pass_on = Q(state=State.ASKED, introducer=member_id, held_back=False)
    to_agree = Q(state=State.PASSED_ON, target_member=member_id, held_back=False)
    return (to_pass_on | to_agree) & Q(deadline__gt=now, cut_off_at=None)


def concerns(member_id: int) -> Q:
    """Return the query condition for introductions in which `member_id` has a role; agrees with `role_of`."""
    delivered = Q(held_back=False) | Q(introducer_agreed_at__isnull=False)
    as_introducer = Q(introducer=member_id) & delivered
    return Q(requester=member_id) | as_introducer | Q(target_member=member_id, held_back=False)
