"""The authenticator app: a second lock for those who want one. Passkeys are in tests/browser."""

import base64
import json
import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from network.models import Member
from tests.network.people.test_addresses import newest_code, say_who_i_am

pytestmark = pytest.mark.django_db
ACTIVATE = "/account/2fa/totp/activate/"


def digits_of(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def set_up(client: Client) -> str:
    """Switch an app on; return its secret."""
    say_who_i_am(client, ACTIVATE)
    page = client.get(ACTIVATE).content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    answer = client.post(ACTIVATE, {"code": digits_of(found[1])})
    assert answer.url == "/account/2fa/recovery-codes/"
    return found[1]


def sign_in_by_code(client: Client, member: Member) -> Any:
    cache.clear()
    client.post("/account/login/", {"login": member.email})
    return client.post("/account/login/code/confirm/", {"code": newest_code()})


def test_it_is_set_up_with_its_own_digits_and_gives_spare_codes(
    as_alice: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_up(as_alice)
    page = as_alice.get("/account/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", page)) == 10
    assert "on" in as_alice.get("/account/2fa/").content.decode()
    assert any("authenticator app was set up" in letter.body for letter in mail.outbox)


@pytest.mark.parametrize("digits", ["", "000000", "12", "9" * 10_000, "😀", "\x00"])
def test_wrong_digits_switch_nothing_on(as_alice: Client, alice: Member, digits: str) -> None:
    say_who_i_am(as_alice, ACTIVATE)
    as_alice.get(ACTIVATE)
    assert as_alice.post(ACTIVATE, {"code": digits}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_code_by_mail_is_then_not_enough(as_alice: Client, alice: Member) -> None:
    secret = set_up(as_alice)
    other = Client()
    assert sign_in_by_code(other, alice).url == "/account/2fa/authenticate/"
    assert other.get("/settings/").status_code == 302
    assert other.get("/account/2fa/authenticate/").status_code == 200
    assert other.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert other.post("/account/2fa/authenticate/", {"code": digits_of(secret, ahead=1)}).url == "/today/"
    assert other.get("/settings/").status_code == 200


def test_a_spare_code_works_once(as_alice: Client, alice: Member) -> None:
    set_up(as_alice)
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 200):
        other = Client()
        sign_in_by_code(other, alice)
        assert other.post("/account/2fa/authenticate/", {"code": spare}).status_code == expected


def test_the_database_alone_does_not_tell_the_secret(as_alice: Client) -> None:
    secret = set_up(as_alice)
    kept = [str(authenticator.data) for authenticator in Authenticator.objects.all()]
    assert not any(secret in words for words in kept)


def test_it_survives_a_change_of_the_services_key(as_alice: Client, alice: Member, settings: Any) -> None:
    secret = set_up(as_alice)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key that is long enough to pass",
    )
    other = Client()
    sign_in_by_code(other, alice)
    assert other.post("/account/2fa/authenticate/", {"code": digits_of(secret, ahead=1)}).url == "/today/"


def test_it_can_be_switched_off(as_alice: Client, alice: Member) -> None:
    set_up(as_alice)
    assert as_alice.get("/account/2fa/totp/deactivate/").status_code == 200
    as_alice.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert sign_in_by_code(Client(), alice).url == "/today/"


def test_new_spare_codes_end_the_old(as_alice: Client, alice: Member) -> None:
    set_up(as_alice)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert as_alice.get("/account/2fa/recovery-codes/generate/").status_code == 200
    as_alice.post("/account/2fa/recovery-codes/generate/")
    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    file = as_alice.get("/account/2fa/recovery-codes/download/")
    assert file.content.decode().split() == new


def test_a_passkey_alone_locks_nobody_out(alice: Member) -> None:
    Authenticator.objects.create(user=alice, type="webauthn", data={"name": "My passkey", "credential": {}})
    assert sign_in_by_code(Client(), alice).url == "/today/"


def test_somebody_elses_passkey_is_not_there(as_alice: Client, bob: Member) -> None:
    his = Authenticator.objects.create(user=bob, type="webauthn", data={"name": "Bob's", "credential": {}})
    say_who_i_am(as_alice, "/settings/")
    for act in ("remove", "edit"):
        assert as_alice.get(f"/account/2fa/webauthn/keys/{his.pk}/{act}/").status_code == 404
    assert "Bob" not in as_alice.get("/account/2fa/webauthn/").content.decode()


KEYS = {"id": "AAAA", "rawId": "AAAA", "type": "public-key"}
CLIENT_DATA = base64.urlsafe_b64encode(
    b'{"type": "webauthn.get", "challenge": "AAAA", "origin": "http://testserver"}'
).decode()
CREDENTIALS = [
    {},
    [],
    None,
    1,
    {"id": 1},
    {"response": []},
    KEYS,
    {**KEYS, "response": {}},
    {**KEYS, "rawId": "BBBB", "response": {}},
    {**KEYS, "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"}},
    {**KEYS, "response": {"clientDataJSON": CLIENT_DATA, "attestationObject": "oA"}},
    {**KEYS, "response": {"clientDataJSON": CLIENT_DATA, "attestationObject": "o2NmbXQ"}},
    {**KEYS, "response": {"clientDataJSON": CLIENT_DATA, "authenticatorData": "AAAA", "signature": "AAAA"}},
    {
        **KEYS,
        "response": {
            "clientDataJSON": CLIENT_DATA,
            "authenticatorData": "A" * 60,
            "signature": "A",
            "userHandle": "😀",
        },
    },
]


@pytest.mark.parametrize("credential", ["", "x" * 10_000, *map(json.dumps, CREDENTIALS)])
def test_nonsense_for_a_passkey_is_refused(client: Client, as_alice: Client, credential: str) -> None:
    assert client.post("/account/2fa/webauthn/login/", {"credential": credential}).status_code == 302
    say_who_i_am(as_alice, "/settings/")
    as_alice.get("/account/2fa/webauthn/add/")
    answer = as_alice.post("/account/2fa/webauthn/add/", {"name": "x", "credential": credential, "passwordless": "on"})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "address", ["/account/2fa/", "/account/2fa/webauthn/", "/account/logout/", "/account/2fa/webauthn/add/"]
)
def test_every_page_shows_itself(as_alice: Client, address: str) -> None:
    say_who_i_am(as_alice, "/settings/")
    page = as_alice.get(address).content.decode()
    assert page.count("<h1>") == 1
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son[a-z]+=|style=", page)
