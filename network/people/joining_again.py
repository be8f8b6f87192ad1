"""Joining with an address that has joined before: the letter has a code, and the page that asks for it signs them in.

The page, and the time that it takes, are those of somebody who joins for the first time.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from network.models import Member
from network.people import letters


def member_with(address: str) -> Member | None:
    """Return the member who has proved this address and whose account is open, if any. One query."""
    proved = EmailAddress.objects.select_related("user").filter(email__iexact=address, verified=True)
    found = proved.filter(user__is_active=True).first()
    member: Member | None = found.user if found else None
    return member


def write_code(address: str, handle: str) -> None:
    """Write a code that signs in to a known address. To any other goes nothing, after the same work."""
    if handle and member_with(address):
        get_adapter().send_mail("account/email/account_already_exists", address, {"code": handle})
    else:
        letters.post_nothing(address)


def sign_in(request: HttpRequest, member: Member, address: str) -> HttpResponse:
    """Sign in by the code from the letter, as by any other: whoever has an authenticator app is asked for it too."""
    record_authentication(request, member, method="code", email=address)
    messages.success(request, _("You’d already joined, so we’ve signed you in."))
    answer: HttpResponse = perform_login(request, Login(user=member, email=address))
    return answer
