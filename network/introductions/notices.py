"""Who is notified of an introduction, and when. Guests are written to by the conversation.

A notice is also made for somebody whom the request never reaches, and is not sent: so the act takes the same work, and
the time of its page tells nothing.
"""

from django.urls import reverse

from network.introductions.states import (
    NOTICE_AT_DEADLINE,
    NOTICE_OF_WITHDRAWAL,
    NOTICES,
    TOLD_AT_DEADLINE,
    Action,
    Role,
    State,
)
from network.introductions.visibility import is_cut_off, role_of
from network.models import Introduction, Member, Notice
from network.platform.notices.record import notify
from network.platform.subjects import subject_name


def notify_of_action(introduction: Introduction, before: str, action: Action) -> None:
    """Make the notices of `action`, which has just taken the introduction from state `before` to its present one."""
    if introduction.state == State.DECLINED and introduction.telling != Introduction.Telling.NOW:
        return
    if action == Action.WITHDRAW:
        _notify_of_withdrawal(introduction, before, told_before=introduction.cut_off_at is not None)
        return
    for role, kind in NOTICES[before, action]:
        member = _member(introduction, role)
        if member is not None:
            notify(kind=kind, member=member, subject=introduction, details={"path": _path(introduction)})


def notify_as_if_withdrawn(introduction: Introduction) -> None:
    """Make the notices of a request that may just have been cut off; if it was not, they are not sent."""
    _notify_of_withdrawal(introduction, introduction.state)


def _notify_of_withdrawal(introduction: Introduction, before: str, *, told_before: bool = False) -> None:
    """Make two notices, whether or not the request had reached a target: the time must not tell its requester.

    What is for nobody is not sent.
    """
    told = [role for role, _kind in NOTICES[before, Action.WITHDRAW]]
    for role in (Role.INTRODUCER, Role.TARGET):
        member = None if told_before or role not in told else _member(introduction, role)
        notify(
            kind=NOTICE_OF_WITHDRAWAL,
            member=member or introduction.introducer,
            subject=introduction,
            details={"path": _path(introduction), "nobody": member is None},
        )


def notify_at_deadline(introduction: Introduction, action: Action) -> None:
    """Make the notice that is due at the deadline, for the member who waits for an answer after `action`."""
    if action not in TOLD_AT_DEADLINE:
        return
    notify(
        kind=NOTICE_AT_DEADLINE,
        member=_member(introduction, TOLD_AT_DEADLINE[action]),
        subject=introduction,
        details={"path": _path(introduction)},
        due_at=introduction.deadline,
    )


def cancel_deadline_notices(introduction: Introduction) -> None:
    """Delete the notices due at the deadline if their readers are told of the outcome now, or caused it themselves.

    The notices stay after a no that is kept quiet, and when the introduction has expired.
    """
    told = introduction.state == State.DECLINED and introduction.telling == Introduction.Telling.NOW
    if told or introduction.state in (State.AGREED, State.WITHDRAWN):
        Notice.objects.filter(subject=subject_name(introduction), kind=NOTICE_AT_DEADLINE, sent_at=None).delete()


def _member(introduction: Introduction, role: Role) -> Member | None:
    if role == Role.REQUESTER:
        return introduction.requester
    if role == Role.INTRODUCER:
        return introduction.introducer
    return introduction.target_member


def may_still_send(notice: Notice, introduction: Introduction) -> bool:
    """Tell whether the notice may go to its member: they have a role in the introduction, so it has reached them.

    Of a request that was cut off the introducer and the target hear that it was taken back, and not that it is over.
    """
    role = role_of(introduction, notice.member) if notice.member is not None else None
    if role is None or notice.details.get("nobody"):
        return False
    if notice.kind == NOTICE_OF_WITHDRAWAL:
        return introduction.state == State.WITHDRAWN or is_cut_off(introduction, role)
    return notice.kind != NOTICE_AT_DEADLINE or not is_cut_off(introduction, role)


def _path(introduction: Introduction) -> str:
    return reverse("introduction", args=[introduction.pk])
