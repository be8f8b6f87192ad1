"""The pages that say what went wrong. For 403, 404 and 429 Django's and allauth's own views do, with our words."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from backr.stylesheet import NAME as STYLESHEET

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say it on a page like the others. Django's own view gives the page no request, so it would know no name."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say it on a page that leans on nothing: neither on the database, nor on the member, nor on other templates."""
    context = {"stylesheet": _stylesheet(), "operator_contact": settings.OPERATOR_CONTACT}
    return HttpResponseServerError(render_to_string("500.html", context))


def _stylesheet() -> str:
    """Return where the stylesheet is, or "" if that is what is broken: a page without it is better than none."""
    try:
        return static(STYLESHEET)
    except ValueError:
        log.exception("the list of static files does not name the stylesheet")
        return ""
