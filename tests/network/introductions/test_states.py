"""The tables agree with each other, with what people are shown, and with the diagram."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from backr.settings.environment import PROJECT
from network.introductions import visibility
from network.introductions.detail import WORDING
from network.introductions.permissions import may
from network.introductions.states import (
    ACTS,
    LIVE,
    NOT_YET,
    NOTICE_AT_DEADLINE,
    NOTICES,
    TOLD_AT_DEADLINE,
    TRANSITIONS,
    Action,
    Role,
    State,
    diagram,
)
from network.introductions.visibility import VisibleStatus
from network.models import Introduction, Member
from network.platform.features import Recipients, notice_kind
from tests.factories.people import make_contact

KINDS = {kind for notices in NOTICES.values() for _, kind in notices} | {NOTICE_AT_DEADLINE}


def test_the_diagram_in_the_docs_is_the_table() -> None:
    page = (PROJECT / "docs/introductions.md").read_text()
    drawn = re.search(r"<!-- diagram -->\n```mermaid\n(.*)\n```\n<!-- /diagram -->", page, re.DOTALL)
    assert drawn
    assert drawn[1] == diagram()


def test_every_transition_has_its_notices_and_its_act() -> None:
    assert set(NOTICES) == set(TRANSITIONS)
    assert set(ACTS) == set(Action)


def test_every_state_is_reached_and_every_live_one_can_run_out() -> None:
    assert {transition.to for transition in TRANSITIONS.values()} == set(State)
    assert all((state, Action.EXPIRE) in TRANSITIONS for state in LIVE)
    assert all((state, Action.WITHDRAW) in TRANSITIONS for state in LIVE)


def test_whoever_acts_reads_of_it_in_their_timeline() -> None:
    for (_, action), transition in TRANSITIONS.items():
        if transition.role != Role.CLOCK:
            assert (transition.role, ACTS[action]) in WORDING


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_notice_is_of_a_kind_that_goes_to_members(kind: str) -> None:
    assert notice_kind(kind).recipients == Recipients.MEMBERS


def test_only_one_function_assigns_the_state() -> None:
    folder = Path(visibility.__file__).parent
    assigning = {
        path.name for path in folder.rglob("*.py") if re.search(r"\.state = |update\([^)]*\bstate=", path.read_text())
    }
    assert assigning == {"transitions.py"}


NOW = timezone.now()


def introductions() -> st.SearchStrategy[Introduction]:
    """Rows as the database's constraints allow them, unsaved."""

    def build(state: str, telling: str, by: str, hours: int, held_back: bool, in_service: bool) -> Introduction:
        declined = state == "declined"
        passed = state in ("passed_on", "agreed") or (declined and by == "target")
        return Introduction(
            requester_id=1,
            introducer_id=2,
            target_member_id=3 if passed and in_service else None,
            state=state,
            telling=telling if declined else "",
            declined_by=by if declined else "",
            introducer_agreed_at=NOW if passed else None,
            held_back=held_back and state == "passed_on",
            deadline=NOW + timedelta(hours=-abs(hours) if state == "expired" else hours),
        )

    return st.builds(
        build,
        st.sampled_from(State.values),
        st.sampled_from(["quietly", "now", "myself"]),
        st.sampled_from(["introducer", "target"]),
        st.integers(-3, 3),
        st.booleans(),
        st.booleans(),
    )


@given(introductions())
def test_the_requester_may_withdraw_exactly_while_they_see_still_asking(introduction: Introduction) -> None:
    seen = visibility.visible_status(introduction, Role.REQUESTER, NOW)
    assert may(introduction, Action.WITHDRAW, Role.REQUESTER, NOW) == (seen == VisibleStatus.STILL_ASKING)


@given(introductions())
def test_whoever_is_asked_can_give_both_answers_and_a_quiet_no_of_the_one_to_meet_is_not_the_last(
    introduction: Introduction,
) -> None:
    for role, yes in ((Role.INTRODUCER, Action.PASS_ON), (Role.TARGET, Action.AGREE)):
        if role == Role.TARGET and introduction.held_back:
            continue  # has no role: sees nothing at all
        asked = visibility.visible_status(introduction, role, NOW) == VisibleStatus.TO_ANSWER
        kept_quiet = introduction.declined_by == Role.TARGET and introduction.telling != "now"
        changes_their_mind = role == Role.TARGET and kept_quiet and introduction.deadline > NOW
        expected = asked or changes_their_mind
        assert may(introduction, yes, role, NOW) == may(introduction, Action.DECLINE, role, NOW) == expected


@given(introductions())
def test_before_the_deadline_only_a_yes_an_open_no_or_their_own_act_shows_to_the_requester(
    introduction: Introduction,
) -> None:
    seen = visibility.visible_status(introduction, Role.REQUESTER, introduction.deadline - timedelta(seconds=1))
    if introduction.state not in ("agreed", "withdrawn") and introduction.telling != "now":
        assert seen == VisibleStatus.STILL_ASKING


@pytest.mark.django_db
def test_what_the_database_finds_is_what_the_rules_say(alice: Member, bob: Member, carol: Member) -> None:
    for example in every_kind():
        contact = make_contact(bob)
        example.requester, example.introducer, example.target, example.contact = alice, bob, contact.person, contact
        example.target_member = carol if example.target_member_id else None
        example.save()
    for introduction in Introduction.objects.all():
        row = Introduction.objects.filter(pk=introduction.pk)
        as_requester = visibility.visible_status(introduction, Role.REQUESTER, NOW)
        as_introducer = visibility.visible_status(introduction, Role.INTRODUCER, NOW)
        assert row.filter(visibility.still_asking(NOW)).exists() == (as_requester == VisibleStatus.STILL_ASKING)
        assert row.filter(visibility.waiting_to_hear(NOW)).exists() == (as_introducer == VisibleStatus.STILL_ASKING)
        assert row.filter(visibility.to_answer(bob.pk, NOW)).exists() == (as_introducer == VisibleStatus.TO_ANSWER)
        role = visibility.role_of(introduction, carol)
        assert row.filter(visibility.concerns(carol.pk)).exists() == (role is not None)
        to_answer = role is not None and visibility.visible_status(introduction, role, NOW) == VisibleStatus.TO_ANSWER
        assert row.filter(visibility.to_answer(carol.pk, NOW)).exists() == to_answer


def every_kind() -> list[Introduction]:
    """One of each kind."""
    made = []
    for state in State.values:
        for hours in (-1, 1):
            if state == "expired" and hours > 0:
                continue  # nothing runs out before its time
            for telling, by in [(t, b) for t in ("quietly", "now", "myself") for b in ("introducer", "target")]:
                declined = state == "declined"
                passed = state in ("passed_on", "agreed") or (declined and by == "target")
                made.append(
                    Introduction(
                        target_member_id=3 if passed else None,
                        state=state,
                        telling=telling if declined else "",
                        declined_by=by if declined else "",
                        requester_agreed_at=NOW,
                        introducer_agreed_at=NOW if passed else None,
                        target_agreed_at=NOW if state == "agreed" else None,
                        closed_at=None if state in LIVE else NOW,
                        deadline=NOW + timedelta(hours=hours),
                        line_of_work="baker",
                    )
                )
                if not declined:
                    break
    return made


def test_who_is_promised_a_line_at_the_deadline_waits_for_somebody_else() -> None:
    for action, role in TOLD_AT_DEADLINE.items():
        acting = {transition.role for (_, done), transition in TRANSITIONS.items() if done == action}
        assert acting == {role}
    assert NOT_YET not in State.values
