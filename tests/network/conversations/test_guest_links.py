"""A guest's link ends when the two have been quiet for long, and comes back with the next message."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.conversations.actions import open_conversation, post_message
from network.conversations.guests import LINK_LIFE, guest_path
from network.models import Conversation, Member, Message
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact


@pytest.fixture
def talk(alice: Member, bob: Member) -> Conversation:
    introduction = make_introduction(
        alice,
        make_contact(bob, "Dilys"),
        state="agreed",
        target_name="Dilys",
        target_agreed_at=timezone.now(),
        target_reach_verified_at=timezone.now(),
        target_shares=[["email", "dilys@example.com"]],
    )
    return open_conversation(introduction=introduction)


def opens(talk: Conversation) -> bool:
    return Client().get(guest_path(talk)).status_code == 200


def quiet_for(talk: Conversation, time: timedelta) -> None:
    Conversation.objects.filter(pk=talk.pk).update(created_at=timezone.now() - time)
    Message.objects.filter(conversation=talk).update(created_at=timezone.now() - time)


def test_the_link_ends_after_a_long_quiet_time(talk: Conversation) -> None:
    quiet_for(talk, LINK_LIFE - timedelta(hours=1))
    assert opens(talk)
    quiet_for(talk, LINK_LIFE + timedelta(hours=1))
    assert Client().get(guest_path(talk)).status_code == 410
    assert Client().post(guest_path(talk), {"text": "Hello", "key": "a" * 32}).status_code == 410
    assert not Message.objects.exists()


def test_a_message_of_either_keeps_the_link_good_and_brings_it_back(talk: Conversation, alice: Member) -> None:
    post_message(conversation=talk, by=None, text="Hello", key="a" * 32)
    Conversation.objects.filter(pk=talk.pk).update(created_at=timezone.now() - 2 * LINK_LIFE)
    assert opens(talk)
    quiet_for(talk, 2 * LINK_LIFE)
    assert not opens(talk)
    post_message(conversation=talk, by=alice, text="Are you still there?", key="b" * 32)
    assert opens(talk)


def test_a_guest_can_leave_by_an_old_link_too(talk: Conversation) -> None:
    quiet_for(talk, 2 * LINK_LIFE)
    Client().post(f"{guest_path(talk)}leave/")
    talk.refresh_from_db()
    assert talk.guest_token_hash == ""
