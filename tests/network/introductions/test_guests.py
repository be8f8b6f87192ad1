"""Answers of somebody without an account: by link, with a code sent to where they want to be reached."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from network.introductions import actions, guests, link_actions
from network.introductions.errors import (
    CodeDeadError,
    CodeWrongError,
    NotAllowedError,
    NotYourAddressError,
    TooManyCodesError,
)
from network.models import Block, Conversation, Introduction, Member, Notice, ReachCode
from network.platform.subjects import subject_name
from tests.factories.people import make_member
from tests.network.introductions.conftest import pass_on

Wait = Callable[[timedelta], None]
ADDRESS = "ben@bakery.example"


@pytest.fixture
def token(asked: Introduction) -> str:
    return pass_on(asked).token


def start(token: str, address: str = ADDRESS) -> ReachCode:
    return guests.send_code(token=token, name="Ben", address=address)


def wrong(handle: str) -> str:
    return "000000" if guests.code_for(handle) != "000000" else "111111"


def test_a_yes_counts_once_the_address_is_proved(token: str, asked: Introduction) -> None:
    tried = start(token)
    asked.refresh_from_db()
    assert (asked.state, asked.target_agreed_at, asked.target_shares) == ("passed_on", None, [])
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    asked.refresh_from_db()
    assert asked.state == "agreed"
    assert (asked.target_name, asked.target_shares) == ("Ben", [["email", ADDRESS]])
    assert asked.target_reach_verified_at
    assert asked.token_hash == ""
    assert Conversation.objects.get(introduction=asked).guest_token_hash


def test_the_guest_is_written_to_at_the_address_they_typed_and_nobody_else_is(token: str) -> None:
    tried = start(token)
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    outside = Notice.objects.filter(member=None)
    assert {(notice.kind, notice.address) for notice in outside} == {
        ("reach_code", ADDRESS),
        ("conversation_guest", ADDRESS),
    }


def test_the_code_is_six_digits_and_kept_nowhere(token: str) -> None:
    tried = start(token)
    code = guests.code_for(tried.handle)
    assert re.fullmatch(r"[0-9]{6}", code)
    assert code not in str(list(ReachCode.objects.values()))
    assert code not in str(list(Notice.objects.values("details", "address", "kind")))


def test_codes_differ_from_try_to_try_and_use_all_digits() -> None:
    made = {guests.code_for(f"handle {number}") for number in range(500)}
    assert len(made) > 490
    assert {code[0] for code in made} == set("0123456789")


def test_five_wrong_codes_kill_it_also_for_the_right_one(token: str, asked: Introduction) -> None:
    tried = start(token)
    for _ in range(4):
        with pytest.raises(CodeWrongError):
            guests.confirm_code(token=token, handle=tried.handle, code=wrong(tried.handle))
    for code in (wrong(tried.handle), guests.code_for(tried.handle)):
        with pytest.raises(CodeDeadError):
            guests.confirm_code(token=token, handle=tried.handle, code=code)
    asked.refresh_from_db()
    assert asked.state == "passed_on"


def test_a_code_lives_fifteen_minutes(token: str, wait: Wait) -> None:
    tried = start(token)
    wait(timedelta(minutes=15, seconds=1))
    with pytest.raises(CodeDeadError):
        guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))


def test_a_newer_code_kills_the_one_before(token: str) -> None:
    first, second = start(token, "typo@bakery.example"), start(token)
    with pytest.raises(CodeDeadError):
        guests.confirm_code(token=token, handle=first.handle, code=guests.code_for(first.handle))
    assert guests.confirm_code(token=token, handle=second.handle, code=guests.code_for(second.handle)).state == "agreed"


def test_six_codes_a_day_and_no_more(token: str, wait: Wait) -> None:
    for _ in range(6):
        start(token)
    with pytest.raises(TooManyCodesError):
        start(token)
    wait(timedelta(days=1, seconds=1))
    start(token)


def test_neither_the_requester_nor_the_introducer_can_be_the_one_to_meet(
    token: str, rosa: Member, amina: Member
) -> None:
    """They are told once they have proved the address, not before: a link's holder could try whose address it is."""
    for address in (rosa.email, amina.email.upper()):
        tried = start(token, address)
        with pytest.raises(NotYourAddressError):
            guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    assert not Conversation.objects.exists()


def test_a_code_is_of_no_use_with_another_introductions_link(token: str, cal: Member, amina: Member) -> None:
    from tests.factories.people import make_contact, make_handshake
    from tests.network.introductions.conftest import ask

    other = make_member()
    make_handshake(other, amina)
    second = pass_on(ask(other, make_contact(amina, "Dee", line_of_work="baker")))
    tried = start(token)
    with pytest.raises(NotAllowedError):
        guests.confirm_code(token=second.token, handle=tried.handle, code=guests.code_for(tried.handle))
    second.introduction.refresh_from_db()
    assert second.introduction.state == "passed_on"


def test_a_used_code_is_used_up(token: str) -> None:
    tried = start(token)
    code = guests.code_for(tried.handle)
    guests.confirm_code(token=token, handle=tried.handle, code=code)
    with pytest.raises(CodeDeadError):
        guests.confirm_code(token=token, handle=tried.handle, code=code)


@pytest.mark.parametrize("ending", ["withdrawn", "new link", "deadline", "told", "never", "empty"])
def test_a_link_that_has_ended_answers_nothing(
    token: str, asked: Introduction, rosa: Member, wait: Wait, ending: str
) -> None:
    if ending == "withdrawn":
        actions.withdraw(introduction=asked, by=rosa)
    elif ending == "new link":
        link_actions.make_link_again(introduction=asked, by=asked.introducer)
    elif ending == "deadline":
        wait(timedelta(days=14))
    elif ending == "told":
        guests.decline_by_link(token=token, telling="now")
    else:
        token = "" if ending == "empty" else "\ud800 never made"
    with pytest.raises(NotAllowedError):
        start(token)
    with pytest.raises(NotAllowedError):
        guests.decline_by_link(token=token, telling="quietly")


def test_a_quiet_no_can_become_a_yes_by_the_same_link(token: str, asked: Introduction) -> None:
    guests.decline_by_link(token=token, telling="quietly")
    tried = start(token)
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    asked.refresh_from_db()
    assert (asked.state, asked.declined_by, asked.telling, asked.target_name) == ("agreed", "", "", "Ben")
    assert Conversation.objects.filter(introduction=asked).exists()
    assert not Notice.objects.filter(subject=subject_name(asked), kind="introduction_over").exists()


def test_a_quiet_no_can_be_told_after_all_and_once_only(token: str, asked: Introduction) -> None:
    guests.decline_by_link(token=token, telling="quietly")
    guests.decline_by_link(token=token, telling="now", words="Try the mill.")
    asked.refresh_from_db()
    assert (asked.state, asked.telling, asked.closing_words) == ("declined", "now", "Try the mill.")
    assert Notice.objects.filter(subject=subject_name(asked), kind="introduction_not_this_time").count() == 2
    with pytest.raises(NotAllowedError):
        guests.decline_by_link(token=token, telling="now")


@pytest.mark.parametrize("blocker", ["answerer", "requester"])
def test_a_yes_across_a_block_is_taken_and_nothing_follows(
    token: str, asked: Introduction, rosa: Member, blocker: str
) -> None:
    """The proved address decides: with another, the same link opens the conversation."""
    ben = make_member("Ben", email="ben@example.org")
    owner, other = (ben, rosa) if blocker == "answerer" else (rosa, ben)
    Block.objects.create(owner=owner, other=other)
    notices = Notice.objects.exclude(kind="reach_code").count()
    for _ in range(2):
        tried = start(token, ben.email)
        guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
        asked.refresh_from_db()
        assert (asked.state, asked.target_agreed_at, asked.target_shares) == ("passed_on", None, [])
    assert not Conversation.objects.exists()
    assert Notice.objects.exclude(kind="reach_code").count() == notices
    tried = start(token)
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    assert Conversation.objects.exists()


def test_a_yes_to_somebody_who_has_left_is_taken_and_nothing_follows(
    token: str, asked: Introduction, rosa: Member
) -> None:
    Member.objects.filter(pk=rosa.pk).update(is_active=False)
    tried = start(token)
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(tried.handle))
    assert not Conversation.objects.exists()


def test_a_guest_can_have_their_no_told_now_with_words(token: str, asked: Introduction) -> None:
    guests.decline_by_link(token=token, telling="now", words="My sister at the mill may have time.")
    asked.refresh_from_db()
    assert (asked.state, asked.declined_by) == ("declined", "target")
    assert asked.closing_words == "My sister at the mill may have time."
