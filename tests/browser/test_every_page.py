"""Every page in every state, looked at by axe: on a phone in the light each time, the rest in the longer runs.

Each is what the server answers to tests/quality/pages.py, laid before the browser as it came, its policy with it.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, PageMaker
from tests.quality.laid_out import lay_out
from tests.quality.pages import Page as Answer
from tests.quality.weight import too_heavy

pytestmark = pytest.mark.browser

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
SCRIPTS = {"/axe.js": AXE}
"""A script of the pages' own site, which their policy lets in, and which the browser compiles once."""
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules whose verdict depends on whether the page is light or dark."""
MOVING = """() => Array.from(document.querySelectorAll("*")).flatMap((one) =>
    [null, "::before", "::after"].flatMap((part) => {
        const style = getComputedStyle(one, part);
        const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
        const moves = (style.animationName !== "none" && lasts(style.animationDuration))
            || lasts(style.transitionDuration) || style.scrollBehavior === "smooth";
        return moves ? [`${one.tagName.toLowerCase()}.${one.className}${part || ""} moves`] : [];
    }))"""
"""What is set to move on the page, a line each."""
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"')
STATES = ["full", "empty", "wrong", "trouble"]


def barriers(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, a line each: by the rules named, or by all."""
    if page.evaluate("typeof axe") == "undefined":
        page.add_script_tag(url="/axe.js")
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules is not None:
        options["runOnly"] = {"type": "rule", "values": rules}
    violations = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in violations for node in rule["nodes"]]


def in_state(pages: list[Answer], state: str) -> list[Answer]:
    """The pages in that state, without those that are, but for the tokens of their forms, what another page is."""
    first: dict[str, Answer] = {}
    for page in pages:
        first.setdefault(TOKEN.sub("", page.html), page)
    return [page for page in first.values() if page.state == state]


def complaints_of(page: Page) -> list[str]:
    """What is wrong with how the page stands there now, beside its barriers. The browser asks for less motion."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    heads = page.locator("h1").count()
    moving: list[str] = page.evaluate(MOVING)
    return [f"{wide} px too wide"] * (wide > 0) + [f"{heads} h1"] * (heads != 1) + moving


@pytest.mark.costly("opens every page in a browser")
@pytest.mark.parametrize("state", STATES)
def test_no_page_has_a_barrier(new_page: PageMaker, every_page: list[Answer], state: str) -> None:
    """On a phone in the light, by every rule; and whether all of it fits on a desk too."""
    page = new_page(workers=False)
    complaints: list[str] = []
    fetched: list[tuple[str, str]] = []
    page.on("request", lambda request: fetched.append((request.resource_type, urlsplit(request.url).path)))
    for answer in lay_out(page, in_state(every_page, state), SCRIPTS):
        said = too_heavy(fetched)
        assert any(kind == "stylesheet" for kind, _ in fetched), answer.name
        said += [*barriers(page), *complaints_of(page)]
        fetched.clear()
        page.set_viewport_size(DESK)
        said += [f"on a desk, {complaint}" for complaint in complaints_of(page)]
        page.set_viewport_size(PHONE)
        complaints += [f"{answer.name}: {complaint}" for complaint in said]
    assert complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_no_page_has_a_barrier_on_a_desk_or_in_the_dark(
    new_page: PageMaker, every_page: list[Answer], state: str
) -> None:
    """On a desk in the light by every rule; in the dark, on both, by those of colour."""
    page = new_page(desk=True, workers=False)
    complaints: list[str] = []
    for answer in lay_out(page, in_state(every_page, state), SCRIPTS):
        said = barriers(page)
        page.emulate_media(color_scheme="dark")
        said += [f"in the dark, {barrier}" for barrier in barriers(page, OF_COLOUR)]
        page.set_viewport_size(PHONE)
        said += [f"in the dark on a phone, {barrier}" for barrier in barriers(page, OF_COLOUR)]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
        complaints += [f"{answer.name}: {complaint}" for complaint in said]
    assert complaints == []


def test_a_barrier_is_seen(new_page: PageMaker) -> None:
    page = new_page(workers=False)
    html = '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="/x"><p><input></main>'
    for _ in lay_out(page, [Answer("made-up", "full", "/", 200, {"Content-Type": "text/html"}, html)], SCRIPTS):
        assert {barrier.partition(":")[0] for barrier in barriers(page)} == {"image-alt", "label"}


def test_what_moves_is_seen_and_stands_still_for_who_wishes_so(new_page: PageMaker, every_page: list[Answer]) -> None:
    page = new_page(workers=False)
    for _ in lay_out(page, [one for one in every_page if one.name == "home" and one.state == "full"]):
        assert page.evaluate(MOVING) == []
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(MOVING) != []
