"""Browsers in which somebody has signed in before, which a stranger's tries at the same address do not hold up.

A cookie has a random name for the browser, and keyed hashes of the addresses of who signed in. It signs nobody in: it
only has limits of its own. The idea is the device cookie of OWASP's "Slow Down Online Guessing Attacks". A computer
that others use too gets none.
"""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from network.models import Member
from network.people import shared_computer
from network.platform.privacy.rate_limits import address_key

COOKIE = "known_browser"
LIFE = timedelta(days=365)
MOST_ADDRESSES = 10
SALT = "network.people.known_browsers"


def remember(request: HttpRequest, response: HttpResponse, member: Member) -> None:
    """Let `response` make this a known browser of `member`, unless they said that others use it too."""
    if shared_computer.is_shared(request):
        return
    name, keys = _read(request)
    proved = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    fresh = dict.fromkeys([*map(address_key, proved), *keys])
    response.set_cookie(
        COOKIE,
        signing.dumps([name or secrets.token_urlsafe(16), list(fresh)[:MOST_ADDRESSES]], salt=SALT),
        max_age=LIFE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, address: str) -> str:
    """Return the name of this browser if somebody has signed in in it whose address this is; else ""."""
    name, keys = _read(request)
    return name if address_key(address) in keys else ""


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, keys = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return name, keys
