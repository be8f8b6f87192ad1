"""Who may do what to an introduction at the moment. Each raising check has a twin that drives the button."""

from datetime import datetime

from network.introductions.errors import NotAllowedError
from network.introductions.states import Action, Role, State, Transition, allowed
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
    if action == Action.AGREE and introduction.held_back:
        raise NotAllowedError
    return transition


def may(introduction: Introduction, action: Action, role: Role, now: datetime) -> bool:
    """Tell whether `check_may` would let it pass."""
    try:
        check_may(introduction, action, role, now)
    except NotAllowedError:
        return False
    return True


def may_make_link_again(introduction: Introduction, role: Role, now: datetime) -> bool:
    """Tell whether `role` may make a new personal link: the introducer, as long as it looks unanswered to them."""
    kept_quiet = introduction.state == State.DECLINED and introduction.telling != Introduction.Telling.NOW
    return (
        role == Role.INTRODUCER
        and introduction.introducer_agreed_at is not None
        and introduction.target_member_id is None
        and (introduction.state == State.PASSED_ON or kept_quiet)
        and now < introduction.deadline
    )
