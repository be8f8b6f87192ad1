from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from backr.internal import demo, mailbox
from backr.internal.doors import this_machine_only
from backr.internal.gallery import samples


@this_machine_only
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Every message that the service sent, newest first."""
    return render(request, "internal/mail.html", {"letters": mailbox.letters()})


@this_machine_only
@require_safe
def mail_message(request: HttpRequest, name: str) -> HttpResponse:
    """One message, its links live."""
    letter = mailbox.letter(name)
    if letter is None:
        raise Http404
    return render(request, "internal/mail_message.html", {"letter": letter})


@this_machine_only
@require_safe
def demo_enter(request: HttpRequest, signed: str) -> HttpResponse:
    """Sign in as one of the demo town's people. In the demo only; nobody there is real."""
    member = demo.member_of(signed)
    if member is None:
        raise Http404
    login(request, member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("today")


@this_machine_only
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part that pages are made of, in every state: to look at, and for the browser tests to photograph."""
    return render(request, "gallery/gallery.html", samples())
