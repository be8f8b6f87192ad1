"""The workflow of an introduction as tables: the transitions, and the act and the notices of each.

The diagram in docs/introductions.md is drawn from `TRANSITIONS`, and a test holds the two together.
"""

from enum import StrEnum
from typing import NamedTuple

from network.models import Introduction

State = Introduction.State
NOT_YET = ""
"""The state before there is an introduction."""


class Action(StrEnum):
    ASK = "ask"
    PASS_ON = "pass_on"  # noqa: S105 -- no password
    DECLINE = "decline"
    AGREE = "agree"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class Role(StrEnum):
    """What somebody is in an introduction. The clock lets it expire."""

    REQUESTER = "requester"
    INTRODUCER = "introducer"
    TARGET = "target"
    CLOCK = "clock"


class Transition(NamedTuple):
    role: Role
    to: State


TRANSITIONS: dict[tuple[str, Action], Transition] = {
    (NOT_YET, Action.ASK): Transition(Role.REQUESTER, State.ASKED),
    (State.ASKED, Action.PASS_ON): Transition(Role.INTRODUCER, State.PASSED_ON),
    (State.ASKED, Action.DECLINE): Transition(Role.INTRODUCER, State.DECLINED),
    (State.ASKED, Action.WITHDRAW): Transition(Role.REQUESTER, State.WITHDRAWN),
    (State.ASKED, Action.EXPIRE): Transition(Role.CLOCK, State.EXPIRED),
    (State.PASSED_ON, Action.AGREE): Transition(Role.TARGET, State.AGREED),
    (State.PASSED_ON, Action.DECLINE): Transition(Role.TARGET, State.DECLINED),
    (State.PASSED_ON, Action.WITHDRAW): Transition(Role.REQUESTER, State.WITHDRAWN),
    (State.PASSED_ON, Action.EXPIRE): Transition(Role.CLOCK, State.EXPIRED),
    # A quiet no looks open to the requester, so they can still withdraw.
    (State.DECLINED, Action.WITHDRAW): Transition(Role.REQUESTER, State.WITHDRAWN),
    # The target can still change a quiet no: they can say yes, or have the no told after all.
    (State.DECLINED, Action.AGREE): Transition(Role.TARGET, State.AGREED),
    (State.DECLINED, Action.DECLINE): Transition(Role.TARGET, State.DECLINED),
}

ACTS: dict[Action, str] = {
    Action.ASK: "asked",
    Action.PASS_ON: "passed_on",
    Action.DECLINE: "declined",
    Action.AGREE: "agreed",
    Action.WITHDRAW: "withdrew",
    Action.EXPIRE: "expired",
}
"""The name of each action in the ledger."""

LINK_MADE_AGAIN = "link_made_again"
"""Changes no state: the introducer made a new personal link, and the old one stopped working."""
LINK_SENT = "link_sent"
"""Changes no state: the introducer says that they have sent the link, and it cannot be found again."""

NOTICE_OF_WITHDRAWAL = "introduction_withdrawn"
NOTICES: dict[tuple[str, Action], tuple[tuple[Role, str], ...]] = {
    (NOT_YET, Action.ASK): ((Role.INTRODUCER, "introduction_asked"),),
    (State.ASKED, Action.PASS_ON): ((Role.TARGET, "introduction_for_you"),),
    (State.ASKED, Action.DECLINE): ((Role.REQUESTER, "introduction_not_this_time"),),
    (State.ASKED, Action.WITHDRAW): ((Role.INTRODUCER, NOTICE_OF_WITHDRAWAL),),
    (State.ASKED, Action.EXPIRE): (),
    (State.PASSED_ON, Action.AGREE): (
        (Role.REQUESTER, "introduction_agreed"),
        (Role.INTRODUCER, "introduction_thank_you"),
        (Role.TARGET, "introduction_agreed"),
    ),
    (State.PASSED_ON, Action.DECLINE): (
        (Role.REQUESTER, "introduction_not_this_time"),
        (Role.INTRODUCER, "introduction_not_this_time"),
    ),
    (State.PASSED_ON, Action.WITHDRAW): (
        (Role.INTRODUCER, NOTICE_OF_WITHDRAWAL),
        (Role.TARGET, NOTICE_OF_WITHDRAWAL),
    ),
    (State.PASSED_ON, Action.EXPIRE): (),
    (State.DECLINED, Action.WITHDRAW): ((Role.INTRODUCER, NOTICE_OF_WITHDRAWAL),),
    (State.DECLINED, Action.AGREE): (
        (Role.REQUESTER, "introduction_agreed"),
        (Role.INTRODUCER, "introduction_thank_you"),
        (Role.TARGET, "introduction_agreed"),
    ),
    (State.DECLINED, Action.DECLINE): (
        (Role.REQUESTER, "introduction_not_this_time"),
        (Role.INTRODUCER, "introduction_not_this_time"),
    ),
}
"""Who is notified of what at once. A no is told only if its author wants it told now."""

NOTICE_AT_DEADLINE = "introduction_over"
TOLD_AT_DEADLINE: dict[Action, Role] = {Action.ASK: Role.REQUESTER, Action.PASS_ON: Role.INTRODUCER}
"""Who gets `NOTICE_AT_DEADLINE` after which action, unless they are told of an outcome before.

The notice is made at the action and due at the deadline, and is deleted if there is an outcome to tell. So it comes at
the same moment and in the same words whether somebody said no, said nothing, or was never asked.
"""

LIVE = (State.ASKED, State.PASSED_ON)


def allowed(state: str, action: Action, role: Role) -> Transition | None:
    """Return the transition that `role` may make from `state` by `action`, or None."""
    transition = TRANSITIONS.get((state, action))
    return transition if transition is not None and transition.role == role else None


def diagram() -> str:
    """Return the workflow as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    for (state, action), transition in TRANSITIONS.items():
        lines.append(f"    {state or '[*]'} --> {transition.to}: {action} ({transition.role})")
    ends = {transition.to for transition in TRANSITIONS.values()} - set(LIVE)
    lines += [f"    {end} --> [*]" for end in sorted(ends)]
    return "\n".join(lines)
