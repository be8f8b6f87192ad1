"""Mallory writes down addresses that she guesses at, and looks whether anything she is shown tells if one is right.

Each test makes the same town twice, one time with the right address in Mallory's guess and one time with an address
that is nobody's, and holds everything that Mallory can see side by side.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client

from network.contacts.actions import add_contact, change_contact
from network.contacts.cards import card_of
from network.identity.resolve import refresh_member
from network.introductions import actions
from network.introductions.offers import read_offer
from network.models import Closeness, Contact, Member
from network.platform.privacy.blocks import block
from network.suggestions.page import Suggestions, suggestions_for
from tests.factories.people import make_handshake, make_member
from tests.graph_fixtures import GraphServer

pytestmark = pytest.mark.graph
NOBODYS = {"email": "nobody.at.all@example.com", "phone": "07700 900099"}
OFFER = re.compile(r"/introductions/ask/[^/]+/")
ASIDE = re.compile(r"/work/not-for-me/[^/\"]{20,}/")
OWN_ADDRESS = re.compile(r"<a class=\"button[^>]*href=\"(tel|sms|mailto):.*?</a>")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass
class Town:
    """Mallory shares a handshake with Bob, and he with Carol. Jane is no member; Yusuf is one, unknown to Mallory."""

    mallory: Member
    bob: Member
    carol: Member
    yusuf: Member
    eve: Member


def know(owner: Member, name: str, line: str, *addresses: tuple[str, str], **fields: object) -> Contact:
    contact = add_contact(owner=owner, name=name, addresses=addresses)
    Contact.objects.filter(pk=contact.pk).update(line_of_work=line, work=line, **fields)
    return contact


JANE = ("email", "jane@example.com")
JANES_PHONE = ("phone", "07700 900111")
PETE = ("email", "pete@example.com")
YUSUF = ("email", "yusuf@example.com")
YUSUFS_OTHER = ("phone", "07700 900222")
BOBS_OTHER = ("email", "bob.at.home@example.com")


@pytest.fixture(scope="session")
def graph_engine(embedded_server: GraphServer) -> GraphServer:
    """One engine: what a guess may not change is read from the record, and test_page.py sees that engines agree."""
    return embedded_server


@pytest.fixture
def town(db: None) -> Town:
    made = Town(*(make_member(name) for name in ("Mallory", "Bob", "Carol", "Yusuf", "Eve")))
    EmailAddress.objects.create(user=made.bob, email=BOBS_OTHER[1], verified=True)
    refresh_member(made.bob)
    make_handshake(made.mallory, made.bob)
    make_handshake(made.bob, made.carol)
    know(made.bob, "Jane", "plumber", JANE, JANES_PHONE)
    know(made.bob, "Pete", "pipe fitter", PETE)
    know(made.bob, "Yusuf", "heating engineer", YUSUF, YUSUFS_OTHER)
    know(made.carol, "Jane Doe", "plumber", JANE, closeness=Closeness.VERY_WELL)
    know(made.carol, "Pete", "gas fitter", PETE)
    for number in range(4):
        know(make_member(f"Far {number}"), "Somebody", "drain layer", ("email", f"drains{number}@example.com"))
    return made


def seen_by(member: Member) -> list[object]:
    """Everything that the page, and each page that it leads to, says to `member`."""
    client = Client()
    client.force_login(member)
    seen: list[object] = []
    for text in ("plumber", "pipe fitter", "heating engineer", "drain layer"):
        answer = client.get("/work/", {"q": text})
        suggestions = suggestions_for(member, text)
        assert not suggestions.graph_down
        onward = OFFER.findall(answer.content.decode()) + ASIDE.findall(answer.content.decode())
        seen += [answer.status_code, plain(answer.content.decode()), without_own_addresses(suggestions)]
        seen += [
            (replace(card, offer="", handle=""), card.offer and read_offer(card.offer, member.pk))
            for card in suggestions.cards
        ]
        seen += [(asked.status_code, plain(asked.content.decode())) for asked in map(client.get, onward)]
    return seen


def without_own_addresses(suggestions: Suggestions) -> Suggestions:
    """What is beside the cards, without what Mallory wrote down on her own records."""
    own = (replace(contact, ring="", text="", email="") for contact in suggestions.own_contacts)
    return replace(suggestions, cards=(), own_contacts=tuple(own))


def plain(page: str) -> str:
    """The page without its seals, and without the links to addresses that Mallory wrote down herself."""
    page = OWN_ADDRESS.sub("", page)
    return TOKEN.sub("", ASIDE.sub("/work/not-for-me/…/", OFFER.sub("/introductions/ask/…/", page)))


Guess = Callable[[Town, tuple[str, str]], object]
See = Callable[[Town, Guess, tuple[str, str]], list[object]]


@pytest.fixture
def see(projected: Callable[[], None]) -> See:
    """What Mallory sees after a guess, which is then taken back."""

    def see(town: Town, guess: Guess, address: tuple[str, str]) -> list[object]:
        with transaction.atomic():
            guess(town, address)
            projected()
            seen = seen_by(town.mallory)
            transaction.set_rollback(True)
        projected()
        return seen

    return see


def on_a_new_card(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.mallory, name="A guess", addresses=[address])


def on_a_private_card(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.mallory, name="A guess", addresses=[address], private=True)


def on_a_card_of_that_work(town: Town, address: tuple[str, str]) -> None:
    for line in ("plumber", "heating engineer", "drain layer"):
        know(town.mallory, f"A guess at a {line}", line, address, closeness=Closeness.VERY_WELL)


def beside_my_own_address(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.mallory, name="Me", addresses=[("email", town.mallory.email), address])


def beside_a_partners_address(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.mallory, name="Bob?", addresses=[("email", town.bob.email), address])


def on_the_card_of_my_handshake(town: Town, address: tuple[str, str]) -> None:
    own = Contact.objects.get(owner=town.mallory, confirmed_as=town.bob)
    change_contact(owner=town.mallory, contact_id=own.pk, card=replace(card_of(own), addresses=[address]))


def beside_somebody_elses_address(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.mallory, name="Pete?", addresses=[PETE, address])


def beside_the_address_of_a_blocked_member(town: Town, address: tuple[str, str]) -> None:
    block(owner=town.mallory, other=town.eve)
    add_contact(owner=town.mallory, name="Eve?", addresses=[("email", town.eve.email), address])


def by_a_second_account(town: Town, address: tuple[str, str]) -> None:
    add_contact(owner=town.eve, name="Mallory?", addresses=[("email", town.mallory.email), address])


def beside_whom_i_asked_for(town: Town, address: tuple[str, str]) -> None:
    pete = Contact.objects.get(owner=town.bob, name="Pete")
    actions.ask(
        requester=town.mallory,
        introducer=town.bob,
        contact=pete,
        line_of_work="pipe fitter",
        purpose="chat",
        words="Hi",
    )
    beside_somebody_elses_address(town, address)


GUESSES: list[Guess] = [
    on_a_new_card,
    on_a_private_card,
    on_a_card_of_that_work,
    beside_my_own_address,
    beside_a_partners_address,
    on_the_card_of_my_handshake,
    beside_somebody_elses_address,
    beside_the_address_of_a_blocked_member,
    by_a_second_account,
    beside_whom_i_asked_for,
]


@pytest.mark.costly("goes through all pages for each of six addresses")
@pytest.mark.parametrize("guess", GUESSES, ids=lambda guess: guess.__name__)
def test_a_right_guess_shows_what_a_wrong_one_shows(town: Town, see: See, guess: Guess) -> None:
    wrong = {kind: see(town, guess, (kind, value)) for kind, value in NOBODYS.items()}
    for right in (JANE, YUSUF, YUSUFS_OTHER, BOBS_OTHER):
        assert see(town, guess, right) == wrong[right[0]], right


def test_with_what_is_only_written_down_everybody_is_still_shown(town: Town, see: See) -> None:
    before = see(town, on_a_new_card, ("email", NOBODYS["email"]))
    assert len([card for card in before if isinstance(card, tuple)]) == 9
    assert see(town, on_a_new_card, JANE) == before


def test_a_private_guess_at_a_partners_other_address_closes_no_way_through_them(town: Town, see: See) -> None:
    wrong = see(town, on_a_private_card, ("email", NOBODYS["email"]))
    assert see(town, on_a_private_card, BOBS_OTHER) == wrong


class TestWhatIsLeftOutAllTheSame:
    """A handshake, a block and a request are no guesses."""

    def lines(self, town: Town, text: str) -> list[tuple[str, str]]:
        return [(card.line_of_work, card.introducer) for card in suggestions_for(town.mallory, text).cards]

    def test_whom_i_shook_hands_with(self, town: Town, projected: Callable[[], None]) -> None:
        projected()
        assert ("heating engineer", "Bob") in self.lines(town, "heating engineer")
        make_handshake(town.mallory, town.yusuf)
        assert ("heating engineer", "Bob") in self.lines(town, "heating engineer"), "only an address says who it is"
        Contact.objects.filter(owner=town.bob, name="Yusuf").update(confirmed_as=town.yusuf)
        assert ("heating engineer", "Bob") not in self.lines(town, "heating engineer")

    def test_myself(self, town: Town, projected: Callable[[], None]) -> None:
        know(town.carol, "Mal", "heating engineer", ("email", town.mallory.email))
        Contact.objects.filter(owner=town.bob, confirmed_as=town.mallory).update(line_of_work="heating engineer")
        projected()
        assert self.lines(town, "heating engineer")[:1] == [("heating engineer", "Bob")]
        Contact.objects.filter(owner=town.bob, name="Yusuf").delete()
        assert self.lines(town, "heating engineer") == []

    def test_the_record_that_i_asked_for_and_no_other(self, town: Town, projected: Callable[[], None]) -> None:
        """Another record with her address is another card: were it gone, its address would be known to be hers."""
        projected()
        assert ("plumber", "Bob") in self.lines(town, "plumber")
        jane = Contact.objects.get(owner=town.bob, name="Jane")
        actions.ask(
            requester=town.mallory,
            introducer=town.bob,
            contact=jane,
            line_of_work="plumber",
            purpose="chat",
            words="Hi",
        )
        assert [card.steps for card in suggestions_for(town.mallory, "plumber").cards][:1] == [3]
