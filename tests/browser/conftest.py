"""Chromium, driven by Playwright. Pages that complain in the console, or break the content policy, fail their test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from network.models import Member

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in the thread that the tests use

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SCREENSHOTS = os.environ.get("BACKR_SCREENSHOTS")


def chromium() -> str | None:
    return os.environ.get("BACKR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        message = "Browser tests need Chromium (Debian: apt-get install chromium), or BACKR_CHROMIUM naming it."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


PageMaker = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[PageMaker]:
    """Make a page of its own browser context: `new_page(desk=True, dark=True, javascript=False, base_url=…)`.

    `workers=False` refuses service workers.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(
        *,
        desk: bool = False,
        dark: bool = False,
        javascript: bool = True,
        workers: bool = True,
        base_url: str | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport=DESK if desk else PHONE,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            service_workers="allow" if workers else "block",
            base_url=base_url,
            locale="en-GB",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()

        def complain(message: ConsoleMessage) -> None:
            # a page that is meant to answer 4xx is logged by Chromium as an error of its own
            if message.type == "error" and "Failed to load resource" not in message.text:
                complaints.append(f"{page.url}: {message.text}")

        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def address(live_server: LiveServer) -> Iterator[str]:
    """The server by name, since an IP address can have no passkeys; and nobody before has used up a limit."""
    cache.clear()
    yield live_server.url.replace("127.0.0.1", "localhost")
    cache.clear()


@pytest.fixture
def page(new_page: PageMaker) -> Page:
    return new_page()


def sign_in(page: Page, member: Member, address: str) -> None:
    """Give the page's browser the session of `member`, without walking through sign-in again."""
    client = Client()
    client.force_login(member)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def follow(button: Locator) -> None:
    """Press a button or a link, and wait for its page: a bare click returns while the old page still stands."""
    with button.page.expect_navigation():
        button.click()


def picture(page: Page, name: str) -> None:
    """Keep a screenshot of the whole page, if the environment says where."""
    if SCREENSHOTS:
        Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
