"""A first evening on a phone, with JavaScript and without: join, write down whom you know, say what you want, and ask.

Twenty people are typed as people talk. What they do is told by hand below, and only a line that is true counts.
"""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from network.contacts.actions import add_contact
from network.introductions.states import State
from network.invitations.actions import make_invitation
from network.models import Introduction, Member
from network.platform.outbox.tasks import drain
from tests.browser.conftest import PageMaker, follow, picture
from tests.factories.people import make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_TAPS, FEWEST_PLACED = 20, 18


@dataclass(frozen=True)
class Known:
    """Somebody as they are typed: in the box for the name, and perhaps that for their work. `true` is a pattern of the
    lines of work that are right, and `name` is what has to be left of the name."""

    typed: str
    work: str
    name: str
    true: str


WALK = {
    "near": [
        Known("Big Trev, drives the 56 bus", "", "Big Trev", "bus"),
        Known("Mags next door", "was a dinner lady, retired now", "Mags next door", "dinner|midday|catering|kitchen"),
        Known("Ollie", "fits bathrooms", "Ollie", "plumb|bathroom"),
        Known("Nurse Patience", "", "Nurse Patience", "nurse"),
    ],
    "family": [
        Known("my sister Joy", "on the tills at Morrisons", "my sister Joy", "till|check-out|cashier"),
        Known("Uncle Des", "roofer, got his own firm", "Uncle Des", "roof"),
        Known("our Kyle who does tyres", "", "our Kyle", "tyre"),
        Known("Auntie Bev", "does nails, comes to your house", "Auntie Bev", "nail|manicur|beaut"),
    ],
    "work": [
        Known("Stu", "forklift driver, nights", "Stu", "fork"),
        Known("Magda", "does the wages in the office", "Magda", "pay|wages"),
        Known("Wayne (security)", "", "Wayne", "security|guard"),
        Known("Old Terry", "recepsionist at the surgery", "Old Terry", "receptionist"),
    ],
    "high-street": [
        Known("Ash from the barbers", "", "Ash from the barbers", "barber|hair"),
        Known("Mr Patel", "owns the launderette", "Mr Patel", "laund"),
        Known("Leanne", "behind the bar at the Crown", "Leanne", "bar "),
        Known("Sparky Dave", "", "Sparky Dave", "electrician"),
    ],
    "school-gate": [
        Known("Tunde", "delivers for DPD", "Tunde", "deliver|courier"),
        Known("Miss Walker", "teaches reception", "Miss Walker", "teacher"),
        Known("Babs", "cleans offices, early mornings", "Babs", "clean"),
        Known("Yusuf", "mecanic at Kwik Fit", "Yusuf", "mechanic|vehicle|tyre"),
    ],
}
EVERYBODY = [known for people in WALK.values() for known in people]
ADDRESS_BOOK = """BEGIN:VCARD
VERSION:3.0
FN:Gary Plumber
TEL;TYPE=CELL:07700 900123
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ines Duarte
N:Duarte;Ines;;;
TITLE:keen on hedges
EMAIL:ines@people.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ash Cole
TITLE:fond of tills
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Mum
TEL;TYPE=HOME:01632 960123
END:VCARD
"""


class FirstEvening:
    """Somebody new, with a phone, who counts how often they have to tap to answer what is asked of people's work."""

    def __init__(self, page: Page, address: str, kind: str) -> None:
        self.page, self.address, self.kind, self.taps = page, address, kind, 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def press(self, name: str | re.Pattern[str]) -> None:
        follow(self.page.get_by_role("button", name=name).first)
        self.fits()

    def follow(self, name: str | re.Pattern[str]) -> None:
        follow(self.page.get_by_role("link", name=name).first)
        self.fits()

    def fits(self) -> None:
        room = self.page.locator("html").evaluate("page => page.clientWidth - page.scrollWidth")
        assert room >= 0, f"{self.page.url} is {-room} px too wide"

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def keep(self, what: str) -> None:
        picture(self.page, f"first-evening-{self.kind}-{what}")

    def answer(self, true: str) -> None:
        """Tap what is true, if it is among what is offered; otherwise leave the question."""
        for button in self.page.locator(".work-question button[name=line]").all():
            if re.search(true, f"{button.get_attribute('value')} "):
                self.taps += 1
                follow(button)
                self.fits()
                return

    def newest_code(self) -> str:
        found = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
        assert found
        return found[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_everybody_written_down_can_be_found_and_somebody_can_be_asked(
    address: str, new_page: PageMaker, javascript: bool
) -> None:
    ann = make_member("Ann")
    grace = add_contact(owner=ann, name="Grace")
    add_contact(owner=ann, name="Gita Rao", work="pastry chef")
    token = make_invitation(owner=ann, contact_id=grace.pk).token
    me = FirstEvening(new_page(javascript=javascript), address, "script" if javascript else "plain")
    joins(me, f"/join/{token}/")
    walks(me)
    brings_an_address_book(me)
    assert len(missing()) <= len(EVERYBODY) - FEWEST_PLACED, missing()
    assert 0 < me.taps <= MOST_TAPS
    says_a_wish(me)
    asks(me)
    asked = Introduction.objects.get(introducer=ann)
    assert (asked.state, asked.line_of_work) == (State.ASKED, "pastry chef")


def joins(me: FirstEvening, link: str) -> None:
    me.open(link)
    me.keep("invited")
    me.follow("Join with your e-mail address")
    me.fill("Your e-mail address", "grace@people.example")
    me.press("Send me a code")
    me.fill("The code from the e-mail", me.newest_code())
    me.press("Continue")
    me.keep("in")
    me.press("Yes, we know each other")
    me.keep("welcome")
    me.fill("What shall we call you?", "Grace")
    me.press("Continue")
    me.press("Skip this page")
    me.press("Skip this page")
    me.keep("today")


def walks(me: FirstEvening) -> None:
    me.open("/people/walk/")
    me.follow("Begin")
    going = True
    while going:
        slug = me.page.url.rstrip("/").rsplit("/", 1)[1]
        for known in WALK.get(slug, []):
            me.fill("A name", known.typed)
            me.fill("What they do, if you know", known.work)
            me.press("Add")
            me.keep(f"walk-{slug}-{known.name.split()[-1].lower()}")
            me.answer(known.true)
        me.press(re.compile("^(Next question|Nobody comes to mind)"))
        going = "/walk/end" not in me.page.url
    me.keep("walk-end")


def brings_an_address_book(me: FirstEvening) -> None:
    me.open("/people/import/")
    book = {"name": "contacts.vcf", "mimeType": "text/vcard", "buffer": ADDRESS_BOOK.encode()}
    me.page.locator("input[type=file]").set_input_files([book])  # type: ignore[list-item]
    me.press("See who’s in it")
    drain("imports")
    me.page.reload()
    expect(me.page.get_by_role("heading", name="Who would you like to add?")).to_be_visible()
    me.keep("preview")
    me.press(re.compile("^What they do: 2 to answer"))
    me.page.get_by_role("group", name=re.compile("keen on hedges")).get_by_label("Yes, gardener").check()
    me.taps += 1
    me.keep("preview-asks")
    me.press(re.compile("^Add "))
    drain("imports")
    me.page.reload()
    expect(me.page.get_by_text("There are 4 new people on your list")).to_be_visible()
    me.keep("brought-in")
    me.follow("Say what they do")
    me.keep("asked-of-work")
    me.answer("till|check-out")
    me.keep("answered")
    expect(me.page.get_by_text("That’s everybody.")).to_be_visible()
    lines = dict(Member.objects.get(name="Grace").contacts.exclude(came_with=None).values_list("name", "line_of_work"))
    assert [lines.pop(name) for name in ("Gary Plumber", "Ines Duarte", "Mum")] == ["plumber", "gardener", ""]
    assert all(lines.values())
    print(f"{len(EVERYBODY) - len(missing())} of {len(EVERYBODY)} placed with {me.taps} taps; not: {missing()}")


def missing() -> list[str]:
    """Return who of the twenty has no line of work that is true, as they were typed."""
    lines = dict(Member.objects.get(name="Grace").contacts.values_list("name", "line_of_work"))
    return [known.typed for known in EVERYBODY if not re.search(known.true, f"{lines.get(known.name, '')} ")]


def says_a_wish(me: FirstEvening) -> None:
    me.open("/work/")
    me.keep("work-empty")
    me.follow("Say what you’d like")
    me.page.locator("input[name$='wishes'], input[name$='wish']").first.fill("pastry chef, or anything with cakes")
    me.keep("wish")
    me.press(re.compile("^Save"))
    me.open("/work/")
    me.keep("work")


def asks(me: FirstEvening) -> None:
    me.follow(re.compile("Ask Ann"))
    assert "Gita" not in me.page.content()
    me.page.get_by_label("a chat about the work").check()
    me.fill("A few words", "I’ve baked for the school fair for six years, and I’d love to hear how you began.")
    me.keep("ask")
    me.press(re.compile("^Ask Ann"))
    expect(me.page.get_by_text("No answer yet").first).to_be_visible()
    me.keep("asked")
