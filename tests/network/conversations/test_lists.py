"""The list of conversations: a live one is not past, and what is unread is marked wherever the member looks."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.conversations import queries
from network.conversations.actions import leave_as_member, post_message
from network.conversations.guests import guest_token
from network.conversations.lists import conversations_of, unread_conversations
from network.introductions.queries import waiting_count
from network.models import Block, Conversation, Fingerprint, Member
from network.platform.privacy.tokens import hash_of_token
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact
from tests.network.conversations.test_conversations import client, talk

__all__ = ["talk"]

WAITING = "waiting for you)"


@pytest.fixture
def with_guest(alice: Member, bob: Member) -> Conversation:
    """Alice and Gus, who has no account."""
    introduction = make_introduction(
        alice,
        make_contact(bob, "Gus"),
        state="agreed",
        target_agreed_at=timezone.now(),
        target_reach_verified_at=timezone.now(),
        target_name="Gus",
        target_shares=[["email", "gus@example.com"]],
    )
    conversation = Conversation.objects.create(introduction=introduction)
    conversation.guest_token_hash = hash_of_token(guest_token(conversation))
    conversation.save()
    return conversation


def says(conversation: Conversation, by: Member | None, text: str = "Tuesday?") -> None:
    post_message(conversation=conversation, by=by, text=text, key=f"{text:0<32}"[:32])


def seen(member: Member, name: str) -> str:
    return client(member).get(reverse(name)).content.decode()


def test_a_live_conversation_is_not_past(talk: Conversation, alice: Member, carol: Member) -> None:
    for member, other in ((alice, "Carol"), (carol, "Alice")):
        page = seen(member, "introductions")
        assert "You can talk" in page
        assert reverse("conversation", args=[talk.pk]) in page
        assert ">Past<" not in page
        assert other in seen(member, "conversations")
    leave_as_member(conversation=talk, by=carol)
    page = seen(alice, "introductions")
    assert "You can talk" not in page
    assert ">Past<" in page
    assert "Closed" in seen(alice, "conversations")


def test_what_is_unread_is_marked_on_every_page_until_it_is_read(
    talk: Conversation, alice: Member, carol: Member
) -> None:
    says(talk, alice)
    assert [unread_conversations(member).count() for member in (alice, carol)] == [0, 1]
    assert "Alice wrote to you" in seen(carol, "today")
    assert "New message" in seen(carol, "introductions")
    assert "New message" in seen(carol, "conversations")
    assert f"(1 {WAITING}" in seen(carol, "people")
    assert WAITING not in seen(alice, "people")
    assert WAITING not in client(carol).get(reverse("conversation", args=[talk.pk])).content.decode()
    assert "New message" not in seen(carol, "conversations")
    says(talk, alice, "Or Thursday?")
    assert unread_conversations(carol).count() == 1


def test_requests_to_answer_are_marked_too(alice: Member, bob: Member) -> None:
    make_introduction(alice, make_contact(bob, "Priya"))
    assert [waiting_count(member) for member in (alice, bob)] == [0, 1]
    assert f"(1 {WAITING}" in seen(bob, "people")


def test_reading_shows_to_nobody_else(talk: Conversation, alice: Member, carol: Member) -> None:
    says(talk, alice)
    pages = ("conversations", "introductions", "today")
    before = [seen(alice, name) for name in pages]
    client(carol).get(reverse("conversation", args=[talk.pk]))
    token = 'name="csrfmiddlewaretoken"'
    after = [seen(alice, name) for name in pages]
    assert [page.partition(token)[0] for page in after] == [page.partition(token)[0] for page in before]


def test_nothing_is_marked_of_somebody_whom_one_has_blocked(talk: Conversation, alice: Member, carol: Member) -> None:
    says(talk, alice)
    Block.objects.create(owner=carol, other=alice)
    assert unread_conversations(carol).count() == 0
    assert not any(row.unread for row in conversations_of(carol))


Cut = Callable[[Conversation, Conversation, Member, Member], object]


@pytest.mark.parametrize(
    "cut",
    [
        lambda talk, guests, alice, carol: None,
        lambda talk, guests, alice, carol: leave_as_member(conversation=talk, by=carol),
        lambda talk, guests, alice, carol: Block.objects.create(owner=carol, other=alice),
        lambda talk, guests, alice, carol: Block.objects.create(owner=alice, other=carol),
        lambda talk, guests, alice, carol: Member.objects.filter(pk=carol.pk).update(is_active=False),
        lambda talk, guests, alice, carol: Conversation.objects.filter(pk=guests.pk).update(guest_token_hash=""),
    ],
)
@pytest.mark.parametrize("proved", [False, True])
def test_the_list_says_open_exactly_where_the_page_does(
    talk: Conversation, with_guest: Conversation, alice: Member, carol: Member, cut: Cut, proved: bool
) -> None:
    if proved:
        fingerprint = queries.guests_fingerprint(with_guest)
        Fingerprint.objects.create(member=carol, kind="email", digest=fingerprint)
    cut(talk, with_guest, alice, carol)
    rows = {row.pk: row.is_open for row in conversations_of(alice)}
    for conversation in (talk, with_guest):
        fresh = Conversation.objects.select_related("introduction__requester", "introduction__target_member")
        assert rows[conversation.pk] == queries.is_open(fresh.get(pk=conversation.pk), alice)


def test_whoever_has_no_conversation_is_told_what_comes_first(bob: Member) -> None:
    assert "No messages yet" in seen(bob, "conversations")
    assert Client().get(reverse("conversations")).status_code == 302
