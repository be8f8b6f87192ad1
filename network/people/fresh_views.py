"""Asking for a fresh code before something weighty, and allauth's weighty pages behind it."""

from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.people import queries
from network.people.access import going_on, member_of
from network.people.forms import FreshCodeForm
from network.privacy import fresh_code


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Send a code (a post without `code`), or take the one that was sent, and go on to `next`."""
    typing = "code" in request.POST
    form = FreshCodeForm(request.POST if typing else None)
    if request.method == "POST" and not typing:
        _send(request)
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    if form.is_valid():
        if fresh_code.check(request, form.cleaned_data["code"]):
            return redirect(going_on(request, otherwise=reverse("settings")))
        form.add_error("code", _("That code is not right, or no longer good. Look at the newest e-mail from us."))
    page = {"waiting": fresh_code.is_waiting(request), "addresses": queries.verified_addresses(member_of(request))}
    return render(request, "people/fresh_code.html", {"form": form, **page})


def _send(request: HttpRequest) -> None:
    if not fresh_code.send(request, request.POST.get("to", "")[:254].replace("\x00", "")):
        messages.error(request, _("That was a little quick. Wait a minute, then ask for a new code."))


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Back to the list of passkeys: spare codes go with an authenticator app."""

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]
    """On to the spare codes, always: they may have been made unseen, with a passkey."""

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")
