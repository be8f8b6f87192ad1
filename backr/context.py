"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

from network.people import shared_computer


def service(request: HttpRequest) -> dict[str, object]:
    """Return the operator's words about themselves, and whether this is a demo or development service."""
    shared = hasattr(request, "session") and shared_computer.is_shared(request)
    idle = shared_computer.idle_seconds() if shared else 0
    return {
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "minimum_age": settings.MINIMUM_AGE,
        "operator_contact": settings.OPERATOR_CONTACT,
        "languages": settings.LANGUAGES,  # each by its own name, in whatever language the page is
        "internal_pages": settings.INTERNAL_PAGES,
        "shared_idle_seconds": idle,
        "shared_leave_seconds": 2 * idle,  # for pages without the script, which cannot know that somebody types
    }
