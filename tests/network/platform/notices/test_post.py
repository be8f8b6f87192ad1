"""The post: each notice once, to its own reader only, as text and as HTML."""

import smtplib
from typing import Any

import pytest
import requests
from allauth.account.models import EmailAddress
from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError
from django.core import mail
from django.core.mail.backends import locmem
from django.template import TemplateDoesNotExist
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.models import Introduction, Member, Notice, OutboxRow
from network.platform.features import Consumer
from network.platform.notices.post import project_notices
from network.platform.notices.record import notify
from network.platform.outbox.drain import drain_consumer
from network.platform.subjects import subject_name
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact

AT = "dilys@example.com"


@pytest.fixture(autouse=True)
def only_mail(settings: Any) -> None:
    settings.OUTBOX_CONSUMERS = {"mail": Consumer("mail", "network.platform.notices.post.project_notices")}


def post(*notices: Notice) -> list[Any]:
    project_notices([str(notice.pk) for notice in notices])
    return list(mail.outbox)


def hello(member: Member, said: str = "Bob would like to meet Carol.", **more: Any) -> Notice:
    return notify(kind="hello", member=member, details={"said": said, "path": "/today/", **more})


@pytest.fixture
def introduction(bob: Member, carol: Member) -> Introduction:
    return make_introduction(bob, make_contact(carol, "Dilys", line_of_work="baker"))


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
    assert message.subject == "Hi Alice & welcome"
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


def test_an_address_is_written_to_when_the_kind_still_allows_it(db: None) -> None:
    [message] = post(notify(kind="to_anybody", address=AT, details={"said": "Hello"}))
    assert message.to == [AT]
    assert message.body.startswith("Hello,\n")
    assert len(post(notify(kind="to_anybody", address=AT, details={"out_of_date": True}))) == 1


def test_a_member_gets_nothing_that_its_kind_finds_out_of_date(alice: Member) -> None:
    assert post(notify(kind="to_anybody", member=alice, details={"out_of_date": True})) == []
    assert len(post(notify(kind="to_anybody", member=alice))) == 1


def test_an_address_in_a_notice_that_is_for_members_is_not_written_to(db: None) -> None:
    assert post(Notice.objects.create(kind="hello", address=AT, due_at=timezone.now())) == []


def test_a_mail_can_speak_of_its_subject_by_the_name_of_its_kind(alice: Member, introduction: Introduction) -> None:
    [message] = post(notify(kind="about", member=alice, subject=introduction))
    assert message.subject == f"About {introduction.line_of_work}"
    assert introduction.words in message.body


def test_nothing_is_sent_about_what_is_gone(alice: Member, introduction: Introduction) -> None:
    notice = notify(kind="about", member=alice, subject=introduction)
    Notice.objects.filter(pk=notice.pk).update(subject="introduction:0")
    assert post(notice) == []


def test_notices_go_with_their_subject(alice: Member, introduction: Introduction) -> None:
    other = make_introduction(alice, introduction.contact)
    for subject in (introduction, other):
        notify(kind="about", member=alice, subject=subject)
    introduction.requester.delete()
    assert [notice.subject for notice in Notice.objects.all()] == [subject_name(other)]


def test_posting_many_takes_a_query_for_all_their_subjects(
    alice: Member, introduction: Introduction, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [notify(kind="about", member=alice, subject=introduction) for _ in range(3)]
    each = 2  # whether the address is confirmed; that it is sent
    with django_assert_num_queries(2 + 3 * each):
        assert len(post(*made)) == 3


def test_a_feature_can_work_out_words_when_the_mail_is_written(alice: Member) -> None:
    [message] = post(notify(kind="worked_out", member=alice, details={"path": "/today/"}))
    assert "said for worked_out" in message.body
    assert "/i/secret/" in message.body
    assert "/today/" not in message.body


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
