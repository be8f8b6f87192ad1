"""Somebody without an account is written to only at an address that they typed themselves, and while that counts."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from network.introductions.guests import code_for
from network.introductions.links import new_link
from network.models import Conversation, Introduction, Member, Message, Notice, ReachCode
from network.platform.notices.post import project_notices
from network.platform.notices.record import notify
from network.platform.privacy.tokens import hash_of_token
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

AT = "dilys@example.com"


@pytest.fixture
def introduction(alice: Member, bob: Member) -> Introduction:
    return make_introduction(alice, make_contact(bob, "Dilys"), state="passed_on")


def with_code(introduction: Introduction, address: str = AT, handle: str = "h1") -> Notice:
    return notify(kind="reach_code", address=address, subject=introduction, details={"handle": handle})


def post(*notices: Notice) -> list[list[str]]:
    """Post them; return to whom mail has gone so far."""
    project_notices([str(notice.pk) for notice in notices])
    return [message.to for message in mail.outbox]


def test_nobody_is_written_to_at_an_address_that_was_only_uploaded(introduction: Introduction) -> None:
    conversation = Conversation.objects.create(introduction=introduction)
    about_it = notify(kind="conversation_message", address=AT, subject=conversation)
    assert post(with_code(introduction), about_it) == []


def test_who_typed_an_address_gets_its_code_there_while_it_lives(introduction: Introduction) -> None:
    now = timezone.now()
    ReachCode.objects.create(
        introduction=introduction,
        handle="h1",
        name="Dilys",
        address=AT,
        created_at=now,
        expires_at=now + timedelta(minutes=15),
    )
    assert post(with_code(introduction, "other@example.com")) == []
    assert post(with_code(introduction, handle="h2")) == []
    assert post(with_code(introduction, handle="")) == []
    assert post(with_code(introduction)) == [[AT]]
    assert str(mail.outbox[0].body).startswith("Hello,\n")
    ReachCode.objects.update(expires_at=now)
    assert len(post(with_code(introduction))) == 1


def test_who_confirmed_an_address_is_written_to_there(introduction: Introduction) -> None:
    now = timezone.now()
    Introduction.objects.update(
        target_agreed_at=now, target_reach_verified_at=now, target_shares=[["email", AT]], state="agreed", closed_at=now
    )
    conversation = Conversation.objects.create(introduction=introduction, guest_token_hash="a hash")
    Message.objects.create(conversation=conversation, author=introduction.requester, text="Hello", key="k")
    for kind in ("conversation_guest", "conversation_message"):
        mail.outbox.clear()
        assert post(notify(kind=kind, address="other@example.com", subject=conversation)) == []
        assert post(notify(kind=kind, address=AT, subject=conversation)) == [[AT]]


def test_a_guests_name_is_one_line_without_marks_that_steer_the_writing(introduction: Introduction) -> None:
    """Whoever holds the link names themselves, and the name stands in letters that come from us."""
    token = new_link(introduction)
    Introduction.objects.update(token_hash=hash_of_token(token.token), token_expires_at=introduction.deadline)
    name = "Ben\n\nYour account is locked: https://evil.example\u2028\x0b\x85Di\u202elys\u200b"
    yes = Client().post(f"/i/{token.token}/yes/", {"name": name, "address": AT})
    code = ReachCode.objects.get()
    assert Client().post(yes.headers["Location"], {"code": code_for(code.handle)}).status_code == 302
    introduction.refresh_from_db()
    assert introduction.target_name == "Ben Your account is locked: https://evil.example Dilys"
    post(*Notice.objects.filter(member=introduction.requester))
    [letter] = [message for message in mail.outbox if message.to == [introduction.requester.email]]
    assert f"{introduction.target_name} said yes" in str(letter.body)
