"""Whoever writes down a member's address puts a name on that member's page: it stays short, and can be reported."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from network.contacts.actions import add_contact
from network.models import DeclinedRecognition, Member, Notice, Report
from network.platform.notices.post import project_notices
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
PAGE = "/people/who-knows-you/"
MESSAGE = "Ring 01632 960999 now or your benefits stop today, says the office of the town"


@pytest.fixture
def sender(alice: Member) -> Member:
    """Somebody whose name is a message, and who lists Alice's address."""
    sender = make_member("Sender", email="sender@example.com")
    Member.objects.filter(pk=sender.pk).update(name=MESSAGE)
    add_contact(owner=sender, name="Alice", addresses=[("email", alice.email)])
    return Member.objects.get(pk=sender.pk)


@pytest.mark.parametrize("page", [PAGE, "/today/"])
def test_a_name_is_shown_in_quotes_and_short(as_alice: Client, sender: Member, page: str) -> None:
    shown = as_alice.get(page).content.decode()
    assert f"“{MESSAGE[:39].rstrip()}…” says they know you" in shown
    assert MESSAGE[:41] not in shown


def test_a_link_shows_it_so_too(as_alice: Client, sender: Member) -> None:
    client = Client()
    client.force_login(sender)
    contact = add_contact(owner=sender, name="Bob")
    link = client.post(f"/people/{contact.pk}/link/").context["sending"].link
    for reader in (Client(), as_alice):
        shown = reader.get(link, follow=True).content.decode()
        assert f"“{MESSAGE[:39].rstrip()}…”" in shown
        assert MESSAGE[:41] not in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Al", "“Al”"),
        ("x" * 40, f"“{'x' * 40}”"),
        ("x" * 41, f"“{'x' * 39}…”"),
        ("e\u0301" * 40, "“" + "e\u0301" * 19 + "e…”"),
        ("", "A member"),
    ],
)
def test_a_quoted_name_has_at_most_forty_characters(name: str, shown: str) -> None:
    assert Member(name=name).quoted_name == shown


def test_a_reported_name_goes_and_the_operator_hears_of_it(
    as_alice: Client, alice: Member, sender: Member, settings: Any
) -> None:
    settings.OPERATOR_CONTACT = "operator@example.com"
    for _twice in range(2):
        page = as_alice.post(f"{PAGE}{sender.pk}/report/", follow=True)
    report = Report.objects.get()
    assert (report.by, report.about, report.name) == (alice, sender, MESSAGE)
    assert "Thank you. It’s off your page" in page.content.decode()
    assert "” says they know you" not in as_alice.get(PAGE).content.decode()
    project_notices([str(Notice.objects.get().pk)])
    [letter] = mail.outbox
    assert letter.to == ["operator@example.com"]
    assert MESSAGE in letter.body
    assert alice.email not in letter.body
    assert sender.email not in letter.body


@pytest.mark.parametrize("contact", ["", "01632 960000", "https://example.com/help"])
def test_without_an_address_of_the_operator_the_row_stays(
    as_alice: Client, sender: Member, settings: Any, contact: str
) -> None:
    settings.OPERATOR_CONTACT = contact
    page = as_alice.post(f"{PAGE}{sender.pk}/report/", follow=True).content.decode()
    assert "Thank you. It’s off your page" in page
    assert Report.objects.count() == 1
    assert not Notice.objects.exists()


def test_nobody_reports_who_does_not_say_that_they_know_them(as_alice: Client, bob: Member) -> None:
    for somebody in (bob.pk, 10**9, 0):
        assert as_alice.post(f"{PAGE}{somebody}/report/").status_code == 404
    assert not Report.objects.exists()
    assert not DeclinedRecognition.objects.exists()


def test_who_was_reported_sees_nothing_of_it(as_alice: Client, sender: Member) -> None:
    client = Client()
    client.force_login(sender)
    before = without_tokens(client.get("/people/"))
    as_alice.post(f"{PAGE}{sender.pk}/report/")
    assert without_tokens(client.get("/people/")) == before


def without_tokens(page: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
