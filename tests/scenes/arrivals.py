"""What comes before some pages: a code that waits, a fresh code, a passkey or an authenticator app."""

import re
import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from network.models import Member
from network.people.actions import say_sorted
from network.platform.privacy.fresh_code import FRESH_AT
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_member

Arrival = Callable[[Client, Member], None]
PASSWORD = "Seagulls-at-noon-7"


def with_a_fresh_code(client: Client, alice: Member) -> None:
    """Signed in, and a fresh code typed just now."""
    client.force_login(alice)
    session = client.session
    session[FRESH_AT] = [time.time(), alice.pk]
    session.save()


def with_a_password(client: Client, alice: Member) -> None:
    """As somebody who has a password, with a fresh code."""
    with_a_fresh_code(client, _somebody_with("password"))


def with_an_app(client: Client, alice: Member) -> None:
    """As somebody who has an authenticator app and spare codes, with a fresh code."""
    with_a_fresh_code(client, _somebody_with_an_app())


def with_a_passkey(client: Client, alice: Member) -> None:
    """As somebody who has a passkey, with a fresh code."""
    with_a_fresh_code(client, passkey().user)


def passkey() -> Authenticator:
    """A passkey with a name, as the pages about it show it; no browser can sign in with it."""
    made, _ = Authenticator.objects.get_or_create(
        user=_somebody_with("passkey"), type="webauthn", defaults={"data": {"name": "My old phone", "credential": {}}}
    )
    return made


def sorted_for_now(client: Client, alice: Member) -> None:
    """As somebody who has found work and said so, and whom others still ask."""
    member = _somebody_with("work")
    say_sorted(member=member)
    if not member.introductions_to_make.exists():
        make_introduction(_somebody_with("a wish"), make_contact(member, "Priya Shah", line_of_work="pastry chef"))
    client.force_login(member)


def joining(client: Client, alice: Member) -> None:
    """A stranger who has given an address, and waits for the code."""
    _post(client, "account_signup", email="just.joining@example.com")


def signing_in(client: Client, alice: Member) -> None:
    """Alice, who has asked for a code."""
    _post(client, "account_request_login_code", email=alice.email)


def one_more_step(client: Client, alice: Member) -> None:
    """Somebody with an app, who has typed the code from the e-mail."""
    _post(client, "account_request_login_code", email=_somebody_with_an_app().email)
    _post(client, "account_confirm_login_code", code=_newest_code())


def resetting(client: Client, alice: Member) -> None:
    """Alice, who has asked for a new password."""
    _post(client, "account_reset_password", email=alice.email)


def reset_so_far(client: Client, alice: Member) -> None:
    """Alice, who has typed the code, and may choose a new password."""
    resetting(client, alice)
    _post(client, "account_confirm_password_reset_code", code=_newest_code())


def _somebody_with_an_app() -> Member:
    member = _somebody_with("app")
    if not Authenticator.objects.filter(user=member).exists():
        TOTP.activate(member, generate_totp_secret())
        RecoveryCodes.activate(member)
    return member


def _somebody_with(what: str) -> Member:
    email = f"somebody.with.{what.replace(' ', '.')}@example.com"
    member = Member.objects.filter(email=email).first()
    if member is None:
        member = make_member(f"Sam with {what}", email=email)
        member.set_password(PASSWORD)
        member.save()
    return member


def _post(client: Client, name: str, **values: str) -> None:
    cache.clear()  # how often one may ask is another test's subject
    answer = client.post(reverse(name), values)
    assert answer.status_code == 302, f"{name}: {answer.status_code}"


def _newest_code() -> str:
    found = re.search(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))
    assert found
    return found[0]
