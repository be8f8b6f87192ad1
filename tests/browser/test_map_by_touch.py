"""The drawing made larger and moved about, by mouse, keys and fingers; and somebody put elsewhere by a finger."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import CDPSession, Page

from network.models import Member
from tests.browser.conftest import PageMaker, sign_in
from tests.browser.test_map import a_crowd, centre, ring_of, toward
from tests.factories.people import make_contact, make_handshake, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = 8
Point = tuple[float, float]


class Hand:
    """Fingers on the glass, told to Chromium as a touch screen would."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.glass: CDPSession = page.context.new_cdp_session(page)
        self.glass.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})

    def _tell(self, what: str, *fingers: Point) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        self.glass.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})

    def move(self, *ways: Sequence[Point], rest: int = 0) -> None:
        """Put a finger on the start of each way, rest there (milliseconds), go along to the end of each, and lift."""
        self._tell("touchStart", *(start for start, _ in ways))
        self.page.wait_for_timeout(rest)
        for step in range(1, STEPS + 1):
            self._tell("touchMove", *(toward(start, end, step / STEPS) for start, end in ways))
            self.page.wait_for_timeout(20)
        self._tell("touchEnd")


@pytest.fixture
def grace(db: None) -> Member:
    return make_member("Grace")


def wide(page: Page) -> float:
    return float(page.evaluate("document.getElementById('map').clientWidth"))


def before_the_drawing(new_page: PageMaker, member: Member, address: str, *, desk: bool = False) -> Page:
    page = new_page(desk=desk)
    sign_in(page, member, address)
    page.goto(f"{address}/people/map/")
    page.evaluate("document.querySelector('[data-map-frame]').scrollIntoView({block: 'start'})")
    return page


def test_two_fingers_enlarge_the_drawing_and_not_the_page(address: str, new_page: PageMaker, grace: Member) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=2)
    page = before_the_drawing(new_page, grace, address)
    hand, whole = Hand(page), wide(page)
    x, y = centre(page, ".map-hub")
    hand.move(((x - 30, y), (x - 90, y)), ((x + 30, y), (x + 90, y)))
    page.wait_for_function("before => document.getElementById('map').clientWidth > before * 2.6", arg=whole)
    assert wide(page) == pytest.approx(whole * 3, rel=0.15)
    assert centre(page, ".map-hub") == pytest.approx((x, y), abs=12)  # what lay between the fingers lies there still
    assert page.evaluate("visualViewport.scale") == 1
    hand.move(((x - 150, y), (x - 10, y)), ((x + 150, y), (x + 10, y)))
    page.wait_for_function(  # all of it at once
        "() => document.getElementById('map').clientWidth <= document.querySelector('[data-map-frame]').clientWidth"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert ring_of(ama) == 2


def test_two_fingers_on_somebody_carry_them_nowhere(address: str, new_page: PageMaker, grace: Member) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=3)
    page = before_the_drawing(new_page, grace, address)
    before = page.locator(f"#p{ama.pk}").get_attribute("transform")
    x, y = centre(page, f"#p{ama.pk} use")
    Hand(page).move(((x, y), (x, y - 80)), ((x + 20, y + 40), (x + 20, y + 160)), rest=500)
    page.wait_for_timeout(300)
    assert page.url == f"{address}/people/map/"
    assert page.locator(f"#p{ama.pk}").get_attribute("transform") == before
    assert ring_of(ama) == 3


def test_a_finger_that_goes_straight_on_scrolls_the_page_also_from_a_name(
    address: str, new_page: PageMaker, grace: Member
) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=3)
    page = before_the_drawing(new_page, grace, address)
    down = page.evaluate("scrollY")
    page.locator(f"#p{ama.pk}").scroll_into_view_if_needed()
    x, y = centre(page, f"#p{ama.pk} use")
    Hand(page).move(((x, y), (x, y - 150)))
    page.wait_for_function("before => scrollY > before + 80", arg=down)
    assert page.url == f"{address}/people/map/"
    assert ring_of(ama) == 3


def test_a_finger_that_rests_on_somebody_takes_them_along(address: str, new_page: PageMaker, grace: Member) -> None:
    ama = make_contact(grace, "Ama Mensah", closeness=1)
    page = before_the_drawing(new_page, grace, address)
    page.locator(f"#p{ama.pk}").scroll_into_view_if_needed()
    start, middle = centre(page, f"#p{ama.pk} use"), centre(page, ".map-hub")
    Hand(page).move((start, toward(start, middle, 0.8)), rest=500)
    page.wait_for_url(f"**?person={ama.pk}#p{ama.pk}")
    assert ring_of(ama) > 1


def test_the_drawing_is_made_larger_by_button_key_and_wheel(
    address: str, new_page: PageMaker, grace: Member, bob: Member
) -> None:
    a_crowd(grace, 60)
    make_handshake(grace, bob)
    page = new_page(desk=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/map/")

    def wide() -> float:
        return float(page.evaluate("document.getElementById('map').clientWidth"))

    whole = wide()
    page.get_by_role("button", name="Zoom in").click()
    assert wide() == pytest.approx(whole * 1.5, rel=0.02)
    page.locator("[data-map-frame]").focus()
    page.keyboard.press("+")
    assert wide() == pytest.approx(whole * 2.25, rel=0.02)
    x, y = centre(page, "[data-map-frame]")
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)
    page.wait_for_function("before => document.getElementById('map').clientWidth > before", arg=whole * 2.3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("0")
    assert wide() == pytest.approx(whole, rel=0.02)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
