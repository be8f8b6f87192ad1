"""Files that a browser asks for at fixed addresses. They hold nothing of anybody, and are the same for all."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from backr.offline.kept import WORKER, kept, offline_page

GROUND, FRAME = "#f8f1e4", "#17594f"  # as in tokens.css; a test compares


@require_safe
@login_not_required
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the service calls itself, and looks, on a phone's home screen."""
    words = {
        "id": "/",
        "name": settings.SERVICE_NAME,
        "short_name": settings.SERVICE_NAME,
        "description": _("People who know people: see who you could meet, and be introduced."),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": FRAME,
        "icons": [
            {"src": static("icons/backr.svg"), "sizes": "any", "type": "image/svg+xml"},
            *_icons("app", "any"),
            *_icons("app-maskable", "maskable"),
        ],
    }
    return JsonResponse(words, content_type="application/manifest+json")


def _icons(name: str, purpose: str) -> list[dict[str, str]]:
    return [
        {
            "src": static(f"icons/{name}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
    ]


@require_safe
@login_not_required
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the shell: with its list and version in front, so that a new one is seen to be new."""
    keep = kept(get_language() or settings.LANGUAGE_CODE)
    given = {"VERSION": keep.version, "FILES": keep.files, "OFFLINE": reverse("offline")}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in given.items()]
    script = "\n".join([*lines, WORKER.read_text(encoding="utf-8")])
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@login_not_required
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows when it has no connection."""
    return HttpResponse(offline_page())
