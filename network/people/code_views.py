"""allauth's pages on which a code is typed, with tries and letters counted beside the account, not in the session."""

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_not_required
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from network.models import Member
from network.people import joining_again, letters
from network.people.authentication_log import What, record
from network.people.code_limits import expected_code, mail_allowed


def say_too_many(request: HttpRequest) -> None:
    adapter = get_adapter(request)
    adapter.add_message(request, messages.ERROR, message=adapter.error_messages["rate_limited"])


class CountedTries:
    """For a view that checks a code of the process `_process`, as allauth names it."""

    purpose: str
    lookups = 1  # queries for its member that a process makes
    request: Any
    _process: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if self._process.user is None:
            for _lookup in range(self.lookups):  # so that both take as long; a row, which takes longer than none
                Member.objects.filter(pk__gt=0).first()
        if "code" in kwargs:
            kwargs["code"] = expected_code(self.purpose, self._process.state)
        return kwargs

    def _verify_form_valid(self, form: Form) -> HttpResponse:
        self._record(succeeded=True)
        answer: HttpResponse = super()._verify_form_valid(form)  # type: ignore[misc]
        return answer

    def _record(self, *, succeeded: bool) -> None:
        state, member = self._process.state, self._process.user
        record(
            self.request,
            What.CODE_TYPED,
            how=self.purpose,
            succeeded=succeeded,
            member=member,
            address=state.get("email", ""),
        )

    def form_invalid(self, form: Form) -> HttpResponse:
        """Count the try in the session too, as allauth does; it ends when either count is over."""
        self._record(succeeded=False)
        if getattr(form, "tries_used_up", False):
            self._process.state["failed_attempts"] = self._process.max_attempts
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        return answer

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        """Send another code, if this address may have one more letter."""
        if not mail_allowed(self.request, self._process.state["email"]):
            say_too_many(self.request)
            return HttpResponseRedirect(self.passthrough_next_url(self.request.path))  # type: ignore[attr-defined]
        sent_before = self._process.state["resend_count"]
        answer: HttpResponse = super()._resend_form_valid(form)  # type: ignore[misc]
        if self._process.user is None:
            self.write_to_nobody()
        if self._process.state["resend_count"] > sent_before:  # said with and without an account
            messages.success(self.request, _("Done. Look for a new e-mail from us. Only the newest code works."))
        return answer

    def write_to_nobody(self) -> None:
        """Do the work of a letter, where the process is of no member's."""
        letters.post_nothing(self._process.state["email"])


class ConfirmLoginCode(CountedTries, account.ConfirmLoginCodeView):  # type: ignore[misc]
    purpose = "sign in"


class ConfirmPasswordResetCode(CountedTries, account.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    purpose = "reset"

    def form_valid(self, form: Form) -> HttpResponse:
        self._record(succeeded=True)
        answer: HttpResponse = super().form_valid(form)
        return answer


class ConfirmAddress(CountedTries, account.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    purpose = "address"
    lookups = 2

    @cached_property
    def _action(self) -> str:
        """Another address is typed on the page before; allauth would take it here too."""
        again = self.request.POST.get("action") == "resend" and self._process.can_resend
        return "resend" if again else "verify"

    def write_to_nobody(self) -> None:
        state = self._process.state
        joining_again.write_code(state["email"], state.get("code", ""))

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        member = getattr(form, "joined_already", None)
        if member is None:
            return super()._verify_form_valid(form)
        self._record(succeeded=True)
        self._process.abort()
        return joining_again.sign_in(self.request, member, self._process.state["email"])


class RequestLoginCode(account.RequestLoginCodeView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        if form._user is None:
            letters.post_nothing(form.cleaned_data["email"])
        answer: HttpResponse = super().form_valid(form)
        return answer


class Addresses(account.EmailView):  # type: ignore[misc]
    def _action_send(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse | None:
        if not mail_allowed(request, request.POST["email"][:254]):
            say_too_many(request)
            return None
        answer: HttpResponse | None = super()._action_send(request, *args, **kwargs)
        return answer


confirm_login_code = ConfirmLoginCode.as_view()
confirm_password_reset_code = ConfirmPasswordResetCode.as_view()
confirm_address = login_not_required(ConfirmAddress.as_view())
request_login_code = RequestLoginCode.as_view()
addresses = Addresses.as_view()
