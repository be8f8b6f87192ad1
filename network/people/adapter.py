"""What allauth asks of us: where people go next, what it says to them, how its mail leaves."""

import logging
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from anymail.exceptions import AnymailError
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network.people.access import member_of
from network.privacy.keys import keys_in_force

log = logging.getLogger(__name__)
_post = ThreadPoolExecutor(max_workers=2, thread_name_prefix="account-mail")  # its threads start with the first letter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Members have no username, and e-mail goes only to an address that whoever is here has typed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "cannot_remove_primary_email": _("This is your main address. Make another one your main address first."),
        "duplicate_email": _("You have that address here already."),
        "email_password_mismatch": _(
            "That address and password do not go together. Leave the password empty, and we send you a code instead."
        ),
        "email_taken": _("That address cannot be used here. If it is yours, sign out and sign in with it."),
        "enter_current_password": _("That is not your password of now."),
        "incorrect_code": _("That code is not right. Look at the newest e-mail from us, and try again."),
        "incorrect_password": _("That password is not right."),
        "invalid_login": _("Type your e-mail address."),
        "max_email_addresses": _("You can have up to %d addresses here. Remove one first."),
        "too_many_login_attempts": _("That was tried too many times. Wait five minutes, then ask for a new code."),
        "unverified_primary_email": _("Your main address has to be one that you have confirmed."),
        "rate_limited": _("That was a little quick. Wait a minute, then try again."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("today") if member_of(request).first_steps_done_at else reverse("welcome", args=[1])

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def send_account_already_exists_mail(self, email: str) -> None:
        login_url = context.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"login_url": login_url})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render and send. With `MAIL_APART` another thread sends.

        The page then takes as long, and looks the same, whether or not there is an account to write to, and also when
        the mail server is slow or down.
        """
        words = {"service_name": settings.SERVICE_NAME, "email": email, **context}
        message = self.render_mail(template_prefix, email, words)
        if settings.MAIL_APART:
            _post.submit(_send, message)
        else:
            message.send()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (OSError, AnymailError):  # smtplib's errors are OSErrors too
        log.exception("A letter about an account could not be sent.")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A passkey is one more way in. Only an authenticator app is a second lock, so a lost phone locks nobody out."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Switch your authenticator app off first. You can switch it on again afterwards."),
        "cannot_generate_recovery_codes": _("Spare codes go with an authenticator app. Set one up first."),
        "incorrect_code": _("That did not work. Please try again."),
        "unverified_email": _("One of your e-mail addresses is not confirmed yet. Confirm or remove it first."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        if user.is_anonymous or (types is not None and Authenticator.Type.TOTP not in types):
            return False
        return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())

    def encrypt(self, text: str) -> str:
        """Keep the app's secret unreadable to who has the database alone; a copy of it would be a copy of the app."""
        return locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo `encrypt`. Raises `InvalidToken` if the secret key was changed and is not in SECRET_KEY_FALLBACKS."""
        return locks().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("My passkey") if number == 1 else _("Passkey %d") % number)


def locks() -> MultiFernet:
    """The current secret key's lock and those of the keys before it, so that the key can be changed."""
    salt = "network.people.adapter"
    hashes = [salted_hmac(salt, "authenticators", key, algorithm="sha256") for key in keys_in_force()]
    return MultiFernet([Fernet(urlsafe_b64encode(one.digest())) for one in hashes])
