"""What a browser keeps for when there is no signal: the shell and one page that knows nobody. Never a private page."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from backr.stylesheet import NAME as STYLESHEET

STATIC = Path(__file__).resolve().parent.parent / "static"
WORKER = Path(__file__).with_name("worker.js")
KINDS = ("js/*.js", "fonts/*.woff2", "icons/backr.svg", "icons/favicon-32.png")


@dataclass(frozen=True)
class Kept:
    """`files` are the addresses of the shell; `version` changes when a byte of them, the page or the worker does."""

    version: str
    files: list[str]


def offline_page() -> str:
    """Return the page for when there is no signal, in the language in force. Given no request, it knows nobody."""
    return render_to_string("offline.html", {"service_name": settings.SERVICE_NAME})


@cache
def kept(language: str) -> Kept:
    """Return what a browser whose member reads `language` keeps."""
    names = [STYLESHEET, *(path.relative_to(STATIC).as_posix() for kind in KINDS for path in sorted(STATIC.glob(kind)))]
    digest = hashlib.sha256(WORKER.read_bytes())
    for name in names:
        digest.update(f"{static(name)}\n".encode())
        digest.update(Path(_found(name)).read_bytes())
    with translation.override(language):
        digest.update(offline_page().encode())
    return Kept(version=digest.hexdigest()[:16], files=[static(name) for name in names])


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
