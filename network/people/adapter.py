"""allauth's adapters: where people go next, what messages say, and how its e-mail is sent."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network.models import Member
from network.people import known_browsers, letters
from network.people.authentication_log import record_limit
from network.platform.privacy import codes
from network.platform.privacy.tokens import keys_in_force
from network.platform.requests import member_of

LIMITS = ("too_many_login_attempts", "rate_limited")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Members have no username, and e-mail goes only to an address that the visitor has typed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is your main address. Make another one your main address first."),
        "duplicate_email": _("You’ve already got that address here."),
        "email_password_mismatch": _(
            "That address and password don’t match. Leave the password blank, and we’ll send you a code instead."
        ),
        "email_taken": _("You can’t use that address here. If it’s yours, sign out and sign in with it."),
        "enter_current_password": _("That’s not your current password."),
        "incorrect_code": _("That code isn’t right. Check the newest e-mail from us, and try again."),
        "incorrect_password": _("That password isn’t right."),
        "invalid_login": _("Type your e-mail address."),
        "max_email_addresses": _("You can have up to %d addresses here. Remove one first."),
        "too_many_login_attempts": _("That’s too many tries. Ask for a new code, or wait five minutes and try again."),
        "too_many_codes": _(
            "We can’t send that address another code just now. Look for the newest e-mail from us, or ask again in a "
            "few minutes. A browser you’ve signed in with before, or a passkey, works all the same."
        ),
        "unverified_primary_email": _("Your main address has to be one you’ve confirmed."),
        "rate_limited": _("That was a little quick. Wait a minute, then try again."),
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return the error of a form, and record it if it is of one of allauth's limits."""
        if code in LIMITS:
            record_limit(context.request)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("today") if member_of(request).first_steps_done_at else reverse("welcome", args=[1])

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Nothing: `joining_again` writes to them, with a code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter. The request and its member stay here: a thread renders, and needs plain values only."""
        plain = {name: value for name, value in context.items() if name not in ("request", "user", "current_site")}
        if handle := plain.get("code"):
            plain["code"] = in_halves(codes.code_for(codes.ACCOUNT, handle))
        letters.post(template_prefix, email, plain)

    def generate_login_code(self) -> str:
        """Return the handle of a new code; the session keeps it in place of the code, which only the letter has."""
        return codes.make_handle()

    def generate_password_reset_code(self) -> str:
        return codes.make_handle()

    def generate_email_verification_code(self) -> str:
        return codes.make_handle()

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known_browsers.remember(request, response, user)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Make the query that allauth makes only for an address that no member has proved: both take as long."""
        address = credentials.get("email", "").lower()
        if EmailAddress.objects.filter(email=address, verified=True).exists():
            list(Member.objects.filter(email=address))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords in a known browser apart, so that a stranger's do not keep the owner out."""
        browser = known_browsers.known_browser(request, credentials.get("email", ""))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{browser}"


def in_halves(code: str) -> str:
    """Return a code as a person reads it out: "1234-5678"."""
    middle = len(code) // 2
    return f"{code[:middle]}-{code[middle:]}"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A passkey is another way to sign in. Only an authenticator app is a second factor, so a lost phone locks nobody
    out."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Switch your authenticator app off first. You can switch it on again afterwards."),
        "cannot_generate_recovery_codes": _("Spare codes go with an authenticator app. Set one up first."),
        "incorrect_code": _("That didn’t work. Please try again."),
        "unverified_email": _("One of your e-mail addresses isn’t confirmed yet. Confirm or remove it first."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        if user.is_anonymous or (types is not None and Authenticator.Type.TOTP not in types):
            return False
        return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())

    def encrypt(self, text: str) -> str:
        """Encrypt the app's secret, so that the database alone does not reveal it; a copy of it would be a copy of the
        app."""
        return locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo `encrypt`. Raises `InvalidToken` if the secret key was changed and is not in SECRET_KEY_FALLBACKS."""
        return locks().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("My passkey") if number == 1 else _("Passkey %d") % number)


def locks() -> MultiFernet:
    """Encryption with the current secret key; earlier keys still decrypt, so that the key can be changed."""
    salt = "network.people.adapter"
    hashes = [salted_hmac(salt, "authenticators", key, algorithm="sha256") for key in keys_in_force()]
    return MultiFernet([Fernet(urlsafe_b64encode(key_hash.digest())) for key_hash in hashes])
