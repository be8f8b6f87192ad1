"""Somebody who was a sparky: written down, shown, changed and suggested, with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from matching.offers import lines_to_choose
from network.contacts.actions import add_contact
from network.introductions.actions import ask
from network.models import Contact
from tests.browser.conftest import PageMaker, follow, picture, sign_in
from tests.factories.people import make_handshake, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_owner_writes_it_down_sees_it_and_has_the_last_word(
    address: str, new_page: PageMaker, javascript: bool
) -> None:
    lines_to_choose(["hems"])  # the first look for a line of work loads the vectors
    ben = make_member("Ben Carter")
    page = new_page(javascript=javascript, dark=not javascript, desk=not javascript)
    kind = "phone-light" if javascript else "desk-dark"
    sign_in(page, ben, address)
    page.goto(f"{address}/people/add/")
    page.get_by_label("Name", exact=True).fill("Dave was a sparky")
    follow(page.get_by_role("button", name="Add, and do another"))
    expect(page.get_by_text("We’ve put “was a sparky” down as what Dave used to do.")).to_be_visible()
    picture(page, f"past-added-{kind}")
    page.get_by_label("Name", exact=True).fill("Sue Bell")
    page.get_by_label("What they do").fill("was good with hems")
    follow(page.get_by_role("button", name="Add, and do another"))
    expect(page.get_by_text(re.compile("Shall we say was a seamstress"))).to_be_visible()
    picture(page, f"past-question-{kind}")
    follow(page.get_by_role("button", name=re.compile("^Yes")))
    page.goto(f"{address}/people/")
    expect(page.get_by_text("past work")).to_have_count(2)
    picture(page, f"past-list-{kind}")
    page.goto(f"{address}/people/map/")
    expect(page.get_by_text("was an electrician").first).to_be_attached()
    picture(page, f"past-circles-{kind}")
    dave = Contact.objects.get(name="Dave")
    page.goto(f"{address}/people/{dave.pk}/")
    expect(page.get_by_text("was an electrician", exact=True)).to_be_visible()
    picture(page, f"past-person-{kind}")
    follow(page.get_by_role("link", name="Change or hide it"))
    expect(page.get_by_label("No, they did it once")).to_be_checked()
    picture(page, f"past-line-{kind}")
    page.get_by_label("Yes, they do this now").check()
    follow(page.get_by_role("button", name="Let others read this"))
    expect(page.get_by_text("electrician", exact=True)).to_be_visible()
    expect(page.get_by_text("past work")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if javascript else True


def test_others_are_told_was_and_ask_about_it(address: str, new_page: PageMaker) -> None:
    grace, ben = make_member("Grace Okafor"), make_member("Ben Carter")
    make_handshake(grace, ben)
    dave = add_contact(owner=ben, name="Dave", work="was a sparky")
    add_contact(owner=ben, name="Mo", work="plumber")
    add_contact(owner=grace, name="Ann", work="retired electrician")
    for desk, dark in ((False, False), (True, True)):
        kind = f"{'desk' if desk else 'phone'}-{'dark' if dark else 'light'}"
        page = new_page(desk=desk, dark=dark)
        sign_in(page, grace, address)
        page.goto(f"{address}/work/?q=electrician or plumber")
        expect(page.get_by_text("Ben Carter knows a plumber and somebody who was an electrician")).to_be_visible()
        picture(page, f"past-work-{kind}")
        page.goto(f"{address}/work/?q=electrician")
        follow(page.get_by_role("link", name="Ask Ben Carter", exact=True))
        expect(page.get_by_text("Ben Carter knows somebody who was an electrician.")).to_be_visible()
        expect(page.get_by_label("to see the workplace")).to_have_count(0)
        picture(page, f"past-ask-{kind}")
    asked = ask(
        requester=grace,
        introducer=ben,
        contact=dave,
        line_of_work="electrician",
        line_is_past=True,
        purpose="chat",
        words="I’d love to hear how you got into it.",
    )
    page = new_page()
    sign_in(page, ben, address)
    page.goto(f"{address}/introductions/{asked.pk}/")
    expect(page.get_by_text(re.compile("somebody who was an electrician"))).to_be_visible()
    picture(page, "past-introducer-phone-light")
