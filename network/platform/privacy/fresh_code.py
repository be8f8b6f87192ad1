"""A fresh code by e-mail, required before anything that could lock a member out or take all of their data away.

allauth's own re-authentication lets members without a password through unasked, so this replaces it. A member who has
typed a fresh code may go on for ten minutes in that browser.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from network.platform.privacy import codes
from network.platform.privacy.rate_limits import RateLimit, take

FRESH_FOR = 10 * 60  # seconds in which no other code is required
CODE_LIFE = codes.LIFE.total_seconds()
LETTERS = (
    RateLimit("fresh codes, minute", 3, timedelta(minutes=1)),
    RateLimit("fresh codes, day", 20, timedelta(days=1)),
)
FRESH_AT = "fresh_code_at"
WAITING = "fresh_code_waiting"


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether the member has typed a fresh code in this browser in the last ten minutes."""
    at, member_id = request.session.get(FRESH_AT) or (0.0, None)
    return member_id == request.user.pk and 0 <= time.time() - at < FRESH_FOR


def is_waiting(request: HttpRequest) -> bool:
    """Tell whether a code has been sent that is still valid."""
    waiting = request.session.get(WAITING)
    if not waiting or waiting["member"] != request.user.pk:
        return False
    return bool(time.time() - waiting["at"] < CODE_LIFE)


def send(request: HttpRequest, to: str = "") -> bool:
    """Send a code to `to` if it is a verified address of the member, else to their main one; tell whether it was sent.

    Returns False when too many codes were sent. Any verified address will do, so that a member who has lost the mailbox
    of the main one can still replace it. An earlier code is void.
    """
    addresses = EmailAddress.objects.filter(user_id=request.user.pk, verified=True).order_by("-primary", "pk")
    address = addresses.filter(email__iexact=to).first() or addresses.first()
    if address is None or not all(take(limit, request.user.pk) for limit in LETTERS):
        return False
    handle = codes.make_handle()
    request.session[WAITING] = {"member": request.user.pk, "at": time.time(), "handle": handle}
    get_adapter(request).send_mail("account/email/fresh_code", address.email, {"code": handle})
    return True


def check(request: HttpRequest, typed: str) -> bool:
    """Tell whether `typed` is the code that was sent. A code works once, and is void after five wrong attempts."""
    if not is_waiting(request):
        return False
    waiting = request.session[WAITING]
    try:
        handle = waiting.get("handle", "")
        right = codes.check(typed, codes.ACCOUNT, handle, "fresh", request.user.pk, handle)
    except codes.TriesUsedUpError:
        del request.session[WAITING]
        return False
    if right:
        del request.session[WAITING]
        request.session[FRESH_AT] = [time.time(), request.user.pk]
    return right


def fresh_code_required(
    view: Callable[..., HttpResponseBase], *, reading_is_free: bool = False
) -> Callable[..., HttpResponseBase]:
    """Let a request through to `view` only after a fresh code. Otherwise ask for one, and return to the page by a GET.

    With `reading_is_free` only requests that change something need a code. The view itself handles strangers.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        free = reading_is_free and request.method in ("GET", "HEAD")
        if free or not request.user.is_authenticated or is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('fresh_code')}?{urlencode({'next': request.path})}")

    return ask_first
