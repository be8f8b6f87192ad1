"""What a form was sent."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form is to be bound to; None unless it was posted, so an empty post is checked like any other."""
    return request.POST if request.method == "POST" else None
