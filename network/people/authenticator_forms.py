"""allauth's forms of authenticator apps and passkeys, in plain words."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.core import context as allauth_context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

from network.people.account_forms import PlainWords
from network.people.authentication_log import What, record


class AppCodeWords(PlainWords):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code from your app, or a spare code")


class AuthenticateForm(AppCodeWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(PlainWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits the app shows now")


class CredentialField(forms.JSONField):
    """A passkey's response. JSON in so many brackets that Python gives up, or with a number as long, is refused too."""

    LONGEST = 20_000  # characters; of the longest responses, with a certificate, about a third

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(str(value)[: self.LONGEST])
        except (RecursionError, ValueError) as problem:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return nothing to show: the browser makes another response for another try."""
        return None


class Readable:
    """Refuses an unreadable passkey response, most of which allauth would turn into a server error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["credential"].widget  # type: ignore[attr-defined]
        self.fields["credential"] = CredentialField(widget=widget)  # type: ignore[attr-defined]

    def clean_credential(self) -> Any:
        with refusing():
            checked = getattr(super(), "clean_credential", None)
            return checked() if checked else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        with refusing():
            return super().clean()  # type: ignore[misc]


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the errors of reading and checking a passkey response into a form error."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, struct.error, InvalidSignature) as problem:
        raise get_adapter().validation_error("incorrect_code") from problem


class Recorded(Readable):
    """Records a passkey that was refused; one that was right is recorded as allauth signs in."""

    user: Any

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except forms.ValidationError:
            request = allauth_context.request
            record(request, What.FACTOR_USED, how="webauthn", succeeded=False, member=self.user)
            raise


class LoginWebAuthnForm(Recorded, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class AuthenticateWebAuthnForm(Recorded, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddWebAuthnForm(Readable, PlainWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey can be used alone, so there is no box to tick about that."""

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
