"""Who may act on an introduction, and when. Each check that raises has a boolean twin that decides on the button."""

from datetime import datetime

from network.introductions.errors import NotAllowedError
from network.introductions.states import Action, Role, State, Transition, allowed
from network.introductions.visibility import is_cut_off
from network.models import Introduction


def check_may(introduction: Introduction, action: Action, role: Role, now: datetime) -> Transition:
    """Return the transition that `action` makes. Raises `NotAllowedError` if `role` may not make it at `now`."""
    transition = allowed(introduction.state, action, role)
    ran_out = introduction.deadline <= now
    if transition is None or ran_out != (action == Action.EXPIRE):
        raise NotAllowedError
    if introduction.state == State.DECLINED and introduction.telling == Introduction.Telling.NOW:
        raise NotAllowedError
    if role == Role.TARGET and introduction.declined_by == Role.INTRODUCER:
        raise NotAllowedError
    if introduction.held_back and role in (Role.INTRODUCER, Role.TARGET):  # it never reached them
        raise NotAllowedError
    if is_cut_off(introduction, role):
        raise NotAllowedError
    return transition


def may(introduction: Introduction, action: Action, role: Role, now: datetime) -> bool:
    """Tell whether `check_may` would not raise."""
    try:
        check_may(introduction, action, role, now)
    except NotAllowedError:
        return False
    return True


def may_make_link_again(introduction: Introduction, role: Role, now: datetime) -> bool:
    """Tell whether `role` may make a new personal link. Only the introducer may, while they see no answer yet."""
    kept_quiet = introduction.state == State.DECLINED and introduction.telling != Introduction.Telling.NOW
    return (
        role == Role.INTRODUCER
        and introduction.introducer_agreed_at is not None
        and introduction.target_member_id is None
        and (introduction.state == State.PASSED_ON or kept_quiet)
        and now < introduction.deadline
        and not is_cut_off(introduction, role)
    )
