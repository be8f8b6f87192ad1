"""The walk by the keyboard alone, with scripts and without: names, the next line, going on, stopping."""

import pytest
from playwright.sync_api import Page, expect

from network.contacts.walk.progress import walk_of
from network.models import Contact, Member
from tests.browser.conftest import PageMaker, picture, sign_in
from tests.browser.test_account_pages import barriers
from tests.browser.test_every_page import complaints_of
from tests.factories.people import make_contact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def type_line(page: Page, name: str, work: str = "") -> None:
    """Type a line where the cursor waits for it, and send it by the Enter key."""
    expect(page.get_by_label("A name")).to_be_focused()
    expect(page.get_by_label("A name")).to_have_value("")
    page.keyboard.type(name)
    if work:
        page.keyboard.press("Tab")
        page.keyboard.type(work)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the button or link `name` has the focus, as somebody without a mouse would."""
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_the_walk_by_keyboard_alone(address: str, new_page: PageMaker, alice: Member, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    sign_in(page, alice, address)
    make_contact(alice, "Ben", work="drives a bus")
    page.goto(f"{address}/people/walk/")
    press(page, "Begin")
    type_line(page, "Ama", "bakes cakes")
    type_line(page, "Chidi")
    type_line(page, "Dee", "nurse")
    expect(page.get_by_text("That makes three, and that’s plenty.")).to_be_visible()
    picture(page, f"walk-three-{javascript}")
    press(page, "Next question")
    type_line(page, "ben")
    expect(page.get_by_role("button", name="The same person")).to_be_focused()
    if javascript:
        assert [*barriers(page), *complaints_of(page)] == []
    picture(page, f"walk-twin-{javascript}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Ben, good.")).to_be_visible()
    expect(page.get_by_label("A name")).to_be_focused()
    page.keyboard.type("Ella")
    press(page, "Stop for now")
    expect(page.get_by_text("It’s all saved.")).to_be_visible()
    assert sorted(Contact.objects.filter(owner=alice).values_list("name", "how_known")) == [
        ("Ama", "neighbour"),
        ("Ben", "family"),
        ("Chidi", "neighbour"),
        ("Dee", "neighbour"),
        ("Ella", "family"),
    ]
    here = walk_of(alice).here
    assert here is not None
    assert here.slug == "family"
