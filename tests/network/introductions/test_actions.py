"""Asking for an introduction and passing it on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from network.introductions import actions, link_actions
from network.introductions.errors import (
    AlreadyAskingError,
    ContactGoneError,
    ContactPrivateError,
    NotAllowedError,
    NotOpenError,
)
from network.models import (
    Block,
    Contact,
    Fingerprint,
    Handshake,
    Introduction,
    Member,
    Notice,
    OutboxRow,
    Recommendation,
)
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.introductions.conftest import PRAISE, WORDS, acts, ask, notified, notified_at_deadline, pass_on

Wait = Callable[[timedelta], None]
A_DAY = timedelta(days=1)


class TestAsking:
    def test_it_reaches_the_introducer_and_is_written_down(self, asked: Introduction) -> None:
        assert asked.state == "asked"
        assert asked.words == WORDS
        assert asked.requester_shares == [["email", "rosa@example.com"], ["phone", "01632 960123"]]
        assert asked.deadline - asked.requester_agreed_at == timedelta(days=14)
        assert acts(asked) == ["asked"]
        assert notified() == {("Amina", "introduction_asked")}
        assert notified_at_deadline() == {("Rosa", "introduction_over")}
        assert OutboxRow.objects.filter(consumer="mail").count() == Notice.objects.count() == 2

    def test_only_chosen_ways_to_be_reached_are_kept(self, rosa: Member, ben: Contact) -> None:
        assert ask(rosa, ben, shares=["phone", "fax"]).requester_shares == [["phone", "01632 960123"]]

    @pytest.mark.parametrize("cause", ["private", "kept", "other work", "no line", "no handshake", "blocks", "away"])
    def test_a_way_that_is_not_open_is_refused_in_one_wording(self, rosa: Member, ben: Contact, cause: str) -> None:
        amina, line = ben.owner, ben.line_of_work
        if cause == "private":
            Contact.objects.filter(pk=ben.pk).update(private=True)
        elif cause == "other work":
            Contact.objects.filter(pk=ben.pk).update(line_of_work="plumber")
        elif cause == "no line":
            Contact.objects.filter(pk=ben.pk).update(line_of_work="")
            line = ""
        elif cause == "no handshake":
            Handshake.objects.all().delete()
        elif cause == "kept":
            secret = make_contact(amina, "Ben", private=True)
            for contact in (ben, secret):
                Fingerprint.objects.create(contact=contact, kind="email", digest="b" * 32)
        elif cause == "blocks":
            Block.objects.create(owner=rosa, other=amina)
        else:
            Member.objects.filter(pk=amina.pk).update(break_until=timezone.now() + A_DAY)
        with pytest.raises(NotOpenError):
            ask(rosa, ben, line_of_work=line)
        assert not Introduction.objects.exists()
        assert not Notice.objects.exists()

    def test_a_contact_that_is_gone_or_somebody_elses_is_refused_alike(self, rosa: Member, ben: Contact) -> None:
        stranger = make_member("Stranger")
        with pytest.raises(NotOpenError):
            actions.ask(
                requester=rosa, introducer=stranger, contact=ben, line_of_work="pastry chef", purpose="chat", words="x"
            )
        gone = Contact.objects.get(pk=ben.pk)
        ben.delete()
        with pytest.raises(NotOpenError):
            ask(rosa, gone)

    def test_nobody_is_introduced_to_themselves(self, rosa: Member, amina: Member) -> None:
        record = Contact.objects.get(owner=amina, confirmed_as=rosa)
        Contact.objects.filter(pk=record.pk).update(line_of_work="baker")
        with pytest.raises(NotOpenError):
            ask(rosa, record, line_of_work="baker")
        with pytest.raises(NotOpenError):
            ask(amina, make_contact(amina, "Ben", line_of_work="baker"))

    def test_another_record_of_the_same_person_is_another_request(self, rosa: Member, ben: Contact) -> None:
        omar = make_member("Omar")
        make_handshake(rosa, omar)
        again = make_contact(omar, "Benny", person=ben.person, line_of_work="pastry chef")
        for contact in (ben, again):
            Fingerprint.objects.create(contact=contact, kind="email", digest="b" * 32)
        assert ask(rosa, ben).pk != ask(rosa, again).pk

    def test_nobody_is_asked_beyond_what_they_can_take_on(self, amina: Member, ben: Contact) -> None:
        for _ in range(3):
            asker = make_member()
            make_handshake(asker, amina)
            ask(asker, ben)
        fourth = make_member()
        make_handshake(fourth, amina)
        with pytest.raises(NotOpenError):
            ask(fourth, ben)

    @pytest.mark.parametrize("fate", ["asked", "passed on", "held back", "quiet", "myself", "target quiet"])
    def test_asking_again_is_refused_in_the_same_words_whatever_became_of_it(
        self, rosa: Member, for_cal: Introduction, cal: Member, cals_record: Contact, fate: str
    ) -> None:
        first = for_cal
        if fate == "held back":
            Introduction.objects.filter(pk=first.pk).update(held_back=True)
        elif fate == "target quiet":
            actions.decline(introduction=first, by=cal, telling="quietly")
        elif fate != "passed on":
            Introduction.objects.filter(pk=first.pk).update(
                state="asked", introducer_agreed_at=None, target_member=None
            )
            if fate in ("quiet", "myself"):
                telling = "quietly" if fate == "quiet" else "myself"
                actions.decline(introduction=first, by=first.introducer, telling=telling)
        with pytest.raises(AlreadyAskingError) as refused:
            ask(rosa, cals_record)
        assert str(refused.value) == (
            "You’ve already asked about this person, and there’s no answer yet. We haven’t sent it twice."
        )
        assert refused.value.introduction_id == first.pk

    def test_one_may_ask_again_once_it_is_over_also_before_the_clock_has_come_by(
        self, rosa: Member, asked: Introduction, ben: Contact, wait: Wait
    ) -> None:
        wait(14 * A_DAY)
        again = ask(rosa, ben)
        asked.refresh_from_db()
        assert (asked.state, again.state) == ("expired", "asked")
        assert acts(asked) == ["asked", "expired"]

    def test_one_may_ask_again_after_an_open_no_or_after_taking_it_back(
        self, rosa: Member, asked: Introduction, ben: Contact
    ) -> None:
        actions.decline(introduction=asked, by=asked.introducer, telling="now")
        second = ask(rosa, ben)
        actions.withdraw(introduction=second, by=rosa)
        assert ask(rosa, ben).state == "asked"


class TestPassingOn:
    def test_to_somebody_without_an_account_by_a_link_that_is_kept_only_as_a_hash(self, asked: Introduction) -> None:
        passed = pass_on(asked)
        assert passed.introduction.state == "passed_on"
        assert passed.introduction.introducer_agreed_at is not None
        assert passed.introduction.target_member is None
        assert len(passed.token) == 43
        assert passed.token not in str(Introduction.objects.values().get(pk=asked.pk))
        assert len(passed.introduction.token_hash) == 64
        assert passed.introduction.token_expires_at == asked.deadline
        assert acts(asked) == ["asked", "passed_on"]
        assert notified_at_deadline() == {("Rosa", "introduction_over"), ("Amina", "introduction_over")}
        assert notified() == {("Amina", "introduction_asked")}
        said = Recommendation.objects.get()
        assert (said.by, said.about, said.words, said.basis) == (asked.introducer, asked.requester, PRAISE, "friend")

    def test_to_a_member_in_the_service(self, for_cal: Introduction, cal: Member) -> None:
        assert for_cal.target_member == cal
        assert for_cal.token_hash == ""
        assert ("Cal", "introduction_for_you") in notified()

    def test_to_a_member_without_a_handshake_by_link(self, rosa: Member, amina: Member) -> None:
        unknown = make_member("Unknown")
        record = make_contact(amina, "U", person=unknown.person, line_of_work="baker")
        passed = pass_on(ask(rosa, record))
        assert passed.token
        assert passed.introduction.target_member is None
        assert ("Unknown", "introduction_for_you") not in notified()

    def test_only_the_introducer_and_only_once(self, asked: Introduction, rosa: Member, cal: Member) -> None:
        for other in (rosa, cal):
            with pytest.raises(NotAllowedError):
                actions.pass_on(introduction=asked, by=other, words="x", basis="friend")
        pass_on(asked)
        with pytest.raises(NotAllowedError):
            pass_on(asked)
        assert Recommendation.objects.count() == 1

    def test_not_when_the_contact_is_gone_or_has_become_private(self, asked: Introduction, ben: Contact) -> None:
        Contact.objects.filter(pk=ben.pk).update(private=True)
        with pytest.raises(ContactPrivateError):
            pass_on(asked)
        ben.delete()
        with pytest.raises(ContactGoneError):
            pass_on(asked)
        asked.refresh_from_db()
        assert asked.state == "asked"

    def test_not_once_its_time_is_over(self, asked: Introduction, wait: Wait) -> None:
        wait(14 * A_DAY)
        with pytest.raises(NotAllowedError):
            pass_on(asked)

    @pytest.mark.parametrize(
        "cause", ["full", "away", "blocks rosa", "blocks amina", "rosa blocks amina", "parted", "left"]
    )
    def test_what_may_not_reach_the_target_is_held_back_and_looks_passed_on(
        self, rosa: Member, amina: Member, cal: Member, cals_record: Contact, cause: str
    ) -> None:
        waiting = ask(rosa, cals_record)
        if cause == "full":
            Member.objects.filter(pk=cal.pk).update(requests_a_month=0)
        elif cause == "away":
            Member.objects.filter(pk=cal.pk).update(break_until=timezone.now() + A_DAY)
        elif cause == "blocks rosa":
            Block.objects.create(owner=cal, other=rosa)
        elif cause == "blocks amina":
            Block.objects.create(owner=cal, other=amina)
        elif cause == "rosa blocks amina":
            Block.objects.create(owner=rosa, other=amina)
        elif cause == "parted":
            Handshake.objects.between(rosa, amina).delete()
        else:
            Member.objects.filter(pk=rosa.pk).update(is_active=False)
        held = pass_on(waiting).introduction
        assert (held.state, held.held_back, held.target_member) == ("passed_on", True, cal)
        assert acts(held) == ["asked", "passed_on"]
        assert "Cal" not in {name for name, _ in notified()}
        with pytest.raises(NotAllowedError):
            actions.agree(introduction=held, by=cal)
        with pytest.raises(NotAllowedError):
            actions.decline(introduction=held, by=cal, telling="now")

    def test_two_contacts_that_turn_out_to_be_one_member_are_not_asked_twice_for_one_requester(
        self, rosa: Member, for_cal: Introduction, cal: Member
    ) -> None:
        dee = make_member("Dee")
        make_handshake(rosa, dee)
        record = make_contact(dee, "C.", line_of_work="pastry chef")
        second = ask(rosa, record)
        make_handshake(dee, cal)
        Contact.objects.filter(owner=dee, confirmed_as=cal).exclude(pk=record.pk).delete()
        Contact.objects.filter(pk=record.pk).update(confirmed_as=cal, person=cal.person)
        assert pass_on(second).introduction.held_back

    def test_a_new_link_kills_the_one_before(self, asked: Introduction, rosa: Member) -> None:
        first = pass_on(asked)
        second = link_actions.make_link_again(introduction=asked, by=asked.introducer)
        asked.refresh_from_db()
        assert second != first.token
        assert asked.token_hash != first.introduction.token_hash
        assert acts(asked) == ["asked", "passed_on", "link_made_again"]
        with pytest.raises(NotAllowedError):
            link_actions.make_link_again(introduction=asked, by=rosa)

    def test_there_is_no_link_to_somebody_who_answers_in_the_service(self, for_cal: Introduction) -> None:
        with pytest.raises(NotAllowedError):
            link_actions.make_link_again(introduction=for_cal, by=for_cal.introducer)
