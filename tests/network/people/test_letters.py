"""Letters about accounts are made by a thread of their own, in the language of the page, for those who have joined."""

import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from network.models import Member
from network.people import letters
from tests.network.people.code_flows import ALICE, CONFIRM_SIGN_IN, NOBODY, RESET, SIGN_IN

pytestmark = pytest.mark.django_db


class Letters:
    """The threads in which letters were rendered, with their addresses; none before `gate` opens."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.rendered: list[tuple[str, str]] = []


@pytest.fixture
def watched(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Letters]:
    settings.MAIL_APART = True
    made = Letters()
    monkeypatch.setattr(
        letters, "time", SimpleNamespace(sleep=lambda _seconds: made.gate.wait(20), monotonic=time.monotonic)
    )
    adapter = type(letters.get_adapter())
    render = adapter.render_mail

    def render_mail(self: Any, template: str, address: str, *rest: Any) -> Any:
        made.rendered.append((threading.current_thread().name, address))
        return render(self, template, address, *rest)

    monkeypatch.setattr(adapter, "render_mail", render_mail)
    yield made
    made.gate.set()


def wait_for(done: Any) -> None:
    until = time.monotonic() + 20
    while not done():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("address", [ALICE, NOBODY])
def test_a_page_waits_for_no_part_of_a_letter(alice: Member, watched: Letters, address: str) -> None:
    client = Client()
    client.post(SIGN_IN, {"login": address})
    client.post(CONFIRM_SIGN_IN, {"action": "resend"})
    client.post(RESET, {"email": address})
    assert watched.rendered == [], "the pages are answered first"
    watched.gate.set()
    wait_for(lambda: len(watched.rendered) == 3)
    assert {thread.rpartition("_")[0] for thread, _address in watched.rendered} == {"account-mail"}
    wait_for(lambda: len(mail.outbox) == (3 if address == ALICE else 0))


def test_a_letter_is_in_the_language_of_the_page(alice: Member, watched: Letters) -> None:
    Client(headers={"accept-language": "cy"}).post(SIGN_IN, {"login": ALICE})
    watched.gate.set()
    wait_for(lambda: len(mail.outbox) == 1)
    assert 'lang="cy"' in mail.outbox[0].alternatives[0].content  # type: ignore[attr-defined]


def test_letters_that_strangers_have_made_do_not_keep_the_others_waiting(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each held a thread for its pause: three hundred, and the next letter came after fourteen seconds."""
    settings.MAIL_APART = True
    sent = threading.Event()
    monkeypatch.setattr(letters, "_send", lambda letter: sent.set() if letter.is_sent else None)
    began = time.monotonic()
    for number in range(300):
        letters.post_nothing(f"nobody{number}@example.com")
    letters.post("account/email/login_code", ALICE, {"code": "1"})
    assert sent.wait(10)
    assert time.monotonic() - began < 5
