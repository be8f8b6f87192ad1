"""Every attempt to get in is recorded, in either way it ends, without an address, a code or a password."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from network.models import AuthenticationEvent, Member, Person
from network.people.authentication_log import forget_old
from network.people.tasks import remove_unconfirmed_accounts
from tests.factories.people import make_contact, make_member
from tests.network.people.code_flows import (
    ADDRESSES,
    ALICE,
    CONFIRM_ADDRESS,
    CONFIRM_RESET,
    CONFIRM_SIGN_IN,
    FRESH,
    NOBODY,
    RESET,
    SIGN_IN,
    SIGN_UP,
    add_address,
    newest_code,
    wrong_code,
)

pytestmark = pytest.mark.django_db
Event = tuple[str, str, bool]


def events() -> list[Event]:
    rows = AuthenticationEvent.objects.order_by("pk").values_list("what", "how", "succeeded")
    return [(what, how, succeeded) for what, how, succeeded in rows]


def signed_in_by_code(client: Client) -> None:
    client.post(SIGN_IN, {"login": ALICE})
    client.post(CONFIRM_SIGN_IN, {"code": wrong_code()})
    client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
    client.post("/account/logout/")


def joined(client: Client) -> None:
    client.post(SIGN_UP, {"email": "new@example.com"})
    client.post(CONFIRM_ADDRESS, {"code": newest_code()})


def with_passwords(client: Client) -> None:
    alice = Member.objects.get(email=ALICE)
    alice.set_password("three quiet herons")
    alice.save()
    client.post(SIGN_IN, {"login": ALICE, "password": "three loud herons"})
    client.post(SIGN_IN, {"login": ALICE, "password": "three quiet herons"})


def reset(client: Client) -> None:
    client.post(RESET, {"email": ALICE})
    client.post(CONFIRM_RESET, {"code": wrong_code()})
    client.post(CONFIRM_RESET, {"code": newest_code()})
    new = {"password1": "four loud magpies", "password2": "four loud magpies"}
    client.post("/account/password/reset/complete/", new)


def with_fresh_codes(client: Client) -> None:
    client.force_login(Member.objects.get(email=ALICE))
    AuthenticationEvent.objects.all().delete()
    client.post(FRESH)
    client.post(FRESH, {"code": wrong_code()})
    client.post(FRESH, {"code": newest_code()})
    client.post("/settings/signed-in/others/end/")


def with_addresses(client: Client) -> None:
    client.force_login(Member.objects.get(email=ALICE))
    AuthenticationEvent.objects.all().delete()
    add_address(client)
    client.post(CONFIRM_ADDRESS, {"code": newest_code()})
    client.post(ADDRESSES, {"action_primary": "", "email": "second@example.com"})
    client.post(ADDRESSES, {"action_remove": "", "email": ALICE})


ASKED, SIGNED_IN = ("code_asked", "", True), ("signed_in", "", True)


@pytest.mark.parametrize(
    ("act", "recorded"),
    [
        (
            signed_in_by_code,
            [
                ASKED,
                ("code_typed", "sign in", False),
                ("code_typed", "sign in", True),
                SIGNED_IN,
                ("signed_out", "", True),
            ],
        ),
        (
            joined,
            [
                ASKED,
                ("joined", "", True),
                ("code_typed", "address", True),
                ("address_changed", "confirmed", True),
                SIGNED_IN,
            ],
        ),
        (with_passwords, [("password_typed", "password", False), ("password_typed", "password", True), SIGNED_IN]),
        (
            reset,
            [
                ASKED,
                ("code_typed", "reset", False),
                ("code_typed", "reset", True),
                ("password_changed", "reset", True),
            ],
        ),
        (
            with_fresh_codes,
            [
                ("code_asked", "fresh code", True),
                ("code_typed", "fresh code", False),
                ("code_typed", "fresh code", True),
                ("signed_out", "everywhere else", True),
            ],
        ),
        (
            with_addresses,
            [
                ("code_asked", "known browser", True),
                ("code_typed", "address", True),
                ("address_changed", "confirmed", True),
                ("address_changed", "made the main one", True),
                ("address_changed", "removed", True),
            ],
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_done_is_recorded(alice: Member, act: Callable[[Client], None], recorded: list[Event]) -> None:
    act(Client())
    assert [(what, "" if how == "known browser" else how, done) for what, how, done in events()] == [
        (what, "" if how == "known browser" else how, done) for what, how, done in recorded
    ]


def test_a_refused_letter_is_recorded(alice: Member) -> None:
    for _ in range(5):
        Client().post(SIGN_IN, {"login": NOBODY})
    assert [succeeded for _what, _how, succeeded in events()] == [True, True, True, False, False]


def test_a_passkey_that_is_refused_is_recorded(alice: Member) -> None:
    Client().post("/account/2fa/webauthn/login/", {"credential": '{"id": "no such passkey"}'})
    assert events() == [("factor_used", "webauthn", False)]


@pytest.mark.parametrize(
    ("page", "fields", "how"),
    [
        (SIGN_IN, {"login": ALICE, "password": "three loud herons"}, "login"),
        (RESET, {"email": ALICE}, "reset_password"),
    ],
)
def test_what_allauths_own_limits_refuse_is_recorded(
    alice: Member, settings: Any, page: str, fields: dict[str, str], how: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1/5m/key", "reset_password": "1/m/ip"}
    for _ in range(2):
        Client().post(page, fields)
    last = AuthenticationEvent.objects.order_by("pk").last()
    assert last is not None
    assert (last.what, last.how, last.succeeded) == ("limit_reached", how, False)
    assert last.address_key
    assert ALICE not in repr(AuthenticationEvent.objects.values())


def test_nothing_secret_is_in_it(alice: Member, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "backr.authentication")
    client = Client(REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Mozilla/5.0\n{evil} Firefox/130"})
    client.post(SIGN_IN, {"login": ALICE})
    code = newest_code()
    client.post(CONFIRM_SIGN_IN, {"code": "1111-2222"})
    client.post(CONFIRM_SIGN_IN, {"code": code})
    session = client.cookies["sessionid"].value
    client.post("/account/logout/")
    client.post(SIGN_IN, {"login": ALICE, "password": "three loud herons\n{}"})
    kept = repr(list(AuthenticationEvent.objects.values())) + "".join(record.getMessage() for record in caplog.records)
    for secret in (code, "1111", ALICE, "alice", "herons", "192.0.2", "evil", session):
        assert secret not in kept
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "backr.authentication"]
    assert [line["what"] for line in lines] == [what for what, _how, _succeeded in events()]
    assert lines[-1]["browser"] == "firefox"


def test_the_operator_can_ask_about_an_address_and_a_member(alice: Member, bob: Member) -> None:
    client = Client()
    client.post(SIGN_IN, {"login": ALICE})
    client.post(CONFIRM_SIGN_IN, {"code": wrong_code()})
    Client().post(SIGN_IN, {"login": NOBODY})

    def asked(*options: str) -> list[dict[str, Any]]:
        out = StringIO()
        call_command("authentication_log", *options, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    assert len(asked()) == 3
    assert [line["what"] for line in asked("--address", "Alice@Example.com")] == ["code_asked", "code_typed"]
    assert [line["what"] for line in asked("--failed")] == ["code_typed"]
    assert [line["member"] for line in asked("--member", str(alice.pk))] == [alice.pk]
    assert asked("--member", str(bob.pk)) == []


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_an_event_is_kept_for_ninety_days(alice: Member, days: int, left: int) -> None:
    Client().post(SIGN_IN, {"login": ALICE})
    AuthenticationEvent.objects.update(at=timezone.now() - timedelta(days=days))
    forget_old()
    assert AuthenticationEvent.objects.count() == left


class TestUnconfirmedAccounts:
    def begun(self, email: str, **fields: Any) -> Member:
        Client().post(SIGN_UP, {"email": email})
        Member.objects.filter(email=email).update(date_joined=timezone.now() - timedelta(days=3), **fields)
        return Member.objects.get(email=email)

    def test_one_that_nobody_confirmed_goes_with_its_person(self, alice: Member) -> None:
        people = Person.objects.count()
        self.begun("new@example.com")
        remove_unconfirmed_accounts()
        assert not Member.objects.filter(email="new@example.com").exists()
        assert not EmailAddress.objects.filter(email="new@example.com").exists()
        assert Person.objects.count() == people
        assert Member.objects.filter(pk=alice.pk).exists()
        joined(Client())
        assert EmailAddress.objects.get(email="new@example.com").verified

    @pytest.mark.parametrize(
        "fields",
        [
            {"date_joined": timezone.now()},
            {"last_login": timezone.now()},
            {"is_staff": True},
            {"is_superuser": True},
            {"invented": True},
        ],
        ids=lambda fields: next(iter(fields)),
    )
    def test_others_stay(self, fields: dict[str, Any]) -> None:
        member = self.begun("new@example.com")
        Member.objects.filter(pk=member.pk).update(**fields)
        remove_unconfirmed_accounts()
        assert Member.objects.filter(pk=member.pk).exists()

    def test_a_member_whose_address_the_operator_replaced_stays(self, alice: Member) -> None:
        Member.objects.update(date_joined=timezone.now() - timedelta(days=30), first_steps_done_at=None)
        client = Client()
        client.post(SIGN_IN, {"login": ALICE})
        client.post(CONFIRM_SIGN_IN, {"code": newest_code()})
        call_command("replace_address", "--of", ALICE, "--new", "new@example.com")
        remove_unconfirmed_accounts()
        assert Member.objects.filter(pk=alice.pk).exists()

    def test_a_person_who_is_somebodys_contact_too_stays(self, alice: Member) -> None:
        member = self.begun("new@example.com")
        contact = make_contact(make_member(), "Dilys", person=member.person)
        remove_unconfirmed_accounts()
        assert not Member.objects.filter(pk=member.pk).exists()
        contact.refresh_from_db()
        assert contact.person_id == member.person_id
