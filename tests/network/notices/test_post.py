"""The post: each notice once, to its own reader only, as text and as HTML."""

import smtplib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from allauth.account.models import EmailAddress
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError
from django.conf import settings as project_settings
from django.core import mail
from django.core.mail.backends import locmem
from django.template import TemplateDoesNotExist
from django.utils import timezone

from network.models import Introduction, Member, Notice, OutboxRow, ReachCode
from network.notices.post import project_notices
from network.notices.record import notify
from network.outbox.drain import drain_consumer
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

AT = "dilys@example.com"


@pytest.fixture(autouse=True)
def with_templates(settings: Any) -> None:
    settings.OUTBOX_CONSUMERS = {"mail": "network.notices.post.project_notices"}
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}
        for engine in project_settings.TEMPLATES
    ]


def post(*notices: Notice) -> list[Any]:
    project_notices([str(notice.pk) for notice in notices])
    return list(mail.outbox)


def hello(member: Member, said: str = "Bob would like to meet Carol.", **more: Any) -> Notice:
    return notify(kind="hello", member=member, details={"said": said, "path": "/today/", **more})


@pytest.fixture
def introduction(alice: Member, bob: Member) -> Introduction:
    return make_introduction(alice, make_contact(bob, "Dilys"), state="passed_on")


def to_guest(introduction: Introduction, address: str = AT, **details: Any) -> Notice:
    return notify(kind="hello", address=address, introduction=introduction, details={"said": "Hello", **details})


def test_a_member_gets_text_and_html_with_one_link(alice: Member, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://backr.example/"
    [message] = post(hello(alice))
    assert message.to == [alice.email]
    assert message.subject == "Hi Alice & welcome"
    assert "Hello Alice,\n\nBob would like to meet Carol." in message.body
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    for body in (message.body, html):
        assert body.count("https://backr.example/today/") == 1
        assert body.count("http") == 1
    assert html.count("<a ") == 1


def test_what_people_write_is_escaped_in_html_and_left_alone_in_text(alice: Member) -> None:
    [message] = post(hello(alice, said="<script>x</script> & more\nBcc: everybody@example.com"))
    assert "<script>x</script> & more" in message.body
    assert "&lt;script&gt;x&lt;/script&gt; &amp; more" in message.alternatives[0][0]
    assert message.recipients() == [alice.email]


def test_a_name_with_a_line_break_makes_no_header(alice: Member) -> None:
    Member.objects.filter(pk=alice.pk).update(name="Alice\r\nBcc: everybody@example.com")
    [message] = post(hello(alice))
    assert message.subject == "Hi Alice Bcc: everybody@example.com & welcome"
    assert message.recipients() == [alice.email]


def test_a_notice_is_sent_once(alice: Member) -> None:
    notice = hello(alice)
    post(notice)
    assert len(post(notice)) == 1
    assert Notice.objects.get().sent_at is not None


def test_a_mail_that_has_to_be_sent_again_is_known_by_its_message_id(alice: Member, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://backr.example:8443"
    notice = hello(alice)
    post(notice)
    Notice.objects.update(sent_at=None)
    first, second = post(notice)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@backr.example>")
    assert first.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_notice_that_was_taken_back_is_not_sent(alice: Member) -> None:
    notice = hello(alice)
    Notice.objects.filter(pk=notice.pk).delete()
    assert post(notice) == []


def test_a_member_who_has_not_confirmed_their_address_gets_nothing(alice: Member) -> None:
    EmailAddress.objects.update(verified=False)
    assert post(hello(alice)) == []


def test_a_member_who_has_left_gets_nothing(alice: Member) -> None:
    Member.objects.update(is_active=False)
    assert post(hello(alice)) == []


def test_an_invented_member_gets_nothing_where_mail_is_real(alice: Member, settings: Any) -> None:
    Member.objects.update(invented=True)
    assert len(post(hello(alice))) == 1
    settings.EMBEDDED = False
    assert len(post(hello(alice))) == 1


def test_nobody_is_written_to_at_an_address_that_was_only_uploaded(introduction: Introduction) -> None:
    assert post(to_guest(introduction)) == []


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
    assert post(to_guest(introduction, "other@example.com", handle="h1")) == []
    assert post(to_guest(introduction, handle="h2")) == []
    [message] = post(to_guest(introduction, handle="h1"))
    assert message.to == [AT]
    assert message.body.startswith("Hello,\n")
    ReachCode.objects.update(expires_at=now)
    assert len(post(to_guest(introduction, handle="h1"))) == 1


def test_who_confirmed_an_address_is_written_to_there(introduction: Introduction) -> None:
    now = timezone.now()
    Introduction.objects.update(
        target_agreed_at=now, target_reach_verified_at=now, target_shares=[["email", AT]], state="agreed", closed_at=now
    )
    introduction.refresh_from_db()
    assert post(to_guest(introduction, "other@example.com")) == []
    assert [message.to for message in post(to_guest(introduction))] == [[AT]]


def test_a_feature_can_work_out_words_when_the_mail_is_written(alice: Member, settings: Any) -> None:
    settings.NOTICE_CONTEXTS = {"hello": f"{__name__}.more_words"}
    [message] = post(hello(alice))
    assert "said for hello" in message.body
    assert "/i/secret/" in message.body
    assert "/today/" not in message.body


def more_words(notice: Notice) -> dict[str, Any]:
    return {"details": {"said": f"said for {notice.kind}"}, "path": "/i/secret/"}


def test_a_kind_without_templates_is_an_error(alice: Member) -> None:
    notice = notify(kind="nonsense", member=alice)
    with pytest.raises(TemplateDoesNotExist):
        post(notice)


def test_one_bad_notice_holds_no_other_back(alice: Member, bob: Member) -> None:
    notify(kind="nonsense", member=alice)
    hello(bob)
    assert drain_consumer("mail") == 1
    assert [message.to for message in mail.outbox] == [[bob.email]]
    assert OutboxRow.objects.get(due_at__isnull=False).attempts == 1


class Server(locmem.EmailBackend):
    """A mail server that refuses as `trouble` says, after the first `before` mails."""

    trouble: Exception = ConnectionRefusedError()
    before = 0

    def send_messages(self, messages: Any) -> int:
        if len(mail.outbox) >= self.before:
            raise self.trouble
        return super().send_messages(messages)


def refused_with(status: int) -> AnymailRequestsAPIError:
    """What a provider's backend raises when the provider answers with `status`."""
    answer = requests.Response()
    answer.status_code = status
    return AnymailRequestsAPIError("refused", response=answer)


@pytest.mark.parametrize(
    "trouble",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPHeloError(5, ""),
        refused_with(401),
        refused_with(429),
        refused_with(503),
        AnymailRequestsAPIError("nobody answers"),
    ],
)
def test_while_the_mail_server_is_away_notices_wait_unblamed(
    alice: Member, bob: Member, settings: Any, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "trouble", trouble)
    monkeypatch.setattr(Server, "before", 1)
    hello(alice)
    hello(bob)
    drain_consumer("mail")
    assert [message.to for message in mail.outbox] == [[alice.email]]
    assert set(OutboxRow.objects.values_list("attempts", "parked_at")) == {(0, None)}
    monkeypatch.setattr(Server, "before", 9)
    OutboxRow.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    drain_consumer("mail")
    assert [message.to for message in mail.outbox] == [[alice.email], [bob.email]]


@pytest.mark.parametrize(
    "trouble", [smtplib.SMTPRecipientsRefused({}), refused_with(422), AnymailRecipientsRefused("refused")]
)
def test_a_refused_address_is_held_against_its_own_notice_only(
    alice: Member, settings: Any, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "trouble", trouble)
    hello(alice)
    drain_consumer("mail")
    assert OutboxRow.objects.get().attempts == 1
    assert Notice.objects.get().sent_at is None
