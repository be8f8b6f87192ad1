"""Each kind of code: how it is asked for, where it is typed, and what opens."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

SIGN_IN, CONFIRM_SIGN_IN = "/account/login/", "/account/login/code/confirm/"
RESET, CONFIRM_RESET = "/account/password/reset/", "/account/password/reset/confirm/"
SIGN_UP, CONFIRM_ADDRESS = "/account/signup/", "/account/confirm-email/"
ADDRESSES, FRESH = "/account/email/", "/settings/confirm/"
ALICE, NOBODY = "alice@example.com", "nobody@example.com"


@dataclass(frozen=True)
class Kind:
    """One kind of code: how it is asked for, where it is typed, and the page that opens when it was right."""

    ask: Callable[[Client], Any]
    typed_at: str
    opens: str
    signed_in: bool = False

    def right(self, client: Client, code: str) -> bool:
        client.post(self.typed_at, {"code": code})
        return client.get(self.opens).status_code == 200


def post(address: str, **fields: str) -> Callable[[Client], Any]:
    return lambda client: client.post(address, fields)


def add_address(client: Client) -> Any:
    session = client.session
    session["fresh_code_at"] = [timezone.now().timestamp(), session["_auth_user_id"] and int(session["_auth_user_id"])]
    session.save()
    return client.post(ADDRESSES, {"action_add": "", "email": "second@example.com"})


KINDS = {
    "sign in": Kind(post(SIGN_IN, login=ALICE), CONFIRM_SIGN_IN, "/settings/"),
    "sign in, own page": Kind(post("/account/login/code/", email=ALICE), CONFIRM_SIGN_IN, "/settings/"),
    "join": Kind(post(SIGN_UP, email="new@example.com"), CONFIRM_ADDRESS, "/settings/"),
    "reset": Kind(post(RESET, email=ALICE), CONFIRM_RESET, "/account/password/reset/complete/"),
    "fresh code": Kind(post(FRESH), FRESH, "/account/password/set/", signed_in=True),
}


def newest_code() -> str:
    found = re.search(r"\b(\d{4}-\d{4})\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def wrong_code(number: int = 0) -> str:
    return f"{(int(newest_code().replace('-', '')) + 1 + number) % 10**8:08d}"


class OldSession:
    """The session as it was once, to be written back, as a slow request does that began before the others."""

    def __init__(self, client: Client) -> None:
        self.client, self.key = client, client.cookies["sessionid"].value
        self.data = Session.objects.get(pk=self.key).session_data

    def write_back(self) -> None:
        Session.objects.update_or_create(
            pk=self.key,
            defaults={"session_data": self.data, "expire_date": timezone.now() + timedelta(days=1)},
        )
        self.client.cookies["sessionid"] = self.key


def answer_of(address: str, fields: dict[str, str], email: str) -> str:
    return shown(Client().post(address, fields), email)


def shown(answer: Any, email: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    headers = {name: value for name, value in answer.items() if name not in ("Expires", "Content-Length")}
    return repr((answer.status_code, headers, text.replace(email, "ADDRESS")))


def client_after(address: str, email: str) -> Client:
    client = Client()
    client.post(address, {"login": email, "email": email})
    return client


def without_tokens(answer: Any, email: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return text.replace(email, "ADDRESS")


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    from allauth.account.internal.flows import code_verification

    now = time.time()
    clock = type("Clock", (), {"time": staticmethod(lambda: now + timedelta(minutes=minutes).total_seconds())})
    monkeypatch.setattr(code_verification, "time", clock)
