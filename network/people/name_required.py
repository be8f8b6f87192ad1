"""Asks for a name only when somebody else is about to read it, because the first steps can be skipped."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from network.models import Member

View = Callable[..., HttpResponseBase]


def name_first(*, back: Callable[..., str] | None = None) -> Callable[[View], View]:
    """Send a member without a name to the page that asks for one before they reach the view.

    They return to the same address by a GET, or to the one that `back` makes from the view's arguments. Visitors who
    are not signed in are left to the view.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, Member) or request.user.name:
                return view(request, *args, **kwargs)
            then = back(*args, **kwargs) if back else request.get_full_path()
            return redirect(f"{reverse('say_name')}?{urlencode({'next': then})}")

        return ask_first

    return decorate
