"""Help pages for everybody: what to do, whom to ask, who runs the service."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.help import crisis
from network.help.topics import TOPICS, topic_called
from network.people import shared_computer
from network.platform.contact_links import link_to
from network.platform.errors import NotFoundError


@require_safe
@login_not_required
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/help.html", {"topics": TOPICS, **_common()})


@require_safe
@login_not_required
def help_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a help page."""
    topic = topic_called(slug)
    if topic is None:
        raise NotFoundError
    others = [other for other in TOPICS if other is not topic]
    return render(request, f"help/{topic.slug}.html", {"topic": topic, "others": others, **_common()})


def _common() -> dict[str, object]:
    return {
        "contact_link": link_to(settings.OPERATOR_CONTACT),
        "crisis_lines": crisis.lines(),
        "idle_minutes": shared_computer.idle_seconds() // 60,
    }
