"""Codes by e-mail: five tries each, counted beside the account and not in the session, and kept nowhere."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from network.models import Member, RateLimitCounter
from tests.network.people.code_flows import (
    ALICE,
    CONFIRM_ADDRESS,
    CONFIRM_SIGN_IN,
    SIGN_IN,
    Kind,
    OldSession,
    add_address,
    newest_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db


class TestTries:
    def test_the_fifth_is_still_good(self, kind: Kind, browser: Client) -> None:
        for number in range(4):
            browser.post(kind.typed_at, {"code": wrong_code(number)})
        assert kind.right(browser, newest_code())

    def test_an_old_session_gives_no_new_ones(self, kind: Kind, browser: Client) -> None:
        old = OldSession(browser)
        for number in range(12):
            browser.post(kind.typed_at, {"code": wrong_code(number)})
            old.write_back()
        assert not kind.right(browser, newest_code())

    def test_a_copy_of_the_cookie_shares_them(self, kind: Kind, browser: Client) -> None:
        key = browser.cookies["sessionid"].value
        for number in range(5):
            copy = Client()
            copy.cookies["sessionid"] = key
            copy.post(kind.typed_at, {"code": wrong_code(number)})
        assert not kind.right(browser, newest_code())

    def test_a_right_code_works_once_in_an_old_session_too(self, kind: Kind, browser: Client) -> None:
        old, code = OldSession(browser), newest_code()
        assert kind.right(browser, code)
        browser.post("/account/logout/")
        old.write_back()
        assert not kind.right(browser, code)

    def test_emptying_the_cache_gives_no_new_ones(self, kind: Kind, browser: Client) -> None:
        old = OldSession(browser)
        for number in range(5):
            browser.post(kind.typed_at, {"code": wrong_code(number)})
            old.write_back()
            cache.clear()
        assert not kind.right(browser, newest_code())

    def test_a_second_code_in_the_same_attempt_gives_no_new_ones(self, alice: Member) -> None:
        client = Client()
        client.post(SIGN_IN, {"login": ALICE})
        old = OldSession(client)
        for number in range(5):
            client.post(CONFIRM_SIGN_IN, {"code": wrong_code(number)})
            old.write_back()
        client.post(CONFIRM_SIGN_IN, {"action": "resend"})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert client.get("/settings/").status_code == 302

    def test_whoever_tries_elsewhere_does_not_spoil_the_owners_code(self, kind: Kind, browser: Client) -> None:
        code = newest_code()
        stranger = Client(REMOTE_ADDR="192.0.2.7")
        if kind.signed_in:
            stranger.force_login(Member.objects.get(email=ALICE))
        kind.ask(stranger)
        for number in range(9):
            stranger.post(kind.typed_at, {"code": wrong_code(number)})
        assert kind.right(browser, code)

    def test_after_too_many_the_page_says_so(self, alice: Member) -> None:
        client = Client()
        client.post(SIGN_IN, {"login": ALICE})
        old = OldSession(client)
        for number in range(5):
            client.post(CONFIRM_SIGN_IN, {"code": wrong_code(number)})
        old.write_back()
        page = client.post(CONFIRM_SIGN_IN, {"code": newest_code()}, follow=True).content.decode()
        assert "That’s too many tries" in page


def test_an_added_address_has_five_tries_whatever_the_session_says(as_alice: Client, alice: Member) -> None:
    add_address(as_alice)
    old = OldSession(as_alice)
    for number in range(7):
        as_alice.post(CONFIRM_ADDRESS, {"code": wrong_code(number)})
        old.write_back()
    as_alice.post(CONFIRM_ADDRESS, {"code": newest_code()})
    assert not alice.emailaddress_set.filter(email="second@example.com").exists()  # type: ignore[attr-defined]


class TestAtRest:
    def test_no_code_is_in_a_session_or_a_row(self, kind: Kind, browser: Client) -> None:
        code = newest_code()
        session = browser.session
        kept = repr(dict(session)) + repr(list(RateLimitCounter.objects.values()))
        for spelling in (code, code.replace("-", "")):
            assert spelling not in kept
        assert ALICE not in repr(list(RateLimitCounter.objects.values()))

    def test_codes_differ_from_letter_to_letter_and_need_the_secret_key(self, alice: Member, settings: Any) -> None:
        client = Client()
        client.post(SIGN_IN, {"login": ALICE})
        first = newest_code()
        client.post(CONFIRM_SIGN_IN, {"action": "resend"})
        assert newest_code() != first
        settings.SECRET_KEY = "another key, as of another service, and long enough for Django to take it"
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        assert client.get("/settings/").status_code == 302
