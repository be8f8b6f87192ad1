"""Error pages for 400, 413, 429 and 500. Django's own views render our templates for 403 and 404.

A `NotFoundError` of the domain becomes the 404 page in `backr.middleware.NotFoundPage`.
"""

import logging
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from backr.stylesheet import NAME as STYLESHEET
from network.people.authentication_log import record_limit

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Render 400.html with the request. Django's own view has none, so its page could not name the service.

    What has too many or too long fields is told so.
    """
    if isinstance(exception, TOO_MUCH):
        return too_much(request)
    return render(request, "400.html", status=400)


def too_much(
    request: HttpRequest, status: HTTPStatus = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, of_files: int = 0
) -> HttpResponse:
    """Say that more was sent than we take; `of_files`, how many bytes of files, where a page takes them."""
    return render(request, "413.html", {"of_files": of_files}, status=status)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer what one of allauth's limits refuses, and record it."""
    record_limit(request)
    return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render 500.html without the database, the member or other templates, any of which may be what failed."""
    context = {"stylesheet": _stylesheet(), "operator_contact": settings.OPERATOR_CONTACT}
    return HttpResponseServerError(render_to_string("500.html", context))


def _stylesheet() -> str:
    """Return the stylesheet's URL, or "" if that cannot be found: a page without styles is better than none."""
    try:
        return static(STYLESHEET)
    except ValueError:
        log.exception("the static files manifest does not name the stylesheet")
        return ""
