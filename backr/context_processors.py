"""Context of every template."""

from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from network.models import Member
from network.people import shared_computer
from network.platform.contact_links import link_to
from network.platform.features import NavigationItem, features


def service(request: HttpRequest) -> dict[str, object]:
    """Return the operator's details, whom to ask locally, the languages, and how long a shared computer may be idle."""
    shared = hasattr(request, "session") and shared_computer.is_shared(request)
    idle = shared_computer.idle_seconds() if shared else 0
    return {
        "service_name": settings.SERVICE_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "minimum_age": settings.MINIMUM_AGE,
        "operator_contact": settings.OPERATOR_CONTACT,
        "local_help": settings.LOCAL_HELP,
        "local_help_link": link_to(settings.LOCAL_HELP_CONTACT),
        "languages": settings.LANGUAGES,  # each by its own name, whatever the page's language
        "internal_pages": settings.INTERNAL_PAGES,
        "shared_idle_seconds": idle,
        "shared_leave_seconds": 2 * idle,  # for pages without the script, which sees that somebody types
    }


@dataclass(frozen=True)
class Place:
    """A link of the main navigation; `current` is its `aria-current`, or ""; so much `waits` for the member there."""

    url: str
    text: str | Promise
    icon: str
    current: str
    waits: int = 0


def navigation(request: HttpRequest) -> dict[str, object]:
    """Return `navigation`, the places of the main navigation: worked out only where a template shows them."""
    return {"navigation": partial(_places, request)}


def _places(request: HttpRequest) -> list[Place]:
    """Return the places that the member has, in order; none for a stranger."""
    member = getattr(request, "user", None)
    if not isinstance(member, Member):
        return []
    items = sorted((item for feature in features() for item in feature.navigation), key=lambda item: item.order)
    return [
        place_of(item, request.path, import_string(item.count)(member) if item.count else 0)
        for item in items
        if not item.shown_to or import_string(item.shown_to)(member)
    ]


def place_of(item: NavigationItem, path: str, waits: int = 0) -> Place:
    """Return the link that `item` is on the page at `path`, where so much `waits` there."""
    url = reverse(item.url_name)
    current = "page" if path == url else "true" if path.startswith((url, *item.also_under)) else ""
    return Place(url, item.text, item.icon, current, waits)
