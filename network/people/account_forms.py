"""allauth's forms, with plain words, and a password that nobody needs."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.models import Member
from network.outbox.record import mark
from network.people import shared_computer

WORDS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "code": _("The code from the e-mail"),
    "oldpassword": _("Your password now"),
    "password": _("Your password"),
    "password1": _("A new password"),
    "password2": _("The new password once more"),
    "name": _("A name for it, so that you can tell it apart"),
}


class PlainWords:
    """Our labels; no placeholders, which vanish as soon as somebody types; a number pad for codes."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = WORDS.get(name, field.label)
            field.error_messages["required"] = _("Please fill this in.")
        if code := self.fields.get("code"):
            code.widget.attrs.update({"inputmode": "numeric", "maxlength": "40", "class": "code-input"})


class WhoseComputer(PlainWords):
    """Asks whether others use the computer too. `network.people.shared_computer` listens to the answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minutes = shared_computer.idle_seconds() // 60
        self.fields[shared_computer.FIELD] = forms.BooleanField(
            label=_("Others use this computer too"),
            help_text=ngettext(
                "Then you are signed out when the browser is closed, or after %(minutes)d minute without a tap.",
                "Then you are signed out when the browser is closed, or after %(minutes)d minutes without a tap.",
                minutes,
            )
            % {"minutes": minutes},
            required=False,
        )


class LoginForm(WhoseComputer, account.LoginForm):  # type: ignore[misc]
    """An address is enough: then a code is sent. Who has made a password may type it instead."""

    def _setup_password_field(self) -> None:
        password = self.fields["password"]
        password.required = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password, if you have made one")


class SignupForm(WhoseComputer, account.SignupForm):  # type: ignore[misc]
    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        """As allauth, but whoever began before and never typed the code may begin again: they get a new code.

        The account was never opened by anybody, and opens only to who reads that mailbox.
        """
        if self.account_already_exists:
            begun = Member.objects.filter(email__iexact=self.cleaned_data["email"]).first()
            if begun and not EmailAddress.objects.filter(user=begun, verified=True).exists():
                return begun, None
        user, response = super().try_save(request)
        return user, response

    @transaction.atomic
    def save(self, request: HttpRequest) -> Member:
        """Make the account with its address; the graph is told of whoever has joined, also before they know anybody."""
        member: Member = super().save(request)
        mark("graph", [member.pk])
        return member


class RequestLoginCodeForm(WhoseComputer, account.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmEmailVerificationCodeForm(PlainWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class ConfirmPasswordResetCodeForm(PlainWords, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class AddEmailForm(PlainWords, account.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Another e-mail address of yours")


class SetPasswordForm(PlainWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AppCodeWords(PlainWords):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code from your app, or a spare code")


class AuthenticateForm(AppCodeWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the app shows now")


class Readable:
    """Refuse whatever cannot be read as a passkey's answer. allauth lets most of it rise as an error of the server."""

    def clean_credential(self) -> Any:
        with refusing():
            checked = getattr(super(), "clean_credential", None)
            return checked() if checked else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        with refusing():
            return super().clean()  # type: ignore[misc]


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the reading and checking of a passkey's answer can raise into a refusal of the form."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, struct.error, InvalidSignature) as problem:
        raise get_adapter().validation_error("incorrect_code") from problem


class LoginWebAuthnForm(Readable, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AuthenticateWebAuthnForm(Readable, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddWebAuthnForm(Readable, PlainWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey always stands on its own: no box to tick, which would ask people what they cannot know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = "60"
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].widget.attrs["hidden"] = True

    def clean_name(self) -> str:
        name: str = super().clean_name()
        return name[:60]


class EditWebAuthnForm(PlainWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:60]
