"""Who is written to about an introduction, and when. A guest is written to by the conversation."""

from django.urls import reverse

from network.introductions.states import AT_THE_DEADLINE, NOTICES, OVER, Action, Role, State
from network.models import Introduction, Member, Notice
from network.notices.record import notify


def tell(introduction: Introduction, before: str, action: Action) -> None:
    """Write the notices of `action`, which has just led from `before` to the introduction's state."""
    if introduction.state == State.DECLINED and introduction.telling != Introduction.Telling.NOW:
        return
    for role, kind in NOTICES[before, action]:
        member = _member(introduction, role)
        if member is not None:
            notify(kind=kind, member=member, introduction=introduction, details={"path": _page(introduction)})


def promise(introduction: Introduction, action: Action) -> None:
    """Write, for who waits from now on, the line that comes at the deadline."""
    if action not in AT_THE_DEADLINE:
        return
    notify(
        kind=OVER,
        member=_member(introduction, AT_THE_DEADLINE[action]),
        introduction=introduction,
        details={"path": _page(introduction)},
        due_at=introduction.deadline,
    )


def take_back(introduction: Introduction) -> None:
    """Drop the lines promised for the deadline once there is an outcome that its readers hear of, or caused themselves.

    Nothing is dropped for a no that is kept quiet, nor when time has run out.
    """
    told = introduction.state == State.DECLINED and introduction.telling == Introduction.Telling.NOW
    if told or introduction.state in (State.AGREED, State.WITHDRAWN):
        Notice.objects.filter(introduction=introduction, kind=OVER, sent_at=None).delete()


def _member(introduction: Introduction, role: Role) -> Member | None:
    if role == Role.REQUESTER:
        return introduction.requester
    if role == Role.INTRODUCER:
        return introduction.introducer
    return None if introduction.held_back else introduction.target_member


def _page(introduction: Introduction) -> str:
    return reverse("introduction", args=[introduction.pk])
