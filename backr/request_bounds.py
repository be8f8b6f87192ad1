"""Middleware that refuses a request that is too long, before anything of it is read."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from backr.errors import too_much

MOST_AROUND_FILES = 64 * 1024
"""Bytes of an upload beside the files: the other fields, and the headings of the parts."""


class RequestBounds:
    """Answers 414 to an address and 413 to a body that is longer than any of ours.

    It comes after the middleware that knows the member, so that the page has their navigation and language. Bodies
    without a length are empty to Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if max(len(request.path_info), len(request.META.get("QUERY_STRING", ""))) > settings.LONGEST_QUERY:
            return too_much(request, status=HTTPStatus.REQUEST_URI_TOO_LONG)
        length = _length_of(request)
        if length > settings.FORM_MAX_BYTES:
            of_files = _most_bytes_of_files(request)
            if not of_files or length > of_files + MOST_AROUND_FILES:
                return too_much(request, of_files=of_files)
        return self.get_response(request)


def _length_of(request: HttpRequest) -> int:
    """Return the bytes of the body. 0 if that is no number, as Django reads it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _most_bytes_of_files(request: HttpRequest) -> int:
    """Return how many bytes of files the view takes from whoever asks; 0 for strangers and from most views."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return 0
    takes_files = getattr(view, "takes_files", False) and request.user.is_authenticated
    return int(settings.IMPORT_MAX_BYTES) if takes_files else 0
