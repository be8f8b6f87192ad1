"""Lays pages before a browser as the server answered them, with the stylesheets, scripts and fonts that it has."""

import mimetypes
from collections.abc import Iterator, Sequence
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

from tests.quality.pages import Page as Answer

ADDRESS = "http://localhost"  # nobody is asked there: every request is answered here
KEEP_STILL = "() => { for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id) }"


def lay_out(page: Page, answers: Sequence[Answer]) -> Iterator[Answer]:
    """Open each answer in turn, as if the server had just given it. Pages that load themselves again are kept still."""
    now = answers[0]

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        if route.request.is_navigation_request():
            route.fulfill(status=now.status, headers=now.headers, body=now.html)
        elif path.startswith(settings.STATIC_URL) and isinstance(file := found(path), str):
            route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0])
        else:
            route.fulfill(status=404)

    page.route("**/*", serve)
    for now in answers:
        page.goto(f"{ADDRESS}{now.path}")
        page.evaluate(KEEP_STILL)
        yield now


@cache
def found(path: str) -> str | list[str] | None:
    """The file that the server has at the static address."""
    return finders.find(path.removeprefix(settings.STATIC_URL))
