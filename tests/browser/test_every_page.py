"""Every page, looked at by axe and by eye: on a phone and on a desk, light and dark, full and empty, with errors."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import PageMaker, picture, sign_in
from tests.factories.people import make_member
from tests.scenes import every_scene, make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMPTY = [
    "today",
    "people",
    "work",
    "introductions",
    "who_knows",
    "blocks",
    "import_start",
    "contact_add",
    "walk",
    "walk_end",
]
WRONG: list[tuple[str, dict[str, str]]] = [
    ("contact_add", {"name": ""}),
    ("welcome", {"place": "Nowhere At All"}),
    ("settings_about", {"phone": "12"}),
]


def barriers(page: Page) -> list[str]:
    """What axe finds, a line each. Pages that load themselves again by and by are kept still meanwhile."""
    page.evaluate("() => { for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id) }")
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def complaints_of(page: Page, name: str) -> list[str]:
    complaints = [f"{name}: {barrier}" for barrier in barriers(page)]
    if (wide := overflow(page)) > 0:
        complaints.append(f"{name}: {wide} px too wide")
    if page.locator("h1").count() != 1:
        complaints.append(f"{name}: {page.locator('h1').count()} h1")
    return complaints


LOOKS = [
    pytest.param({"desk": False, "dark": False}, id="phone-light"),
    pytest.param({"desk": True, "dark": True}, id="desk-dark"),
    pytest.param({"desk": False, "dark": True}, id="phone-dark", marks=pytest.mark.slow),
    pytest.param({"desk": True, "dark": False}, id="desk-light", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_has_a_barrier(
    live_server: LiveServer, new_page: PageMaker, look: dict[str, bool], request: pytest.FixtureRequest
) -> None:
    address = live_server.url.replace("127.0.0.1", "localhost")
    town = make_town(8)
    mine, strangers = new_page(**look), new_page(**look)
    sign_in(mine, town.alice, address)
    complaints: list[str] = []
    for name, scene in every_scene():
        page = strangers if scene.stranger else mine
        page.goto(address + scene.path(town))
        complaints += complaints_of(page, name)
        picture(page, f"page-{name}-{request.node.callspec.id}")
    assert complaints == []


def test_no_empty_page_has_a_barrier(live_server: LiveServer, new_page: PageMaker) -> None:
    address = live_server.url.replace("127.0.0.1", "localhost")
    page = new_page()
    sign_in(page, make_member("Newcomer"), address)
    complaints: list[str] = []
    for name in EMPTY:
        page.goto(address + reverse(name))
        complaints += complaints_of(page, f"empty {name}")
        picture(page, f"empty-{name}")
    assert complaints == []


@pytest.mark.parametrize(("name", "values"), WRONG, ids=[name for name, _ in WRONG])
def test_no_page_with_errors_has_a_barrier(
    live_server: LiveServer, new_page: PageMaker, name: str, values: dict[str, Any]
) -> None:
    address = live_server.url.replace("127.0.0.1", "localhost")
    page = new_page()
    sign_in(page, make_member("Hasty"), address)
    page.goto(address + reverse(name, args=[1] if name == "welcome" else []))
    for field, value in values.items():
        page.locator(f"[name={field}]").fill(value)
    page.locator("main form").first.evaluate("form => form.noValidate = true")
    page.locator("main form button").first.click()
    assert page.locator(".form-errors").count() == 1
    picture(page, f"wrong-{name}")
    assert complaints_of(page, f"wrong {name}") == []


@pytest.mark.parametrize("address", ["/nothing-is-here/", "/people/999999/"])
def test_what_is_not_there_is_said_plainly(live_server: LiveServer, new_page: PageMaker, address: str) -> None:
    root = live_server.url.replace("127.0.0.1", "localhost")
    page = new_page()
    sign_in(page, make_member("Lost"), root)
    answer = page.goto(root + address)
    assert answer is not None
    assert answer.status == 404
    assert "There is nothing here" in page.inner_text("h1")
    assert complaints_of(page, address) == []
