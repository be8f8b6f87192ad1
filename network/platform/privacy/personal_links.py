"""Pages that a personal link opens. The address is the secret, so it must not leak by a referrer or a log."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def personal_link(view: View) -> View:
    """Keep the address of this page from other sites, from caches and from robots.

    Browsers post from a no-referrer page with `Origin: null`, which the CSRF check refuses. So a view with a form is
    exempt from that check, and must act on the link alone, never on a cookie.
    """

    @wraps(view)
    def keep_address_secret(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.personal_link = True  # type: ignore[attr-defined]  # the footer then shows no form
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return keep_address_secret


def no_longer_in_use(request: HttpRequest) -> HttpResponse:
    """Answer a link that is unknown, expired, replaced or used up: the same page for all of them."""
    return render(request, "privacy/link_ended.html", status=410)
