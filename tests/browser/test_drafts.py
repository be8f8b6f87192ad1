"""A long form left in the middle and taken up again: while typing with scripts, by a button without."""

import pytest
from playwright.sync_api import Page, Route, expect

from network.models import Contact, Draft, Member
from tests.browser.conftest import PageMaker, picture, sign_in
from tests.browser.test_account_pages import barriers
from tests.browser.test_every_page import complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write(page: Page, address: str) -> None:
    page.goto(f"{address}/people/add/")
    page.get_by_label("Name").fill("Ama Mensah")
    page.get_by_text("More, if you like").click()
    page.get_by_label("A note for yourself").fill("Met at the fair.")


def test_while_one_types_it_is_kept(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page()
    sign_in(page, alice, address)
    write(page, address)
    expect(page.get_by_text("Draft saved. You can leave this page.")).to_be_visible()
    picture(page, "draft-kept")
    other = new_page(desk=True)  # another browser of hers
    sign_in(other, alice, address)
    other.goto(f"{address}/people/add/")
    expect(other.get_by_text("You started this on")).to_be_visible()
    expect(other.get_by_label("Name")).to_have_value("Ama Mensah")
    assert [*barriers(other), *complaints_of(other)] == []
    picture(other, "draft-taken-up")
    other.get_by_role("button", name="Start again").click()
    expect(other.get_by_label("Name")).to_have_value("")
    assert not Draft.objects.exists()


def test_leaving_at_once_keeps_it_too(page: Page, address: str, alice: Member) -> None:
    sign_in(page, alice, address)
    page.goto(f"{address}/people/add/")
    page.get_by_label("Name").fill("Ama")
    page.goto(f"{address}/today/")
    for _moment in range(50):  # it is sent behind the next page's back
        page.goto(f"{address}/people/add/")
        if page.get_by_label("Name").input_value():
            break
        page.wait_for_timeout(100)
    expect(page.get_by_label("Name")).to_have_value("Ama")


def test_what_is_sent_is_not_offered_again(page: Page, address: str, alice: Member) -> None:
    sign_in(page, alice, address)
    write(page, address)
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    page.get_by_role("button", name="Add, and do another").click()
    expect(page.get_by_text("Ama Mensah is on your list.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("")
    assert not Draft.objects.exists()


def test_a_draft_on_its_way_arrives_before_the_form(page: Page, address: str, alice: Member) -> None:
    sign_in(page, alice, address)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if "keep_for_later" in (route.request.post_data or ""):
            held.append(route)
            page.wait_for_timeout(0)
        else:
            assert not held, "the form overtook its draft"
            route.continue_()

    page.goto(f"{address}/people/add/")
    page.route("**/people/add/", hold)
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label("Name").fill("Ama")
    page.get_by_role("button", name="Add, and do another").click()
    page.wait_for_timeout(300)
    assert len(held) == 1
    assert not Contact.objects.exists()
    held.pop().continue_()
    expect(page.get_by_text("Ama is on your list.")).to_be_visible()
    assert not Draft.objects.exists()
    assert Contact.objects.filter(owner=alice).count() == 1


def test_without_scripts_a_button_keeps_it(new_page: PageMaker, address: str, alice: Member) -> None:
    page = new_page(javascript=False)
    sign_in(page, alice, address)
    write(page, address)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()
    picture(page, "drafts-plain")
    page.get_by_role("link", name="Carry on with it").click()
    expect(page.get_by_label("Name")).to_have_value("Ama Mensah")
    page.get_by_role("button", name="Add, and do another").click()
    assert Contact.objects.get(owner=alice).note == "Met at the fair."
    assert not Draft.objects.exists()
