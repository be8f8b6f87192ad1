"""What happened lately: what a member may see anyway, and nothing that anybody has kept to themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.introductions.states import State
from network.invitations.handshakes import shake_hands
from network.models import Handshake, Introduction, Member, Message
from network.platform.privacy.blocks import block
from network.today.queries import RECENT, SHOWN, recent_events
from tests.factories.people import make_contact, make_handshake
from tests.network.today.test_today import agreed, an_introduction

pytestmark = pytest.mark.django_db


def said(member: Member) -> list[str]:
    return [event.what for event in recent_events(member)]


def test_nothing_has_happened_to_whoever_has_just_come(alice: Member) -> None:
    assert recent_events(alice) == ()


def test_a_handshake_is_told_under_my_own_name_for_them_and_leads_to_their_page(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    mine = alice.contacts.get()
    mine.name = "Bob from the allotment"
    mine.save()
    [event] = recent_events(alice)
    assert event.what == "You and Bob from the allotment have shaken hands."
    assert event.url == f"/people/{mine.pk}/"


def test_whoever_was_written_down_still_counts_once_they_have_shaken_hands(alice: Member, bob: Member) -> None:
    mine = make_contact(alice, "Bob from the allotment")
    make_contact(alice, "Priya")
    shake_hands(member=alice, other=bob, origin=Handshake.Origin.INVITATION, contact=mine)
    assert "You wrote down 2 people." in said(alice)
    assert not any("wrote down" in what for what in said(bob))


def test_a_handshake_with_whom_i_have_blocked_is_not_told(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    block(owner=alice, other=bob)
    assert said(alice) == []


def test_what_is_long_ago_is_not_told(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    Handshake.objects.update(created_at=timezone.now() - RECENT - timedelta(minutes=1))
    assert said(alice) == []


def test_each_of_three_hears_of_a_yes_in_their_own_words(alice: Member, bob: Member, carol: Member) -> None:
    agreed(alice, bob, carol)
    assert said(alice) == ["Carol would like to meet you. Bob brought you together."]
    assert "Carol said yes, and can talk to Alice now, thanks to you." in said(bob)
    assert said(carol) == ["You said yes to meeting Alice."]


@pytest.mark.parametrize("telling", [Introduction.Telling.QUIETLY, Introduction.Telling.MYSELF])
def test_a_quiet_no_is_not_told_before_its_deadline(alice: Member, bob: Member, telling: str) -> None:
    now = timezone.now()
    introduction = an_introduction(
        alice, bob, state=State.DECLINED, declined_by="introducer", telling=telling, closed_at=now - timedelta(days=3)
    )
    assert said(alice) == []
    introduction.deadline = now - timedelta(hours=1)
    introduction.save()
    [told] = recent_events(alice)
    assert told.what == "What you asked Bob for didn’t work out this time."
    assert told.when == introduction.deadline


def test_a_quiet_no_and_no_answer_at_all_are_told_alike(alice: Member, bob: Member) -> None:
    over = timezone.now() - timedelta(hours=1)
    an_introduction(
        alice, bob, state=State.DECLINED, declined_by="introducer", telling="quietly", closed_at=over, deadline=over
    )
    an_introduction(alice, bob, state=State.EXPIRED, closed_at=over, deadline=over)
    first, second = recent_events(alice)
    assert (first.what, first.when) == (second.what, second.when)


def test_a_no_that_was_to_be_told_now_is_told_when_it_was_said(alice: Member, bob: Member) -> None:
    when = timezone.now() - timedelta(days=2)
    an_introduction(alice, bob, state=State.DECLINED, declined_by="introducer", telling="now", closed_at=when)
    [told] = recent_events(alice)
    assert told.when == when


def test_who_was_asked_hears_nothing_of_how_it_ended(alice: Member, bob: Member) -> None:
    over = timezone.now() - timedelta(hours=1)
    an_introduction(alice, bob, state=State.EXPIRED, closed_at=over, deadline=over)
    assert not any("work out" in what for what in said(bob))


def test_what_i_took_back_is_not_told(alice: Member, bob: Member) -> None:
    over = timezone.now() - timedelta(hours=1)
    an_introduction(alice, bob, state=State.WITHDRAWN, closed_at=over, deadline=over)
    assert said(alice) == []


def test_the_newest_message_of_each_conversation_is_told_and_never_my_own(
    alice: Member, bob: Member, carol: Member
) -> None:
    talk = agreed(alice, bob, carol).conversation
    for number, author in enumerate([carol, carol, alice]):
        Message.objects.create(conversation=talk, author=author, text="Hello", key=str(number))
    told = [event for event in recent_events(alice) if "wrote" in event.what]
    assert [(event.what, event.url) for event in told] == [("Carol wrote to you.", f"/conversations/{talk.pk}/")]


def test_a_guest_is_called_as_they_wish(alice: Member, bob: Member, carol: Member) -> None:
    introduction = agreed(alice, bob, carol)
    Introduction.objects.filter(pk=introduction.pk).update(
        target_member=None, target_name="Gita", target_reach_verified_at=timezone.now()
    )
    Message.objects.create(conversation=introduction.conversation, from_guest=True, text="Hello", key="1")
    assert "Gita wrote to you." in said(alice)


def test_nothing_of_others_is_told(alice: Member, bob: Member, carol: Member) -> None:
    make_handshake(bob, carol)
    an_introduction(bob, carol)
    make_contact(bob, "Alice")
    assert said(alice) == []


def test_whom_i_wrote_down_is_counted_once(alice: Member) -> None:
    for name in ("Ama", "Tom"):
        make_contact(alice, name)
    assert said(alice) == ["You wrote down 2 people."]


def test_no_more_are_shown_than_fit_the_newest_first(as_alice: Client, alice: Member, bob: Member) -> None:
    for number in range(SHOWN + 3):
        over = timezone.now() - timedelta(hours=number + 1)
        an_introduction(alice, bob, state=State.EXPIRED, closed_at=over, deadline=over)
    events = recent_events(alice)
    assert len(events) == SHOWN
    assert [event.when for event in events] == sorted((event.when for event in events), reverse=True)
    assert "What’s happened lately" in as_alice.get("/today/").content.decode()
