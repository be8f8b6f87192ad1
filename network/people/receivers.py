"""What Django and allauth say of sign-ins and of changed ways in goes into the record of authentication."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from network.models import Member
from network.people.authentication_log import What, record


@receiver(user_logged_in)
def on_signed_in(*, request: HttpRequest | None, user: Member, **_more: Any) -> None:
    if request is not None:
        record(request, What.SIGNED_IN, member=user)


@receiver(user_logged_out)
def on_signed_out(*, request: HttpRequest | None, user: Member | None, **_more: Any) -> None:
    if request is not None and user is not None:
        record(request, What.SIGNED_OUT, member=user)


@receiver(user_login_failed)
def on_wrong_password(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    if request is not None:
        address = credentials.get("email", "")
        record(request, What.PASSWORD_TYPED, how="password", succeeded=False, address=address)


@receiver(account.authentication_step_completed)
def on_step(*, request: HttpRequest, user: Member, method: str, **more: Any) -> None:
    what = {"password": What.PASSWORD_TYPED, "mfa": What.FACTOR_USED}.get(method)
    if what:  # a right code is recorded where it is checked
        record(request, what, how=str(more.get("type", method)), member=user, address=more.get("email") or "")


@receiver(mfa.authentication_failed)
def on_wrong_factor(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_more: Any) -> None:
    record(request, What.FACTOR_USED, how=authenticator.type, succeeded=False, member=user)


@receiver(account.email_confirmed)
def on_confirmed(*, request: HttpRequest, email_address: EmailAddress, **_more: Any) -> None:
    what = What.ADDRESS_CHANGED
    record(request, what, how="confirmed", member=email_address.user, address=email_address.email)


@receiver(account.email_removed)
def on_removed(*, request: HttpRequest, user: Member, email_address: EmailAddress, **_more: Any) -> None:
    record(request, What.ADDRESS_CHANGED, how="removed", member=user, address=email_address.email)


@receiver(account.email_changed)
def on_main_address(*, request: HttpRequest, user: Member, to_email_address: EmailAddress, **_more: Any) -> None:
    record(request, What.ADDRESS_CHANGED, how="made the main one", member=user, address=to_email_address.email)


PASSWORD_SIGNALS: dict[str, Signal] = {
    "set": account.password_set,
    "changed": account.password_changed,
    "reset": account.password_reset,
}
FACTOR_SIGNALS: dict[str, Signal] = {
    "added": mfa.authenticator_added,
    "removed": mfa.authenticator_removed,
    "reset": mfa.authenticator_reset,
}


def _connect() -> None:
    for word, signal in PASSWORD_SIGNALS.items():
        signal.connect(_on_password(word), weak=False, dispatch_uid=f"authentication-log-{word}")
    for word, signal in FACTOR_SIGNALS.items():
        signal.connect(_on_factor(word), weak=False, dispatch_uid=f"authentication-log-{word}")


def _on_password(word: str) -> Any:
    def on_password(*, request: HttpRequest, user: Member, **_more: Any) -> None:
        record(request, What.PASSWORD_CHANGED, how=word, member=user)

    return on_password


def _on_factor(word: str) -> Any:
    def on_factor(*, request: HttpRequest, user: Member, authenticator: Authenticator, **_more: Any) -> None:
        record(request, What.FACTOR_CHANGED, how=f"{authenticator.type} {word}", member=user)

    return on_factor


_connect()
