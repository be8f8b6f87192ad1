"""What happened lately: what a member may see anyway, and nothing that anybody has kept to themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.introductions.states import State
from network.models import Handshake, Introduction, Member, Message
from network.privacy.blocks import block
from network.today.lately import LATELY, SHOWN, lately
from tests.factories.people import make_contact, make_handshake
from tests.network.today.test_today import agreed, an_introduction

pytestmark = pytest.mark.django_db


def said(member: Member) -> list[str]:
    return [one.what for one in lately(member)]


def test_nothing_has_happened_to_whoever_has_just_come(alice: Member) -> None:
    assert lately(alice) == ()


def test_a_handshake_is_told_under_my_own_name_for_them_and_leads_to_their_page(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    mine = alice.contacts.get()
    mine.name = "Bob from the allotment"
    mine.save()
    [one] = lately(alice)
    assert one.what == "You and Bob from the allotment have shaken hands."
    assert one.url == f"/people/{mine.pk}/"


def test_a_handshake_with_whom_i_have_blocked_is_not_told(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    block(owner=alice, other=bob)
    assert said(alice) == []


def test_what_is_long_ago_is_not_told(alice: Member, bob: Member) -> None:
    make_handshake(alice, bob)
    Handshake.objects.update(created_at=timezone.now() - LATELY - timedelta(minutes=1))
    assert said(alice) == []


def test_each_of_three_hears_of_a_yes_in_their_own_words(alice: Member, bob: Member, carol: Member) -> None:
    agreed(alice, bob, carol)
    assert said(alice) == ["Carol would like to meet you. Bob brought you together."]
    assert "Carol said yes. They and Alice can talk, because of you." in said(bob)
    assert said(carol) == ["You said yes to meeting Alice."]


@pytest.mark.parametrize("telling", [Introduction.Telling.QUIETLY, Introduction.Telling.MYSELF])
def test_a_quiet_no_is_not_told_before_its_deadline(alice: Member, bob: Member, telling: str) -> None:
    now = timezone.now()
    one = an_introduction(
        alice, bob, state=State.DECLINED, declined_by="introducer", telling=telling, closed_at=now - timedelta(days=3)
    )
    assert said(alice) == []
    one.deadline = now - timedelta(hours=1)
    one.save()
    [told] = lately(alice)
    assert told.what == "What you asked Bob for did not come to be."
    assert told.when == one.deadline


def test_a_quiet_no_and_no_answer_at_all_are_told_alike(alice: Member, bob: Member) -> None:
    over = timezone.now() - timedelta(hours=1)
    an_introduction(
        alice, bob, state=State.DECLINED, declined_by="introducer", telling="quietly", closed_at=over, deadline=over
    )
    an_introduction(alice, bob, state=State.EXPIRED, closed_at=over, deadline=over)
    first, second = lately(alice)
    assert (first.what, first.when) == (second.what, second.when)


def test_a_no_that_was_to_be_told_now_is_told_when_it_was_said(alice: Member, bob: Member) -> None:
    when = timezone.now() - timedelta(days=2)
    an_introduction(alice, bob, state=State.DECLINED, declined_by="introducer", telling="now", closed_at=when)
    [told] = lately(alice)
    assert told.when == when


def test_who_was_asked_hears_nothing_of_how_it_ended(alice: Member, bob: Member) -> None:
    over = timezone.now() - timedelta(hours=1)
    an_introduction(alice, bob, state=State.EXPIRED, closed_at=over, deadline=over)
    assert not any("come to be" in what for what in said(bob))


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
    told = [one for one in lately(alice) if "wrote" in one.what]
    assert [(one.what, one.url) for one in told] == [("Carol wrote to you.", f"/conversations/{talk.pk}/")]


def test_a_guest_is_called_as_they_wish(alice: Member, bob: Member, carol: Member) -> None:
    one = agreed(alice, bob, carol)
    Introduction.objects.filter(pk=one.pk).update(
        target_member=None, target_name="Gita", target_reach_verified_at=timezone.now()
    )
    Message.objects.create(conversation=one.conversation, from_guest=True, text="Hello", key="1")
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
    found = lately(alice)
    assert len(found) == SHOWN
    assert [one.when for one in found] == sorted((one.when for one in found), reverse=True)
    assert "What happened lately" in as_alice.get("/today/").content.decode()
