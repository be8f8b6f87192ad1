"""Passkeys and authenticator apps in a real browser, with its virtual authenticator standing in for a fingerprint."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import CDPSession, Page, expect

from network.models import Member
from tests.browser.conftest import PageMaker, follow, picture, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def virtual_authenticator(page: Page, *, verified: bool = True) -> tuple[CDPSession, str]:
    """A phone's own authenticator, whose owner touches it when asked, or (not `verified`) is somebody else."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    made = browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verified,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return browser, made["authenticatorId"]


def newest_code() -> str:
    found = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
    assert found
    return found[0]


def type_the_fresh_code(page: Page) -> None:
    expect(page.get_by_role("heading", name="First, a code")).to_be_visible()
    follow(page.get_by_role("button", name="Send me a code"))
    page.get_by_label("The code from the e-mail").fill(newest_code())
    follow(page.get_by_role("button", name="Continue"))


def add_a_passkey(page: Page, address: str) -> None:
    page.goto(f"{address}/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    type_the_fresh_code(page)
    page.get_by_label("A name for it").fill("My old phone")
    page.get_by_role("button", name="Add the passkey").click()


def test_a_passkey_is_registered_and_signs_in_after_signing_out(
    new_page: PageMaker, address: str, alice: Member
) -> None:
    page = new_page()
    browser, authenticator = virtual_authenticator(page)
    sign_in(page, alice, address)
    add_a_passkey(page, address)
    expect(page.get_by_text("Your passkey is ready")).to_be_visible()
    expect(page.get_by_role("heading", name="My old phone")).to_be_visible()
    picture(page, "passkeys")
    assert Authenticator.objects.filter(user=alice).exclude(type="recovery_codes").count() == 1
    [held] = browser.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert (held["isResidentCredential"], held["rpId"]) == (True, "localhost")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You’re signed out")).to_be_visible()
    page.goto(f"{address}/settings/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    before = len(mail.outbox)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{address}/settings/")
    assert len(mail.outbox) == before


def test_a_passkey_that_is_removed_opens_nothing(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page()
    virtual_authenticator(page)
    sign_in(page, alice, address)
    add_a_passkey(page, address)
    page.get_by_role("link", name="Remove My old phone").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You don’t have a passkey yet")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{address}/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("That didn’t work. Please try again.")).to_be_visible()


def test_who_does_not_show_who_they_are_is_told_and_nothing_is_made(
    new_page: PageMaker, address: str, alice: Member
) -> None:
    page = new_page()
    virtual_authenticator(page, verified=False)
    sign_in(page, alice, address)
    add_a_passkey(page, address)
    expect(page.get_by_text("No passkey was made. Nothing has changed")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_without_scripts_the_page_says_that_a_code_works_as_before(
    new_page: PageMaker, address: str, alice: Member
) -> None:
    page = new_page(javascript=False)
    page.goto(f"{address}/account/login/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    sign_in(page, alice, address)
    page.goto(f"{address}/account/2fa/webauthn/add/")
    type_the_fresh_code(page)
    expect(page.get_by_text("You can sign in with a code as before")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()


def test_an_authenticator_app_is_set_up_and_asked_for(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page(dark=True)
    sign_in(page, alice, address)
    page.goto(f"{address}/account/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    type_the_fresh_code(page)
    secret = page.locator("code").inner_text()
    assert page.locator("img.qr").evaluate("image => image.complete && image.naturalWidth > 0")
    picture(page, "authenticator-app")
    page.get_by_label("The six digits").fill(digits_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{address}/account/login/")
    page.get_by_label("Your e-mail address").fill(alice.email)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("The code from the e-mail").fill(newest_code())
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("The code from your app").fill(digits_of(secret, ahead=1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello, Alice")).to_be_visible()


def digits_of(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
