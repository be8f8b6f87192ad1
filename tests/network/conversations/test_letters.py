"""E-mail about new messages: the first at once, then at most one an hour, and none of what has been read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.conversations.actions import leave_as_member, post_message
from network.models import Conversation, Member
from network.platform.outbox.drain import drain_consumer
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

pytestmark = pytest.mark.django_db
Wait = Callable[[int], None]


@pytest.fixture
def talk(alice: Member, bob: Member, carol: Member) -> Conversation:
    """Alice and Carol, brought together by Bob."""
    introduction = make_introduction(
        alice,
        make_contact(bob, "Carol", confirmed_as=carol),
        state="agreed",
        target_member=carol,
        target_name="Carol",
        target_agreed_at=timezone.now(),
    )
    return Conversation.objects.create(introduction=introduction)


@pytest.fixture
def minutes_pass(monkeypatch: pytest.MonkeyPatch) -> Wait:
    real, gone = timezone.now, [timedelta()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + gone[0])

    def wait(minutes: int) -> None:
        gone[0] += timedelta(minutes=minutes)

    return wait


def write(talk: Conversation, by: Member, text: str) -> None:
    post_message(conversation=talk, by=by, text=text, key=f"{abs(hash(text)):032x}"[:32])


def letters() -> int:
    drain_consumer("mail")
    return len(mail.outbox)


def read(talk: Conversation, by: Member) -> None:
    client = Client()
    client.force_login(by)
    assert client.get(reverse("conversation", args=[talk.pk])).status_code == 200


def test_many_messages_make_one_letter_at_once_and_one_an_hour_later(
    talk: Conversation, alice: Member, minutes_pass: Wait
) -> None:
    for text in ("Good morning", "I forgot", "And a teapot"):
        write(talk, alice, text)
        assert letters() == 1
    minutes_pass(59)
    assert letters() == 1
    minutes_pass(2)
    assert letters() == 2
    minutes_pass(600)
    assert letters() == 2
    assert not any(text in letter.body for letter in mail.outbox for text in ("morning", "forgot", "teapot"))


def test_what_was_read_meanwhile_makes_no_letter(
    talk: Conversation, alice: Member, carol: Member, minutes_pass: Wait
) -> None:
    write(talk, alice, "Hello")
    assert letters() == 1
    write(talk, alice, "One more thing")
    read(talk, carol)
    minutes_pass(71)
    assert letters() == 1
    write(talk, alice, "And another")
    assert letters() == 2


def test_each_of_the_two_is_told_by_themselves(talk: Conversation, alice: Member, carol: Member) -> None:
    write(talk, alice, "Hello")
    write(talk, carol, "Hello yourself")
    letters()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([alice.email, carol.email])


def test_no_letter_comes_once_somebody_has_left(
    talk: Conversation, alice: Member, carol: Member, minutes_pass: Wait
) -> None:
    write(talk, alice, "Hello")
    letters()
    write(talk, alice, "One more thing")
    leave_as_member(conversation=talk, by=carol)
    minutes_pass(61)
    assert letters() == 1
