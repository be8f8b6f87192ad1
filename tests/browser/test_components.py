"""What the components do by the keyboard, beyond what the browser does itself, and that each works without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from network.models import Contact, Member, ProfileLine
from tests.browser.conftest import PageMaker, sign_in
from tests.factories.people import make_contact, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Visit:
    """Alice's browser, on a page of a service that runs."""

    def __init__(self, page: Page, alice: Member, address: str) -> None:
        self.page = page
        self.alice = alice
        self.address = address
        sign_in(page, alice, address)

    def open(self, name: str, *args: object) -> Page:
        self.page.goto(self.address + reverse(name, args=args))
        return self.page

    def focused(self) -> str:
        """The text of what has the focus."""
        return str(self.page.evaluate("document.activeElement.innerText")).strip()


@pytest.fixture(params=["script", "plain"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "script")


@pytest.fixture
def visit(address: str, new_page: PageMaker, javascript: bool) -> Visit:
    return Visit(new_page(javascript=javascript), make_member("Alice"), address)


def test_a_menu_opens_and_closes_by_the_keyboard(visit: Visit, javascript: bool) -> None:
    page = visit.open("today")
    summary = page.locator(".me .menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Take a break")).to_be_visible()
    if javascript:
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert visit.focused() == "Me"
    else:
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Take a break")).to_be_hidden()


def test_a_question_is_asked_on_the_spot_or_on_a_page_of_its_own(visit: Visit, javascript: bool) -> None:
    friend = make_contact(visit.alice, "Ama Mensah")
    page = visit.open("contact", friend.pk)
    page.get_by_role("link", name="Remove").focus()
    page.keyboard.press("Enter")
    if javascript:
        expect(page.get_by_role("dialog", name="Take Ama Mensah off your list?")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert visit.focused() == "Remove"
        page.keyboard.press("Enter")
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text("Take Ama Mensah off your list?")
    page.get_by_role("button", name="Yes, remove them").click()
    expect(page.get_by_text("Done. Ama Mensah isn’t on your list any more.")).to_be_visible()
    assert not Contact.objects.filter(owner=visit.alice).exists()


def test_what_was_done_is_said_and_can_be_put_away(visit: Visit, javascript: bool) -> None:
    page = visit.open("settings_requests")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    away = page.get_by_role("button", name="Close this message")
    if javascript:
        away.click()
        expect(page.get_by_text("Saved.")).to_have_count(0)
    else:
        expect(away).to_have_count(0)


def test_several_lines_are_written_as_tags_or_as_lines(visit: Visit, javascript: bool) -> None:
    page = visit.open("settings_work")
    lines = page.locator("fieldset").filter(has_text="What work would you like?").locator("input[type=text]")
    if javascript:
        expect(lines).to_have_count(1)
        for words in ("baker", "anything outdoors, in the mornings", "BAKER"):
            lines.fill(words)
            lines.press("Enter")
        lines.fill("helping in a school")  # and not a word more: Save takes it too
    else:
        for number, words in enumerate(["baker", "anything outdoors, in the mornings", "helping in a school"]):
            lines.nth(number).fill(words)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Alice")).to_be_visible()
    kept = ProfileLine.objects.filter(member=visit.alice).order_by("pk").values_list("text", flat=True)
    assert list(kept) == ["baker", "anything outdoors, in the mornings", "helping in a school"]


@pytest.mark.parametrize("javascript", ["script"], indirect=True)
def test_a_tag_is_taken_away_or_mended_by_the_keyboard(visit: Visit) -> None:
    for text in ("baker", "gardner"):
        ProfileLine.objects.create(member=visit.alice, kind="wish", text=text)
    page = visit.open("settings_work")
    box = page.locator("[data-tags=wish] input[type=text]")
    box.focus()
    page.keyboard.press("Backspace")
    assert box.input_value() == "gardner"
    box.fill("gardener")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove: baker").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Alice")).to_be_visible()
    assert list(ProfileLine.objects.filter(kind="wish").values_list("text", flat=True)) == ["gardener"]


def test_a_file_is_chosen_and_its_name_is_said(visit: Visit, javascript: bool) -> None:
    page = visit.open("import_start")
    page.get_by_label("Your address book").set_input_files(
        {"name": "people.vcf", "mimeType": "text/vcard", "buffer": b"BEGIN:VCARD\nFN:Ama\nEND:VCARD\n"}
    )
    if javascript:
        expect(page.get_by_role("status").filter(has_text="people.vcf")).to_be_visible()
    page.get_by_role("button", name="See who’s in it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who would you like to add?")


@pytest.mark.parametrize("javascript", ["script"], indirect=True)
def test_a_file_can_be_dropped(visit: Visit) -> None:
    page = visit.open("import_start")
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["BEGIN:VCARD"], "dropped.vcf"));
            const event = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
            document.querySelector("[data-file-drop]").dispatchEvent(event);
        }"""
    )
    expect(page.get_by_role("status").filter(has_text="dropped.vcf")).to_be_visible()
    assert page.evaluate("document.querySelector('input[type=file]').files[0].name") == "dropped.vcf"


@pytest.mark.parametrize("javascript", ["plain"], indirect=True)
def test_at_400_percent_nothing_hides_what_one_reads(visit: Visit) -> None:
    """1280 by 1024 px enlarged four times leaves 320 by 256: the bar at the bottom scrolls away with the page."""
    page = visit.open("today")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.querySelector('.nav')).position") == "static"
