"""The language of the pages: the visitor's choice, else the browser's preference."""

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
    """Change the language in this browser, and for a member everywhere."""
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
    """Return the page on which the choice was made, by the form or the Referer header."""
    wanted = request.POST.get("next", "") or request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("home")
