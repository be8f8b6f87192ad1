"""Saying no, agreeing, taking back and expiring."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from network.introductions import actions
from network.introductions.errors import (
    NotAllowedError,
)
from network.models import (
    Block,
    Contact,
    Conversation,
    Introduction,
    Member,
    Notice,
)
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member
from tests.network.introductions.conftest import acts, ask, notified, notified_at_deadline

Wait = Callable[[timedelta], None]
A_DAY = timedelta(days=1)


class TestSayingNo:
    @pytest.mark.parametrize("telling", ["quietly", "myself"])
    def test_a_quiet_no_writes_to_nobody_until_the_deadline(self, asked: Introduction, telling: str) -> None:
        before = notified(), notified_at_deadline()
        actions.decline(introduction=asked, by=asked.introducer, telling=telling, words="lost")
        asked.refresh_from_db()
        assert (asked.state, asked.declined_by, asked.closing_words) == ("declined", "introducer", "")
        assert (notified(), notified_at_deadline()) == before
        assert acts(asked) == ["asked", "declined"]

    def test_a_no_told_now_is_told_now_with_its_words(self, asked: Introduction) -> None:
        actions.decline(introduction=asked, by=asked.introducer, telling="now", words="Try Dee at the mill.")
        asked.refresh_from_db()
        assert asked.closing_words == "Try Dee at the mill."
        assert ("Rosa", "introduction_not_this_time") in notified()
        assert notified_at_deadline() == set()

    def test_the_one_to_meet_can_have_both_told(self, for_cal: Introduction, cal: Member) -> None:
        actions.decline(introduction=for_cal, by=cal, telling="now")
        told = {name for name, kind in notified() if kind == "introduction_not_this_time"}
        assert told == {"Rosa", "Amina"}
        assert notified_at_deadline() == set()

    def test_it_is_for_whoever_is_asked_and_only_then(self, for_cal: Introduction, rosa: Member, amina: Member) -> None:
        for other in (rosa, amina, make_member()):
            with pytest.raises(NotAllowedError):
                actions.decline(introduction=for_cal, by=other, telling="quietly")

    def test_a_quiet_no_may_become_a_yes(self, for_cal: Introduction, cal: Member, rosa: Member) -> None:
        actions.decline(introduction=for_cal, by=cal, telling="quietly")
        with pytest.raises(NotAllowedError):
            actions.agree(introduction=for_cal, by=rosa)
        agreed = actions.agree(introduction=for_cal, by=cal)
        assert (agreed.state, agreed.declined_by, agreed.telling) == ("agreed", "", "")
        assert acts(agreed) == ["asked", "passed_on", "declined", "agreed"]

    def test_an_introducers_no_is_nobody_elses_to_change(self, rosa: Member, cal: Member, cals_record: Contact) -> None:
        asked = ask(rosa, cals_record)
        actions.decline(introduction=asked, by=asked.introducer, telling="quietly")
        for act in (actions.agree, actions.decline):
            with pytest.raises(NotAllowedError):
                act(introduction=asked, by=cal, **({} if act == actions.agree else {"telling": "now"}))

    def test_a_no_that_was_told_is_the_last_word(self, for_cal: Introduction, cal: Member) -> None:
        actions.decline(introduction=for_cal, by=cal, telling="now")
        for act in (
            lambda: actions.decline(introduction=for_cal, by=cal, telling="now"),
            lambda: actions.agree(introduction=for_cal, by=cal),
        ):
            with pytest.raises(NotAllowedError):
                act()


class TestAgreeing:
    def test_opens_a_conversation_and_tells_all_three(self, for_cal: Introduction, cal: Member) -> None:
        agreed = actions.agree(introduction=for_cal, by=cal, shares=["phone"])
        assert agreed.state == "agreed"
        assert agreed.target_agreed_at
        assert agreed.closed_at
        assert (agreed.target_name, agreed.target_shares) == ("Cal", [["phone", "01632 960999"]])
        assert Conversation.objects.get().introduction == agreed
        assert Conversation.objects.get().guest_token_hash == ""
        kinds = {("Rosa", "introduction_agreed"), ("Cal", "introduction_agreed"), ("Amina", "introduction_thank_you")}
        assert kinds <= notified()
        assert notified_at_deadline() == set()
        assert acts(agreed) == ["asked", "passed_on", "agreed"]

    def test_is_for_the_one_asked_alone(self, for_cal: Introduction, rosa: Member, amina: Member) -> None:
        for other in (rosa, amina, make_member()):
            with pytest.raises(NotAllowedError):
                actions.agree(introduction=for_cal, by=other)
        assert not Conversation.objects.exists()

    def test_discloses_nothing_across_a_block_made_meanwhile(
        self, for_cal: Introduction, rosa: Member, cal: Member
    ) -> None:
        Block.objects.create(owner=rosa, other=cal)
        with pytest.raises(NotAllowedError):
            actions.agree(introduction=for_cal, by=cal)

    def test_not_once_the_time_is_over(self, for_cal: Introduction, cal: Member, wait: Wait) -> None:
        wait(14 * A_DAY)
        with pytest.raises(NotAllowedError):
            actions.agree(introduction=for_cal, by=cal)


class TestTakingBack:
    def test_tells_those_who_were_asked(self, for_cal: Introduction, rosa: Member) -> None:
        actions.withdraw(introduction=for_cal, by=rosa)
        told = {name for name, kind in notified() if kind == "introduction_withdrawn"}
        assert told == {"Amina", "Cal"}
        assert notified_at_deadline() == set()

    def test_tells_nobody_who_was_held_back(self, for_cal: Introduction, rosa: Member) -> None:
        Introduction.objects.filter(pk=for_cal.pk).update(held_back=True)
        actions.withdraw(introduction=for_cal, by=rosa)
        told = {name for name, kind in notified() if kind == "introduction_withdrawn"}
        assert told == {"Amina"}

    def test_goes_the_same_way_after_a_quiet_no(self, asked: Introduction, rosa: Member) -> None:
        actions.decline(introduction=asked, by=asked.introducer, telling="quietly")
        actions.withdraw(introduction=asked, by=rosa)
        asked.refresh_from_db()
        assert (asked.state, asked.declined_by, asked.telling) == ("withdrawn", "", "")
        assert acts(asked) == ["asked", "declined", "withdrew"]

    def test_not_by_others_not_twice_and_not_once_it_is_known_to_be_over(
        self, asked: Introduction, rosa: Member, amina: Member
    ) -> None:
        with pytest.raises(NotAllowedError):
            actions.withdraw(introduction=asked, by=amina)
        actions.decline(introduction=asked, by=amina, telling="now")
        with pytest.raises(NotAllowedError):
            actions.withdraw(introduction=asked, by=rosa)


class TestRunningOut:
    def test_nothing_runs_out_before_its_deadline(self, asked: Introduction, wait: Wait) -> None:
        wait(14 * A_DAY - timedelta(seconds=5))
        assert actions.expire_due() == 0
        with pytest.raises(NotAllowedError):
            actions.expire(introduction=asked)

    def test_all_that_is_live_runs_out_at_it_and_only_once(
        self, asked: Introduction, for_cal: Introduction, wait: Wait
    ) -> None:
        wait(14 * A_DAY)
        assert actions.expire_due() == 2
        assert actions.expire_due() == 0
        assert set(Introduction.objects.values_list("state", flat=True)) == {"expired"}
        assert acts(for_cal) == ["asked", "passed_on", "expired"]

    def test_what_was_answered_does_not(self, rosa: Member, wait: Wait) -> None:
        for state in ("declined", "withdrawn", "expired"):
            make_introduction(rosa, make_contact(make_member()), state=state)
        wait(15 * A_DAY)
        assert actions.expire_due() == 0

    def test_the_line_at_the_deadline_was_made_beforehand_and_stays(self, asked: Introduction, wait: Wait) -> None:
        over = Notice.objects.get(kind="introduction_over")
        assert over.due_at == asked.deadline
        wait(14 * A_DAY)
        actions.expire_due()
        assert Notice.objects.filter(pk=over.pk, sent_at=None).exists()
