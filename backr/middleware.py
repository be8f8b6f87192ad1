"""What every response carries, and what every request of a member is held to."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
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
