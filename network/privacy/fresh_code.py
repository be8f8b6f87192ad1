"""A fresh code by e-mail, asked for before anything that could lock a member out or carry everything away.

allauth's own re-authentication lets members who have no password through without asking them anything, so this is
ours. A member who has just typed a fresh code may go on for ten minutes, in that browser.
"""

import hmac
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

FRESH_FOR = 10 * 60  # seconds in which nothing more is asked
CODE_LIFE = 15 * 60  # seconds
ATTEMPTS = 5
FRESH_AT = "fresh_code_at"
WAITING = "fresh_code_waiting"


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether this browser's member has typed a fresh code in the last ten minutes."""
    at, member_id = request.session.get(FRESH_AT) or (0.0, None)
    return member_id == request.user.pk and 0 <= time.time() - at < FRESH_FOR


def is_waiting(request: HttpRequest) -> bool:
    """Tell whether a code has been sent that can still be typed."""
    waiting = request.session.get(WAITING)
    if not waiting or waiting["member"] != request.user.pk:
        return False
    return bool(time.time() - waiting["at"] < CODE_LIFE)


def send(request: HttpRequest, to: str = "") -> bool:
    """Send a code to `to`, if it is a verified address of the member's, else to their main one. False: try later.

    Any of them will do: whoever has lost the mailbox of the main one can still put another in its place. The code
    that was sent before is void.
    """
    addresses = EmailAddress.objects.filter(user_id=request.user.pk, verified=True).order_by("-primary", "pk")
    address = addresses.filter(email__iexact=to).first() or addresses.first()
    if address is None or not ratelimit.consume(request, action="fresh_code", user=request.user):
        return False
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[WAITING] = {"member": request.user.pk, "at": time.time(), "left": ATTEMPTS, "digest": _digest(code)}
    adapter.send_mail("account/email/fresh_code", address.email, {"code": code})
    return True


def check(request: HttpRequest, typed: str) -> bool:
    """Tell whether `typed` is the code that waits. A right code works once; after five wrong ones it is void."""
    if not is_waiting(request):
        return False
    waiting = request.session[WAITING]
    if hmac.compare_digest(_digest(typed), waiting["digest"]):
        del request.session[WAITING]
        request.session[FRESH_AT] = [time.time(), request.user.pk]
        return True
    waiting["left"] -= 1
    if waiting["left"] > 0:
        request.session[WAITING] = waiting
    else:
        del request.session[WAITING]
    return False


def fresh_code_required(
    view: Callable[..., HttpResponseBase], *, reading_is_free: bool = False
) -> Callable[..., HttpResponseBase]:
    """Let a request through to `view` only after a fresh code, else ask for one and come back by a GET.

    With `reading_is_free` only requests that change something are asked. Strangers are left to the view itself.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        free = reading_is_free and request.method in ("GET", "HEAD")
        if free or not request.user.is_authenticated or is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('fresh_code')}?{urlencode({'next': request.path})}")

    return ask_first


def _digest(code: str) -> str:
    letters = "".join(letter for letter in code.casefold() if letter.isalnum())
    return salted_hmac("network.privacy.fresh_code", letters, algorithm="sha256").hexdigest()
