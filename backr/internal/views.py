from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from backr.internal import demo_links, mailbox
from backr.internal.gallery import gallery_context
from backr.serving.ports import is_loopback

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]
FORWARDED_HEADERS = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")


def this_machine_only(view: View[Params]) -> View[Params]:
    """Answer 404 unless INTERNAL_PAGES is on and the browser runs on this machine: the pages show sign-in codes.

    Behind a tunnel or proxy every request looks local, so a request with a forwarding header is refused too.
    """

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        local = is_loopback(str(request.META.get("REMOTE_ADDR", "")))
        if not (settings.INTERNAL_PAGES and local) or any(name in request.META for name in FORWARDED_HEADERS):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]  # login_not_required forgets the parameters


@this_machine_only
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """List the messages that the service has sent, newest first."""
    return render(request, "internal/mail.html", {"sent": mailbox.stored_messages()})


@this_machine_only
@require_safe
def mail_message(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message, with its links live."""
    message = mailbox.stored_message(name)
    if message is None:
        raise Http404
    return render(request, "internal/mail_message.html", {"message": message})


@this_machine_only
@require_safe
def demo_enter(request: HttpRequest, signed: str) -> HttpResponse:
    """Sign in as one of the demo town's people. Only in the demo, where everybody is invented."""
    member = demo_links.member_from(signed)
    if member is None:
        raise Http404
    login(request, member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("today")


@this_machine_only
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, to look at and for the browser tests to photograph."""
    return render(request, "gallery/gallery.html", gallery_context())
