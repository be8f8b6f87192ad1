"""What a view needs of a request: who is signed in, what was posted, and where to go on to."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from network.models import Member

View = TypeVar("View", bound=Callable[..., HttpResponse])


def takes_files(view: View) -> View:
    """Let members send files to `view`. No other view gets more than a form."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


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


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is to be bound to; None unless it was posted, so an empty post is checked like any other."""
    return request.POST if request.method == "POST" else None
