"""Two people who have both said yes can talk, and nobody else can listen."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.conversations import queries
from network.conversations.actions import ConversationClosedError, leave_as_member, post_message
from network.models import Block, Conversation, Member, Message, Notice
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member


@pytest.fixture
def talk(alice: Member, bob: Member, carol: Member) -> Conversation:
    """Alice and Carol, brought together by Bob."""
    introduction = make_introduction(
        alice,
        make_contact(bob, "Carol", person=carol.person, confirmed_as=carol),
        state="agreed",
        target_member=carol,
        target_name="Carol",
        target_agreed_at=timezone.now(),
        requester_shares=[["phone", "01632 960111"]],
        target_shares=[["email", "carol@example.com"]],
    )
    return Conversation.objects.create(introduction=introduction)


def client(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_each_sees_what_the_other_chose_to_share(talk: Conversation, alice: Member, carol: Member) -> None:
    path = reverse("conversation", args=[talk.pk])
    hers, mine = client(carol).get(path).content.decode(), client(alice).get(path).content.decode()
    assert "You and Alice" in hers
    assert 'href="tel:01632%20960111"' in hers
    assert "You and Carol" in mine
    assert 'href="mailto:carol@example.com"' in mine
    assert "alice@example.com" not in hers


def test_nobody_else_can_listen_or_speak(talk: Conversation, bob: Member) -> None:
    path = reverse("conversation", args=[talk.pk])
    assert Client().get(path).status_code == 302
    for other in (bob, make_member()):
        assert client(other).get(path).status_code == 404
        assert client(other).post(path, {"text": "hello", "key": "0" * 32}).status_code == 404
        with pytest.raises(ConversationClosedError):
            post_message(conversation=talk, by=other, text="hello", key="0" * 32)
    assert client(bob).get(reverse("conversation", args=[10**30])).status_code == 404
    assert not Message.objects.exists()


def test_without_a_guest_nobody_speaks_as_the_guest(talk: Conversation) -> None:
    with pytest.raises(ConversationClosedError):
        post_message(conversation=talk, by=None, text="hello", key="0" * 32)


def test_a_message_sent_twice_is_said_and_announced_once(talk: Conversation, alice: Member, carol: Member) -> None:
    path = reverse("conversation", args=[talk.pk])
    for _ in range(3):
        assert client(alice).post(path, {"text": "Hello Carol", "key": "a" * 32}).status_code == 302
    assert Message.objects.get().text == "Hello Carol"
    assert Notice.objects.get().member == carol


def test_nobody_takes_anothers_message_for_their_own_by_its_key(
    talk: Conversation, alice: Member, carol: Member
) -> None:
    post_message(conversation=talk, by=alice, text="Hello", key="a" * 32)
    with pytest.raises(ConversationClosedError):
        post_message(conversation=talk, by=carol, text="Hi", key="a" * 32)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, "\x00"])
@pytest.mark.parametrize("key", ["a" * 32, "", "A" * 32, "../../x"])
def test_what_cannot_be_sent_is_said_and_kept_in_the_box(
    talk: Conversation, alice: Member, text: str, key: str
) -> None:
    answer = client(alice).post(reverse("conversation", args=[talk.pk]), {"text": text, "key": key})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_markup_in_a_message_is_shown_as_it_was_typed(talk: Conversation, alice: Member, carol: Member) -> None:
    post_message(conversation=talk, by=alice, text="<img src=x onerror=alert(1)>", key="a" * 32)
    seen = client(carol).get(reverse("conversation", args=[talk.pk])).content.decode()
    assert "&lt;img src=x" in seen
    assert "<img src=x" not in seen


CAUSES = [f"{who} {how}" for who in ("alice", "carol") for how in ("blocks", "leaves", "closes the account")]


def end(talk: Conversation, mover: Member, other: Member, cause: str) -> None:
    if cause.endswith("blocks"):
        Block.objects.create(owner=mover, other=other)
    elif cause.endswith("leaves"):
        assert client(mover).post(reverse("conversation_end", args=[talk.pk])).status_code == 302
    else:
        Member.objects.filter(pk=mover.pk).update(is_active=False)


@pytest.mark.parametrize("cause", CAUSES)
def test_it_closes_in_one_wording_when_one_of_the_two_wants_or_has_no_more_of_it(
    talk: Conversation, alice: Member, carol: Member, cause: str
) -> None:
    mover, other = (alice, carol) if cause.startswith("alice") else (carol, alice)
    end(talk, mover, other, cause)
    path = reverse("conversation", args=[talk.pk])
    assert "This conversation is closed." in client(other).get(path).content.decode()
    answer = client(other).post(path, {"text": "Still there?", "key": "a" * 32})
    assert answer.status_code == 422
    assert "didn’t send your message" in answer.content.decode()
    assert not Message.objects.exists()


def test_the_other_cannot_tell_why_it_closed(talk: Conversation, alice: Member, carol: Member) -> None:
    """A block ends it as if somebody left."""
    shown = set()
    for cause in ("blocks", "leaves", "closes the account"):
        with transaction.atomic():
            end(talk, alice, carol, cause)
            page = client(carol).get(reverse("conversation", args=[talk.pk])).content.decode()
            shown.add(re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page))
            transaction.set_rollback(True)
    assert len(shown) == 1


def test_leaving_is_for_the_two_alone_and_for_good(
    talk: Conversation, alice: Member, bob: Member, carol: Member
) -> None:
    path = reverse("conversation_end", args=[talk.pk])
    assert client(bob).post(path).status_code == 404
    with pytest.raises(ConversationClosedError):
        leave_as_member(conversation=talk, by=bob)
    for _ in range(2):
        seen = client(alice).post(path, follow=True).content.decode()
        assert "You’ve left this conversation." in seen
    assert "Leave for good" not in seen
    with pytest.raises(ConversationClosedError):
        post_message(conversation=talk, by=alice, text="hello", key="0" * 32)


def test_a_long_conversation_costs_no_more_queries_and_shows_the_newest(talk: Conversation, alice: Member) -> None:
    path, browser = reverse("conversation", args=[talk.pk]), client(alice)
    counts = []
    for number in (10, 990):
        Message.objects.bulk_create(
            Message(conversation=talk, author=alice, text=f"line {number} {index}", key=f"{number:016}{index:016}")
            for index in range(number)
        )
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            seen = browser.get(path).content.decode()
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
    assert "line 990 989" in seen
    assert len(re.findall(r"\bline \d", seen)) == queries.MAX_MESSAGES
