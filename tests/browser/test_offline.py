"""Without a signal: a page that says so, a form that is not sent in vain, and nothing private left in the browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from backr.offline import app_shell
from network.models import Member
from tests.browser.conftest import PageMaker, picture, sign_in
from tests.factories.people import make_contact
from tests.scenes import every_scene, make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTROLS = """async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
}"""
IN_CACHES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        found[name] = requests.map((request) => new URL(request.url).pathname);
    }
    return found;
}"""


@pytest.fixture(autouse=True)
def files_as_they_are() -> Iterator[None]:
    """What the pages may keep is looked up once a process."""
    app_shell.cache_clear()
    yield
    app_shell.cache_clear()


def wait_for_the_worker(page: Page) -> None:
    page.evaluate(CONTROLS)


def in_caches(page: Page) -> dict[str, list[str]]:
    """What the browser keeps for this site: the addresses in each cache."""
    found: dict[str, list[str]] = page.evaluate(IN_CACHES)
    return found


def test_without_a_signal_a_page_says_so_and_what_to_do(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page()
    sign_in(page, alice, address)
    page.goto(f"{address}/today/")
    wait_for_the_worker(page)
    page.context.set_offline(True)
    page.goto(f"{address}/people/")
    expect(page.get_by_role("heading", name="You’re offline just now")).to_be_visible()
    expect(page.get_by_text("Find somewhere with a signal")).to_be_visible()
    assert page.evaluate("document.fonts.load('1rem \"Atkinson Hyperlegible\"').then((faces) => faces.length)") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).backgroundColor") != "rgba(0, 0, 0, 0)"
    picture(page, "offline")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("People|Who do you know|know"))
    assert page.url == f"{address}/people/"


def test_a_form_is_not_sent_in_vain(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page()
    sign_in(page, alice, address)
    page.goto(f"{address}/people/add/")
    page.get_by_label("Name").first.fill("Gita Rao")
    page.context.set_offline(True)
    page.locator("main form[method=post] button").first.click()
    expect(page.get_by_text("Nothing was sent, and what you typed is still here")).to_be_visible()
    picture(page, "offline-form")
    assert page.get_by_label("Name").first.input_value() == "Gita Rao"
    page.context.set_offline(False)
    page.locator("main form[method=post] button").first.click()
    expect(page.get_by_text("Gita Rao is on your list.")).to_be_visible()


@pytest.mark.costly("opens every page that there is")
def test_nothing_private_is_kept_whatever_was_looked_at(new_page: PageMaker, address: str) -> None:
    town = make_town(4)
    page = new_page()
    sign_in(page, town.alice, address)
    page.goto(f"{address}/today/")
    wait_for_the_worker(page)
    for _, scene in every_scene():
        if scene.arrive is None:
            page.goto(address + scene.path(town))
    now = app_shell("en-gb")
    assert in_caches(page) == {f"backr-{now.version}": ["/offline/", *now.files]}


def test_after_signing_out_nothing_of_the_member_can_be_seen(new_page: PageMaker, address: str, alice: Member) -> None:
    make_contact(alice, "Gita Rao")
    page = new_page()
    sign_in(page, alice, address)
    page.goto(f"{address}/people/")
    wait_for_the_worker(page)
    page.goto(f"{address}/people/")
    expect(page.get_by_text("Gita Rao")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You’re signed out")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Gita Rao")).to_have_count(0)
    page.context.set_offline(True)
    page.goto(f"{address}/people/")
    expect(page.get_by_role("heading", name="You’re offline just now")).to_be_visible()
    expect(page.get_by_text("Gita Rao")).to_have_count(0)
    assert "Gita Rao" not in str(page.evaluate(IN_CACHES))


def test_a_new_version_takes_the_place_of_the_old(new_page: PageMaker, address: str, settings: Settings) -> None:
    page = new_page()
    page.goto(address)
    wait_for_the_worker(page)
    [before] = in_caches(page)
    settings.SERVICE_NAME = "Neighbours"
    app_shell.cache_clear()
    page.reload()
    after = [f"backr-{app_shell('en-gb').version}"]
    assert after != [before]
    for _ in range(600):
        if (found := list(in_caches(page))) == after:
            break
        page.wait_for_timeout(100)
    assert found == after
    page.context.set_offline(True)
    page.goto(f"{address}/work/")
    expect(page.locator("header")).to_contain_text(["Neighbours", ""])
