"""Shared computers: the session ends with the browser, and after a short time without activity."""

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
    """Record, before `view` signs somebody in, whether they said that the computer is shared."""

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
    """Tell whether the session belongs to somebody who said that the computer is shared."""
    return bool(request.session.get(_SAID)) and request.user.is_authenticated


def idle_seconds() -> int:
    return int(settings.SHARED_COMPUTER_IDLE.total_seconds())


def quiet_seconds(request: HttpRequest) -> float:
    """Return the seconds without activity, to within a twentieth of the time allowed."""
    now = time.time()
    return abs(now - float(request.session.get(_ACTIVE_AT, now)))  # a clock set back counts too: signing out is safer


def is_over(request: HttpRequest) -> bool:
    """Tell whether the time without activity is over the limit. The script on the page acts a little sooner."""
    return quiet_seconds(request) > idle_seconds() + 2 * _grain()


def note_active(request: HttpRequest) -> None:
    """Restart the time without activity."""
    if _ACTIVE_AT not in request.session or quiet_seconds(request) > _grain():
        request.session[_ACTIVE_AT] = time.time()


def _grain() -> float:
    return idle_seconds() / 20


def end_with_the_browser(request: HttpRequest) -> None:
    """Let the session end when the browser is closed."""
    if not request.session.get_expire_at_browser_close():
        request.session.set_expiry(0)
