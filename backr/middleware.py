"""Middleware: caching, sign-in, language, shared computers and the record of sign-ins."""

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
from django.views.defaults import page_not_found

from network.people import shared_computer, sign_ins
from network.platform.errors import NotFoundError

GetResponse = Callable[[HttpRequest], HttpResponse]


class NoStore:
    """Keeps responses out of every cache, the browser's included, because many members use a shared computer.

    It must come before any middleware that answers in place of a view (redirects to sign-in, refused forms), so that it
    covers those answers too. A response that may be cached sets its own Cache-Control.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class NotFoundPage:
    """Answers with the 404 page where an action or a query says that there is no such thing of this member's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_not_found(request, exception) if isinstance(exception, NotFoundError) else None


class SignInRequired(LoginRequiredMiddleware):
    """Redirects to the sign-in page, and afterwards back to the page that was asked for.

    A POST cannot be repeated by a redirect. After one, the member comes back to the page that the form was on, and is
    told that it was not done.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        text = _("You’d been signed out, so that didn’t go through. Sign in, then press the button again.")
        messages.info(request, text)
        return redirect_to_login(_referring_path(request), self.get_login_url(view_func))


def _referring_path(request: HttpRequest) -> str:
    """Return the path of the page that the form was on, by the Referer header; without one, that of Today."""
    referrer = urlsplit(request.headers.get("referer", ""))
    ours = referrer.netloc == request.get_host() and referrer.path != request.path
    return referrer.path if ours else reverse("today")


class MethodNotAllowedPage:
    """Gives a GET of a POST-only URL our own 405 page, in place of Django's empty one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content or request.method != "GET":
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page


class MemberLanguage:
    """Activates the language that the member has chosen, whatever the browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        if chosen and chosen in dict(settings.LANGUAGES):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SharedComputerTimeout:
    """Signs out a member who has been idle for a while on a computer that they said others use too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if shared_computer.is_shared(request):
            if shared_computer.is_over(request):
                return _sign_out(request)
            if not _is_poll(request):
                shared_computer.note_active(request)
        response = self.get_response(request)
        if shared_computer.is_shared(request):
            shared_computer.end_with_the_browser(request)
        return response


class RecordSignIns:
    """Records in which browsers a member is signed in, for the page that shows it to them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            sign_ins.note(request)
        return response


def _is_poll(request: HttpRequest) -> bool:
    """Say whether a script asks if the member is still signed in; this does not count as activity."""
    return request.method == "GET" and request.path == reverse("still_here")


def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    if request.path == reverse("still_here"):
        return JsonResponse({}, status=401)
    minutes = shared_computer.idle_seconds() // 60
    text = ngettext(
        "You hadn’t tapped anything for %(minutes)d minute, so we signed you out. What you’d saved is safe.",
        "You hadn’t tapped anything for %(minutes)d minutes, so we signed you out. What you’d saved is safe.",
        minutes,
    )
    messages.info(request, text % {"minutes": minutes})
    return redirect("account_login")
