"""A computer that others use too: the sign-in ends with the browser, and after a short while without a tap."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

FIELD = "shared_computer"  # of the forms on the ways in
_SAID = "shared_computer"
_ACTIVE_AT = "shared_computer_active_at"


def asks_whose_computer(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Remember, before `view` begins to sign somebody in, whether they said that the computer is shared."""

    @wraps(view)
    def listen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            if request.POST.get(FIELD):
                request.session[_SAID] = True
            else:
                request.session.pop(_SAID, None)
        return view(request, *args, **kwargs)

    return listen


def is_shared(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in here who said that the computer is shared."""
    return bool(request.session.get(_SAID)) and request.user.is_authenticated


def idle_seconds() -> int:
    return int(settings.SHARED_COMPUTER_IDLE.total_seconds())


def quiet_seconds(request: HttpRequest) -> float:
    """Return how long nobody has tapped anything, as exactly as it is kept: to a twentieth of the allowed while."""
    now = time.time()
    return abs(now - float(request.session.get(_ACTIVE_AT, now)))  # a clock set back counts too: better out than open


def is_over(request: HttpRequest) -> bool:
    """Tell whether nobody has tapped anything for too long. The script on the page is that much sooner."""
    return quiet_seconds(request) > idle_seconds() + 2 * _grain()


def note_active(request: HttpRequest) -> None:
    """Count the while from now again."""
    if _ACTIVE_AT not in request.session or quiet_seconds(request) > _grain():
        request.session[_ACTIVE_AT] = time.time()


def _grain() -> float:
    return idle_seconds() / 20


def end_with_the_browser(request: HttpRequest) -> None:
    """Let the browser forget the session when it is closed."""
    if not request.session.get_expire_at_browser_close():
        request.session.set_expiry(0)
