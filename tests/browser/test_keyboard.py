"""From sign-up to the first map, and on to asking for an introduction, by the keyboard alone: no mouse, no finger.

At each stop the focus must be seen: a ring of two pixels or more, and nothing that lies over it.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from network.models import Contact, Introduction, Member, Place
from tests.browser.conftest import PageMaker, picture
from tests.factories.people import make_contact, make_handshake, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STOPS = 80  # more than any page on the way has
HERE = """(wanted) => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const rings = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const around = [here, here.parentElement, here.parentElement.parentElement]; // a box round a field may have it
    const box = here.getClientRects()[0] || new DOMRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
    return {
        what: `${here.tagName.toLowerCase()} "${(here.innerText || here.name || here.id).trim().slice(0, 50)}"`,
        wanted: here === wanted,
        ring: around.map((one) => getComputedStyle(one)).some(rings),
        seen: Boolean(top) && (here.contains(top) || Array.from(here.labels || []).some((one) => one.contains(top))),
    };
}"""


class Keyboard:
    """Somebody without a mouse before a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []
        """Stops at which the focus could not be seen."""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, wanted: Locator) -> None:
        """Press Tab until the wanted thing has the focus."""
        expect(wanted).to_be_visible()
        passed = []
        for _ in range(STOPS):
            stop = self.page.evaluate(HERE, wanted.element_handle())
            if stop is not None:
                passed.append(stop["what"])
                if not (stop["ring"] and stop["seen"]):
                    reason = "has no ring" if not stop["ring"] else "is hidden"
                    self.unseen.append(f"{self.page.url} {stop['what']} {reason}")
                if stop["wanted"]:
                    return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {wanted} on {self.page.url}, but to: {passed}")

    def follow(self, words: str | re.Pattern[str], within: str = "body") -> None:
        """Go to a link and press Enter."""
        self.go_to(self.page.locator(within).get_by_role("link", name=words).first)
        self._leave_by("Enter")

    def push(self, words: str | re.Pattern[str], key: str = "Enter") -> None:
        """Go to a button and press it."""
        self.go_to(self.page.get_by_role("button", name=words).first)
        self._leave_by(key)

    def write(self, label: str | re.Pattern[str], words: str) -> None:
        """Go to a field and type."""
        self.go_to(self.page.get_by_label(label).first)
        self.page.keyboard.type(words)

    def _leave_by(self, key: str) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)


def code_from_the_mail() -> str:
    found = re.search(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))
    assert found
    return found[0]


def join(keys: Keyboard, address: str) -> None:
    keys.page.goto(address)
    keys.press("Tab")
    assert keys.page.evaluate("document.activeElement.matches('.skip')"), "the first stop is the link past the top"
    keys.follow(re.compile("Start|Join"))
    keys.write("e-mail", "nia.price@people.example")
    keys.push("Send me a code")
    keys.write(re.compile("code", re.IGNORECASE), code_from_the_mail())
    keys._leave_by("Enter")


def first_steps(keys: Keyboard) -> None:
    page = keys.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome. Who are you?")
    keys.write("What shall we call you?", "Nia")
    keys.write("Where are you?", "Whitby")
    keys.push("Continue", "Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")
    keys.go_to(page.locator("main form input:visible, main form textarea:visible").first)
    page.keyboard.type("something with cakes")
    keys.push("Continue", "Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("What could you help with?")
    keys.push("Skip this page")


def walk(keys: Keyboard) -> None:
    """Name somebody at the first question, somebody at the next, and go through the rest."""
    page = keys.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Who do you know?")
    keys.follow("Begin")
    for name, work in (("Gita Rao", "pastry chef"), ("Tom Hale", "drives a bus")):
        keys.write("Name", name)
        keys.go_to(page.get_by_label("What they do").first)
        page.keyboard.type(work)
        keys._leave_by("Enter")
        expect(page.get_by_text(name).first).to_be_visible()
        keys.push("Next question", "Space")
    for _ in range(20):
        if page.get_by_role("button", name="Nobody comes to mind, carry on").count() == 0:
            break
        keys.push("Nobody comes to mind, carry on", "Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("You know 2 people to start with")


def see_the_map(keys: Keyboard) -> None:
    page = keys.page
    keys.follow("See them in your circles")
    assert page.url.endswith("/people/map/")
    expect(page.get_by_role("link", name=re.compile("Gita Rao")).first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Tom Hale")).first).to_be_visible()
    keys.follow(re.compile("Gita Rao"), within="#list")
    expect(page.get_by_text("pastry chef").first).to_be_visible()


def ask_for_an_introduction(keys: Keyboard) -> None:
    page = keys.page
    keys.follow("Work")
    if not page.get_by_label("What work are you after?").is_visible():
        keys.go_to(page.locator("summary", has_text="Search for other work"))
        keys.press("Enter")
    keys.write("What work are you after?", "pastry chef")
    keys._leave_by("Enter")
    keys.go_to(page.locator("summary", has_text="Why?").first)
    keys.press("Enter")
    expect(page.locator("details[open]").first).to_be_visible()
    keys.follow("Ask Bob")
    keys.go_to(page.get_by_role("radio", name="a chat about the work"))
    keys.press("Space")
    keys.write("A few words", "I bake at home, and would love to hear what the work is like.")
    keys.push("Ask Bob")
    expect(page.get_by_text("You asked Bob to introduce you.").first).to_be_visible()
    keys.follow("Today")
    keys.follow("See how it’s going")


@pytest.mark.parametrize(
    "desk", [pytest.param(False, id="phone"), pytest.param(True, id="desk", marks=pytest.mark.slow)]
)
def test_from_sign_up_to_the_first_map_and_to_asking(address: str, new_page: PageMaker, desk: bool) -> None:
    Place.objects.create(
        geoname_id=1,
        name="Whitby",
        search_name="whitby",
        country="GB",
        latitude=54.5,
        longitude=-0.6,
        population=13_000,
    )
    keys = Keyboard(new_page(desk=desk))
    join(keys, address)
    first_steps(keys)
    walk(keys)
    see_the_map(keys)
    picture(keys.page, f"keyboard-map-{'desk' if desk else 'phone'}")
    assert sorted(Contact.objects.values_list("name", flat=True)) == ["Gita Rao", "Tom Hale"]
    nia = Member.objects.get()
    assert nia.name == "Nia"
    bob = make_member("Bob")
    make_handshake(nia, bob)
    make_contact(bob, "Priya Shah", line_of_work="pastry chef")
    ask_for_an_introduction(keys)
    assert Introduction.objects.get().requester == nia
    assert keys.unseen == [], "\n".join(keys.unseen)
