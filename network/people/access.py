"""Who is here."""

from django.http import HttpRequest

from network.models import Member


def member_of(request: HttpRequest) -> Member:
    """Return the signed-in member, whom `LoginRequiredMiddleware` has seen to; raises TypeError for a stranger."""
    if not isinstance(request.user, Member):
        raise TypeError("nobody is signed in")
    return request.user
