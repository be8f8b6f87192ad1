"""Finding somebody in a long list, in a real browser: as one types, by keyboard, without a script, and back again."""

import re

import pytest
from playwright.sync_api import Route, expect

from matching.understanding.past_work import WorkSaid
from network.contacts.actions import add_many
from network.contacts.cards import ContactCard
from network.models import Member
from tests.browser.conftest import PageMaker, follow, picture, sign_in
from tests.factories.people import make_member
from tests.scenes import townsfolk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def grace(db: None) -> Member:
    member = make_member("Grace")
    names = ["Tariq Ahmed", "Siobhán O’Neill", "Łukasz Żak", "Жанна Белова", "王小明", "07700 900123"]
    cards = [ContactCard(name, work="drives a taxi", closeness=3) for name in names]
    cards += [ContactCard(townsfolk.name_of(number * 3), work=townsfolk.work_of(number)[0]) for number in range(460)]
    add_many(owner=member, cards=cards, lines={card.work: WorkSaid(card.work, "") for card in cards})
    return member


def test_as_one_types_the_list_follows_and_back_leads_to_the_same(
    address: str, new_page: PageMaker, grace: Member
) -> None:
    page = new_page()
    sign_in(page, grace, address)
    page.goto(f"{address}/people/")
    picture(page, "people-long")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "?q=" in request.url else None)
    box = page.get_by_role("searchbox")
    box.press_sequentially("tarik", delay=20)
    expect(page.locator("#people-count")).to_contain_text(re.compile(r"^\d+ of 466 match"))
    assert asked == [f"{address}/people/?q=tarik"]  # once, and not for each key
    expect(page.locator("#people-found .row")).to_contain_text(["Tariq Ahmed"])
    assert page.evaluate("document.activeElement.id") == "q"
    picture(page, "people-searched")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page.get_by_role("link", name="Tariq Ahmed"))
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("tarik")
    expect(page.locator("#people-found .row")).to_contain_text(["Tariq Ahmed"])
    box.fill("")
    expect(page.locator("#people-count")).to_have_text("466 people")
    assert page.url == f"{address}/people/"


def test_a_slow_answer_is_given_up_for_what_was_typed_since(address: str, new_page: PageMaker, grace: Member) -> None:
    page = new_page(workers=False)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/")
    held: list[Route] = []
    page.route(re.compile(r"\?q=tar$"), lambda route: held.append(route))
    box = page.get_by_role("searchbox")
    with page.expect_request(re.compile(r"\?q=tar$")) as slow:
        box.press_sequentially("tar")
    with page.expect_event("requestfailed", lambda request: request.url == slow.value.url):
        box.press_sequentially("iq")
    expect(page.locator("#people-found .row")).to_contain_text(["Tariq Ahmed"])
    assert slow.value.failure
    assert page.url.endswith("?q=tariq")


def test_enter_and_the_button_search_and_without_a_script_too(address: str, new_page: PageMaker, grace: Member) -> None:
    for javascript in (True, False):
        page = new_page(javascript=javascript)
        sign_in(page, grace, address)
        page.goto(f"{address}/people/")
        page.get_by_role("searchbox").fill("siobhan")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Siobhán O’Neill")).to_be_visible()


def test_letters_and_numbers_lead_to_their_pages_by_keyboard(address: str, new_page: PageMaker, grace: Member) -> None:
    page = new_page(desk=True, dark=True)
    sign_in(page, grace, address)
    page.goto(f"{address}/people/")
    letters = page.get_by_role("navigation", name="A to Z")
    letters.get_by_role("link", name="Ж").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Ж", exact=True)
    expect(heading).to_be_in_viewport()
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages.locator("[aria-current=page]")).to_have_text("Page 10")
    picture(page, "people-last-page-dark")
    with page.expect_navigation():
        pages.get_by_role("link", name="Page 9").click()
    expect(page.get_by_role("navigation", name="Pages").locator("[aria-current=page]")).to_have_text("Page 9")
    picture(page, "people-page-9-dark")


def test_whom_the_circles_leave_out_can_be_reached(address: str, new_page: PageMaker, grace: Member) -> None:
    for desk in (True, False):
        page = new_page(desk=desk)
        sign_in(page, grace, address)
        page.goto(f"{address}/people/map/")
        picture(page, f"map-left-out-{'desk' if desk else 'phone'}")
        follow(page.get_by_role("link", name=re.compile(r"See the \d+ it leaves out")))
        expect(page.get_by_role("heading", name="Not in the drawing")).to_be_in_viewport()
        picture(page, f"map-left-out-list-{'desk' if desk else 'phone'}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_could_not_be_placed_is_answered_with_a_tap_each(address: str, new_page: PageMaker, grace: Member) -> None:
    grace.contacts.all().delete()
    cards = [ContactCard("Sue Bell", work="keen on braids"), ContactCard("Mo Ali", work="keen on hedges")]
    add_many(owner=grace, cards=cards)
    for javascript, name in ((True, "Mo Ali"), (False, "Sue Bell")):
        page = new_page(javascript=javascript, dark=not javascript)
        sign_in(page, grace, address)
        page.goto(f"{address}/people/work/")
        picture(page, f"work-questions-{'light' if javascript else 'dark'}")
        card = page.get_by_role("region", name=name)
        follow(card.get_by_role("button", name=re.compile("^Yes")))
        expect(page.get_by_role("region", name=name)).to_have_count(0)
    assert set(grace.contacts.filter(line_source="chosen").values_list("line_of_work", flat=True)) == {
        "hairdresser",
        "gardener",
    }
