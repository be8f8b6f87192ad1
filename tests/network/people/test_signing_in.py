"""Signing in by a code or a password, as a person meets it, and as somebody who guesses does."""

import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from network.models import Member
from tests.factories.people import make_member
from tests.network.people.code_flows import (
    CONFIRM_SIGN_IN,
    SIGN_IN,
    SIGN_UP,
    client_after,
    later,
    newest_code,
    without_tokens,
    wrong_code,
)


@pytest.mark.django_db
class TestSigningIn:
    def test_a_code_signs_in(self, client: Client, alice: Member) -> None:
        assert client.post(SIGN_IN, {"login": "Alice@Example.com"}).url == CONFIRM_SIGN_IN
        assert client.post(CONFIRM_SIGN_IN, {"code": newest_code().replace("-", " ")}).url == "/today/"

    def test_it_goes_on_to_where_one_was_going(self, client: Client, alice: Member) -> None:
        asked = client.get("/settings/work/").url
        client.post(SIGN_IN, {"login": alice.email, "next": "/settings/work/"})
        answer = client.post(CONFIRM_SIGN_IN, {"code": newest_code(), "next": "/settings/work/"})
        assert asked == "/account/login/?next=/settings/work/"
        assert answer.url == "/settings/work/"

    def test_it_never_goes_on_to_another_site(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email, "next": "https://elsewhere.example/"})
        answer = client.post(CONFIRM_SIGN_IN, {"code": newest_code(), "next": "https://elsewhere.example/"})
        assert answer.url == "/today/"

    def test_a_code_works_once(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        code = newest_code()
        client.post(CONFIRM_SIGN_IN, {"code": code})
        client.post("/account/logout/")
        assert client.post(CONFIRM_SIGN_IN, {"code": code}).status_code == 302
        assert client.get("/settings/").status_code == 302

    def test_a_code_works_only_in_the_browser_that_asked(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        other = Client()
        other.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert other.get("/settings/").status_code == 302

    @pytest.mark.parametrize(("minutes", "good"), [(14, True), (16, False)])
    def test_a_code_is_good_for_fifteen_minutes(
        self, client: Client, alice: Member, monkeypatch: pytest.MonkeyPatch, minutes: int, good: bool
    ) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        later(monkeypatch, minutes)
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert (client.get("/settings/").status_code == 200) is good

    def test_the_sixth_try_comes_too_late(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        for _try in range(5):
            client.post(CONFIRM_SIGN_IN, {"code": wrong_code()})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert client.get("/settings/").status_code == 302

    def test_an_unknown_address_looks_the_same_and_hears_nothing(self, alice: Member) -> None:
        known, unknown = client_after(SIGN_IN, alice.email), client_after(SIGN_IN, "nobody@example.com")
        assert [letter.to for letter in mail.outbox] == [[alice.email]]
        pages = [
            without_tokens(known.get(CONFIRM_SIGN_IN), alice.email),
            without_tokens(unknown.get(CONFIRM_SIGN_IN), "nobody@example.com"),
        ]
        assert pages[0] == pages[1]
        wrong = [
            without_tokens(known.post(CONFIRM_SIGN_IN, {"code": wrong_code()}), alice.email),
            without_tokens(unknown.post(CONFIRM_SIGN_IN, {"code": wrong_code()}), "nobody@example.com"),
        ]
        assert wrong[0] == wrong[1]

    def test_the_page_says_what_to_do_if_no_mail_comes(self, client: Client) -> None:
        page = client_after(SIGN_IN, "nobody@example.com").get(CONFIRM_SIGN_IN).content.decode()
        assert "If no e-mail comes" in page
        assert f'href="{SIGN_UP}"' in page
        assert "Use another address" in page
        assert 'href="/help/lost-address/"' in page

    def test_a_new_code_can_be_asked_for_and_the_old_one_is_void(self, client: Client, alice: Member) -> None:
        client.post(SIGN_IN, {"login": alice.email})
        old = newest_code()
        client.post(CONFIRM_SIGN_IN, {"action": "resend"})
        assert len(mail.outbox) == 2
        client.post(CONFIRM_SIGN_IN, {"code": old})
        assert client.get("/settings/").status_code == 302
        assert client.post(CONFIRM_SIGN_IN, {"code": newest_code()}).url == "/today/"

    @pytest.mark.parametrize("address", ["alice@example.com", "nobody@example.com"])
    def test_who_asks_for_a_new_code_is_told_and_also_when_there_are_no_more(
        self, client: Client, alice: Member, address: str
    ) -> None:
        client.post(SIGN_IN, {"login": address})
        page = ""
        for _code in range(2):
            assert "We can’t send any more codes from this page" not in page
            page = client.post(CONFIRM_SIGN_IN, {"action": "resend"}, follow=True).content.decode()
            assert "Look for a new e-mail from us" in page
        assert "We can’t send any more codes from this page" in page

    def test_a_fourth_code_within_a_minute_is_refused_kindly(self, alice: Member) -> None:
        answers = [Client().post(SIGN_IN, {"login": alice.email}) for _code in range(4)]
        assert len(mail.outbox) == 3
        assert "can’t send that address another code just now" in answers[-1].content.decode()

    def test_a_password_works_for_who_made_one(self, client: Client, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        assert client.post(SIGN_IN, {"login": alice.email, "password": "three quiet herons"}).url == "/today/"
        assert not mail.outbox

    def test_a_wrong_password_says_the_same_for_everybody(self, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        make_member("Bob")
        pages = [
            without_tokens(Client().post(SIGN_IN, {"login": email, "password": "wrong"}), email)
            for email in (alice.email, "bob@example.com", "nobody@example.com")
        ]
        assert pages[0] == pages[1] == pages[2]
        assert "don’t match" in pages[0]

    def test_a_closed_account_gets_no_code(self, client: Client, alice: Member) -> None:
        alice.is_active = False
        alice.save()
        client.post(SIGN_IN, {"login": alice.email})
        assert not mail.outbox

    def test_a_forgotten_password_is_changed_by_a_code(self, client: Client, alice: Member) -> None:
        alice.set_password("three quiet herons")
        alice.save()
        client.post("/account/password/reset/", {"email": alice.email})
        client.post("/account/password/reset/confirm/", {"code": newest_code()})
        new = {"password1": "four loud magpies", "password2": "four loud magpies"}
        assert client.post("/account/password/reset/complete/", new).status_code == 302
        alice.refresh_from_db()
        assert alice.check_password("four loud magpies")

    def test_a_forgotten_password_of_nobody_sends_nothing_and_looks_the_same(self, alice: Member) -> None:
        known = Client().post("/account/password/reset/", {"email": alice.email})
        unknown = Client().post("/account/password/reset/", {"email": "nobody@example.com"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert [letter.to for letter in mail.outbox] == [[alice.email]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_request_login_code", "account_reset_password", "account_inactive"],
)
def test_pages_for_strangers_answer(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1>") == 1
    assert "placeholder=" not in page


@pytest.mark.django_db
def test_mail_that_goes_apart_does_not_break_the_page_when_the_server_is_down(
    client: Client, alice: Member, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_APART = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert client.post(SIGN_IN, {"login": alice.email}).url == CONFIRM_SIGN_IN
    waited = time.monotonic() + 20
    while "could not be sent" not in caplog.text:
        assert time.monotonic() < waited
        time.sleep(0.02)
