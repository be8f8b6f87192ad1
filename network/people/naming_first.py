"""A name is asked for where somebody else is about to read it, and not before: the first steps can be skipped."""

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
    """Let a member without a name through to the view only once they have given one.

    They come back to the same address by a GET, or to what `back` makes of the view's own arguments. Strangers are left
    to the view.
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
