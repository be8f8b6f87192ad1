"""Saying what people in an address book do, on a phone, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from matching.offers import nearest_lines
from network.contacts.actions import add_contact
from network.contacts.everyday_names import names_of
from network.imports.actions import bring
from network.imports.worker import work_on
from network.models import ContactImport, Member
from tests.browser.conftest import PageMaker, follow, picture, sign_in
from tests.browser.test_account_pages import barriers
from tests.browser.test_every_page import complaints_of
from tests.network.imports.samples import book, vcard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = ["keen on braids", "good with hems", "fond of tills", "the sums lady at the academy", "on the bins, mostly"]


def large_book(member: Member) -> ContactImport:
    """An address book of 2,000 people, of whom three in four have words for their work that are no line."""
    cards = (
        vcard(f"Person {n:04}", title="Baker" if n % 4 == 0 else f"{WORDS[n % 5]} {n % 97 if n > 20 else ''}".strip())
        for n in range(2000)
    )
    brought = bring(member=member, filename="contacts.vcf", data=book(*cards))
    work_on(brought.pk)
    return ContactImport.objects.get(pk=brought.pk)


def looks_right(page: Page, javascript: bool) -> None:
    room = page.locator("html").evaluate("page => page.clientWidth - page.scrollWidth")
    assert room >= 0, f"{-room} px too wide"
    if javascript:
        assert [*barriers(page), *complaints_of(page)] == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_a_tap_each_in_the_preview_of_two_thousand(
    address: str, new_page: PageMaker, alice: Member, javascript: bool
) -> None:
    page = new_page(javascript=javascript)
    sign_in(page, alice, address)
    brought = large_book(alice)
    page.goto(f"{address}/people/import/{brought.pk}/?show=add")
    looks_right(page, javascript)
    picture(page, f"import-work-rows-{javascript}")
    follow(page.get_by_role("button", name=re.compile("^What they do")))
    looks_right(page, javascript)
    picture(page, f"import-work-asked-{javascript}")
    questions = page.locator(".work-asked")
    assert questions.count() == 10
    tallest = max(question.bounding_box()["height"] for question in questions.all())  # type: ignore[index]
    assert tallest < 740, "a question and its answers stand on one screen"
    questions.nth(0).get_by_role("radio").first.check()
    said = questions.nth(0).get_by_role("radio").first.get_attribute("value")
    questions.nth(1).get_by_role("radio", name="Hide it").check()
    follow(page.get_by_role("button", name="More"))
    questions.nth(2).get_by_text("Something else").click()
    questions.nth(2).get_by_label("In your own words").fill("the lady with the sums")
    follow(page.get_by_role("button", name="Back"))
    expect(page.get_by_text("which is closest to “the lady with the sums”?")).to_be_visible()
    questions.nth(2).get_by_role("radio").first.check()
    follow(page.get_by_role("button", name="Back"))
    expect(questions.nth(0).get_by_role("radio").first).to_be_checked()
    expect(questions.nth(1).get_by_role("radio", name="Hide it")).to_be_checked()
    follow(page.get_by_role("button", name="Add everybody you’ve ticked"))
    work_on(brought.pk)
    page.reload()
    expect(page.get_by_text("There are 2,000 new people on your list")).to_be_visible()
    assert said in names_of(alice).values_list("line_of_work", flat=True)
    assert alice.contacts.filter(line_source="hidden").exists()
    page.goto(f"{address}/people/work/words/")
    expect(page.get_by_text("“the lady with the sums”")).to_be_visible()
    looks_right(page, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_words_of_ones_own_are_kept_by_hand_too(
    address: str, new_page: PageMaker, alice: Member, javascript: bool
) -> None:
    nearest_lines("anything")  # the first to ask in a process loads the tables
    page = new_page(javascript=javascript, dark=javascript)
    sign_in(page, alice, address)
    page.goto(f"{address}/people/{add_contact(owner=alice, name='Sue').pk}/line/")
    page.get_by_label("Line of work").fill("a bit of everything at the club")
    follow(page.get_by_role("button", name="Let others read this"))
    expect(page.get_by_role("heading", name="Which is closest to “a bit of everything at the club”?")).to_be_visible()
    looks_right(page, javascript)
    picture(page, f"own-words-asked-{javascript}")
    follow(page.locator("button[name=line]").first)
    expect(page.get_by_text("When you write “a bit of everything at the club” again")).to_be_visible()
    page.goto(f"{address}/people/work/words/")
    follow(page.get_by_role("button", name="Forget it"))
    expect(page.get_by_text("None yet")).to_be_visible()
