"""Pages that a personal link opens. The address itself is the secret, so it goes nowhere: no referrer, no log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def personal_link(view: View) -> View:
    """Keep the address of this page from every other site, from caches and from robots.

    Browsers post from a no-referrer page with `Origin: null`, which the CSRF check refuses. So a view with a form is
    made exempt from that check, and must act by the link alone and never by a cookie.
    """

    @wraps(view)
    def kept_close(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.personal_link = True  # type: ignore[attr-defined]  # the frame then holds no form of its own
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_close


def no_longer_in_use(request: HttpRequest) -> HttpResponse:
    """Answer for a link that is unknown, has run out, was replaced, or has done its work: one page for all."""
    return render(request, "introductions/link_ended.html", status=410)
