"""What the e-mails say: plain words, one link, and nothing that is not the reader's to know."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from network.conversations.actions import leave, post_message
from network.conversations.guests import guest_path
from network.introductions import actions, guests
from network.models import Introduction, Member, Notice, OutboxRow, ReachCode
from network.platform.notices.compose import compose
from network.platform.notices.post import project_notices
from tests.network.introductions.conftest import PRAISE, WORDS, pass_on

Wait = Callable[[timedelta], None]


def post() -> dict[str, EmailMultiAlternatives]:
    """Post what is due; return the mails by who they went to and what they are called."""
    mail.outbox.clear()
    due = OutboxRow.objects.filter(consumer="mail", due_at__lte=timezone.now())
    project_notices([row.subject for row in due])
    return {f"{letter.to[0]}: {letter.subject}": letter for letter in mail.outbox}  # type: ignore[misc]


def links(letter: EmailMultiAlternatives) -> tuple[list[str], list[str]]:
    html = str(letter.alternatives[0][0])
    return re.findall(r"https?://\S+", str(letter.body)), re.findall(r'href="(.*?)"', html)


def test_each_step_to_a_yes_in_the_service(for_cal: Introduction, cal: Member) -> None:
    asked = post()
    assert set(asked) == {
        "amina@example.com: Rosa is asking you for an introduction",
        "cal@example.com: Rosa would like to meet you, through Amina",
    }
    actions.agree(introduction=for_cal, by=cal, shares=["phone"])
    agreed = post()
    assert set(agreed) == {
        "rosa@example.com: Cal would like to meet you",
        "cal@example.com: You and Rosa can write to each other",
        "amina@example.com: Rosa and somebody you know can meet, thanks to you",
    }
    for letter in [*asked.values(), *agreed.values()]:
        plain, html = links(letter)
        assert len(plain) == len(html) == 1
        assert plain == html == [f"http://localhost:8000/introductions/{for_cal.pk}/"]
        for not_there in (WORDS, PRAISE, "960123", "960999", "choir"):
            assert not_there not in str(letter.body) + str(letter.alternatives[0][0])


def test_a_quiet_no_and_no_answer_write_at_one_moment_in_one_wording(
    asked: Introduction, for_cal: Introduction, cal: Member, wait: Wait
) -> None:
    actions.decline(introduction=for_cal, by=cal, telling="quietly")
    post()
    wait(timedelta(days=13, hours=23))
    assert post() == {}
    wait(timedelta(hours=1))
    post()
    to_rosa = [letter for letter in mail.outbox if letter.to == ["rosa@example.com"]]
    assert len(to_rosa) == 2
    said = {re.sub(r"/\d+/", "", f"{letter.subject}{letter.body}") for letter in to_rosa}
    assert len(said) == 1


def test_nothing_comes_at_the_deadline_of_what_was_agreed_taken_back_or_told(
    asked: Introduction, for_cal: Introduction, cal: Member, rosa: Member, wait: Wait
) -> None:
    actions.agree(introduction=for_cal, by=cal)
    actions.withdraw(introduction=asked, by=rosa)
    post()
    wait(timedelta(days=20))
    actions.expire_due()
    assert post() == {}


def test_an_open_no_is_said_kindly_to_both(for_cal: Introduction, cal: Member) -> None:
    post()
    actions.decline(introduction=for_cal, by=cal, telling="now", words="Try Dee.")
    told = post()
    assert set(told) == {
        "rosa@example.com: Not this time: your request to Amina",
        "amina@example.com: Not this time: what you passed on for Rosa",
    }
    assert "Cal" not in str([letter.body for letter in told.values()])


def test_the_guest_gets_their_code_and_then_their_own_link(asked: Introduction) -> None:
    token = pass_on(asked).token
    post()
    tried = guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    code = guests.code_for(tried.handle)
    ((name, letter),) = post().items()
    assert name == f"ben@bakery.example: Your code: {code}"
    assert code in str(letter.body)
    assert links(letter) == ([], [])
    assert token not in str(letter.body)
    guests.confirm_code(token=token, handle=tried.handle, code=code)
    opened = post()["ben@bakery.example: You and Rosa can write to each other"]
    path = guest_path(asked.conversation)
    assert links(opened) == ([f"http://localhost:8000{path}"], [f"http://localhost:8000{path}"])
    assert path not in str(list(Notice.objects.values("details")))


def test_a_code_that_was_replaced_is_not_sent_to_the_address_before(asked: Introduction) -> None:
    token = pass_on(asked).token
    post()
    guests.send_code(token=token, name="Ben", address="typo@bakery.example")
    guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    post()
    assert [letter.to for letter in mail.outbox] == [["ben@bakery.example"]]


def test_a_message_is_announced_without_a_word_of_it(asked: Introduction, rosa: Member) -> None:
    token = pass_on(asked).token
    tried = guests.send_code(token=token, name="Ben", address="ben@bakery.example")
    guests.confirm_code(token=token, handle=tried.handle, code=guests.code_for(ReachCode.objects.get().handle))
    asked.refresh_from_db()
    post()
    post_message(conversation=asked.conversation, by=rosa, text="May I come on Tuesday?", key="1" * 32)
    ((name, letter),) = post().items()
    assert name == "ben@bakery.example: Rosa wrote to you"
    post_message(conversation=asked.conversation, by=None, text="Yes, at five on Tuesday.", key="2" * 32)
    ((back, answer),) = post().items()
    assert back == "rosa@example.com: Ben wrote to you"
    for message in (letter, answer):
        assert "Tuesday" not in str(message.body) + str(message.alternatives[0][0])
        assert len(links(message)[0]) == 1
    post_message(conversation=asked.conversation, by=rosa, text="Good.", key="3" * 32)
    leave(conversation=asked.conversation)
    assert post() == {}


def test_an_introducer_reads_what_work_somebody_looks_for_and_that_they_know_one(asked: Introduction) -> None:
    notice = Notice.objects.get(kind="introduction_asked")
    body = str(compose(notice, "amina@example.com", asked).body)
    assert "Rosa is looking for work as a pastry chef, and you know one. Would you introduce them?" in body
