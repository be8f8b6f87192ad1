"""The Work page of a member with much on it, on a phone: how soon the first person comes, and how long it is."""

import pytest

from matching.calibration import Closeness
from network.models import Member
from network.suggestions.cards import SuggestionCard
from network.suggestions.intent import read_texts, summarised
from network.suggestions.page import OwnContact, Suggestions
from tests.browser.conftest import PageMaker, picture, sign_in
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WISHES = ("pastry and cakes", "bakery", "kitchen work")
LINES = ("pastry chef", "baker", "kitchen porter", "cook", "cake decorator")
NAMES = ("Ben Marsh", "Amina Yusuf", "Emma Price", "Simran Kaur", "Chiamaka Okonkwo", "Jo Bell")


def card(introducer: int, line: str, *, can_be_asked: bool) -> SuggestionCard:
    return SuggestionCard(
        line_of_work=line, place="about 5 miles from you", introducer=NAMES[introducer], introducer_id=introducer + 1,
        steps=2 if can_be_asked else 3, fit=0.7, rank=0.7, closeness=Closeness.CLOSE,
        why=f"You wrote “bakery”, and “{line}” is close to that; {NAMES[introducer]} knows them.",
        handle="sealed", offer="sealed" if can_be_asked else "",
    )  # fmt: skip


def own_contact(number: int) -> OwnContact:
    return OwnContact(
        contact_id=number, name=f"Auntie Jo {number}", work="bakes wedding cakes at home", place="Haverby", fit=0.7,
        closeness=Closeness.NEAR, why="You know them yourself.", ring="tel:+44-7700-900123", text="sms:+447700900123",
    )  # fmt: skip


@pytest.fixture
def grace(db: None, monkeypatch: pytest.MonkeyPatch) -> Member:
    """A member whose page has every part: five of twenty cards can be asked for; both lists are longer than shown."""
    member, ben = make_member("Grace Okafor"), make_member("Ben Marsh")
    make_handshake(member, ben)
    for number in range(2):
        make_introduction(member, make_contact(ben, f"Cook {number}", line_of_work="cook"))
    askable = [(0, "pastry chef"), (0, "cook"), (1, "baker"), (1, "kitchen porter"), (2, "cake decorator")]
    cards = [card(number, line, can_be_asked=True) for number, line in askable]
    cards += [card(3 + number, line, can_be_asked=False) for number in range(3) for line in LINES]
    answer = Suggestions(
        WISHES, summarised(read_texts(WISHES)), own_contacts=tuple(map(own_contact, range(1, 9))), cards=tuple(cards)
    )
    monkeypatch.setattr("network.suggestions.views.suggestions_from", lambda *_args, **_options: answer)
    return member


def test_the_first_person_comes_at_once_and_the_page_is_short(address: str, new_page: PageMaker, grace: Member) -> None:
    page = new_page()
    sign_in(page, grace, address)
    page.goto(f"{address}/work/")
    picture(page, "work-with-much")
    assert page.locator(".work .card h3").first.bounding_box()["y"] < 260  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollHeight") < 2500
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
