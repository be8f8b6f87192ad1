"""The service as an app on a phone: its manifest, its service worker, and the page shown without a connection.

The service worker caches the app shell (styles, scripts, fonts) and that one page. Both are the same for everybody: a
private page never goes into a cache.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from backr.stylesheet import NAME as STYLESHEET

STATIC = Path(__file__).parent / "static"
SERVICE_WORKER = Path(__file__).with_name("service_worker.js")
SHELL_PATTERNS = ("js/*.js", "fonts/*.woff2", "icons/backr.svg", "icons/favicon-32.png")
BACKGROUND_COLOUR, THEME_COLOUR = "#f8f1e4", "#17594f"  # as in tokens.css; a test compares


@dataclass(frozen=True)
class AppShell:
    """The URLs of the files to cache. `version` changes with any byte of them, the offline page or the worker."""

    version: str
    files: list[str]


@cache
def app_shell(language: str) -> AppShell:
    """Return what the browser of somebody who reads `language` caches."""
    paths = [path for pattern in SHELL_PATTERNS for path in sorted(STATIC.glob(pattern))]
    names = [STYLESHEET, *(path.relative_to(STATIC).as_posix() for path in paths)]
    digest = hashlib.sha256(SERVICE_WORKER.read_bytes())
    for name in names:
        digest.update(f"{static(name)}\n".encode())
        digest.update(Path(_static_file(name)).read_bytes())
    with translation.override(language):
        digest.update(_offline_page().encode())
    return AppShell(version=digest.hexdigest()[:16], files=[static(name) for name in names])


@require_safe
@login_not_required
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """Give the web app manifest: the name, colours and icons on a phone's home screen."""
    content = {
        "id": "/",
        "name": settings.SERVICE_NAME,
        "short_name": settings.SERVICE_NAME,
        "description": _("People who know people: see who you could meet, and get introduced."),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": BACKGROUND_COLOUR,
        "theme_color": THEME_COLOUR,
        "icons": [
            {"src": static("icons/backr.svg"), "sizes": "any", "type": "image/svg+xml"},
            *_icons("app", "any"),
            *_icons("app-maskable", "maskable"),
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@require_safe
@login_not_required
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker's script, with the app shell's files and version as constants before it."""
    shell = app_shell(get_language() or settings.LANGUAGE_CODE)
    constants = {"VERSION": shell.version, "FILES": shell.files, "OFFLINE": reverse("offline")}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in constants.items()]
    script = "\n".join([*lines, SERVICE_WORKER.read_text(encoding="utf-8")])
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@require_safe
@login_not_required
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """Give the page that a browser shows without a connection."""
    return HttpResponse(_offline_page())


def _offline_page() -> str:
    """Return the page in the active language. It is rendered without a request, so it holds nothing of a member."""
    return render_to_string("offline.html", {"service_name": settings.SERVICE_NAME})


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


def _static_file(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
