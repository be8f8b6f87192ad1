"""allauth's forms of addresses, codes and passwords, in plain words. A password is optional."""

from typing import Any, cast

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django import forms
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.models import Member
from network.people import joining_again, letters, shared_computer
from network.people.authentication_log import What, record
from network.people.code_limits import mail_allowed
from network.platform.mail_addresses import readable_address
from network.platform.outbox.record import mark
from network.platform.privacy.codes import TriesUsedUpError, make_handle

WORDS = {
    "login": _("Your e-mail address"),
    "email": _("Your e-mail address"),
    "code": _("The code from the e-mail"),
    "oldpassword": _("Your current password"),
    "password": _("Your password"),
    "password1": _("A new password"),
    "password2": _("The new password again"),
    "name": _("A name for it, so you know which is which"),
}


class AddressField(EmailField):  # type: ignore[misc]
    """An e-mail address, in the one spelling of its mailbox."""

    def clean(self, value: Any) -> str:
        try:
            return readable_address(super().clean(value))
        except ValueError as problem:
            raise forms.ValidationError(validate_email.message, code="invalid") from problem


def refuse_too_many_letters(form: forms.Form, field: str) -> None:
    """Refuse a form that is in order if the address in `field` has had enough letters, whether or not it has joined."""
    address = form.cleaned_data.get(field)
    if address and not form.errors and not mail_allowed(allauth_context.request, address):
        form.add_error(field, get_adapter().validation_error("too_many_codes"))


def look_up_as_for_nobody(address: str) -> None:
    """Make the query that allauth makes only for an address that no member has proved, so that both take as long."""
    list(Member.objects.filter(email=address.lower()))


class CountedMail:
    """Counts the letter that a form with the field "email" asks for."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        refuse_too_many_letters(cast("forms.Form", self), "email")
        return cleaned


class CountedTries(account.BaseConfirmCodeForm):  # type: ignore[misc]
    """Counts each try of a code before it compares. `code` is a `network.people.code_limits.ExpectedCode`."""

    tries_used_up = False

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            right = self.expected_code.check(code)
        except TriesUsedUpError:
            self.tries_used_up, right = True, False
        if not right:
            raise get_adapter().validation_error("incorrect_code")
        return code


class PlainWords:
    """Sets our labels and a number pad for codes, and removes placeholders, which vanish on typing.

    Every e-mail address is an `AddressField`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("login", "email"):
            if isinstance(field := self.fields.get(name), EmailField):
                self.fields[name] = AddressField(widget=field.widget, required=field.required)
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
            label=_("Other people use this computer too"),
            help_text=ngettext(
                "Then we’ll sign you out when you close the browser, or after %(minutes)d minute without a tap.",
                "Then we’ll sign you out when you close the browser, or after %(minutes)d minutes without a tap.",
                minutes,
            )
            % {"minutes": minutes},
            required=False,
        )


class LoginForm(WhoseComputer, account.LoginForm):  # type: ignore[misc]
    """An address is enough: a code is sent to it. A member with a password may type that instead."""

    def _setup_password_field(self) -> None:
        password = self.fields["password"]
        password.required = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password, if you’ve got one")

    def _clean_without_password(self, email: str | None, phone: str | None) -> Any:
        cleaned = super()._clean_without_password(email, phone)
        refuse_too_many_letters(self, "login")
        if self.user is not None:
            look_up_as_for_nobody(self.user.email)
        return cleaned

    def _login_by_code(self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, str]) -> Any:
        if self.user is None:
            letters.post_nothing(credentials["email"])
        return super()._login_by_code(request, redirect_url, credentials)


class SignupForm(CountedMail, WhoseComputer, account.SignupForm):  # type: ignore[misc]
    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        """As in allauth, but somebody who started before and never typed the code gets a new code.

        Nobody has ever used such an account, and it opens only to whoever reads that mailbox.
        """
        taken = self.account_already_exists
        user, response = self._begun_again(request) if taken else (None, None)
        if user is None:
            user, response = super().try_save(request)
            if taken:
                joining_again.write_code(self.cleaned_data["email"], self._handle_of_code(request))
        record(request, What.JOINED, succeeded=not taken, member=user, address=self.cleaned_data["email"])
        return user, response

    @staticmethod
    def _handle_of_code(request: HttpRequest) -> str:
        """Return the handle of the code for which the next page asks."""
        return str(request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY, {}).get("code", ""))

    def _begun_again(self, request: HttpRequest) -> tuple[Member | None, None]:
        self._save_nobody(request)
        begun = Member.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if begun and not EmailAddress.objects.filter(user=begun, verified=True).exists():
            return begun, None
        return None, None

    @transaction.atomic
    def save(self, request: HttpRequest) -> Member:
        """Create the account with its address, and mark the new member for the graph."""
        return self._create(request)

    def _create(self, request: HttpRequest) -> Member:
        """As `save`. No worker is told, so that none is busier for a new address; the sweeper finds the member."""
        member: Member = super().save(request)
        mark("graph", [member.pk], hinted=False)
        return member

    @transaction.atomic
    def _save_nobody(self, request: HttpRequest) -> None:
        """Do the work of joining and take it back, so that a taken address takes as long to answer as a new one."""
        address = self.cleaned_data["email"]
        self.cleaned_data["email"], self.account_already_exists = f"{make_handle().lower()}@nobody.invalid", False
        with transaction.atomic():
            self._create(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"], self.account_already_exists = address, True


class RequestLoginCodeForm(CountedMail, WhoseComputer, account.RequestLoginCodeForm):  # type: ignore[misc]
    def clean_email(self) -> str:
        address: str = super().clean_email()
        if self._user is not None:
            look_up_as_for_nobody(address)
        return address


class ConfirmLoginCodeForm(PlainWords, account.ConfirmLoginCodeForm, CountedTries):  # type: ignore[misc]
    pass


class ConfirmEmailVerificationCodeForm(PlainWords, account.ConfirmEmailVerificationCodeForm, CountedTries):  # type: ignore[misc]
    joined_already: Member | None = None
    """Whoever has joined with the address before, and typed the code that signs them in."""

    def clean_code(self) -> str:
        if self.user is not None:
            code: str = super().clean_code()
            return code
        code = CountedTries.clean_code(self)
        self.joined_already = joining_again.member_with(self.email)
        if self.joined_already is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class ConfirmPasswordResetCodeForm(PlainWords, account.ConfirmPasswordResetCodeForm, CountedTries):  # type: ignore[misc]
    pass


class AddEmailForm(CountedMail, PlainWords, account.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Another of your e-mail addresses")


class SetPasswordForm(PlainWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(CountedMail, PlainWords, account.ResetPasswordForm):  # type: ignore[misc]
    def clean_email(self) -> str:
        address: str = super().clean_email()
        if self.users:
            look_up_as_for_nobody(address)
        return address

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if not self.users:
            letters.post_nothing(self.cleaned_data["email"])
        address: str = super().save(request, **kwargs)
        return address


class ResetPasswordKeyForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass
