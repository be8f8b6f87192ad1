"""The language in which somebody is spoken to: what they chose, or else what their browser asks for."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from network.models import Member
from network.people.actions import change_language


@csrf_exempt  # it changes nothing but words, and pages behind personal links post without an origin
@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: in this browser, and to a member wherever they sign in."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if isinstance(request.user, Member):
        change_language(member=request.user, language=code)
    response = redirect(_back(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    """Return the page that the choice was made on, as the browser says; what it shows holds no address of its own."""
    wanted = request.POST.get("next", "") or request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("home")
