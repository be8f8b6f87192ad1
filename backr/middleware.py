"""What every response carries, and what every request of a member is held to."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.people import shared_computer, sign_ins

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivatePages:
    """Keep pages made for a member out of every cache, the browser's included: many use a shared computer.

    It stands outside all that could answer instead of a view (redirects to sign-in, refused forms), so those carry it
    too. What anybody may keep says so itself by a Cache-Control of its own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class SignInFirst(LoginRequiredMiddleware):
    """Send whoever must sign in back to where they were afterwards: after a press of a button, to its page.

    To the button's own address nobody can come back, since it answers to nothing but a press; and what was pressed
    while nobody was signed in was not done, which is said.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        words = _("You were signed out meanwhile, so that was not done. Sign in, and press it once more.")
        messages.info(request, words)
        return redirect_to_login(_page_before(request), self.get_login_url(view_func))


def _page_before(request: HttpRequest) -> str:
    """Return the path of the page on which the button stood, as the browser says; the front page if it does not."""
    before = urlsplit(request.headers.get("referer", ""))
    here = before.netloc == request.get_host() and before.path != request.path
    return before.path if here else reverse("today")


class WrongWay:
    """Say on a page like the others that an address answers to a button only, as Django does with an empty page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content or request.method != "GET":
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page


class MembersLanguage:
    """Speak to a member in the language that they chose, in whatever browser they sign in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen and chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SharedComputers:
    """On a computer that others use too, sign out whoever has not tapped anything for a while."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if shared_computer.is_shared(request):
            if shared_computer.is_over(request):
                return _sign_out(request)
            if not _only_looks(request):
                shared_computer.note_active(request)
        response = self.get_response(request)
        if shared_computer.is_shared(request):
            shared_computer.end_with_the_browser(request)
        return response


class NoteSignIns:
    """Note in which browsers a member is signed in, for their own page about it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            sign_ins.note(request)
        return response


def _only_looks(request: HttpRequest) -> bool:
    return request.method == "GET" and request.path == reverse("still_here")


def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    if request.path == reverse("still_here"):
        return JsonResponse({}, status=401)
    minutes = shared_computer.idle_seconds() // 60
    words = ngettext(
        "Nobody tapped anything for %(minutes)d minute, so we signed you out. What you had saved is safe.",
        "Nobody tapped anything for %(minutes)d minutes, so we signed you out. What you had saved is safe.",
        minutes,
    )
    messages.info(request, words % {"minutes": minutes})
    return redirect("account_login")
