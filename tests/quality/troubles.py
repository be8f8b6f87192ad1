"""The addresses of the service, and beside them one for each way in which a page can fail."""

from allauth.core.ratelimit import respond_429
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from backr.urls import handler400, handler500
from backr.urls import urlpatterns as every_pattern

__all__ = ["handler400", "handler500", "urlpatterns"]

TROUBLES: dict[int, type[Exception] | None] = {
    # None: a view says it with a page of its own, and raises nothing
    400: SuspiciousOperation,
    403: PermissionDenied,
    404: Http404,
    405: None,
    409: None,
    429: None,
    500: RuntimeError,
}


@login_not_required
def fail(request: HttpRequest, status: int) -> HttpResponse:
    error = TROUBLES[status]
    if error is not None:
        raise error("as the test wishes")
    return respond_429(request) if status == 429 else render(request, f"{status}.html", status=status)


urlpatterns = [*every_pattern, path("trouble/<int:status>/", fail)]
