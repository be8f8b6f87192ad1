"""The README's pictures, from the demo town as `make run` shows it: `make screenshots ARGS=--readme`."""

import base64
import re
import time

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE
from tests.integration.running import PROJECT, Running, running

PICTURES = PROJECT / "docs" / "pictures"
SIGN_IN = re.compile(r"(\w+), .*: (http://\S+/demo/enter/\S+)")
FROM_TITLE_TO_DRAWING = """() => [
    document.querySelector("h1").getBoundingClientRect().top - 32,
    document.querySelector("[data-map-frame]").getBoundingClientRect().bottom + 8,
]"""
"""The part of the page that the picture shows, in pixels from its top: all of the drawing."""
TO_WEBP = """async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", 0.9).split(",")[1];
}"""


def take(browser: Browser) -> None:
    """Picture what waits for Amina on her phone, and whom she knows, drawn on a desk."""
    with running("--demo", patience=900) as service:
        keep(opened(browser, service, "Amina", PHONE, "/today/"), "today-phone")
        page = opened(browser, service, "Amina", DESK, "/people/map/")
        top, bottom = page.evaluate(FROM_TITLE_TO_DRAWING)
        page.set_viewport_size({**DESK, "height": round(bottom - top)})
        page.evaluate("(top) => scrollTo(0, top)", top)
        keep(page, "map-desk")


def opened(browser: Browser, service: Running, who: str, window: dict[str, int], path: str) -> Page:
    """The page before somebody of the cast, when it has nothing more to prepare."""
    links = dict(SIGN_IN.findall(service.output.read_text()))
    page = browser.new_context(
        viewport=window, color_scheme="light", reduced_motion="reduce", locale="en-GB"
    ).new_page()
    page.set_default_timeout(180_000)
    page.goto(links[who])
    page.goto(service.address + path)
    while page.locator("[data-refresh]").count():
        time.sleep(1)
        page.reload()
    return page


def keep(page: Page, name: str) -> None:
    """Write the window's picture as WebP, which is a third of a PNG."""
    png = base64.b64encode(page.screenshot()).decode()
    webp = page.context.new_page().evaluate(TO_WEBP, png)
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(webp))
