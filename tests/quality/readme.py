"""The README's pictures, from the demo town as `make run` shows it: `make screenshots ARGS=--readme`."""

import re
import time

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE
from tests.integration.running import PROJECT, Running, running

PICTURES = PROJECT / "docs" / "pictures"
SIGN_IN = re.compile(r"(\w+), .*: (http://\S+/demo/enter/\S+)")


def take(browser: Browser) -> None:
    """Picture the work page on a phone, as Grace sees it, and the map on a desk, as Amina does."""
    with running("--demo", patience=900) as service:
        opened(browser, service, "Grace", PHONE, "/work/").screenshot(path=PICTURES / "work-phone.png")
        opened(browser, service, "Amina", DESK, "/people/map/").screenshot(path=PICTURES / "map-desk.png")


def opened(browser: Browser, service: Running, who: str, window: dict[str, int], path: str) -> Page:
    """The page before somebody of the cast, when it has nothing more to prepare."""
    links = dict(SIGN_IN.findall(service.output.read_text()))
    page = browser.new_context(
        viewport=window, color_scheme="light", reduced_motion="reduce", locale="en-GB"
    ).new_page()
    page.set_default_timeout(180_000)  # the first look at the work page waits for the model
    page.goto(links[who])
    page.goto(service.address + path)
    while page.locator("[data-refresh]").count():
        time.sleep(1)
        page.reload()
    return page
