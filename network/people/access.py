"""Who is here, and where they were going."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from network.models import Member


def member_of(request: HttpRequest) -> Member:
    """Return the signed-in member, whom `LoginRequiredMiddleware` has seen to; raises TypeError for a stranger."""
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user


def going_on(request: HttpRequest, *, otherwise: str) -> str:
    """Return the address in `?next=` if it is one of ours, else `otherwise`."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise
