"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, object]:
    """Return the operator's words about themselves, and whether this is a demo or development service."""
    return {
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "internal_pages": settings.INTERNAL_PAGES,
    }
