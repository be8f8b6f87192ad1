"""Every page in every state, as the server answers it: full, empty, with errors, and pages of what went wrong.

Needs a database, and leaves nothing in it that was not there before: what a form that is sent changes is rolled back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from network.models import Member
from tests.factories.people import make_member
from tests.quality.markup import Form, Markup
from tests.quality.troubles import TROUBLES
from tests.scenes import Scene, Town, every_scene, make_town

ROWS = 10
"""How many of whatever a page lists."""
MUCH = "Far too much of a good thing. " * 40
TOO_MUCH = MUCH * 100


@dataclass(frozen=True)
class Page:
    """One answer of the server. `name` says which page, and is good as a file's name."""

    name: str
    state: str
    """full, empty, wrong, or trouble"""
    path: str
    status: int
    headers: dict[str, str]
    html: str
    queries: int = 0
    """How often the database was asked for it; counted for full pages only."""

    @cached_property
    def markup(self) -> Markup:
        return Markup(self.html)

    @property
    def shows_errors(self) -> bool:
        return any(map(self.markup.has_class, ("form-errors", "errorlist", "banner-bad")))


def pages(town: Town, newcomer: Member) -> Iterator[Page]:
    """All pages in all states."""
    visits = [visit(name, scene, town) for name, scene in every_scene()]
    yield from (page for _, page in visits)
    yield from empty_pages(newcomer)
    for visitor, page in visits:
        yield from wrong_pages(visitor, page)
    yield from trouble_pages(town)


def everything(rows: int = ROWS) -> list[Page]:
    """All pages of a town that is made for this and gone afterwards."""
    with transaction.atomic():
        found = list(pages(make_town(rows), make_member("Newcomer")))
        transaction.set_rollback(True)
    return found


def visit(name: str, scene: Scene, town: Town) -> tuple[Client, Page]:
    """Open the scene, with something to show in it; return who looks at it too."""
    visitor, path = scene.visitor(town), scene.path(town)
    with CaptureQueriesContext(connection) as queries:
        answer = visitor.get(path)
    return visitor, _page(name, "full", path, answer, queries=len(queries))


def empty_pages(newcomer: Member) -> Iterator[Page]:
    """Every page that a member can open who has just joined, before there is anything on it."""
    visitor = Client()
    visitor.force_login(newcomer)
    for name, scene in every_scene():
        if not scene.stranger and scene.arrive is None and not scene.needs_town:
            yield _open(name, "empty", visitor, scene.path(None))


def wrong_pages(visitor: Client, page: Page) -> Iterator[Page]:
    """Every form of the page, sent in a way that it refuses. Forms that refuse nothing are left out."""
    forms = [form for form in page.markup.forms if form.kinds]
    for number, form in enumerate(forms, start=1):
        name = f"{page.name}-{number}" if number > 1 else page.name
        if (wrong := send_wrongly(name, visitor, page.path, form)) is not None:
            yield wrong


def send_wrongly(name: str, visitor: Client, path: str, form: Form) -> Page | None:
    """Send the form empty, then with nonsense, then with far too much: the first answer with errors, or None."""
    blank = dict.fromkeys(form.kinds, "")
    nonsense, far_too_much = (
        {field: words if kind in ("text", "search", "textarea") else "nonsense" for field, kind in form.kinds.items()}
        for words in (MUCH, TOO_MUCH)
    )
    for values in (blank, nonsense, far_too_much):
        cache.clear()  # a limit on how often a form may be sent is another trouble
        with transaction.atomic():
            answer = visitor.post(form.action or path, form.values | values | form.button, follow=True)
            transaction.set_rollback(True)
        wrong = _page(name, "wrong", answer.request["PATH_INFO"], answer)
        if answer.status_code < 500 and wrong.shows_errors:
            return wrong
    return None


def trouble_pages(town: Town) -> Iterator[Page]:
    """The pages that say what went wrong, as a member meets them."""
    visitor = Client(raise_request_exception=False, enforce_csrf_checks=True)
    visitor.force_login(town.alice)
    with override_settings(ROOT_URLCONF="tests.quality.troubles"):
        for status in TROUBLES:
            yield _open(str(status), "trouble", visitor, f"/trouble/{status}/")
    yield _page("csrf", "trouble", "/settings/about/", visitor.post("/settings/about/"))
    with override_settings(ALLOWED_HOSTS=["backr.example"]):
        yield _open("host", "trouble", visitor, "/")


def _open(name: str, state: str, visitor: Client, path: str) -> Page:
    return _page(name, state, path, visitor.get(path))


def _page(name: str, state: str, path: str, answer: HttpResponse, *, queries: int = 0) -> Page:
    html = answer.content.decode() if "text/html" in answer.headers.get("Content-Type", "") else ""
    return Page(name, state, path, answer.status_code, dict(answer.headers), html, queries)
