"""How the Work page is arranged: whom to ask, by introducer; whom one knows; what was asked; what lies further."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import Closeness, Member, SetAside
from network.platform.text import with_article
from network.suggestions.arrangement import SHOWN_INTRODUCERS, given_names
from network.suggestions.page import suggestions_for
from tests.factories.introductions import make_introduction
from tests.factories.people import make_contact, make_handshake, make_member
from tests.network.suggestions.conftest import know, want

pytestmark = pytest.mark.django_db


def page(client: Client, text: str = "pastry chef") -> str:
    return client.get(reverse("work"), {"q": text}).content.decode()


def headings(said: str) -> list[str]:
    return re.findall(r"<h[23][^>]*>([^<]+)</h", said)


class TestWhatCanBeAsked:
    @pytest.fixture(autouse=True)
    def _a_cook_two_steps_away_and_a_chef_three(
        self, alice: Member, bob: Member, carol: Member, projected: Callable[[], None]
    ) -> None:
        make_handshake(alice, bob, closeness=Closeness.HARDLY)
        dora = make_member("Dora")
        make_handshake(alice, dora, closeness=Closeness.VERY_WELL)
        make_handshake(dora, carol, closeness=Closeness.VERY_WELL)
        know(bob, "pastry cook", closeness=Closeness.HARDLY)
        know(carol, "pastry chef", closeness=Closeness.VERY_WELL)
        projected()

    def test_goes_first_whatever_the_score(self, alice: Member) -> None:
        cook, chef = suggestions_for(alice, "pastry chef").cards
        assert (cook.line_of_work, chef.line_of_work) == ("pastry cook", "pastry chef")
        assert cook.rank < chef.rank

    def test_stays_first_after_something_was_put_aside(self, alice: Member, bob: Member) -> None:
        SetAside.objects.create(member=alice, introducer=bob, line_of_work="baker", reason=SetAside.Reason.WORK)
        assert next(card.line_of_work for card in suggestions_for(alice, "pastry chef").cards) == "pastry cook"

    def test_is_not_said_again_a_step_further(
        self, as_alice: Client, bob: Member, carol: Member, projected: Callable[[], None]
    ) -> None:
        know(bob, "pastry chef")
        make_handshake(bob, carol)
        projected()
        said = page(as_alice)
        assert "Bob knows a pastry chef and a pastry cook" in said
        assert "<strong>Pastry chef</strong>: through Dora</p>" in said


@pytest.mark.usefixtures("no_graph")
class TestThePage:
    def test_an_introducer_is_one_card_with_one_button_and_the_rest_in_a_menu(
        self, as_alice: Client, alice: Member, bob: Member
    ) -> None:
        make_handshake(alice, bob)
        for line in ("pastry chef", "pastry cook", "baker", "cook", "chef"):
            know(bob, line)
        said = page(as_alice, "pastry chef, baker, cook or chef")
        assert said.count('<li class="card">') == 1
        assert len(re.findall(r'<a class="button" href="/introductions/ask/', said)) == 1
        assert len(re.findall(r"Ask about the [a-z ]+ instead", said)) == 4
        assert re.search(r"Bob knows an? [a-z ]+, an? [a-z ]+ and 3 others", said)

    def test_five_introducers_are_shown_and_the_others_are_folded_away(self, as_alice: Client, alice: Member) -> None:
        for number in range(SHOWN_INTRODUCERS + 2):
            introducer = make_member(f"Introducer {number}")
            make_handshake(alice, introducer)
            know(introducer, "pastry chef")
        shown, _more, folded = page(as_alice).partition("2 more you can ask")
        assert shown.count("knows a pastry chef</h3>") == SHOWN_INTRODUCERS
        assert folded.count("knows a pastry chef</h3>") == 2

    def test_whom_one_knows_oneself_can_be_rung_and_texted_where_there_is_a_number(
        self, as_alice: Client, alice: Member
    ) -> None:
        for name, phone in (("Mo Mobile", "07700 900123"), ("Lil Landline", "01632 960001"), ("No Number", "")):
            contact = make_contact(alice, name, line_of_work="pastry chef", work="cakes")
            if phone:
                contact.addresses.create(kind="phone", value=phone)
        said = page(as_alice)
        assert 'href="tel:+44-7700-900123"' in said
        assert 'href="sms:+447700900123"' in said
        assert 'href="tel:+44-1632-960001"' in said
        assert said.count("sms:") == 1
        assert "Add a number" in said

    def test_the_parts_have_their_order(self, as_alice: Client, alice: Member, bob: Member) -> None:
        make_handshake(alice, bob)
        know(bob, "pastry chef")
        make_contact(alice, "Auntie Jo", line_of_work="pastry cook", work="cakes")
        asked = make_introduction(alice, know(bob, "baker", "Another"))
        said = page(as_alice)
        parts = ["People you can ask", "You know somebody yourself", "Already asked", "How to find more people"]
        assert [heading for heading in headings(said) if heading in parts] == parts
        assert f"You’ll know by {asked.deadline:%-d %b}" in said
        assert said.rindex("How we make this list") > said.index("How to find more people")

    def test_whoever_has_nobody_is_told_of_the_walk_an_invitation_and_a_place(
        self, as_alice: Client, alice: Member, settings: pytest.FixtureRequest
    ) -> None:
        settings.LOCAL_HELP, settings.LOCAL_HELP_CONTACT = "the library in Church Street", "01632 960123"  # type: ignore[attr-defined]
        want(alice, "pastry chef")
        said = as_alice.get(reverse("work")).content.decode()
        assert f'href="{reverse("walk")}"' in said
        assert "Choose who to invite" in said
        assert '<a href="tel:01632960123">the library in Church Street</a>' in said
        for name in ("today", "introductions", "work_others"):
            assert "the library in Church Street" in as_alice.get(reverse(name)).content.decode()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("chef", "a chef"),
        ("electrician", "an electrician"),
        ("HGV driver", "an HGV driver"),
        ("IT technician", "an IT technician"),
        ("university lecturer", "a university lecturer"),
        ("usher", "an usher"),
        ("bar staff", "bar staff"),
    ],
)
def test_a_line_of_work_has_its_article_in_english_alone(line: str, said: str) -> None:
    assert with_article(line) == said
    with translation.override("cy"):
        assert with_article(line) == line


def test_a_given_name_is_enough_unless_two_have_it_or_it_is_none() -> None:
    names = {1: "Emma Hodgson", 2: "Simran Gill", 3: "Simran Kaur", 4: "Auntie Jo", 5: "Bob", 6: "J. Smith"}
    assert given_names(names) == {**names, 1: "Emma"}
