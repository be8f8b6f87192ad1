"""Development e-mail: kept on disk, read on this machine only."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.test import Client

from backr.internal import mailbox


@pytest.fixture(autouse=True)
def box(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "backr.internal.mailbox.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def send(subject: str = "Your code", text: str = "Code: ABC123\nhttp://localhost:8000/welcome/1/?a=1&b=2") -> None:
    send_mail(subject, text, "Backr <hello@localhost>", ["zoë@example.com"])


def test_an_empty_box_says_what_will_be_here(db: None) -> None:
    assert "Nothing yet" in Client().get("/dev/mail/").content.decode()


def test_a_message_can_be_found_and_its_links_opened(db: None) -> None:
    send()
    page = Client().get("/dev/mail/").content.decode()
    assert "Your code" in page
    assert "zoë@example.com" in page
    letter = Client().get(f"/dev/mail/{mailbox.stored_messages()[0].name}/").content.decode()
    assert 'href="http://localhost:8000/welcome/1/?a=1&amp;b=2"' in letter
    assert "ABC123" in letter


def test_the_newest_is_first_and_each_is_kept_apart(db: None) -> None:
    get_connection().send_messages(
        [EmailMultiAlternatives(f"Number {number}", "text", "a@localhost", ["b@example.com"]) for number in range(3)]
    )
    assert [letter.subject for letter in mailbox.stored_messages()] == ["Number 2", "Number 1", "Number 0"]


def test_a_letter_with_two_bodies_shows_the_plain_one_and_its_markup_harms_nobody(db: None) -> None:
    message = EmailMultiAlternatives("Ünïcode – ✓", "plain <script>alert(1)</script>", "a@localhost", ["b@example.com"])
    message.attach_alternative("<p>rich</p>", "text/html")
    message.send()
    page = Client().get(f"/dev/mail/{mailbox.stored_messages()[0].name}/").content.decode()
    assert "Ünïcode – ✓" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "rich" not in page


@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fsecrets", "0" * 300, "\u202e"])
def test_only_what_is_in_the_box_can_be_read(db: None, box: Path, name: str) -> None:
    box.mkdir()
    (box.parent / "secrets.eml").write_text("Subject: secret\n\nsecret")
    assert Client().get(f"/dev/mail/{name}/").status_code == 404


def test_the_box_is_its_owners_only_and_keeps_the_newest(box: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MAX_MESSAGES", 2)
    for number in range(4):
        send(f"Number {number}")
    assert box.stat().st_mode & 0o777 == 0o700
    assert [letter.subject for letter in mailbox.stored_messages()] == ["Number 3", "Number 2"]


@pytest.mark.parametrize(
    "given",
    [
        {"REMOTE_ADDR": "192.168.1.20"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "8.8.8.8"},
        {"HTTP_FORWARDED": "for=8.8.8.8"},
        {"HTTP_VIA": "1.1 tunnel"},
    ],
)
def test_nobody_reads_it_from_elsewhere(db: None, given: dict[str, str]) -> None:
    send()
    assert Client().get("/dev/mail/", **given).status_code == 404  # type: ignore[arg-type]
    assert Client().get(f"/dev/mail/{mailbox.stored_messages()[0].name}/", **given).status_code == 404  # type: ignore[arg-type]


def test_nobody_reads_it_where_internal_pages_are_off(db: None, settings: Any) -> None:
    settings.INTERNAL_PAGES = False
    assert Client().get("/dev/mail/").status_code == 404
